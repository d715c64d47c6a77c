#!/usr/bin/python3
# Who knows what comes types on: what is pressed while a window is being opened goes into that window, not into the
# search of the list before it.  The program is stopped meanwhile, so that all of it is there before any window can be.

import signal

from driver import Failure, journeys, wait
import steps

NUMBER = steps.NUMBER["certificate"]


def press_ahead(program, key, text, *then):
    """All of it comes to the window that has the keyboard now."""
    program.wait_keyboard()
    program.process.send_signal(signal.SIGSTOP)
    program.key(key)
    program.type(text)
    if then:
        program.key(*then)
    program.process.send_signal(signal.SIGCONT)


def check(program, number, scope=None):
    steps.wait_editor(program, "certificate")
    program.wait_text(NUMBER, number)
    if scope is not None:
        program.wait_text("Trading name", scope)
    program.activate(steps.MAIN)
    if any(node.text for node in program.find_all(("text", "entry"), within=steps.MAIN)):
        raise Failure("something was typed into the main window")


def into_a_new_one(begin):
    program = steps.start(begin)
    steps.show_view(program, "Certificates")
    press_ahead(program, "ctrl+n", "QMS-2026-0001", "Tab", "a", "Tab", "Tab", "Tab", "n", "o", "w")
    check(program, "QMS-2026-0001")
    program.expect("button", "Status: Active")
    if not program.value("Scope of certification") == "now":
        raise Failure("what was typed after Tab is not there")


def into_one_that_is_loaded(begin):
    program = begin()
    program.wait_window(steps.MAIN)
    steps.select_row(program, program.expect("row", None, steps.MAIN, where=lambda node: "QMS-2026" in node.words()))
    press_ahead(program, "Return", "Z-", "End", "9")
    check(program, "Z-9")


def into_a_copy(begin):
    program = begin()
    program.wait_window(steps.MAIN)
    steps.select_row(program, program.expect("row", None, steps.MAIN, where=lambda node: "Z-9" in node.words()))
    press_ahead(program, "ctrl+d", "NEW-1", "End", "ctrl+n")
    wait(lambda: len(program.windows()) == 3, "the copy and one more")
    wait(lambda: program.find("text", NUMBER, where=lambda node: node.text == "NEW-1"), "the number of the copy")


journeys(into_a_new_one, into_one_that_is_loaded, into_a_copy)
