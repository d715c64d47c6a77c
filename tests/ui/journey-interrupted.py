#!/usr/bin/python3
# Whatever ends the program, what was typed is there again: killed while typing, closed in the middle,
# quit with an editor open.

import re
import time

from driver import Failure, ctl, journeys, wait
import steps

NUMBER = steps.NUMBER["certificate"]


def reopen(begin, number):
    """The next start: opens the draft of that number."""
    program = steps.start(begin)
    steps.show_view(program, "Certificates")
    row = program.expect(("row", "list item"), None, steps.MAIN, where=lambda node: number in node.words())
    steps.open_row(program, row)
    steps.wait_editor(program, "certificate")
    return program


def killed_while_typing(begin):
    program = steps.start(begin)
    steps.new_record(program, "certificate")
    program.enter(NUMBER, "KILLED-1")
    program.enter("Scope of certification", "First this")
    steps.saved(program)
    scope = program.expect("text", "Scope of certification")
    # One second after the last key it is durable, and at most three of a long burst are lost.
    until = time.monotonic() + 4.5
    while time.monotonic() < until:
        program.type("abcdefgh ")
    before = len(scope.text)
    program.kill()

    program = reopen(begin, "KILLED-1")
    kept = program.value("Scope of certification")
    if not kept.startswith("First thisabcdefgh abcdefgh "):
        raise Failure(f"of {before} letters only “{kept}” was kept")
    program.quit()


def killed_a_second_after_the_last_key(begin):
    program = steps.start(begin)
    steps.new_record(program, "certificate")
    program.enter(NUMBER, "KILLED-2")
    time.sleep(1.2)  # the promise is about this very time
    program.kill()
    program = reopen(begin, "KILLED-2")
    if program.value(NUMBER) != "KILLED-2":
        raise Failure("the last letters are lost")
    program.quit()


def closed_in_the_middle(begin):
    program = steps.start(begin)
    editor = steps.new_record(program, "certificate")
    program.enter(NUMBER, "CLOSED-1")
    steps.close(program, editor)
    program.expect(None, "CLOSED-1", steps.MAIN)
    editor = steps.new_record(program, "certificate")
    program.enter(NUMBER, "CLOSED-2")
    program.quit()

    program = reopen(begin, "CLOSED-2")
    wait(lambda: program.value(NUMBER) == "CLOSED-2", "the text typed just before quitting")
    program.quit()


def an_untouched_editor_leaves_no_draft(begin):
    program = steps.start(begin)
    steps.show_view(program, "Certificates")
    rows = len(program.find_all("row", None, steps.MAIN))
    editor = steps.new_record(program, "certificate")
    steps.close(program, editor)
    program.quit()
    program = steps.start(begin)
    steps.show_view(program, "Certificates")
    program.expect(None, "CLOSED-2", steps.MAIN)
    if len(program.find_all("row", None, steps.MAIN)) != rows:
        raise Failure("an editor in which nothing was typed left a draft")
    program.quit()


def damage_is_told_until_somebody_closes_it(begin):
    """The command looks first and passes it on; then each window tells it again."""
    path = steps.database_path()
    with open(path, "r+b") as file:
        file.write(b"x")
    ctl("drafts", check=False)
    program = steps.start(begin)
    program.expect_words(re.compile("was damaged"), steps.MAIN)
    program.quit()
    program = steps.start(begin)
    program.expect_words(re.compile("was damaged"), steps.MAIN)
    buttons = program.find_all("button", re.compile("^_?Close$"), steps.MAIN)  # the lower one: the other is the window's
    max(buttons, key=lambda button: button.extents[1]).act("click")
    wait(lambda: not re.search("was damaged", program.window(steps.MAIN).words()), "the notice to go")
    program.quit()
    program = steps.start(begin)
    program.expect("label", "Certificates", steps.MAIN)
    if re.search("was damaged", program.window(steps.MAIN).words()):
        raise Failure("it is told again, although it was closed")
    program.quit()


journeys(killed_while_typing, killed_a_second_after_the_last_key, closed_in_the_middle,
         an_untouched_editor_leaves_no_draft, damage_is_told_until_somebody_closes_it)
