#!/usr/bin/python3
# A spreadsheet on its way in: read, decided, put right, kept, sent and found in the history.

import os
import re

from driver import Failure, history, journeys, wait
from sheets import BODIES, NAMES, TITLE, drafts, go_on, ledger, open_imports, row, set_constant
import steps


def korean_ledger_from_the_file_to_the_history(begin):
    program = begin(ledger([row(1, NAMES[0], "유효"), row(2, NAMES[1], "보류", "24.3.5"), row(3, NAMES[2], "정지")]))
    program.wait_window(TITLE)

    # File: what was understood is said in controls, and the rows add up.
    program.expect("button", "Encoding: Korean (CP949)", TITLE)
    program.expect("button", "Column titles: Column titles in row 3", TITLE)
    program.expect_words("7 rows → 3 records, 4 rows left out: 2 titles, 1 with column titles, 1 total", TITLE)
    program.expect_words("똠방식품", TITLE)

    # Columns: what the sheet does not have is the same for all.
    go_on(program, "Next: Columns")
    for name, text in BODIES.items():
        set_constant(program, name, text)

    # Values: a word and a short year that only a person can tell.
    go_on(program, "Next: Values")
    steps.choose(program, "보류", "Suspended")
    # The keyboard is at what is left to be said.
    program.expect(None, "24.3.5", TITLE, where=lambda node: "focused" in node.states)
    program.key("Tab")
    program.expect("button", "Accept 2024-03-05", TITLE, where=lambda node: "focused" in node.states)
    program.key("Return")
    program.expect_gone("button", "Accept 2024-03-05", TITLE)
    program.expect(None, "24.3.5", TITLE, where=lambda node: "focused" in node.states)

    # Review: one answer for all.
    go_on(program, "Next: Review")
    program.expect_words("3 new drafts", TITLE)
    program.expect("row", re.compile("KR-Q-102, 마루건설㈜"), TITLE)
    program.enter("Certification type", "Management System", TITLE)
    program.key("Return")
    program.expect_gone("button", "Apply to 3", TITLE)
    go_on(program, "Keep 3 as Drafts")
    program.expect(None, "The Records Are Kept", TITLE)
    kept = drafts()
    if sorted(kept) != ["KR-Q-101", "KR-Q-102", "KR-Q-103"]:
        raise Failure(f"kept: {kept}")

    program.press("button", re.compile("Send 3"), TITLE)
    wait(lambda: program.active_title() not in (None, TITLE), "the question before sending")
    program.expect("button", re.compile("^Send"), program.active_title()).act("click")
    wait(lambda: [entry["outcome"] for entry in history()] == ["accepted"] * 3, "all of them to be accepted", 60)
    program.activate(TITLE)
    program.key("ctrl+w")
    program.wait_closed(TITLE)
    program.quit()
    what_was_decided_is_seen_and_forgotten(begin)


def meanings():
    with steps.database() as db:
        return db.execute("SELECT value, meaning FROM value_maps").fetchall()


def what_was_decided_is_seen_and_forgotten(begin):
    """In Preferences, with the file it was decided for; and brought back."""
    program = steps.start(begin)
    before = meanings()
    program.key("ctrl+comma")
    program.wait_window("Preferences")
    row_of_all = program.expect(None, re.compile("^[0-9]+ values?$"), "Preferences",
                                where=lambda node: "expandable" in node.states)
    program.tab_to(row_of_all)
    program.key("Return")
    forget = program.expect("button", re.compile("^Forget 보류 → Suspended"), "Preferences")
    program.expect_words(re.compile("^Status · ", re.MULTILINE), "Preferences")
    steps.picture(program, "preferences-meanings")
    forget.act("click")
    wait(lambda: ("보류", "suspended") not in meanings(), "it to be forgotten")
    program.expect_gone("button", re.compile("^Forget 보류"), "Preferences")
    program.press("button", "Undo", "Preferences")
    wait(lambda: sorted(meanings()) == sorted(before), "it to be back")
    # As long as the toast is seen, Escape closes that.
    program.expect_gone("button", "Undo", "Preferences")
    program.key("Escape")
    program.wait_closed("Preferences")
    program.quit()


def every_decision_can_be_undone_and_nothing_is_lost_unasked(begin):
    before = drafts()
    program = begin(ledger([row(1, NAMES[0], "유효"), row(2, NAMES[1], "보류")]))
    program.wait_window(TITLE)
    program.key("alt+3")
    program.key("F8")
    program.expect("button", "보류: Choose…", TITLE, where=lambda node: "focused" in node.states)
    steps.choose(program, "보류", "Suspended")
    program.expect("button", "보류: Suspended", TITLE)
    program.key("ctrl+z")
    program.expect("button", "보류: Choose…", TITLE)
    program.key("ctrl+shift+z")
    program.expect("button", "보류: Suspended", TITLE)

    # With no value left F8 goes on to the records. One is edited in the pane, and the row of the file stands beside
    # it as it is.
    program.key("F8")
    program.expect("row", re.compile("KR-Q-101"), TITLE)
    program.expect(("text", "entry"), "Certificate number", TITLE)
    program.key("alt+o")
    program.expect_words("Row 4", TITLE)
    program.expect_words("사업자등록번호", TITLE)

    # What was decided is not lost unasked, and can be gone on with.
    program.key("ctrl+w")
    question = wait(lambda: (title := program.active_title()) not in (None, TITLE) and title, "the question")
    program.press("button", "Finish Later", question)
    program.wait_closed(TITLE)
    if drafts() != before:
        raise Failure("drafts came of what was not kept")
    open_imports(program)
    program.press("button", "Continue", "Imports")
    program.wait_window(TITLE)
    program.key("alt+3")
    program.expect("button", "보류: Suspended", TITLE)
    program.key("ctrl+w")
    program.wait_closed(TITLE)
    program.quit()


def next_months_sheet_goes_straight_to_review_and_is_undone(begin):
    changed = row(1, NAMES[0], "정지")
    program = begin(ledger([changed, row(2, NAMES[1], "보류", "24.3.5"), row(3, NAMES[2], "정지"), row(4, "새벽바이오", "유효")],
                           "인증대장 다음 달.csv"))
    window = "인증대장 다음 달.csv"
    program.wait_window(window)
    program.expect_words("1 new draft, 1 draft changed, 2 stay as they are", window)
    program.press("button", "Keep 2 as Drafts", window)
    program.expect(None, "The Records Are Kept", window)
    if sorted(drafts()) != ["KR-Q-101", "KR-Q-102", "KR-Q-103", "KR-Q-104"]:
        raise Failure(f"kept: {drafts()}")
    program.press("button", "Undo the Import…", window)
    question = wait(lambda: (title := program.active_title()) not in (None, window) and title, "the question")
    program.press("button", "Undo the Import", question)
    program.wait_closed(window)
    program.expect_words("2 records are as they were before", steps.MAIN)
    if sorted(drafts()) != ["KR-Q-101", "KR-Q-102", "KR-Q-103"]:
        raise Failure(f"left: {drafts()}")
    program.quit()


def a_course_names_its_certificate_if_that_is_wanted(begin):
    """Where no column says what a certificate is called: suggested, decided, and decided again."""
    path = os.path.join(os.environ["HOME"], "courses.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("과정명,종류,시작일\n용접 기초,수료,2026-11-02\n전기 안전,수료,2026-11-09\n")
    program = begin(path)
    program.wait_window("courses.csv")
    program.key("alt+3")
    program.press("button", "Accept 용접 기초", "courses.csv")
    program.expect_gone("button", "Accept 용접 기초", "courses.csv")
    program.press("button", "Accept 전기 안전", "courses.csv")
    program.press("button", "용접 기초: Decide Again", "courses.csv")
    program.expect("button", "Accept 용접 기초", "courses.csv")
    program.expect("button", "전기 안전: Decide Again", "courses.csv")
    program.quit()


def what_would_be_sent_twice_is_asked(begin):
    """Two that differ in what is not sent alone: one is kept, or both are, and neither goes without a word."""
    window = "grades.csv"
    path = os.path.join(os.environ["HOME"], window)
    with open(path, "w", encoding="utf-8") as file:
        file.write("양식명,종류,등급\n용접 기능,수료,1급\n용접 기능,수료,2급\n")
    program = begin(path)
    program.wait_window(window)
    program.key("alt+4")
    program.expect_words("2 new drafts", window)
    program.expect_words("exactly the same as row 2", window)
    program.press("button", "Keep One", window)
    program.expect_words("1 new draft, 1 left out", window)
    program.expect_gone("button", "Keep One", window)
    program.key("ctrl+z")
    program.press("button", "Keep All", window)
    program.expect_gone("button", "Keep All", window)
    program.expect_words("2 new drafts", window)
    program.quit()


def what_is_no_sheet_is_said(begin):
    path = os.path.join(os.environ["HOME"], "picture.png")
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    program = begin(path)
    program.wait_window("picture.png")
    program.expect_words("The File Cannot Be Read", "picture.png")
    program.key("ctrl+w")
    program.wait_closed("picture.png")
    program.quit()


def an_old_file_is_converted_if_that_is_wanted(begin):
    """By the program that is installed, which here is one that first takes for ever, and then does it."""
    home = os.environ["HOME"]
    path, programs = os.path.join(home, "old.xls"), os.path.join(home, "programs")
    copy, ready = ledger([row(1, NAMES[0], "유효")]), os.path.join(home, "ready")
    os.makedirs(programs, exist_ok=True)
    with open(path, "wb") as file:
        file.write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"))
    with open(os.path.join(programs, "soffice"), "w", encoding="utf-8") as file:
        file.write(f"#!/bin/sh\n[ -e '{ready}' ] || exec sleep 1000\n"
                   "while [ $# -gt 1 ]; do [ \"$1\" = --outdir ] && out=$2; shift; done\n"
                   f"cp '{copy}' \"$out/sheet.xlsx\"\n")
    os.chmod(os.path.join(programs, "soffice"), 0o700)

    for is_ready in (False, True):
        program = begin(path, PATH=f"{programs}:{os.environ['PATH']}")
        program.wait_window("old.xls")
        program.expect_words("Convert the File?", "old.xls")
        program.press("button", "Convert With LibreOffice", "old.xls")
        if is_ready:
            program.expect_words("KR-Q-101", "old.xls")
        else:
            program.expect_words("Converting the file", "old.xls")
            program.press("button", "Cancel", "old.xls")
            program.wait_closed("old.xls")
        program.quit()
        with open(ready, "w", encoding="utf-8"):
            pass


journeys(every_decision_can_be_undone_and_nothing_is_lost_unasked, korean_ledger_from_the_file_to_the_history,
         next_months_sheet_goes_straight_to_review_and_is_undone, what_is_no_sheet_is_said,
         a_course_names_its_certificate_if_that_is_wanted,
         what_would_be_sent_twice_is_asked,
         an_old_file_is_converted_if_that_is_wanted)
