#!/usr/bin/python3
# The disk takes nothing any more while somebody types: that is said, nothing is lost without a question, and
# what was typed is kept as soon as it can be.

import os
import sys

from driver import SOURCE, Failure, ctl, journeys, wait
from peers import Notifications, SessionManager
import steps

sys.path.insert(0, os.path.join(SOURCE, "tests", "cli"))
import sentinel  # pylint: disable=wrong-import-position

NUMBER = steps.NUMBER["certificate"]
SCOPE = "Scope of certification"


def break_store():
    """From now on every draft that is written fails, as on a full disk."""
    with steps.database() as db:
        for event in ("INSERT", "UPDATE"):
            db.execute(f"CREATE TRIGGER fail_{event} BEFORE {event} ON drafts"
                       " BEGIN SELECT RAISE (ABORT, 'on purpose'); END")


def mend_store():
    with steps.database() as db:
        for event in ("INSERT", "UPDATE"):
            db.execute(f"DROP TRIGGER IF EXISTS fail_{event}")


def type_what_fails(program, name):
    """A draft of that number that is kept, but not what is typed into it last."""
    steps.new_record(program, "certificate")
    program.enter(NUMBER, name, "New Certificate")
    wait(lambda: name in program.window(name).words() and "Saved just now" in program.window(name).words(), "it saved")
    break_store()
    program.enter(SCOPE, "Not kept", name)
    program.expect_words("Not saved", name)


def ask_to_quit(program):
    program.key("ctrl+q")
    program.expect_words("Quit Without Saving?")
    return wait(lambda: program.active_title(), "the question")


def kept(begin, name):
    program = steps.start(begin)
    steps.show_view(program, "Certificates")
    row = program.expect(("row", "list item"), None, steps.MAIN, where=lambda node: name in node.words())
    steps.open_row(program, row)
    steps.wait_editor(program, "certificate")
    text = program.value(SCOPE, name)
    program.quit()
    return text


def quitting_asks_before_anything_is_lost(begin):
    program = steps.start(begin)
    type_what_fails(program, "FULL-1")
    ask_to_quit(program)
    program.press("button", "Cancel")
    program.wait_window("FULL-1")
    if program.value(SCOPE, "FULL-1") != "Not kept":
        raise Failure("what was typed is gone from the window")
    ask_to_quit(program)
    program.press("button", "Quit")
    wait(lambda: program.process.poll() is not None, "the program to end")
    program.check_ended()
    mend_store()
    if kept(begin, "FULL-1") != "":
        raise Failure("it was kept after all: then there was nothing to ask")


def what_can_be_written_again_is_kept(begin):
    program = steps.start(begin)
    type_what_fails(program, "FULL-2")
    ask_to_quit(program)
    mend_store()
    program.wait_window("FULL-2")  # the question has gone with its reason
    program.expect_words("Saved just now", "FULL-2")
    program.quit()
    if kept(begin, "FULL-2") != "Not kept":
        raise Failure("it was not kept")


def closing_asks_before_anything_is_lost(begin):
    program = steps.start(begin)
    type_what_fails(program, "FULL-3")
    for answer in ("Keep Open", "Close Without Saving"):
        program.wait_window("FULL-3")
        program.key("ctrl+w")
        program.expect_words("Draft Could Not Be Saved")
        program.press("button", answer)
    program.wait_closed("FULL-3")
    mend_store()
    program.activate(steps.MAIN)
    type_what_fails(program, "FULL-5")
    program.key("ctrl+w")
    program.expect_words("Draft Could Not Be Saved")
    mend_store()
    program.wait_window("FULL-5")
    program.expect_words("Saved just now", "FULL-5")
    program.key("ctrl+w")
    program.wait_closed("FULL-5")
    program.activate(steps.MAIN)
    program.quit()


def logging_out_asks_before_anything_is_lost(begin):
    with SessionManager() as manager:
        program = steps.start(begin)
        type_what_fails(program, "FULL-4")
        manager.ask()
        program.expect_words("Quit Without Saving?")
        if not manager.is_held():
            raise Failure("the session does not wait for the answer")
        program.press("button", "Cancel")
        wait(lambda: not manager.is_held(), "the session to be free")
        program.wait_window("FULL-4")
        manager.ask()
        program.expect_words("Quit Without Saving?")
        program.press("button", "Quit")
        wait(lambda: program.process.poll() is not None, "the program to end")
        program.check_ended()
    mend_store()


def what_cannot_be_written_at_the_end_is_told(begin):
    """The windows are closed, and only then the answer comes, for which there is no room."""
    server = sentinel.start_server()
    server.plan = (0, "hang")
    steps.use_test_environment()
    ctl("host", "set", "kolleges", "test", server.url)
    ctl("key", "set", "kolleges", "test", stdin=sentinel.KEYS["kolleges"])
    with Notifications() as notes:
        ctl("send", "--queue", "--environment", "test", os.path.join(SOURCE, "data", "examples", "form.json"))
        program = steps.start(begin)
        wait(server.reached.is_set, "the request")
        program.key("ctrl+q")
        program.expect_words("Keep Sending in the Background?")
        program.press("button", "Pause Until Next Start")
        wait(lambda: not program.windows(), "the windows to close")
        with steps.database() as db:
            db.execute("CREATE TRIGGER fail BEFORE UPDATE ON attempts BEGIN SELECT RAISE (ABORT, 'on purpose'); END")
        server.released.set()
        notes.expect("Not Everything Could Be Saved")
        wait(lambda: program.process.poll() is not None, "the program to end")
        program.check_ended()
    with steps.database() as db:
        db.execute("DROP TRIGGER fail")
    ctl("outbox", "resume")
    if '"unknown"' not in ctl("outbox", "--json") or len(server.keys) != 1:
        raise Failure("what left is not known to have left")


journeys(quitting_asks_before_anything_is_lost, what_can_be_written_again_is_kept,
         closing_asks_before_anything_is_lost, logging_out_asks_before_anything_is_lost,
         what_cannot_be_written_at_the_end_is_told)
