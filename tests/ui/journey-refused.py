#!/usr/bin/python3
# What a service says of a record it refuses comes back as work: it was refused in the queue while nobody had it
# open, the program was started again, and still it stands at its fields, until they are mended and it is sent.

import http.server
import json
import os
import re
import threading

from driver import Failure, ctl, history, journeys, wait
import steps

NUMBER = "QEMS-2025-0417"
WORDS = "This entity is known under another name"
REFUSAL = {"error": True, "errors": {"code": "validation_error", "message": {"certified_entity_name": WORDS}}}
ENTITY = "주식회사 한빛정밀"


class Handler(http.server.BaseHTTPRequestHandler):
    may_answer = threading.Event()
    bodies = []

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.bodies.append(body)
        self.may_answer.wait(60)
        refused = body["certified_entity_name"] == ENTITY
        answer = json.dumps(REFUSAL if refused else {"data": True, "company_certifications_id": "mended-1"}).encode()
        self.send_response(422 if refused else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        pass


def prepare():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ctl("host", "set", "certsearch", "test", f"http://127.0.0.1:{server.server_address[1]}")
    ctl("key", "set", "certsearch", "test", stdin="no-secret")
    with steps.database() as db:
        db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('pause:certsearch:test', '0')")
    path = os.path.join(os.environ["XDG_CONFIG_HOME"], "glib-2.0", "settings", "keyfile")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "a", encoding="utf-8") as file:
        file.write("[io/github/attest_app/Attest]\nenvironment='test'\n")


def is_record(node):
    return NUMBER in node.words()


def outcome():
    rows = history()
    return rows[0]["outcome"] if rows else None


def send_and_leave(program):
    """It is on its way when its editor is closed."""
    editor = steps.open_example(program, "certificate")
    title = steps.ask_to_send(program)
    program.press("button", re.compile("^(Send|Upload)"), title)
    wait(lambda: Handler.bodies, "the request")
    wait(lambda: program.active() == editor, "the editor to have the keyboard again")
    steps.close(program, editor)
    Handler.may_answer.set()
    wait(lambda: outcome() == "refused", "it to be refused")


def open_record(program):
    steps.show_view(program, "Certificates")
    steps.open_row(program, program.expect("row", None, steps.MAIN, where=is_record))
    return steps.wait_editor(program, "certificate")


def check_refusal(program):
    program.expect_words(re.compile("From IAF CertSearch · Test"))
    name = program.expect("text", re.compile("^(Name|Entity name)"))
    wait(lambda: {"invalid", "invalid entry"} & name.now(), "the field to be marked")
    program.expect("button", re.compile("^1 error"))
    if "can be sent as it is" in program.window(NUMBER).words():
        raise Failure("nothing is to be said to be well")
    program.key("F8")
    wait(lambda: "focused" in name.now(), "F8 to go to the field")
    return name


def refused_comes_back_as_work(begin):
    prepare()
    program = steps.start(begin)
    send_and_leave(program)
    program.quit()

    program = steps.start(begin)
    editor = open_record(program)
    name = check_refusal(program)
    program.key("End")
    program.type(" Ltd")
    wait(lambda: name.text == ENTITY + " Ltd", "the field to be mended")
    wait(lambda: WORDS not in program.window(NUMBER).words(), "what was said to go")
    program.expect("button", "No problems")
    steps.undo_until(program, lambda: WORDS in program.window(NUMBER).words())
    steps.redo_until(program, lambda: WORDS not in program.window(NUMBER).words())
    steps.redo_until(program, lambda: name.text == ENTITY + " Ltd")
    if steps.send(program)["outcome"] != "accepted":
        raise Failure("it is to be accepted")
    wait(lambda: program.active() == editor, "the editor to have the keyboard again")
    program.expect("button", re.compile("Copy ID"))
    program.key("ctrl+shift+Return")
    wait(lambda: editor not in program.windows(), "the one that is done to close")
    steps.wait_editor(program, "certificate")
    if program.value(steps.NUMBER["certificate"]) != "":
        raise Failure("the next one has a number of its own")
    program.expect_words(ENTITY + " Ltd")
    program.quit()


journeys(refused_comes_back_as_work)
