#!/usr/bin/python3
# The register: filtered, put in order, selected as a whole and sent, by keyboard.

import json
import os
import re

from driver import SOURCE, Failure, history, journeys, wait
import steps

READY = [f"READY-{number}" for number in range(1, 5)]
FAULTY = ["FAULTY-1", "FAULTY-2"]
ENTITIES = dict(zip(READY + FAULTY, ["Cedar", "Birch", "Alder", "Elm", "Fir", "Ash"]))


def files():
    """Four certificates that can be sent, and two that lack something."""
    with open(os.path.join(SOURCE, "data", "examples", "certificate.json"), encoding="utf-8") as file:
        example = json.load(file)
    for number, entity in ENTITIES.items():
        record = {**example, "certificate_number": number, "certified_entity_name": entity,
                  "certified_entity_unique_id": f"KR-{entity}"}
        if number in FAULTY:
            record["certification_body_name"] = ""
        path = os.path.join(os.environ["HOME"], f"{number}.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(record, file)
        yield path


def shown(program):
    """The numbers in the list, in their order."""
    words = [node.words() for node in program.find_all("row", None, steps.MAIN)]
    return [number for text in words for number in ENTITIES if number in text]


def wait_shown(program, *numbers):
    wait(lambda: shown(program) == list(numbers), f"the rows {numbers}")


def filter_named(program, name):
    return program.expect("button", re.compile(f"^{name}, \\d+$"), steps.MAIN)


def filtered_selected_as_a_whole_and_sent(begin):
    program = begin(*files())
    program.expect_words("6 selected", steps.MAIN)
    filter_named(program, "All")
    program.expect_gone("button", re.compile("^Refused, "), steps.MAIN)

    # One Tab stop; the arrows choose.
    program.tab_to(filter_named(program, "All"), "shift+Tab")
    program.key("End")
    ready = filter_named(program, "Ready")
    wait(lambda: "focused" in ready.now(), "the keyboard at what is ready")
    wait(lambda: sorted(shown(program)) == READY, "what is ready, and nothing else")
    program.key("Left")
    wait(lambda: set(FAULTY) <= set(shown(program)), "what is to do")
    program.key("Right")
    wait(lambda: sorted(shown(program)) == READY, "what is ready once more")

    program.key("Tab")
    wait(lambda: (focus := program.where()) is not None and focus.role == "row", "the keyboard in the list")
    program.key("ctrl+a")
    program.expect_words("4 selected", steps.MAIN)
    program.expect("button", re.compile("Send 4 to Practice"), steps.MAIN)
    program.key("ctrl+Return")
    wait(lambda: program.active_title() not in (None, steps.MAIN), "the question before sending")
    program.expect("button", re.compile("^Send"), program.active_title()).act("click")
    wait(lambda: [row["outcome"] for row in history()] == ["accepted"] * 4, "all of them to be accepted", 60)

    # Nothing is left to send; the way back is one button.
    program.activate(steps.MAIN)
    program.press("button", "Show All", steps.MAIN)
    wait(lambda: len(shown(program)) == 6, "everything again")
    program.expect("row", re.compile("READY-1, Cedar, Accepted in Practice"), steps.MAIN)
    program.expect("row", re.compile("FAULTY-1, Fir, Not published in Practice, 1 error"), steps.MAIN)
    program.quit()


def choose(program, item):
    """From the menu of the view."""
    program.expect("button", "Main Menu", steps.MAIN, where=lambda node: "focusable" in node.states).act("click")
    for name in ("Sort By", item):
        program.press(None, name, steps.MAIN)
    program.expect_gone(None, "Reverse Order", steps.MAIN)


def put_in_order(begin):
    program = steps.start(begin)
    program.expect("row", None, steps.MAIN)
    choose(program, "Entity")
    wait_shown(program, *sorted(ENTITIES, key=ENTITIES.get))
    choose(program, "Reverse Order")
    wait_shown(program, *sorted(ENTITIES, key=ENTITIES.get, reverse=True))


def searched(begin):
    program = steps.start(begin)
    program.expect("row", None, steps.MAIN)
    program.key("ctrl+f")
    program.type("faulty")
    wait(lambda: sorted(shown(program)) == FAULTY, "only what is searched for")
    program.type("zzz")
    program.press("button", "Clear Search", steps.MAIN)
    wait(lambda: len(shown(program)) == 6, "everything again")
    program.quit()


journeys(filtered_selected_as_a_whole_and_sent, put_in_order, searched)
