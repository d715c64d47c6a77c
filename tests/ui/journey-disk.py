#!/usr/bin/python3
# The disk is full: at the start, while somebody types, before something is sent and between a POST and its answer.  The
# window says so, what was typed stays, nothing is sent that cannot be written down, and once there is room all goes on by
# itself.

import collections
import contextlib
import json
import os
import re
import shutil
import subprocess

from driver import SOURCE, Failure, ctl, history, journeys, wait
from peers import Forms
import steps

FORM = os.path.join(SOURCE, "data", "examples", "form.json")
FOLDER = os.path.dirname(steps.database_path())
FILLER = os.path.join(FOLDER, "filler")
NUMBER, SCOPE = steps.NUMBER["certificate"], "Scope of certification"
FULL = re.compile("The disk is full")
MANY, FULL_AT = 40, (11, 25)
NO_DISK = "no small disk can be mounted here"


@contextlib.contextmanager
def small_disk(size="4m"):
    """The data folder is on a disk of its own, and new; whether that could be done."""
    shutil.rmtree(os.path.expanduser("~/.local/state/attest"), ignore_errors=True)
    os.makedirs(FOLDER, mode=0o700, exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=0700", "attest", FOLDER], check=False,
                          capture_output=True)
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "--lazy", FOLDER], check=True)


def fill():
    """Up to the last byte."""
    with open(FILLER, "ab", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))


def make_room():
    os.unlink(FILLER)


def is_full(program):
    return FULL.search(program.window(steps.MAIN).words())


def wait_room(program):
    """Nobody does anything but make room."""
    make_room()
    wait(lambda: not is_full(program), "the window to say no more that the disk is full")


def keep_draft(begin, number):
    program = steps.start(begin)
    steps.new_record(program, "certificate")
    program.enter(NUMBER, number)
    steps.saved(program)
    program.quit()


def while_somebody_types(begin):
    with small_disk() as is_there:
        if not is_there:
            return NO_DISK
        program = steps.start(begin)
        editor = steps.new_record(program, "certificate")
        program.enter(NUMBER, "FULL-1")
        steps.saved(program)
        fill()
        program.enter(SCOPE, "Typed on a full disk", "FULL-1")
        program.expect_words("Not saved", "FULL-1")
        steps.picture(program, "disk-editor")
        program.activate(steps.MAIN)
        program.expect_words(FULL, steps.MAIN)
        program.expect_words("Attest keeps trying to save.", steps.MAIN)
        steps.picture(program, "disk-window")
        program.activate("FULL-1")
        if program.value(SCOPE, "FULL-1") != "Typed on a full disk":
            raise Failure("what was typed is gone")
        wait_room(program)
        wait(lambda: "Not saved" not in program.window("FULL-1").words(), "the editor to say that it is saved")
        steps.check_kept("Typed on a full disk")
        steps.close(program, editor)
        program.quit()
    return None


def from_the_start(begin):
    """There is something to read, and to type into."""
    with small_disk() as is_there:
        if not is_there:
            return NO_DISK
        keep_draft(begin, "FULL-2")
        fill()
        program = steps.start(begin)
        steps.show_view(program, "Certificates")
        row = program.expect(("row", "list item"), None, steps.MAIN, where=lambda node: "FULL-2" in node.words())
        program.expect_words(FULL, steps.MAIN)
        steps.picture(program, "disk-start")
        steps.open_row(program, row)
        steps.wait_editor(program, "certificate")
        program.enter(SCOPE, "Typed after the start", "FULL-2")
        program.expect_words("Not saved", "FULL-2")
        wait_room(program)
        wait(lambda: "Not saved" not in program.window("FULL-2").words(), "the editor to say that it is saved")
        steps.check_kept("Typed after the start")
        program.quit()
    return None


def what_cannot_be_written_down_is_not_sent(begin):
    """Neither what waits, nor what somebody confirms meanwhile; what is opened then is kept later."""
    with small_disk() as is_there:
        if not is_there:
            return NO_DISK
        server = Forms()
        steps.use_test_environment()
        ctl("outbox", "pause")
        ctl("send", "--queue", "--environment", "test", FORM)
        program = steps.start(begin)
        editor = steps.open_example(program, "form")
        steps.saved(program)
        question = steps.ask_to_send(program)
        fill()
        program.expect("button", re.compile("^(Send|Create)"), question).act("click")
        wait(lambda: program.active() == editor, "the editor to have the keyboard again")
        program.expect_words(re.compile("Not sent: The disk is full"), program.active_title())
        steps.picture(program, "disk-confirmed")
        steps.show_view(program, "Outbox")
        program.press("button", "Resume", steps.MAIN)
        program.expect_words(FULL, steps.MAIN)
        steps.picture(program, "disk-outbox")
        steps.open_example(program, "certificate")
        number = program.value(NUMBER)
        program.expect_words("Not saved", program.active_title())
        steps.picture(program, "disk-opened")
        if server.bodies:
            raise Failure("something was sent")
        wait_room(program)
        program.expect_words("Saved just now", program.active_title())
        steps.check_kept(number)
        steps.show_view(program, "Outbox")
        program.press("button", "Resume", steps.MAIN)
        wait(lambda: [row["outcome"] for row in history()] == ["accepted"], "it to be sent")
        if len(server.bodies) != 1:
            raise Failure(f"{len(server.bodies)} were sent")
        program.quit()
    return None


def between_a_post_and_its_answer(begin):
    """What came back is said at once, and written down when there is room."""
    with small_disk() as is_there:
        if not is_there:
            return NO_DISK
        server = Forms(fill)
        steps.use_test_environment()
        ctl("send", "--queue", "--environment", "test", FORM)
        program = steps.start(begin)
        steps.show_view(program, "Outbox")
        program.expect_words(re.compile("cannot be saved yet: Accepted.*The disk is full"), steps.MAIN)
        program.expect(("row", "list item"), re.compile("Accepted · cannot be saved yet"), steps.MAIN)
        program.expect_words("The outcome cannot be saved yet.", steps.MAIN)
        program.expect_gone("button", "Stop Waiting for the Reply…", steps.MAIN)
        steps.picture(program, "disk-answer")
        wait_room(program)
        wait(lambda: [row["outcome"] for row in history()] == ["accepted"], "the answer to be written down")
        if len(server.bodies) != 1:
            raise Failure(f"it was sent {len(server.bodies)} times")
        steps.picture(program, "disk-answered")
        program.quit()
    return None


def queue_many(n):
    """Forms of their own names, from one file."""
    with open(FORM, encoding="utf-8") as file:
        form = json.load(file)
    ctl("send", "--queue", "--environment", "test", "-",
        stdin=json.dumps([{**form, "name": f"Form {i:02}"} for i in range(n)]))


def while_many_are_sent(begin):
    """The others wait until there is room, and then go by themselves; each goes once, and the card counts them truly."""
    with small_disk("16m") as is_there:
        if not is_there:
            return NO_DISK
        server = Forms(lambda: fill() if len(server.bodies) in FULL_AT else None)
        steps.use_test_environment()
        queue_many(MANY)
        program = steps.start(begin)
        steps.show_view(program, "Outbox")
        for sent in FULL_AT:
            program.expect_words(re.compile("cannot be saved yet: Accepted.*The disk is full"), steps.MAIN)
            program.expect_words(f"{sent - 1} of {MANY} done", steps.MAIN)
            program.expect_words("The outcome cannot be saved yet.", steps.MAIN)
            steps.picture(program, f"disk-many-{sent}")
            if len(server.bodies) != sent:
                raise Failure(f"{len(server.bodies)} left, while the outcome of one could not be written down")
            make_room()  # the next one may be there before anybody has looked
        wait(lambda: len(server.bodies) == MANY, "all to be sent")
        wait(lambda: not is_full(program), "the window to say no more that the disk is full")
        program.expect_words(re.compile(rf"\b{MANY} accepted"), steps.MAIN)
        steps.picture(program, "disk-many-after")
        outcomes = collections.Counter(row["outcome"] for row in history())
        if outcomes != {"accepted": MANY}:
            raise Failure(f"what became of them: {outcomes}")
        if len({body["name"] for body in server.bodies}) != MANY or len(server.bodies) != MANY:
            raise Failure(f"one was sent twice: {[body['name'] for body in server.bodies]}")
        program.quit()
    return None


journeys(while_somebody_types, from_the_start, what_cannot_be_written_down_is_not_sent, between_a_post_and_its_answer,
         while_many_are_sent)
