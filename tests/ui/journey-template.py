#!/usr/bin/python3
# What was sent is compared with what the service has, and begins other records: at once, or kept under a name.
# A template is removed, and brought back; what is pinned goes on.

import os
import re

from driver import Failure, journeys, pause, wait
import steps

NUMBER = "QEMS-2025-0417"
NAME = "Every year"


def templates():
    with steps.database() as db:
        return [name for (name,) in db.execute("SELECT name FROM settings WHERE name LIKE 'preset/template/%'")]


def choose_in_history(program, item):
    """From the menu of what was sent."""
    steps.show_view(program, "History")
    row = program.expect("list item", re.compile(NUMBER), steps.MAIN)
    steps.select_row(program, row)
    program.key("shift+F10")
    program.press("menu item", re.compile(f"^{item}"), steps.MAIN)


def compare_with_the_service(program):
    """What was sent is asked for when somebody wants that, and what the service does not tell is said."""
    steps.show_view(program, "History")
    steps.select_row(program, program.expect("list item", re.compile(NUMBER), steps.MAIN))
    program.press("button", re.compile("^Compare With the Service"), steps.MAIN)
    program.expect(None, "No Differences")
    program.expect_words(re.compile("IAF CertSearch does not report: "))
    picture(program, "compared")
    program.key("Escape")
    program.expect_gone(None, "No Differences", where=lambda node: "showing" in node.states)


def check_begun(program):
    """Another of the same, but for its number and dates."""
    editor = steps.wait_editor(program, "certificate")
    program.wait_text("Certificate number", "")
    program.expect_words("주식회사 한빛정밀")
    steps.close(program, editor)


def picture(program, name):
    """For whoever wants to look."""
    if folder := os.environ.get("ATTEST_PICTURES"):
        program.settle(program.active())
        program.picture(os.path.join(folder, f"template-{name}.png"), program.active())


def what_was_sent_begins_others(begin):
    program = steps.start(begin)
    editor = steps.open_example(program, "certificate")
    steps.send(program)
    steps.close(program, editor)

    compare_with_the_service(program)
    choose_in_history(program, "New Draft From This")
    editor = steps.wait_editor(program, "certificate")
    program.wait_text("Certificate number", NUMBER)
    steps.close(program, editor)

    choose_in_history(program, "Save as Template")
    program.expect("text", "Name of the template")
    program.wait_text("Name of the template", "주식회사 한빛정밀")
    program.enter("Name of the template", NAME)
    picture(program, "name")
    program.key("Return")
    program.expect_words(re.compile("Template saved"))
    program.key("F10")
    program.press("menu item", NAME, steps.MAIN)
    check_begun(program)

    before = templates()
    program.activate(steps.MAIN)
    program.key("ctrl+comma")
    program.wait_window("Preferences")
    remove = program.expect("button", f"Remove the Template {NAME}", "Preferences")
    picture(program, "preferences")
    remove.act("click")
    program.expect_gone("button", f"Remove the Template {NAME}", "Preferences")
    wait(lambda: templates() == [], "the template to be gone")
    program.press("button", "Undo", "Preferences")
    program.expect("button", f"Remove the Template {NAME}", "Preferences")
    wait(lambda: templates() == before, "the same template to be back")
    program.expect_gone("button", "Undo", "Preferences")
    program.key("Escape")
    program.wait_closed("Preferences")
    program.activate(steps.MAIN)
    program.key("F10")
    program.press("menu item", NAME, steps.MAIN)
    check_begun(program)
    program.quit()


def go_down_to(program, item):
    """In a menu, as a keyboard user does."""
    for _ in range(20):
        if "focused" in item.now():
            return
        program.key("Down")
        pause(0.1)
    raise Failure(f"{item} is not reached")


def what_is_pinned_goes_on(begin):
    """What is a certificate's own is not in the next one, but for what was pinned: for all that follow."""
    program = steps.start(begin)
    editor = steps.new_record(program, "certificate")
    for name, text in (("Certificate number", "PIN-1"), ("Scope of certification", "Milling"),
                       ("Issue date", "20250415"), ("Expiry date", "20280414")):
        program.enter(name, text)
    steps.saved(program)
    issued = program.value("Issue date")
    program.key("F10")
    item = program.expect("check menu item", "Issue date")
    picture(program, "pins")
    go_down_to(program, item)
    program.key("Return")
    with steps.database() as db:
        wait(lambda: db.execute("SELECT value FROM settings WHERE name = 'pin/certificate/issue-date'").fetchall(),
             "the pin to be kept")
    program.expect_gone("check menu item", "Issue date")
    wait(lambda: program.active() == editor, "the keyboard in the editor")
    program.key("ctrl+shift+Return")
    wait(lambda: program.active_title() not in (None, "PIN-1", steps.MAIN), "the editor of the next one")
    title = program.active_title()
    program.wait_text("Issue date", issued, title)
    picture(program, "pinned")
    for name in ("Certificate number", "Expiry date", "Scope of certification"):
        program.wait_text(name, "", title)
    program.quit()


journeys(what_was_sent_begins_others, what_is_pinned_goes_on)
