#!/usr/bin/python3
# The records of a sheet before they are kept: what stands in them is opened and mended.

import re

from driver import Failure, journeys, wait
from sheets import HEAD, NAMES, TITLE, ledger, row

SITES = HEAD + ["사업장 주소", "사업장 시군구"]


def with_sites(number, name, *sites):
    """One row of the sheet for each site."""
    return [row(number, name, "유효") + [street, city] for street, city in sites]


def record_row(program, words, title=TITLE):
    return program.expect("row", re.compile(words), title)


def open_ledger(begin, rows, name=TITLE, head=HEAD):
    program = begin(ledger(rows, name, head=head))
    program.wait_window(name)
    return program


def close(program, title=TITLE):
    """What was not decided by hand goes without a question."""
    program.activate(title)
    program.key("ctrl+w")
    program.wait_closed(title)


def what_stands_in_a_record_is_opened(begin):
    program = open_ledger(begin, [*with_sites(1, NAMES[0], ("공단로 1", "안산시"), ("해안로 2", "부산시")),
                                  *with_sites(2, NAMES[1], ("산단로 3", "창원시"))], head=SITES)
    program.key("alt+4")
    record = record_row(program, "KR-Q-101, 다온정밀")
    if "expandable" not in record.now() or "expanded" in record.now():
        raise Failure(f"what can be opened is said to be {record.now()}")

    # Three sites have no country, and two records.
    program.expect_words("2 records · Required", TITLE)
    if "3 records" in program.window(TITLE).words():
        raise Failure("a record is counted once for each of its sites")

    # With the keys of every tree: into it, and back.
    program.point(record)
    wait(lambda: "selected" in record.now(), "the row to be chosen")
    program.key("Right")
    record_row(program, "^Site 2, 해안로 2 · 부산시")
    record_row(program, "^Standard 1, ISO 9001:2015")
    wait(lambda: "expanded" in record_row(program, "KR-Q-101").now(), "it to be said to be open")
    program.key("Right", "Down", "Down")
    wait(lambda: "selected" in record_row(program, "^Site 2").now(), "the second site to be chosen")

    # What is chosen is edited as a record is, alone, and stays open and chosen when it was.
    program.key("Return")
    program.enter("City", "울산시", TITLE)
    program.key("Return")
    record_row(program, "^Site 2, 해안로 2 · 울산시")
    program.key("ctrl+z")
    site = record_row(program, "^Site 2, 해안로 2 · 부산시")
    wait(lambda: "selected" in site.now(), "it to be chosen as before")
    program.point(site)
    program.key("Left")
    wait(lambda: "selected" in record_row(program, "KR-Q-101").now(), "its record to be chosen")
    program.key("Left")
    program.expect_gone("row", re.compile("^Site 2"), TITLE)

    # With the pointer, and where there is little room.
    arrow(program, record_row(program, "KR-Q-102"))
    record_row(program, "^Site 1, 산단로 3 · 창원시")
    xid = program.resize(TITLE, 360, 640)
    program.settle(xid)
    record_row(program, "^Site 1, 산단로 3 · 창원시")
    arrow(program, record_row(program, "KR-Q-102"))
    program.expect_gone("row", re.compile("^Site 1"), TITLE)
    close(program)
    program.quit()


def arrow(program, record):
    """Presses where it stands, at the beginning of a row."""
    x, y, _, height = record.extents
    program.run_xdotool("mousemove", "--window", program.active(), str(x + 16), str(y + height // 2), "click", "1")


journeys(what_stands_in_a_record_is_opened)
