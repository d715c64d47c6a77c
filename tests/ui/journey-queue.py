#!/usr/bin/python3
# Several drafts are sent with one question, paced by the outbox, and stand in the history.

import contextlib
import csv
import io
import json
import os
import re

from driver import SOURCE, Failure, ctl, history, journeys, wait
import steps


def make_drafts(begin, names, **changes):
    """Opens files as a user drops them onto the window; each becomes a draft."""
    with open(os.path.join(SOURCE, "data", "examples", "form.json"), encoding="utf-8") as file:
        example = json.load(file)
    paths = []
    for name in names:
        path = os.path.join(os.environ["HOME"], f"{name}.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({**example, "name": name, **changes}, file, ensure_ascii=False)
        paths.append(path)
    program = begin(*paths)
    if len(names) == 1:
        program.wait_window(names[0])
        steps.close(program, program.active())
        program.activate(steps.MAIN)
    steps.show_view(program, "Forms")
    for name in names:
        program.expect(None, name, steps.MAIN)
    return program


def outcomes():
    return sorted(row["outcome"] for row in history())


def select_all(program):
    program.key("ctrl+a")
    program.expect_words(re.compile(r"\d selected"), steps.MAIN)


def several_are_sent_with_one_question(begin):
    program = make_drafts(begin, ("One", "Two", "Three"))
    select_all(program)
    program.key("ctrl+Return")
    question = wait(lambda: (title := program.active_title()) != steps.MAIN and title, "the question")
    program.expect_words("Send 3 Forms to kolleges (Practice)?", question)
    program.expect_words("They are sent immediately.", question)
    program.press("button", "Send 3", question)
    wait(lambda: outcomes() == ["accepted"] * 3, "all three to be accepted")
    steps.show_view(program, "History")
    for name in ("One", "Two", "Three"):
        program.expect(None, name, steps.MAIN)
    program.quit()


def read_csv(path):
    """Its rows; none if it is not there, or not whole yet."""
    with contextlib.suppress(FileNotFoundError), open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
        rows = list(csv.DictReader(io.StringIO(text)))
        return rows if len(rows) >= 3 and text.endswith("\n") else None
    return None


def read_json(path):
    """What is in it; nothing if it is not there, or not whole yet."""
    with contextlib.suppress(FileNotFoundError, json.JSONDecodeError), open(path, encoding="utf-8") as file:
        return json.load(file)
    return None


def what_is_shown_becomes_a_file(begin):
    program = steps.start(begin)
    steps.show_view(program, "History")
    for key, name in (("ctrl+shift+e", "export.csv"), (None, "export.json"), (None, "export.xlsx")):
        path = os.path.join(os.environ["HOME"], name)
        program.activate(steps.MAIN)
        if key:
            program.expect(None, "Three", steps.MAIN)
            program.key("Down", key)
        else:
            program.press("button", "Export", steps.MAIN)
        wait(lambda: program.active_title() == "Export History", "the question for a file")
        program.expect("text", where=lambda node: re.fullmatch(
            r"attest-history-\d{4}-\d\d-\d\d\.xlsx", node.text))
        program.key("ctrl+a")
        program.type(path)
        program.key("Return")
        wait(lambda path=path: os.path.exists(path), "the file")
        wait(lambda: program.active_title() == steps.MAIN, "the question to close")
        program.expect_words("3 entries exported", steps.MAIN)
    rows = wait(lambda: read_csv(os.path.join(os.environ["HOME"], "export.csv")), "the whole CSV file")
    objects = wait(lambda: read_json(os.path.join(os.environ["HOME"], "export.json")), "the whole JSON file")
    if [row["Number or name"] for row in rows] != [row["number"] for row in objects] or len(rows) != 3:
        raise Failure((rows, objects))
    program.quit()


def what_is_selected_becomes_a_file(begin):
    program = steps.start(begin)
    steps.show_view(program, "Forms")
    select_all(program)
    path = os.path.join(os.environ["HOME"], "drafts.csv")
    program.key("ctrl+shift+e")
    wait(lambda: program.active_title() == "Export", "the question for a file")
    program.key("ctrl+a")
    program.type(path)
    program.key("Return")
    program.expect_words("3 entries exported", steps.MAIN)
    read = json.loads(ctl("import", path, "--json"))
    if sorted(record["record"]["name"] for record in read["records"]) != ["One", "Three", "Two"]:
        raise Failure(read)
    program.quit()


def choose_last_format(program):
    """In the question for a file, from its name; the last is template 2."""
    formats = program.expect("combo box", where=lambda node: "Spreadsheet (XLSX)" in node.words())
    program.tab_to(next(node for node in formats.walk() if node.role in ("button", "toggle button")), "shift+Tab")
    program.key("space", "End", "Return")
    program.expect("combo box", where=lambda node: "CertSearch template 2 (XLSX)" in node.words())


def what_a_template_cannot_join_is_said(begin):
    """Template 2 has a sheet for entities, which are found by their unique ID alone."""
    with open(os.path.join(SOURCE, "data", "examples", "certificate.json"), encoding="utf-8") as file:
        example = json.load(file)
    both = os.path.join(os.environ["HOME"], "both.json")
    with open(both, "w", encoding="utf-8") as file:
        json.dump([{**example, "certificate_number": "A-1"},
                   {**example, "certificate_number": "A-2", "certified_entity_unique_id": ""}], file)
    program = begin(both)
    steps.show_view(program, "Certificates")
    for name in ("sheet", "template"):
        program.activate(steps.MAIN)
        select_all(program)
        program.key("ctrl+shift+e")
        wait(lambda: program.active_title() == "Export", "the question for a file")
        program.key("ctrl+a")
        program.type(os.path.join(os.environ["HOME"], f"{name}.xlsx"))
        if name == "template":
            choose_last_format(program)
        program.press("button", "Save")
        program.expect_words("2 entries exported", steps.MAIN)
        told = "1 of them has no unique ID, by which the sheets of this template are joined."
        if name == "template":
            program.expect_words(f"2 entries exported. {told}", steps.MAIN)
        elif told in program.window(steps.MAIN).words():
            raise Failure("a sheet that needs no joining is told that it cannot be")
    program.quit()


def queued():
    """Titles in the order of sending."""
    return [row["record"] for row in json.loads(ctl("outbox", "--json"))["rows"] if row["state"] == "queued"]


def all_selected(program, *names):
    rows = program.find_all("list item", re.compile("^(" + "|".join(names) + "),"), steps.MAIN)
    return len(rows) == len(names) and all("selected" in row.states for row in rows)


def the_keyboard_goes_in_order(program):
    """It begins at the first record; the buttons above are before it, behind the header."""
    steps.show_view(program, "History")
    steps.show_view(program, "Outbox")
    record = program.expect("list item", re.compile("^" + queued()[0]), steps.MAIN)
    wait(lambda: "focused" in record.now(), "the keyboard at the first record")
    buttons = [program.expect("button", re.compile("^" + name), steps.MAIN) for name in ("Send Now", "Pause")]
    for node in reversed(buttons):
        program.key("shift+Tab")
        wait(lambda node=node: "focused" in node.now(), f"the keyboard at {node}")
    program.key("shift+Tab")
    wait(lambda: "focused" not in buttons[0].now(), "the keyboard in the header")
    for node in buttons:
        program.key("Tab")
        wait(lambda node=node: "focused" in node.now(), f"the keyboard at {node}")
    program.key("Tab")
    wait(lambda: (node := program.where()) and record.path in [one.path for one in (node, *node.ancestors())],
         "the keyboard in the record")
    # Where the heading had it before as well.
    program.key("Home", "shift+Tab")
    wait(lambda: "focused" in buttons[1].now(), "the keyboard at the button again")
    program.key("Tab")
    wait(lambda: "focused" in record.now(), "the keyboard at the record, not at its heading")


def the_order_is_changed_with_the_keyboard(program):
    """Two wait, the list has the keyboard."""
    program.key("Home", "Down")
    # Tab goes to the button in the row, and then out of the list: not through every row.
    button = program.expect("button", "Remove From the Outbox", steps.MAIN)
    program.key("Tab")
    wait(lambda: "focused" in button.now(), "the keyboard at the button")
    program.key("Tab")
    wait(lambda: (node := program.where()) and node.name.startswith(steps.VIEWS), "the keyboard out of the list")
    program.key("alt+3", "End")
    first, last = queued()
    program.key("alt+Home")
    wait(lambda: queued() == [last, first], "the last to be the first")
    program.expect("list item", re.compile(last), steps.MAIN, where=lambda node: "selected" in node.states)
    program.key("alt+Down")
    wait(lambda: queued() == [first, last], "it to be later again")
    program.key("shift+F10")
    program.expect("menu item", None, steps.MAIN)
    program.key("Escape")
    # The menu gives the keyboard back a moment after it is closed.
    wait(lambda: all_selected(program, first, last) or program.key("ctrl+a"), "both to be selected")
    program.key("Delete")
    program.expect_words("Remove 2 Records From the Outbox?")
    program.key("Escape")
    wait(lambda: program.active_title() == steps.MAIN, "the question to close")
    several_are_removed_in_one(program, last)


def several_are_removed_in_one(program, last):
    """Two are selected. Where one of them cannot be, neither is, and that is said."""
    with steps.database() as db:
        db.execute(f"CREATE TRIGGER stop BEFORE UPDATE OF state ON submissions WHEN NEW.title = '{last}'"
                   " BEGIN SELECT raise (ABORT, 'no'); END")
    both = queued()
    program.key("Delete")
    program.expect_words("Remove 2 Records From the Outbox?")
    program.press("button", "Remove")
    program.expect_words("Records Not Removed")
    program.key("Escape")
    wait(lambda: program.active_title() == steps.MAIN, "the message to close")
    if queued() != both:
        raise Failure(queued())
    with steps.database() as db:
        db.execute("DROP TRIGGER stop")


def what_waits_goes_on_at_the_next_start(begin):
    before = len(history())
    steps.set_pause(600)
    program = make_drafts(begin, ("Four", "Five", "Six"))
    select_all(program)
    program.key("ctrl+Return")
    question = wait(lambda: (title := program.active_title()) != steps.MAIN and title, "the question")
    program.expect_words("3 were already accepted with this exact content", question)
    program.expect_words("About 20 min", question)
    program.press("button", "Send 3", question)
    program.expect("button", re.compile("of 3 done|to be sent"), steps.MAIN)

    steps.show_view(program, "Outbox")
    program.expect_words("1 of 3 done", steps.MAIN)
    program.expect_words(re.compile(r"Next in \d+:\d\d · done about"), steps.MAIN)
    program.key("ctrl+p")
    program.expect_words("Nothing is sent until you resume", steps.MAIN)
    program.key("ctrl+p")
    program.expect("button", re.compile("Pause"), steps.MAIN)
    program.expect_words("Next in", steps.MAIN)

    the_keyboard_goes_in_order(program)
    the_order_is_changed_with_the_keyboard(program)
    program.key("ctrl+q")
    program.expect_words("Keep Sending in the Background?")
    program.press("button", re.compile("Pause Until Next Start"))
    wait(lambda: program.process.poll() is not None, "the program to end")
    program.check_ended()
    if outcomes().count("queued") != 2:
        raise Failure(outcomes())

    steps.set_pause(0)
    program = steps.start(begin)
    wait(lambda: outcomes() == ["accepted"] * (before + 3), "the rest to be accepted")
    program.quit()


def a_second_one_of_a_name_is_said(begin):
    program = make_drafts(begin, ("One",), description="Not the same as before")
    select_all(program)
    program.key("ctrl+Return")
    question = wait(lambda: (title := program.active_title()) != steps.MAIN and title, "the question")
    program.expect_words("1 has a name that was accepted before", question)
    program.expect_words("were already accepted with this exact content", question)
    program.key("Escape")
    wait(lambda: program.active_title() == steps.MAIN, "the question to close")
    program.quit()


journeys(several_are_sent_with_one_question, what_is_shown_becomes_a_file, what_is_selected_becomes_a_file,
         what_a_template_cannot_join_is_said, what_waits_goes_on_at_the_next_start,
         a_second_one_of_a_name_is_said)
