#!/usr/bin/python3
# A sheet comes every month: it is read as the one before was, and what has gone from it is asked about.

import re

from driver import Failure, ctl, history, journeys
from sheets import (HEAD, TITLE, choose_in_menu, close_import, decide_constants, drafts, go_on, ledger, open_sheet, row,
                    send_kept, wait_question, workbook)
import steps

NAME = "등록 대장"
FEBRUARY, MARCH, APRIL, MAY, JUNE = "2월.csv", "3월.csv", "4월.csv", "5월.csv", "6월.csv"
YEAR = "연간.xlsx"


def rows(*numbers):
    return [row(number, f"제{number}공업(주)", "유효") for number in numbers]


def a_profile_is_chosen_and_another_saved(begin):
    program = open_sheet(begin, TITLE, rows(1, 2))
    steps.choose(program, "Profile", "Profile “Korean ledger”")
    program.expect_words("6 rows → 2 records", TITLE)
    steps.choose(program, "Profile", "No profile")

    # What was decided gets a name, whether or not anything of the sheet is kept.
    program.key("alt+2")
    decide_constants(program)
    choose_in_menu(program, "Save as Profile…")
    question = wait_question(program)
    program.wait_text("Name of the profile", "인증대장", question)
    program.enter("Name of the profile", NAME, question)
    program.key("Return")
    program.expect_words(f"Saved as “{NAME}”", TITLE)
    program.key("alt+1")
    program.expect("button", f"Profile: Profile “{NAME}”", TITLE)
    close_import(program, answer="Discard")
    program.quit()
    if NAME not in ctl("profiles") or drafts():
        raise Failure(ctl("profiles"))


def a_sheet_that_is_known_goes_straight_to_review(begin):
    program = open_sheet(begin, FEBRUARY, rows(*range(1, 7)))
    program.expect("row", re.compile("KR-Q-101, 제1공업"), FEBRUARY)
    program.expect_words(f"6 new drafts · read with profile “{NAME}”", FEBRUARY)
    go_on(program, "Keep 6 as Drafts", FEBRUARY)
    program.expect(None, "The Records Are Kept", FEBRUARY)
    send_kept(program, 6, FEBRUARY)
    close_import(program, FEBRUARY)
    program.quit()


def show_missing(program, number, title):
    """By its filter, beside those of the records."""
    program.press(None, f"Missing, {number}", title)


def what_is_missing_is_asked_one_by_one_and_all_at_once(begin):
    program = open_sheet(begin, MARCH, rows(1, 2, 7))
    program.expect_words("4 records are not in this sheet", MARCH)
    show_missing(program, 4, MARCH)
    program.expect_words("KR-Q-103 · 제3공업(주)", MARCH)

    # Answered with the keyboard, which then is at the next one.
    program.tab_to(program.expect("button", "Keep KR-Q-103", MARCH))
    program.key("space")
    program.expect_words("3 records are not in this sheet", MARCH)
    program.expect("button", "Keep KR-Q-104", MARCH, where=lambda node: "focused" in node.states)
    program.expect_gone("button", "Keep KR-Q-103", MARCH)
    program.press("button", "Stop Watching KR-Q-104", MARCH)
    program.expect_words("2 records are not in this sheet", MARCH)

    # Each answer is a step, and so is the one for all.
    program.press("button", "Keep All", MARCH)
    program.expect_gone(None, re.compile("not in this sheet"), MARCH)
    program.key("ctrl+z")
    program.expect_words("2 records are not in this sheet", MARCH)
    program.key("ctrl+z")
    program.expect_words("3 records are not in this sheet", MARCH)
    program.key("ctrl+shift+z", "ctrl+shift+z")
    program.expect_gone(None, re.compile("not in this sheet"), MARCH)

    go_on(program, "Keep 1 as a Draft", MARCH)
    send_kept(program, 1, MARCH)
    close_import(program, MARCH)
    program.quit()
    if sorted(drafts()) != [f"KR-Q-{number}" for number in range(101, 108)]:
        raise Failure(f"left: {drafts()}")
    if len([entry for entry in history() if entry["record"] in ("KR-Q-103", "KR-Q-104", "KR-Q-105")]) != 3:
        raise Failure("something was sent for what is missing")


def what_was_kept_is_asked_about_again_and_what_is_not_watched_is_not(begin):
    program = open_sheet(begin, APRIL, rows(1, 2, 7))
    program.expect_words("3 records are not in this sheet", APRIL)
    program.press("button", "Show Them", APRIL)
    program.expect("button", "Keep KR-Q-103", APRIL)
    if program.find("button", "Keep KR-Q-104", APRIL):
        raise Failure("what is not watched any more is asked about")
    program.press("button", "Stop Watching All", APRIL)
    program.expect_gone(None, re.compile("not in this sheet"), APRIL)

    # A month without changes is finished too, and what was answered stays answered.
    go_on(program, "Finish", APRIL)
    program.expect(None, "The Records Are Kept", APRIL)
    program.expect_words("3 stay as they are", APRIL)
    close_import(program, APRIL)
    program.quit()
    program = open_sheet(begin, MAY, rows(1, 2, 7))
    program.expect_words("3 stay as they are", MAY)
    if program.find(None, re.compile("not in this sheet"), MAY):
        raise Failure("what is not watched any more is asked about")
    close_import(program, MAY)
    program.quit()


def a_column_with_another_title_is_missed(begin):
    program = begin(ledger(rows(1), JUNE, head=["현재 형편" if title == "상태" else title for title in HEAD]))
    program.wait_window(JUNE)
    program.key("alt+1")
    steps.choose(program, "Profile", f"Profile “{NAME}”")
    program.expect_words("The profile expects columns that the sheet does not have: “상태”.", JUNE)
    steps.choose(program, "Profile", "No profile")
    program.expect_gone(None, re.compile("^The profile expects"), JUNE)
    close_import(program, JUNE, answer="Discard")
    program.quit()


def the_months_of_a_workbook_are_read_as_one(begin):
    program = begin(workbook({month: [[f"{month} 인증 현황"], HEAD, *rows(*numbers)]
                              for month, numbers in (("1월", (21, 22)), ("2월", (23,)), ("3월", (21, 24)))}, YEAR))
    program.wait_window(YEAR)
    program.key("alt+1")
    program.expect_words("3 sheets have the same columns: “1월”, “2월”, “3월”.", YEAR)
    program.expect_words("4 rows → 2 records", YEAR)

    # The button stays where it is, with the keyboard, and takes it back.
    program.tab_to(program.expect("button", "Read as One", YEAR))
    program.key("space")
    program.expect("button", "Read “1월” Only", YEAR, where=lambda node: "focused" in node.states)
    program.expect_words("11 rows → 4 records", YEAR)
    program.expect("button", "Sheet: 3 sheets as one", YEAR)
    program.key("space")
    program.expect_words("4 rows → 2 records", YEAR)
    program.key("ctrl+z")
    program.expect_words("11 rows → 4 records", YEAR)

    # Each row says which sheet it is from.
    program.key("alt+4")
    record = program.expect("row", re.compile("KR-Q-121"), YEAR)
    program.point(record)
    program.key("alt+o")
    program.expect_words("Row 3 (1월)", YEAR)
    program.expect_words("Row 3 (3월)", YEAR)
    close_import(program, YEAR, answer="Discard")
    program.quit()


journeys(a_profile_is_chosen_and_another_saved, a_sheet_that_is_known_goes_straight_to_review,
         what_is_missing_is_asked_one_by_one_and_all_at_once,
         what_was_kept_is_asked_about_again_and_what_is_not_watched_is_not, a_column_with_another_title_is_missed,
         the_months_of_a_workbook_are_read_as_one)
