#!/usr/bin/python3
# A proxy of the network asks for a name and a password: so does the window, until they are right, and the
# keyring keeps them.  Nothing else does.

import os
import re
import subprocess
import sys

from driver import SOURCE, Failure, ctl, history, journeys, wait
import steps

sys.path.insert(0, os.path.join(SOURCE, "tests", "cli"))
import proxy  # pylint: disable=wrong-import-position

HOME = os.environ["HOME"]
FORM = os.path.join(SOURCE, "data", "examples", "form.json")
RIGHT = "right/word%&9"


def prepare():
    steps.use_test_environment()
    ctl("host", "set", "kolleges", "test", "https://elsewhere.example")
    ctl("key", "set", "kolleges", "test", stdin="a-key-of-no-interest\n")


def kept(server):
    done = subprocess.run(["secret-tool", "search", "--all", "proxy", server.name], capture_output=True, text=True)
    return [line for line in done.stdout.split("\n") if line.startswith("secret = ")]


def sign_in(program, password, words):
    program.expect("label", "Sign In to the Proxy")
    program.expect_words(words)
    program.enter("Name", proxy.NAME)
    entry = program.expect(("password", "text", "entry"), "Password")
    program.tab_to(entry)
    program.type(password)
    wait(lambda: entry.read("Text", "CharacterCount") == len(password), "the password to be typed")
    program.key("Return")


def it_asks_and_the_keyring_keeps_it(begin):
    if not proxy.are_known():
        return "there is no library for proxies"
    server = proxy.Proxy(RIGHT)
    prepare()
    program = begin(**server.env, G_MESSAGES_DEBUG="all")
    program.wait_window(steps.MAIN)
    steps.open_example(program, "form")
    question = steps.ask_to_send(program)
    program.expect("button", re.compile("^(Send|Create)"), question).act("click")
    sign_in(program, proxy.WRONG, "asks for a name and a password")
    sign_in(program, RIGHT, "does not accept this name and password")
    program.expect_words("does not allow this connection")
    row = history()[0]
    if row["outcome"] != "not-sent" or server.n_right != 1:
        raise Failure((row, server.n_asked, server.n_right))
    if kept(server) != ["secret = kim:right%2Fword%25%269"]:
        raise Failure("the keyring does not have it")
    program.quit()
    for text in (program.log(), ctl("history", "show", row["id"])):
        if RIGHT in text or proxy.WRONG in text or "right%2Fword" in text:
            raise Failure("the password was told")
    for folder, _, names in os.walk(HOME):
        for path in (os.path.join(folder, name) for name in names if "/keyrings" not in folder):
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    data = file.read()
                if any(word in data for word in (proxy.WRONG.encode(), RIGHT.encode(), b"right%2Fword")):
                    raise Failure(f"the password is in {path}")
    return None


def who_does_not_answer_pauses(begin):
    if not proxy.are_known():
        return "there is no library for proxies"
    server = proxy.Proxy(RIGHT)
    prepare()
    ctl("send", "--queue", "--environment", "test", FORM)
    program = begin(**server.env)
    program.expect("label", "Sign In to the Proxy")
    program.key("Escape")
    wait(lambda: "paused" in ctl("outbox"), "sending to be paused")
    ctl("outbox", "resume")
    program.expect("label", "Sign In to the Proxy")
    program.key("Escape")
    wait(lambda: "paused" in ctl("outbox"), "sending to be paused")
    if server.n_asked < 2:
        raise Failure(server.n_asked)
    program.quit()
    return None


journeys(it_asks_and_the_keyring_keeps_it, who_does_not_answer_pauses)
