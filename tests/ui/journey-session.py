#!/usr/bin/python3
# The session ends while somebody types: the program ends by itself, and every letter is there at the next
# start.  What is queued goes on then.

import re
import signal

from driver import Failure, ctl, history, journeys, wait
from peers import SessionManager, activate_action
import steps

NUMBER = steps.NUMBER["certificate"]
SCOPE = "Scope of certification"


def type_in_two_editors(program, names):
    """At once before the end: nothing has had the time to be saved."""
    for name in names:
        steps.new_record(program, "certificate")
        program.enter(NUMBER, name, "New Certificate")
        program.enter(SCOPE, f"Every letter of {name}", name)


def expect_letters(begin, names):
    program = steps.start(begin)
    steps.show_view(program, "Certificates")
    for name in names:
        row = program.expect(("row", "list item"), None, steps.MAIN, where=lambda node: name in node.words())
        steps.open_row(program, row)
        editor = steps.wait_editor(program, "certificate")
        if program.value(SCOPE, name) != f"Every letter of {name}":
            raise Failure(f"of {name} only this was kept: {program.value(SCOPE, name)}")
        steps.close(program, editor)
    program.quit()


def ended_by(number, names):
    def journey(begin):
        program = steps.start(begin)
        type_in_two_editors(program, names)
        program.process.send_signal(number)
        program.check_ended()
        expect_letters(begin, names)
    journey.__name__ = f"ended by {signal.Signals(number).name} while typing"
    return journey


def windows_are_as_large_as_they_were(begin):
    """Their side panes are not as they were: each is closed until it is asked for."""
    def open_both(program):
        windows = [program.activate(steps.MAIN)]
        row = program.expect("row", re.compile("^SIZES"), steps.MAIN)
        steps.open_row(program, row)
        return windows + [steps.wait_editor(program, "certificate")]

    def is_pane_open(program):
        """By the button in the header: of the pane itself a screen reader is not told."""
        buttons = program.find_all("button", re.compile("^1 error"), "SIZES")
        return any("pressed" in button.states for button in buttons)

    def sizes(program, windows):
        return [program.geometry(window)[2:] for window in windows]

    program = steps.start(begin)
    steps.new_record(program, "certificate")
    program.enter(NUMBER, "SIZES", "New Certificate")
    program.enter("Expiry date", "some day", "SIZES")
    wanted = [(910, 650), (980, 610)]
    windows = [program.resize(title, *size) for title, size in zip((steps.MAIN, "SIZES"), wanted)]
    wait(lambda: sizes(program, windows) == wanted, "the windows to be as large as they were made")
    program.key("F9")
    wait(lambda: is_pane_open(program), "the side pane to open")
    program.quit()
    program = steps.start(begin)
    windows = open_both(program)
    wait(lambda: sizes(program, windows) == wanted, "the windows to be as large as they were")
    if is_pane_open(program):
        raise Failure("the side pane is open though nobody asked for it here")
    program.quit()


def ended_while_it_starts(begin):
    program = begin()
    program.process.send_signal(signal.SIGTERM)
    program.check_ended()


def logged_out_while_typing(begin):
    with SessionManager() as manager:
        program = steps.start(begin)
        if not manager.client:
            raise Failure("the session manager does not know the program")
        type_in_two_editors(program, ("LOGOUT-1", "LOGOUT-2"))
        manager.log_out()
        wait(lambda: program.process.poll() is not None, "the program to end")
        program.check_ended()
        if manager.reasons != ["Saving drafts"]:
            raise Failure(f"it did not ask for the time to save: {manager.reasons}")
    expect_letters(begin, ("LOGOUT-1", "LOGOUT-2"))


def a_logout_that_is_called_off_changes_nothing(begin):
    with SessionManager() as manager:
        program = steps.start(begin)
        type_in_two_editors(program, ("STAYS-1",))
        manager.ask()
        manager.tell("CancelEndSession")
        wait(lambda: not manager.is_held(), "the session to be free")
        # Where it was left off: the keyboard is still there.
        scope = program.expect("text", SCOPE, "STAYS-1")
        wait(lambda: scope.now() >= {"focused", "editable"}, "the keyboard where it was")
        program.type(" and more")
        wait(lambda: scope.text == "Every letter of STAYS-1 and more", "what is typed on")
        program.quit()


def what_is_queued_goes_on_at_the_next_start(begin):
    program = steps.start(begin)
    activate_action("open-example", "certificate")
    steps.wait_editor(program, "certificate")
    ctl("outbox", "pause")
    title = steps.ask_to_send(program)
    program.expect("button", re.compile("^Send"), title).act("click")
    wait(lambda: [row["outcome"] for row in history()] == ["queued"], "it to be queued")
    program.process.send_signal(signal.SIGTERM)
    program.check_ended()
    if [row["outcome"] for row in history()] != ["queued"]:
        raise Failure(history())
    ctl("outbox", "resume")
    program = steps.start(begin)
    wait(lambda: [row["outcome"] for row in history()] == ["accepted"], "it to be sent")
    program.quit()


def sent_without_an_answer(begin):
    """The server takes it and says nothing: who logs out does not wait for that, and nothing is guessed."""
    before = len(history())
    program = steps.start(begin)
    steps.open_example(program, "form")
    program.enter(steps.NUMBER["form"], "No Answer")
    activate_action("practice-reply", "no-answer")
    title = steps.ask_to_send(program)
    program.expect("button", re.compile("^Send"), title).act("click")
    wait(lambda: len(history()) > before and history()[0]["outcome"] == "sending", "it to be on its way")
    program.process.send_signal(signal.SIGTERM)
    program.check_ended()
    program = steps.start(begin)
    wait(lambda: history()[0]["outcome"] == "unknown", "it to be of unknown outcome")
    program.quit()


journeys(ended_by(signal.SIGTERM, ("TERM-1", "TERM-2")), ended_by(signal.SIGHUP, ("HUP-1",)),
         ended_by(signal.SIGINT, ("INT-1",)), windows_are_as_large_as_they_were, ended_while_it_starts,
         logged_out_while_typing,
         a_logout_that_is_called_off_changes_nothing, what_is_queued_goes_on_at_the_next_start,
         sent_without_an_answer)
