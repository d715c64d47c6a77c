#!/usr/bin/python3
# A proxy of the network asks for a name and a password: so does the window, until they are right, and the
# keyring keeps them.  Nothing else does.

import base64
import glob
import os
import re
import socketserver
import subprocess
import threading

from driver import SOURCE, Failure, ctl, history, journeys, wait
import steps

HOME = os.environ["HOME"]
FORM = os.path.join(SOURCE, "data", "examples", "form.json")
NAME, WRONG, RIGHT = "kim", "not-this-word", "right/word%&9"


class Proxy(socketserver.StreamRequestHandler):
    """Asks; and forbids what it is asked, once it knows by whom."""

    def handle(self):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self.rfile.readline()
            if not line:
                return
            head += line
        token = base64.b64encode(f"{NAME}:{RIGHT}".encode())
        self.server.n_asked += 1
        if b"Proxy-Authorization: Basic " + token in head:
            self.server.n_right += 1
            self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        else:
            self.wfile.write(b"HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")


def start_proxy():
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Proxy)
    server.n_asked = server.n_right = 0
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.name = f"127.0.0.1:{server.server_address[1]}"
    return server


def prepare():
    steps.use_test_environment()
    ctl("host", "set", "kolleges", "test", "https://elsewhere.example")
    ctl("key", "set", "kolleges", "test", stdin="a-key-of-no-interest\n")


def kept(server):
    done = subprocess.run(["secret-tool", "search", "--all", "proxy", server.name], capture_output=True, text=True,
                          timeout=30)
    return [line for line in done.stdout.split("\n") if line.startswith("secret = ")]


def start(begin, server, **env):
    return begin(GIO_USE_PROXY_RESOLVER="libproxy", https_proxy="http://" + server.name, **env)


def sign_in(program, password, words):
    program.expect("label", "Sign In to the Proxy")
    program.expect_words(words)
    program.enter("Name", NAME)
    entry = program.expect(("password", "text", "entry"), "Password")
    program.tab_to(entry)
    program.type(password)
    wait(lambda: entry.read("Text", "CharacterCount") == len(password), "the password to be typed")
    program.key("Return")


def it_asks_and_the_keyring_keeps_it(begin):
    if not glob.glob(os.path.join(os.environ["ATTEST_GIO_MODULES"], "libgiolibproxy.so")):
        return "there is no library for proxies"
    server = start_proxy()
    prepare()
    program = start(begin, server, G_MESSAGES_DEBUG="all")
    program.wait_window(steps.MAIN)
    steps.open_example(program, "form")
    question = steps.ask_to_send(program)
    program.expect("button", re.compile("^(Send|Create)"), question).act("click")
    sign_in(program, WRONG, "asks for a name and a password")
    sign_in(program, RIGHT, "does not accept this name and password")
    program.expect_words("does not allow this connection")
    row = history()[0]
    if row["outcome"] != "not-sent" or server.n_right != 1:
        raise Failure((row, server.n_asked, server.n_right))
    if kept(server) != ["secret = kim:right%2Fword%25%269"]:
        raise Failure("the keyring does not have it")
    program.quit()
    for text in (program.log(), ctl("history", "show", row["id"])):
        if RIGHT in text or WRONG in text or "right%2Fword" in text:
            raise Failure("the password was told")
    for folder, _, names in os.walk(HOME):
        for path in (os.path.join(folder, name) for name in names if "/keyrings" not in folder):
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    data = file.read()
                if any(word in data for word in (WRONG.encode(), RIGHT.encode(), b"right%2Fword")):
                    raise Failure(f"the password is in {path}")
    return None


def who_does_not_answer_pauses(begin):
    if not glob.glob(os.path.join(os.environ["ATTEST_GIO_MODULES"], "libgiolibproxy.so")):
        return "there is no library for proxies"
    server = start_proxy()
    prepare()
    ctl("send", "--queue", "--environment", "test", FORM)
    program = start(begin, server)
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
