#!/usr/bin/python3
# A sheet of twenty thousand rows: read, gone through, mended, kept, given up in between, and taken back.  How long that
# takes is measured elsewhere.

import json
import os
import re

from driver import Failure, ctl, journeys, wait
from sheets import close_import, go_on, open_imports, wait_question
import steps

TITLE, N_ROWS, N_WRONG = "register.csv", 20000, 2858
HEAD = ("Certificate Number,Client,Client ID,Standard,Issue Date,Expiry Date,Status,Country,"
        "Certification Type,Accreditation Body Name,AB Acronym,Certification Body Name,CB Acronym")


def sheet():
    """Every seventh of them ends before it begins."""
    path = os.path.join(os.environ["HOME"], TITLE)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(HEAD + "\r\n")
        for number in range(N_ROWS):
            ends = "2024-04-01" if number % 7 == 0 else "2028-04-01"
            file.write(f"QMS-{number:05},Client {number} Ltd,C-{number},ISO 9001:2015,2025-04-15,{ends},active,South Korea,"
                       "Management System,Korea Accreditation Board,KAB,Practice Certification Korea,PCK\r\n")
    return path


def n_drafts():
    return len(json.loads(ctl("drafts", "--json")))


def row_of(program, number):
    return program.expect("row", re.compile(f"^QMS-{number:05}, "), TITLE, where=lambda node: "selected" in node.states)


def given_up_while_it_is_read(begin):
    program = begin(sheet())
    wait(lambda: program.x_window(TITLE), "the window")
    close_import(program, TITLE)
    if n_drafts() or json.loads(ctl("imports", "--json")):
        raise Failure("something is left of what was given up")
    program.quit()


def gone_through_and_mended(begin):
    program = begin(sheet())
    program.wait_window(TITLE)
    program.expect_words("20001 rows → 20000 records, 1 row left out: 1 with column titles", TITLE)
    program.key("alt+4")
    program.expect_words("20000 new drafts", TITLE)
    program.expect(None, "All, 20000", TITLE)
    program.expect(None, f"Errors, {N_WRONG}", TITLE)

    # All alike at once, and back.
    program.enter("Expiry date", "2028-04-01", TITLE)
    program.key("Return")
    program.expect_gone(None, re.compile("^Errors, "), TITLE)
    program.key("ctrl+z")
    program.expect(None, f"Errors, {N_WRONG}", TITLE)

    # To the end, and with the key for what is wrong to the next one; after the last comes the first.
    program.point(program.expect("row", re.compile("^QMS-00003, "), TITLE))
    row_of(program, 3)
    program.key("End")
    row_of(program, N_ROWS - 1)
    program.key("F8")
    row_of(program, 0)
    program.key("shift+F8")
    row_of(program, N_ROWS - 1 - (N_ROWS - 1) % 7)
    program.key("F8", "F8")
    row_of(program, 7)
    close_import(program, TITLE)
    program.quit()


def kept_as_far_as_it_came_and_gone_on_with(begin):
    program = begin(sheet())
    program.wait_window(TITLE)
    program.expect_words("20001 rows → 20000 records", TITLE)
    program.key("alt+4")
    program.expect_words("20000 new drafts", TITLE)
    go_on(program, "Keep 20000 as Drafts", TITLE)
    program.expect_words("Keeping the records", TITLE)
    wait(n_drafts, "the first records to be kept")
    program.press("button", "Cancel", TITLE)
    program.wait_closed(TITLE)
    if (left := n_drafts()) % 500:
        raise Failure(f"a block was torn: {left}")

    open_imports(program)
    program.press("button", "Continue", "Imports")
    program.wait_window(TITLE)
    go_on(program, re.compile("^Keep .* as Drafts$"), TITLE)
    program.expect(None, "The Records Are Kept", TITLE)
    if (kept := n_drafts()) != N_ROWS:
        raise Failure(f"kept: {kept}")

    program.press("button", "Undo the Import…", TITLE)
    program.press("button", "Undo the Import", wait_question(program, TITLE))
    program.wait_closed(TITLE)
    program.expect_words("20000 records are as they were before", steps.MAIN)
    if n_drafts():
        raise Failure("drafts are left of it")
    program.quit()


journeys(given_up_while_it_is_read, gone_through_and_mended, kept_as_far_as_it_came_and_gone_on_with)
