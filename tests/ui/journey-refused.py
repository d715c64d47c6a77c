#!/usr/bin/python3
# What a service says of a record it refuses comes back as work: it was refused in the queue while nobody had it
# open, the program was started again, and still it stands at its fields, until they are mended and it is sent.

import json
import re

from driver import Failure, ctl, history, journeys, wait
from peers import Register
import steps

NUMBER = "QEMS-2025-0417"
WORDS = "This entity is known under another name"
ENTITY = "주식회사 한빛정밀"


def prepare():
    server = Register("certified_entity_name", [ENTITY], WORDS)
    ctl("host", "set", "certsearch", "test", server.url)
    ctl("key", "set", "certsearch", "test", stdin="no-secret")
    with steps.database() as db:
        db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('pause:certsearch:test', '0')")
    steps.use_test_environment()
    return server


def is_record(node):
    return NUMBER in node.words()


def outcome():
    rows = history()
    return rows[0]["outcome"] if rows else None


def send_and_leave(program, server):
    """It is on its way when its editor is closed."""
    server.may_answer.clear()
    editor = steps.open_example(program, "certificate")
    title = steps.ask_to_send(program)
    program.press("button", re.compile("^(Send|Upload)"), title)
    wait(lambda: server.bodies, "the request")
    wait(lambda: program.active() == editor, "the editor to have the keyboard again")
    steps.close(program, editor)
    server.may_answer.set()
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


def check_history(program):
    """What was refused and mended asks for nothing any more."""
    steps.show_view(program, "History")
    steps.select_row(program, program.expect("list item", re.compile("Refused in Test"), steps.MAIN))
    program.expect_words(re.compile(r"The record was accepted since: .*\d:\d\d"), steps.MAIN)
    if "Correct the record" in program.window(steps.MAIN).words():
        raise Failure("nothing is to be corrected")


def refused_comes_back_as_work(begin):
    server = prepare()
    program = steps.start(begin)
    send_and_leave(program, server)
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
    # Nothing was typed into it: closed again, it leaves nothing to do behind.
    steps.close(program, program.active())
    numbers = [row["record"] for row in json.loads(ctl("drafts", "--json"))]
    if "" in numbers:
        raise Failure(f"kept without an edit: {numbers}")
    check_history(program)
    program.quit()


journeys(refused_comes_back_as_work)
