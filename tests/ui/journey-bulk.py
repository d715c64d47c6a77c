#!/usr/bin/python3
# A first load in bulk: twelve certificates are queued with one question and leave in two requests; in the history
# each says in which place of which request it went.

import json
import os
import re

from driver import SOURCE, ctl, history, journeys, wait
import steps

BULK = "In bulk, up to 100 at once"


def files(first, n):
    with open(os.path.join(SOURCE, "data", "examples", "certificate.json"), encoding="utf-8") as file:
        example = json.load(file)
    for number in range(first, first + n):
        record = {**example, "certificate_number": f"QMS-{number:04}"}
        path = os.path.join(os.environ["HOME"], f"{number:04}.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(record, file)
        yield path


def ask(program, n):
    program.key("ctrl+Return")
    question = wait(lambda: (title := program.active_title()) not in (None, steps.MAIN) and title, "the question")
    program.expect_words(f"Send {n} Certificates to IAF CertSearch (Practice)?", question)
    return question


def count(outcome):
    return sum(row["outcome"] == outcome for row in history())


def twelve_leave_in_two_requests(program):
    program.expect_words("12 selected", steps.MAIN)
    question = ask(program, 12)
    program.expect("check box", BULK, question)
    program.key("alt+b")
    program.expect("check box", BULK, question, where=lambda node: "checked" in node.states)
    program.expect_words("The first 10 are sent alone", question)
    # The keyboard is where it was chosen, and Enter answers the question.
    program.wait_keyboard()
    program.key("Return")
    wait(lambda: count("accepted") == 12, "all twelve to be accepted", 90)
    shown = [ctl("history", "show", row["id"]) for row in history()]
    places = sorted(re.search(r"^Bulk upload: (\d+ of \d+)", text, re.M).group(1) for text in shown)
    assert places == sorted([f"{i} of 10" for i in range(1, 11)] + ["1 of 2", "2 of 2"]), places


def a_first_load_goes_in_bulk(begin):
    program = begin(*files(1, 12))
    twelve_leave_in_two_requests(program)
    steps.show_view(program, "History")
    program.expect_words("QMS-0012", steps.MAIN)
    program.quit()


journeys(a_first_load_goes_in_bulk)
