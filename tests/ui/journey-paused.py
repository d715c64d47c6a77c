#!/usr/bin/python3
# While sending is paused nothing is sent, and whoever sends is told so before and after.

import json
import os
import re

from driver import SOURCE, Failure, ctl, fits, journeys, run, wait
from peers import Register
import steps

HELD = "Sending is paused. What you send next waits in the Outbox."


def the_question_and_the_editor_say_so(begin):
    program = steps.start(begin)
    editor = steps.open_example(program, "certificate")
    ctl("outbox", "pause")
    question = steps.ask_to_send(program)
    program.expect_words(HELD, question)
    program.expect("button", re.compile("^Send"), question).act("click")
    program.expect_words(re.compile("^Sending is paused[.]$", re.MULTILINE))
    if "Waiting" not in ctl("outbox"):
        raise Failure(ctl("outbox"))

    # The words go once it is sent.
    ctl("outbox", "resume")
    program.expect_words(re.compile("Accepted · Practice"))
    if program.find("label", "Sending is paused."):
        raise Failure("it is said to be paused still")
    steps.close(program, editor)
    program.quit()


def two_certificates():
    with open(os.path.join(SOURCE, "data", "examples", "certificate.json"), encoding="utf-8") as file:
        record = json.load(file)
    for number in ("K-1", "K-2"):
        path = os.path.join(os.environ["HOME"], f"{number}.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({**record, "certificate_number": number}, file)
        yield path


def the_question_about_several_says_so(begin):
    program = steps.start(begin, *two_certificates())
    for number in ("K-1", "K-2"):
        program.expect("row", re.compile(f"^{number}"), steps.MAIN, where=lambda node: "selected" in node.states)
    ctl("outbox", "pause")
    program.key("ctrl+Return")
    question = wait(lambda: (title := program.active_title()) not in (None, steps.MAIN) and title, "the question")
    program.expect_words(HELD, question)
    if "immediately" in program.window(question).words():
        raise Failure("it is said to be sent immediately")
    program.expect("button", "Send 2", question).act("click")
    wait(lambda: ctl("outbox").count("Waiting") == 2, "both to wait")

    # What is deleted meanwhile is sent nevertheless, and that is told.
    steps.select_row(program, program.expect("row", re.compile("^K-1"), steps.MAIN))
    program.key("Delete")
    program.expect_words("1 draft deleted; 1 stays in the Outbox to be sent", steps.MAIN)
    program.press("button", "Undo", steps.MAIN)
    program.expect("row", re.compile("^K-1"), steps.MAIN)
    ctl("outbox", "resume")
    program.expect_gone(None, re.compile("[Ww]aiting"), steps.MAIN)
    program.quit()


def who_declines_to_unlock_is_asked_once(begin):
    """It is said what is waited for; what waits behind it waits until sending is resumed."""
    server = Register("certified_entity_name", [], "")
    ctl("host", "set", "certsearch", "test", server.url)
    ctl("key", "set", "certsearch", "test", stdin="no-secret")
    with steps.database() as db:
        db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('pause:certsearch:test', '0')")
    program = steps.start(begin)
    server.may_answer.clear()
    for path in two_certificates():
        ctl("send", "--environment", "test", "--queue", path)
    ctl("send", "--environment", "test", "--queue", os.path.join(SOURCE, "data", "examples", "certificate.json"))
    wait(lambda: server.bodies, "the first")
    steps.show_view(program, "Outbox")
    run("gdbus", "call", "--session", "--dest", "org.freedesktop.secrets", "--object-path", "/org/freedesktop/secrets",
        "--method", "org.freedesktop.Secret.Service.Lock", "['/org/freedesktop/secrets/collection/login']")
    server.may_answer.set()
    prompt = re.compile("^Unlock")
    wait(lambda: fits(prompt, program.active_title() or desktop_title()), "the question of the keyring")
    program.expect_words("Waiting for the keyring. Unlock it in its window, if there is one.", steps.MAIN)
    program.key("Escape")
    program.expect_words("Paused: there was a problem with the API key. Check it in API Keys, then resume.", steps.MAIN)
    wait(lambda: ctl("outbox").count("Waiting") == 1, "the last to wait")
    if fits(prompt, desktop_title()) or len(server.bodies) != 1:
        raise Failure("it is asked again")


def desktop_title():
    """Of the window that has the keyboard, whosever it is."""
    return run("xdotool", "getactivewindow", "getwindowname").strip()


journeys(the_question_and_the_editor_say_so, the_question_about_several_says_so, who_declines_to_unlock_is_asked_once)
