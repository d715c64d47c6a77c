#!/usr/bin/python3
# What was rejected becomes a file, is mended in another program and comes back.

import os
import re

from driver import Failure, ctl, history, journeys, wait
from sheets import (TITLE, close_import, decide_constants, drafts, go_on, mend_workbook, open_sheet, row, send_kept,
                    set_constant, wait_question)
import steps

REJECTED = "돌아온 것.xlsx"


def rejected_path():
    return os.path.join(os.environ["HOME"], REJECTED)


def ledger_rows():
    """The second has no number of its company, the fourth ends before it begins."""
    found = [row(number, f"제{number}공업(주)", "보류" if number == 3 else "유효") for number in range(1, 6)]
    found[1][3] = ""
    found[3][8] = "2024-04-14"
    return found


def what_is_rejected_is_saved(begin):
    program = open_sheet(begin, TITLE, ledger_rows())
    program.key("alt+2")
    decide_constants(program)
    go_on(program, "Next: Values")
    steps.choose(program, "보류", "Suspended")
    go_on(program, "Next: Review")
    program.expect_words("5 new drafts", TITLE)
    go_on(program, "Keep 5 as Drafts")
    program.expect("button", "Send 3 New or Changed…", TITLE)
    program.press("button", "Save 2 With Errors As…", TITLE)
    question = wait_question(program)
    program.expect("text", where=lambda node: node.text == "rejected.xlsx")
    program.key("ctrl+a")
    program.type(os.path.join(os.environ["HOME"], "rejected.xlsx"))
    program.key("Return")
    program.wait_closed(question)
    wait(lambda: os.path.exists(os.path.join(os.environ["HOME"], "rejected.xlsx")), "the file")
    send_kept(program, 3)
    close_import(program)
    program.quit()


def it_comes_back_mended_without_a_question(begin):
    def mend(cells):
        if cells["인증번호"] == "KR-Q-102":
            cells["사업자등록번호"] = "100-10-12347"
        if cells["인증번호"] == "KR-Q-104":
            cells["만료일"] = "2028-04-14"

    os.rename(os.path.join(os.environ["HOME"], "rejected.xlsx"), rejected_path())
    mend_workbook(rejected_path(), mend)
    program = begin(rejected_path())
    program.wait_window(REJECTED)
    program.expect_words("2 drafts changed", REJECTED)
    program.expect_gone("button", re.compile("^Errors"), REJECTED)
    program.expect("row", re.compile("KR-Q-102, 제2공업"), REJECTED)
    program.key("alt+1")
    program.expect_words("3 rows → 2 records, 1 row left out: 1 with column titles", REJECTED)
    program.key("alt+4")
    go_on(program, "Keep 2 as Drafts", REJECTED)
    program.expect(None, "The Records Are Kept", REJECTED)
    if program.find("button", re.compile("With Errors"), REJECTED):
        raise Failure("something is still rejected")
    send_kept(program, 2, REJECTED)
    close_import(program, REJECTED)
    program.quit()

    # None twice, none lost.
    numbers = [f"KR-Q-{number}" for number in range(101, 106)]
    if sorted(drafts()) != numbers or sorted(entry["record"] for entry in history()) != numbers:
        raise Failure((drafts(), history()))
    if len(ctl("imports").splitlines()) < 2:
        raise Failure(ctl("imports"))


journeys(what_is_rejected_is_saved, it_comes_back_mended_without_a_question)
