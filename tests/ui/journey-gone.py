#!/usr/bin/python3
# The file with drafts and history is deleted, moved away or replaced by yesterday's, while the program runs and between
# two runs: the window says so until somebody has seen it, nothing that waits is sent by itself, and what can be put back
# is.

import os
import re
import shutil

from driver import SOURCE, Failure, ctl, history, journeys, wait
from peers import Forms
import steps

FORM = os.path.join(SOURCE, "data", "examples", "form.json")
PATH = steps.database_path()
FOLDER = os.path.dirname(PATH)
ASIDE = os.path.join(os.environ["HOME"], "aside")
NUMBER, SCOPE = steps.NUMBER["certificate"], "Scope of certification"
DELETED = re.compile("was deleted while Attest had it open")
AWAY = re.compile("was moved, deleted or replaced while Attest has it open")
MISSING = re.compile("is missing or empty")
OLDER = re.compile("is an older copy, or has lost its newest part")


def files():
    return [os.path.join(FOLDER, name) for name in os.listdir(FOLDER) if name.startswith("attest.db")]


def move_away():
    os.makedirs(ASIDE)
    for path in files():
        shutil.move(path, ASIDE)


def bring_back():
    for name in os.listdir(ASIDE):
        shutil.move(os.path.join(ASIDE, name), FOLDER)
    os.rmdir(ASIDE)


def forget_all():
    """Each journey begins with nothing."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.rmtree(os.path.expanduser("~/.local/state/attest"), ignore_errors=True)


def keep_draft(begin, number):
    program = steps.start(begin)
    steps.new_record(program, "certificate")
    program.enter(NUMBER, number)
    steps.saved(program)
    return program


def told_again(begin, notice, name):
    """By the next window as well."""
    program = steps.start(begin)
    program.expect_words(notice, steps.MAIN)
    steps.picture(program, f"gone-{name}")
    program.quit()


def told_until_seen(begin, notice, name):
    """By each window, until somebody closes it."""
    told_again(begin, notice, name)
    program = steps.start(begin)
    program.expect_words(notice, steps.MAIN)
    buttons = program.find_all("button", re.compile("^_?Close$"), steps.MAIN)  # the lower one: the other is the window's
    max(buttons, key=lambda button: button.extents[1]).act("click")
    wait(lambda: not notice.search(program.window(steps.MAIN).words()), "the notice to go")
    program.quit()
    program = steps.start(begin)
    program.expect("label", "Certificates", steps.MAIN)
    if notice.search(program.window(steps.MAIN).words()):
        raise Failure("it is told again, although it was closed")
    program.quit()


def deleted_while_it_runs(begin):
    forget_all()
    program = keep_draft(begin, "GONE-1")
    for path in files():
        os.unlink(path)
    program.enter(SCOPE, "Typed after it went", "GONE-1")
    wait(lambda: os.path.exists(PATH), "it to be put back")
    program.activate(steps.MAIN)
    program.expect_words(DELETED, steps.MAIN)
    steps.picture(program, "gone-deleted")
    wait(lambda: "Not saved" not in program.window("GONE-1").words(), "it to be saved")
    program.quit()
    steps.check_kept("Typed after it went")
    told_again(begin, DELETED, "deleted-later")


def moved_away_and_back_while_it_runs(begin):
    forget_all()
    program = keep_draft(begin, "GONE-2")
    move_away()
    program.enter(SCOPE, "Typed while it was away", "GONE-2")
    program.expect_words("Not saved", "GONE-2")
    steps.picture(program, "gone-away-editor")
    program.activate(steps.MAIN)
    program.expect_words(AWAY, steps.MAIN)
    steps.picture(program, "gone-away")
    bring_back()
    wait(lambda: not AWAY.search(program.window(steps.MAIN).words()), "the window to know that it is back")
    wait(lambda: "Not saved" not in program.window("GONE-2").words(), "it to be saved")
    program.quit()
    steps.check_kept("Typed while it was away")


def missing_at_the_start(begin):
    forget_all()
    keep_draft(begin, "GONE-3").quit()
    for path in files():
        os.unlink(path)
    told_until_seen(begin, MISSING, "missing")


def yesterdays(begin):
    """A copy in which something waits that was sent since; the server, and how the copy is put in its place."""
    forget_all()
    server = Forms()
    steps.use_test_environment()
    ctl("send", "--queue", "--environment", "test", FORM)
    shutil.copytree(FOLDER, ASIDE)
    program = steps.start(begin)
    wait(lambda: [row["outcome"] for row in history()] == ["accepted"], "it to be sent")

    def put():
        for path in files():
            os.unlink(path)
        for name in os.listdir(ASIDE):
            if name.startswith("attest.db"):
                shutil.copy(os.path.join(ASIDE, name), FOLDER)
        shutil.rmtree(ASIDE)

    return server, program, put


def check_waits(program, server, name):
    """What was sent, and waits in the copy, is a question."""
    steps.show_view(program, "Outbox")
    program.expect_words(OLDER, steps.MAIN)
    wait(lambda: [row["outcome"] for row in history()] == ["unknown"], "it to need a decision")
    program.expect_words("It may already have been sent", steps.MAIN)
    steps.picture(program, f"gone-{name}")
    if len(server.bodies) != 1:
        raise Failure(f"it was sent {len(server.bodies)} times")


def replaced_between_two_runs(begin):
    server, program, put = yesterdays(begin)
    program.quit()
    put()
    program = steps.start(begin)
    check_waits(program, server, "older")
    program.quit()
    told_again(begin, OLDER, "older-later")
    if len(server.bodies) != 1:
        raise Failure(f"it was sent {len(server.bodies)} times")


def replaced_while_it_runs(begin):
    server, program, put = yesterdays(begin)
    steps.new_record(program, "certificate")
    program.enter(NUMBER, "GONE-4")
    steps.saved(program)
    put()
    program.enter(SCOPE, "Typed into the other one", "GONE-4")
    program.expect_words("Not saved", "GONE-4")
    program.activate(steps.MAIN)
    program.expect_words(AWAY, steps.MAIN)
    steps.picture(program, "gone-replaced")
    if len(server.bodies) != 1:
        raise Failure(f"it was sent {len(server.bodies)} times")
    program.kill()
    program = steps.start(begin)
    check_waits(program, server, "replaced-later")
    program.quit()


journeys(deleted_while_it_runs, moved_away_and_back_while_it_runs, missing_at_the_start, replaced_between_two_runs,
         replaced_while_it_runs)
