#!/usr/bin/python3
# The day of a batch: forty certificates are queued with one question, three are refused, the program is started
# again, the three are mended where the service's words stand at their fields, sent, and all forty are published.

import json
import os
import re

from driver import SOURCE, Failure, ctl, history, journeys, wait
from peers import Register
import steps

NUMBERS = [f"QMS-2026-{number:04}" for number in range(1, 41)]
REFUSED = [NUMBERS[7], NUMBERS[19], NUMBERS[33]]
WORDS = "This city is not known"


def city(number):
    return "Ansan (old)" if number in REFUSED else "Ansan"


def files():
    with open(os.path.join(SOURCE, "data", "examples", "certificate.json"), encoding="utf-8") as file:
        example = json.load(file)
    for number in NUMBERS:
        record = {**example, "certificate_number": number, "certified_entity_street_city": city(number),
                  "certified_entity_name": f"Entity {number[-2:]}", "certified_entity_unique_id": f"KR-{number[-2:]}"}
        path = os.path.join(os.environ["HOME"], f"{number}.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(record, file)
        yield path


def send_selected(program, n):
    """With the question; waits until they have left."""
    program.expect_words(f"{n} selected", steps.MAIN)
    program.key("ctrl+Return")
    question = wait(lambda: (title := program.active_title()) not in (None, steps.MAIN) and title, "the question")
    program.expect_words(f"Send {n} Certificates to IAF CertSearch (Practice)?", question)
    program.expect_words("They are sent immediately.", question)
    program.press("button", f"Send {n}", question)
    wait(lambda: f"{n} selected" not in program.window(steps.MAIN).words(), "nothing to be selected any more")


def count(outcome):
    return sum(row["outcome"] == outcome for row in history())


def expect_card(program, what, **counts):
    """What became of a batch stands in the outbox: each number is a button, and there are no others.  The last."""
    card = re.compile(f"^{what} sent to Practice")
    wanted = [f"{n} {outcome}" for outcome, n in counts.items()]

    def buttons():
        found = program.find_all("button", re.compile(r"^\d+ "), steps.MAIN, group=card)
        return [button.name for button in found] == wanted and found
    return wait(buttons, f"{wanted} of {what}")[-1]


def shown_numbers(program):
    """In the list of any view, whatever else stands in the rows."""
    rows = program.find_all(("row", "list item"), re.compile("QMS-2026"), steps.MAIN)
    return sorted({re.search(r"QMS-2026-\d+", row.words()).group() for row in rows})


def forty_are_sent_and_three_refused(begin, server):
    program = begin(*files())
    program.expect_words("40 selected", steps.MAIN)
    send_selected(program, 40)
    wait(lambda: (count("accepted"), count("refused")) == (37, 3), "all forty to be answered", 90)
    steps.show_view(program, "Outbox")
    expect_card(program, "40 certificates", accepted=37, refused=3)
    if len(server.bodies) != 40:
        raise Failure(f"{len(server.bodies)} requests for forty")
    program.quit()


def show_refused(program):
    """From the card to exactly those, and from the side bar's count to the register."""
    steps.show_view(program, "Outbox")
    expect_card(program, "40 certificates", accepted=37, refused=3).act("click")
    program.expect("label", "History", steps.MAIN, where=steps.is_title)
    wait(lambda: shown_numbers(program) == REFUSED, "the three in the history, and nothing else")
    steps.show_view(program, "Certificates")
    program.expect("list item", re.compile("^Certificates.*3 refused"), steps.MAIN)
    program.press("button", "Refused, 3", steps.MAIN)
    wait(lambda: shown_numbers(program) == REFUSED, "the three in the register, and nothing else")
    program.tab_to(program.expect("row", re.compile(f"^{REFUSED[0]}"), steps.MAIN))


def mend(program, number):
    """Where the service's words stand, from the field that F8 goes to; by keyboard, from the list and back to it."""
    program.activate(steps.MAIN)
    wait(lambda: (focus := program.where()) is not None and focus.role == "row", "the keyboard in the list")
    program.key("Home", *["Down"] * REFUSED.index(number))
    program.expect("row", re.compile(f"^{number}.*Refused in Practice"), steps.MAIN,
                   where=lambda node: {"focused", "selected"} <= node.states)
    program.key("Return")
    editor = steps.wait_editor(program, "certificate")
    program.expect_words(WORDS, number)
    field = program.expect("text", re.compile("^City"), number, where=lambda node: node.text == city(number))
    program.key("F8")
    wait(lambda: "focused" in field.now(), "the keyboard at the field")
    program.key("ctrl+a")
    program.type("Ansan")
    wait(lambda: WORDS not in program.window(number).words(), "what was said to go")
    steps.close(program, editor)


def the_three_are_mended_and_sent(program):
    for done, number in enumerate(REFUSED, 1):
        mend(program, number)
        program.expect("button", f"Ready, {done}", steps.MAIN)
    program.activate(steps.MAIN)
    wait(lambda: (focus := program.where()) is not None and focus.role == "row", "the keyboard in the list")
    program.key("ctrl+a")
    send_selected(program, 3)
    wait(lambda: count("accepted") == 40, "the three to be accepted")


def check_all_are_published(program, server):
    """In the register, in the outbox, in the history, and with the service."""
    program.activate(steps.MAIN)
    program.expect_gone("list item", re.compile("^Certificates.*refused"), steps.MAIN)
    program.press("button", "Show All", steps.MAIN)
    program.expect("button", "All, 40", steps.MAIN)
    program.expect_gone("button", re.compile("^(Ready|Refused|Changed), "), steps.MAIN)
    for number in REFUSED:
        program.expect("row", re.compile(f"^{number}, .*Accepted in Practice"), steps.MAIN)
    steps.show_view(program, "Outbox")
    expect_card(program, "3 certificates", accepted=3)
    expect_card(program, "40 certificates", accepted=37, refused=3)
    accepted = sorted(row["record"] for row in history() if row["outcome"] == "accepted")
    taken = sorted(body["certificate_number"] for body in server.bodies if server.answer(body)[0] == 200)
    if not accepted == taken == NUMBERS or len(server.bodies) != 43:
        raise Failure((accepted, taken))


def forty_queued_three_refused_mended_all_published(begin):
    server = Register("certified_entity_street_city", ["Ansan (old)"], WORDS)
    ctl("host", "set", "certsearch", "practice", server.url)
    forty_are_sent_and_three_refused(begin, server)
    program = steps.start(begin)
    show_refused(program)
    the_three_are_mended_and_sent(program)
    check_all_are_published(program, server)
    program.quit()


journeys(forty_queued_three_refused_mended_all_published)
