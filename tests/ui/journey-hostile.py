#!/usr/bin/python3
# A server that says far too much, with markup and turned words in it: it is shown as it is, as text, and nothing
# of the window goes out of reach.

import http.server
import json
import os
import threading

from driver import Failure, ctl, journeys, wait
import steps

WORDS = "name <b>bold</b> & <a href='x'>\u202eturned\u2066 " * 40
BODY = json.dumps({"statusCode": 400, "error": "E" * 5000, "message": ["x" * 1900] * 6 + [WORDS] + ["line"] * 500})


TOO_MUCH = b"HTTP/1.1 400 Bad\r\nX-Long: " + b"y" * 20000 + b"\r\n\r\n" + BODY.encode()
NOTHING = b"HTTP/1.1 413 \r\nContent-Length: 0\r\n\r\n"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.wfile.write(self.server.answer)

    def log_message(self, *args):
        pass


def prepare(service, answer):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.answer = answer
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ctl("host", "set", service, "test", f"http://127.0.0.1:{server.server_address[1]}")
    ctl("key", "set", service, "test", stdin="no-secret")
    steps.use_test_environment()


def check_in_reach(program, xid, *names):
    height = program.geometry(xid)[3]
    for name in names:
        button = program.expect("button", name)
        if button.extents[1] + button.extents[3] > height:
            raise Failure(f"{name} is out of reach: {button.extents} in a window {height} high")


def too_many_words_stay_words(begin):
    prepare("kolleges", TOO_MUCH)
    program = steps.start(begin)
    editor = steps.open_example(program, "form")
    if steps.send(program)["outcome"] != "refused":
        raise Failure("it is to be refused")
    wait(lambda: program.active() == editor, "the editor to have the keyboard again")
    program.expect_words("1 field")
    check_in_reach(program, editor, "Show in History", "Send to Test")
    program.expect_words("<b>bold</b> & <a href='x'>")
    program.press("button", "Show in History")
    program.expect_words("In the words of kolleges", steps.MAIN)
    everything = program.everything(hidden=True).words()
    if "\u202e" in everything or "\u2066" in everything:
        raise Failure("words are turned")
    program.activate(steps.MAIN)
    check_in_reach(program, program.active(), "Main Menu")
    program.quit()


def who_says_nothing_is_not_quoted(begin):
    """A refusal without a word: what it means is said by Attest, and nowhere in the service's name."""
    prepare("certsearch", NOTHING)
    program = steps.start(begin)
    editor = steps.open_example(program, "certificate")
    if steps.send(program)["outcome"] != "refused":
        raise Failure("it is to be refused")
    wait(lambda: program.active() == editor, "the editor to have the keyboard again")
    program.expect_words("IAF CertSearch refused the record. Nothing was saved. The record is too large for the service.")
    program.press("button", "Show in History")
    program.expect_words("The record is too large for the service.", steps.MAIN)
    everything = program.everything().words()
    if "CertSearch says" in everything or "In the words of" in everything:
        raise Failure("the service is quoted, and said nothing")
    program.quit()


def what_is_no_file_is_told(begin):
    """Pipes, devices, what is far too large or has no end: a sentence each, and the window goes on."""
    home = os.environ["HOME"]
    fifo, sparse = os.path.join(home, "fifo.json"), os.path.join(home, "sparse.json")
    os.mkfifo(fifo)
    with open(sparse, "wb") as file:
        file.truncate(1 << 40)
    program = begin(fifo, sparse, home, "/dev/zero", "/proc/self/mem", os.path.join(home, "x" * 5000))
    program.expect_words("It is a pipe, not a file.", "The Files Cannot Be Read")
    program.expect_words("It is larger than", "The Files Cannot Be Read")
    program.expect_words("It is a folder.", "The Files Cannot Be Read")
    program.expect_words("It is a device, not a file.", "The Files Cannot Be Read")
    program.press("button", "Close", "The Files Cannot Be Read")
    with open(f"/proc/{program.process.pid}/status", encoding="ascii") as file:
        highest = next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))
    if highest > 1000000:
        raise Failure(f"it needed {highest} kB")
    program.activate(steps.MAIN)
    steps.new_record(program, "certificate")
    program.quit()


journeys(too_many_words_stay_words, who_says_nothing_is_not_quoted, what_is_no_file_is_told)
