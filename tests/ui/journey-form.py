#!/usr/bin/python3
# A new certificate form with tags and requirements, typed with the keyboard, sent and found again.

import json
import re
import time

from driver import Failure, ctl, journeys, wait
import steps
from typist import Typist


def add_tags(program, *tags):
    entry = program.expect("text", "Tags")
    program.tab_to(entry)
    for tag in tags:
        program.type_into(entry, tag)
        program.key("Return")
        wait(lambda: entry.text == "", "the tag to be made of the text")
        program.expect(None, tag)


def choose_known(program, name, begun, source, group=None):
    """What an own record had before is offered with where it is from, and not taken unasked."""
    entry = program.expect("text", name, group=group)
    program.tab_to(entry)
    program.type_into(entry, begun)
    program.expect_words(re.compile(source))
    program.key("Down", "Return")


def own_words_complete_others(program):
    """Tags, types of requirements and the program's name, from what was sent and from drafts."""
    editor = steps.new_record(program, "form")
    program.enter("Form name", "Draft of a program")
    program.enter("Program name", "Welding for beginners")
    steps.saved(program)
    steps.close(program, editor)
    editor = steps.new_record(program, "form")
    choose_known(program, "Program name", "Weld", "In 1 draft")
    program.wait_text("Program name", "Welding for beginners")
    choose_known(program, "Tags", "ste", "Sent 1 time")
    program.expect(None, "steel")
    program.wait_text("Tags", "")
    # What is there already is not offered again.
    program.key("Down")
    program.expect("list item", where=lambda item: "welding" in item.words())
    if program.find("list item", where=lambda item: "steel" in item.words()):
        raise Failure("a tag is offered that is there already")
    program.key("Escape")
    button = program.expect("button", "Add Requirement")
    program.tab_to(button)
    program.key("Return")
    choose_known(program, "Type", "sc", "Sent 1 time", group="Requirements")
    wait(lambda: program.find("text", "Type", group="Requirements").text == "score", "the type")
    steps.close(program, editor)


def add_requirement(program, number, kind, description):
    button = program.expect("button", "Add Requirement")
    program.tab_to(button)
    program.key("Return")
    wait(lambda: len(program.find_all("text", "Order", group="Requirements")) >= number, "a new requirement")
    entries = {name: program.find_all("text", name, group="Requirements")[number - 1]
               for name in ("Type", "Description", "Order")}
    for name, text in (("Type", kind), ("Description", description), ("Order", str(number))):
        program.tab_to(entries[name])
        if entries[name].text != text:
            program.key("ctrl+a", "Delete")
            program.type_into(entries[name], text)


def begin_from_the_service(program):
    """What the service has is read when that is wanted, and begins another form."""
    program.activate(steps.MAIN)
    program.key("F10")
    program.press("menu item", "Forms on kolleges")
    program.press("button", "Read From kolleges")
    program.expect(None, re.compile("^용접 기능 수료증 · Sent from here|^용접 기능 수료증 · One here"))
    program.press("button", "New Draft")
    # The practice service lists what was sent, and nothing of the rest.
    program.expect_words(re.compile("does not include: Program name"))
    program.press("button", "New Draft", "Some Fields Are Not Listed")
    editor = steps.wait_editor(program, "form")
    program.wait_text("Form name", "용접 기능 수료증")
    program.expect_gone("frame", "Forms on kolleges")
    steps.close(program, editor)


def a_form_from_empty_to_history(begin):
    program = steps.start(begin)
    editor = steps.new_record(program, "form")
    program.enter("Form name", "용접 기능 수료증")
    program.enter("Description", "Welding course", group="Certificate form")
    steps.choose(program, "Type", "Completion", group="Certificate form")
    add_tags(program, "welding", "steel")
    program.enter("Prefix", "WELDING")
    program.enter("Certificate design ID", "16x")
    program.enter("Badge design ID", "83")
    add_requirement(program, 1, "score", "At least 70 points")

    program.key("ctrl+Return")
    prefix = program.expect("text", "Prefix", where=lambda node: "focused" in node.states)
    if not prefix.description:
        raise Failure("nothing is said of a prefix that is too long")
    program.enter("Prefix", "WELD")
    program.key("ctrl+Return")
    program.expect("text", "Certificate design ID", where=lambda node: "focused" in node.states)
    program.enter("Certificate design ID", "165")
    row = steps.send(program)
    if (row["outcome"], row["record"]) != ("accepted", "용접 기능 수료증"):
        raise Failure(row)
    wait(lambda: program.active() == editor, "the editor to have the keyboard again")
    steps.close(program, editor)
    steps.show_view(program, "History")
    program.expect(None, "용접 기능 수료증", steps.MAIN)
    begin_from_the_service(program)
    own_words_complete_others(program)

    sent = json.loads(re.search(r"^\{.*\}$", ctl("history", "show", row["id"]), re.MULTILINE)[0])
    wanted = {"name": "용접 기능 수료증", "type": "completion", "tags": ["welding", "steel"], "prefix": "WELD",
              "achievementCertificateDesignId": 165, "achievementBadgeDesignId": 83,
              "requirements": [{"type": "score", "description": "At least 70 points", "order": 1}]}
    wrong = {key: sent.get(key) for key, value in wanted.items() if sent.get(key) != value}
    if wrong:
        raise Failure(f"sent wrongly: {wrong}")
    program.quit()


def pause():
    """Longer than somebody stops within a word."""
    time.sleep(2.5)


def undo_takes_back_what_was_done_last(begin):
    program = steps.start(begin)
    steps.new_record(program, "form")
    program.enter("Prefix", "PASTED")
    program.key("ctrl+a", "ctrl+c")
    name = program.expect("text", "Form name")
    program.tab_to(name)
    program.type_into(name, "Welding course")
    pause()
    program.key("ctrl+v")
    wait(lambda: name.text == "Welding coursePASTED", "the paste")
    pause()
    program.type_into(name, "end")
    wait(lambda: name.text == "Welding coursePASTEDend", "what was typed last")
    states = ["Welding coursePASTED", "Welding course", "Welding ", ""]
    for state in states:
        program.key("ctrl+z")
        wait(lambda state=state: name.text == state, f"“{state}” after undo")
    for state in [*reversed(states[:-1]), "Welding coursePASTEDend"]:
        program.key("ctrl+shift+z")
        wait(lambda state=state: name.text == state, f"“{state}” after redo")
    program.quit()


MOST = 100  # presses for a form with designs by name and a requirement


def pick_design(typist, field, search, design):
    """By its name, from where the keyboard stands."""
    entry = typist.at(field)
    typist.key("Down")
    typist.program.expect(None, "Search designs")
    typist.presses += len(search)
    typist.program.type(search)
    typist.program.expect_gone(None, "Basic", where=lambda node: "showing" in node.states)
    typist.key("Return")
    wait(lambda: entry.text == design, f"{design} to be the {field}")
    typist.at(field)
    typist.key("Return")


def a_form_in_few_presses(begin):
    """The designs were read before, and nothing is looked for with the pointer."""
    program = steps.start(begin)
    ctl("designs", "--refresh")
    steps.new_record(program, "form")
    typist = Typist(program)
    fill = typist.fill
    fill("Form name", "용접 기능 수료증")
    fill("Description", "용접 과정", "Tab")
    fill("Type", "c", "Tab", holds="Completion")
    fill("Tags", "용접")
    fill("Tags")
    fill("Prefix", "WELD")
    fill("Program name", "용접 입문")
    for name in ("Program type", "Program web address", "Course begins", "Course ends"):
        fill(name)
    pick_design(typist, "Certificate design ID", "Open", "165")
    pick_design(typist, "Badge design ID", "Open", "83")
    print(f"# {typist.presses} presses", flush=True)
    if typist.presses > MOST:
        raise Failure(f"{typist.presses} presses")
    program.expect_words("No problems")
    program.quit()


journeys(a_form_from_empty_to_history, a_form_in_few_presses, undo_takes_back_what_was_done_last)
