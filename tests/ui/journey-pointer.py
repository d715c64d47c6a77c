#!/usr/bin/python3
# A new certificate with the pointer: letters are typed, but to every field, choice, day, list, question and view
# the pointer goes, and it turns the wheel over all of them without anything being changed by it.

import functools
import json
import re
import subprocess

from driver import Failure, ctl, journeys, wait
import steps

SECTION = "Certified entity"
TEXTS = ("text", "entry")
SCREEN = "root"  # with what pops up, which is a window of its own
ABOVE, BELOW = 60, 120  # pixels: the window's bar; the help of a field and the bar with the button that sends


def is_inside(program, node):
    _, _, _, height = program.geometry(program.active())
    return ABOVE < node.extents[1] and node.extents[1] + node.extents[3] < height - BELOW


def scroll_to(program, find):
    """Turns the wheel over the middle of the window until what is looked for can be seen; it."""
    xid = program.active()
    _, _, width, height = program.geometry(xid)
    for button in ("5",) * 30 + ("4",) * 60 + ("5",) * 60:
        node = find()
        if node is not None and is_inside(program, node):
            return node
        program.run_xdotool("mousemove", "--window", xid, str(width // 3), str(height // 2), "click", button)
    raise Failure("it does not come into view")


def click(program, role, name, where=None, group=None):
    node = scroll_to(program, lambda: program.find(role, name, where=where, group=group))
    program.settle(program.active())
    node = program.expect(role, name, where=where, group=group)
    program.point(node)
    return node


def enter(program, name, text, group=None):
    """One click is enough, whatever was open before."""
    node = click(program, TEXTS, name, group=group)
    wait(lambda: "focused" in node.now(), f"the keyboard in {name}")
    program.type_into(node, text)


def change_mind(program, name):
    """Looks at the choices and takes none."""
    click(program, "button", re.compile(f"^{re.escape(name)}: "))
    program.expect("list item", where=steps.in_list)
    program.key("Escape")
    program.expect_gone("list item", where=steps.in_list)


def choose(program, name, choice):
    click(program, "button", re.compile(f"^{re.escape(name)}: "))
    program.settle(SCREEN)
    item = program.expect("list item", where=lambda one: steps.in_list(one) and choice in one.words().split("\n"))
    program.point(item)
    wait(lambda: steps.chooser(program, name).name == f"{name}: {choice}", f"{choice} to be chosen")


def take_offer(program, name, beginning, choice, group=None):
    """What is offered for the first letters."""
    enter(program, name, beginning, group)
    find = functools.partial(program.expect, "list item", where=lambda one: choice in one.words().split("\n"))
    find()
    program.settle(SCREEN)
    program.point(find())
    wait(lambda: program.find(TEXTS, name, group=group).text == choice, f"{choice} in {name}")


def point_in_popup(program, node):
    """What pops up is a window of its own, and the program tells where things are as if it opened on its button."""
    for xid in program.run_xdotool("search", "--onlyvisible", "--pid", str(program.process.pid), "").split():
        size = program.geometry(xid)[2:]
        for above in node.ancestors():
            if above.extents[2:] == size and above is not node.window:
                x, y = (node.extents[side] - above.extents[side] + node.extents[side + 2] // 2 for side in (0, 1))
                program.run_xdotool("mousemove", "--window", xid, str(x), str(y), "click", "1")
                return
    raise Failure(f"no window pops up around {node}")


def take_day(program, name, day):
    """From the calendar that opens at the day that stands there."""
    button = f"Pick From a Calendar: {name}"
    click(program, "button", button)

    def find():
        return program.find("label", str(day), where=lambda one: any(above.name == button for above in one.ancestors()))

    wait(find, f"a calendar with {day}")
    program.settle(program.active())
    point_in_popup(program, find())
    wait(lambda: not find(), "the calendar to close")


def type_certificate(program):
    enter(program, "Certificate number", "QMS-2026-0099")
    change_mind(program, "Status")
    choose(program, "Status", "Active")
    choose(program, "Accreditation status", "Accredited")
    take_offer(program, "Certification type", "m", "Management System")
    enter(program, "Scope of certification", "설계 및 생산 (Design and production)")
    enter(program, "Issue date", "2026-03-19")
    take_day(program, "Issue date", 20)
    enter(program, "Expiry date", "2029-03-18")
    take_day(program, "Expiry date", 19)
    enter(program, "Entity name", "주식회사 새솔", SECTION)
    enter(program, "English name", "Saesol Co., Ltd.", SECTION)
    enter(program, "Unique ID", "KR-1", SECTION)
    take_offer(program, "Country", "kor", "Korea, Republic of", SECTION)
    click(program, None, "Confidential entity: No")
    take_offer(program, "Accreditation body name", "kab", "Korea Accreditation Board")
    enter(program, "Certification body name", "Practice Certification Korea")
    enter(program, "Certification body acronym", "PCK")
    click(program, "button", "Add Scheme")
    enter(program, "Scheme name", "Quality Management Systems")
    enter(program, "Standard 1", "ISO 9001:2015")


def check_sent(row):
    """What was typed and chosen is what left, though the wheel was turned over all of it."""
    sent = json.loads(re.search(r"^\{.*\}$", ctl("history", "show", row["id"]), re.MULTILINE)[0])
    wanted = {"certificate_number": "QMS-2026-0099", "certification_status": "active",
              "certificate_accreditation_status": "Accredited", "certification_type": "Management System",
              "certification_scope": "설계 및 생산 (Design and production)",
              "certification_issue_date": "20260320", "certification_expiry_date": "20290319",
              "certified_entity_name": "주식회사 새솔", "certified_entity_english_name": "Saesol Co., Ltd.",
              "certified_entity_unique_id": "KR-1", "certified_entity_country": "Korea, Republic of",
              "accreditation_body_name": "Korea Accreditation Board",
              "accreditation_body_acronym_name": "KAB",
              "certification_body_name": "Practice Certification Korea", "certification_body_acronym_name": "PCK",
              "schemes": [{"scheme_name": "Quality Management Systems",
                           "standard_list": [{"standards_name": "ISO 9001:2015"}]}]}
    wrong = {key: sent.get(key) for key, value in wanted.items() if sent.get(key) != value}
    if wrong:
        raise Failure(f"sent wrongly: {wrong or sent}")


def missing():
    """What this cannot be done without."""
    done = subprocess.run(["pkg-config", "--max-version=4.9", "gtk4"], check=False)
    return "later versions of GTK say where things are as if the window had a shadow" if done.returncode else None


def with_the_pointer(begin):
    if reason := missing():
        return reason
    program = steps.start(begin)
    program.point(program.expect("button", "New Certificate", steps.MAIN))
    editor = steps.wait_editor(program, "certificate")
    type_certificate(program)
    program.point(program.expect("button", re.compile("^Send to Practice")))
    title = wait(lambda: program.active() != editor and program.active_title(), "the question before sending")
    before = steps.known()
    program.settle(program.active())
    program.point(program.expect("button", re.compile("^Send"), title))
    row = wait(lambda: steps.finished(before), "the outcome in the history")
    if (row["outcome"], row["record"]) != ("accepted", "QMS-2026-0099"):
        raise Failure(row)
    check_sent(row)
    wait(lambda: program.active() == editor, "the editor to have the keyboard again")
    program.settle(editor)
    program.point(program.expect("button", "Close", "QMS-2026-0099"))
    program.wait_window(steps.MAIN)
    program.settle(program.active())
    program.point(program.expect("list item", "History", steps.MAIN))
    program.expect("label", "History", steps.MAIN, where=steps.is_title)
    program.point(program.expect(None, re.compile("QMS-2026-0099"), steps.MAIN,
                                 where=lambda one: one.role in ("list item", "row")))
    program.settle(program.active())
    program.point(program.expect("button", "Open Record", steps.MAIN))
    steps.wait_editor(program, "certificate")
    program.quit()
    return None


journeys(with_the_pointer)
