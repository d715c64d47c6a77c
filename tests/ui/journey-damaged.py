#!/usr/bin/python3
# A part of the history, or a draft, is lost while the program is open: what can be read is shown, and that it is not all
# is said; the next start recovers what there is, keeps the damaged file, and says so.

import glob
import json
import os
import re

from driver import SOURCE, Failure, ctl, history, journeys, wait
import steps

NAMES = [f"Form {number:02}" for number in range(40)]
NOT_ALL = "The file with drafts and history is damaged. Close Attest and start it again"


def send_all(begin):
    with open(os.path.join(SOURCE, "data", "examples", "form.json"), encoding="utf-8") as file:
        example = json.load(file)
    paths = []
    for name in NAMES:
        path = os.path.join(os.environ["HOME"], f"{name}.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({**example, "name": name, "description": name * 400}, file)
        paths.append(path)
    ctl("send", "--queue", "--kind=form", *paths)
    program = steps.start(begin)
    wait(lambda: [row["outcome"] for row in history()] == ["accepted"] * len(NAMES), "all of them to be accepted")
    program.quit()


def damage():
    """Nothing is left of one of the pages with submissions."""
    with steps.database() as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = db.execute("PRAGMA page_size").fetchone()[0]
        pages = [row[0] for row in db.execute(
            "SELECT pageno FROM dbstat WHERE name = 'submissions' AND pagetype = 'leaf' ORDER BY path")]
    if len(pages) < 3:
        raise Failure(f"submissions are in {len(pages)} pages")
    with open(steps.database_path(), "r+b") as file:
        file.seek((pages[len(pages) // 2] - 1) * size)
        file.write(bytes(size))


def start_after_damage(begin):
    program = steps.start(begin)
    program.expect_words(re.compile("was damaged"), steps.MAIN)
    if not glob.glob(os.path.join(os.path.dirname(steps.database_path()), "*damaged-*")):
        raise Failure("the damaged file is gone")
    return program


def draft_that_cannot_be_had_is_told_and_recovered(begin):
    path = os.path.join(os.environ["HOME"], "sheet.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("Certificate Number,Certified Entity Name\nKR-1,One\nKR-2,Two\n")
    ctl("import", "--keep", "--allow-problems", path, check=False)
    with steps.database() as db:
        db.execute("UPDATE drafts SET id = '999' WHERE title = 'KR-1'")
    program = steps.start(begin)
    program.expect_words("KR-2", steps.MAIN)
    program.expect_words(NOT_ALL, steps.MAIN)
    program.quit()

    program = start_after_damage(begin)
    for number in ("KR-1", "KR-2"):
        program.expect_words(number, steps.MAIN)
    if NOT_ALL in program.window(steps.MAIN).words():
        raise Failure("what was recovered is said to be damaged")
    program.quit()


def what_can_be_read_is_shown_and_recovered(begin):
    send_all(begin)
    program = steps.start(begin)
    damage()
    steps.show_view(program, "History")
    program.expect_words(NOT_ALL, steps.MAIN)
    program.quit()

    program = start_after_damage(begin)
    steps.show_view(program, "History")
    recovered = len(history())
    if not len(NAMES) // 2 < recovered < len(NAMES):
        raise Failure(f"{recovered} of {len(NAMES)} were recovered")
    program.expect_words(f"{recovered} entries", steps.MAIN)
    if NOT_ALL in program.window(steps.MAIN).words():
        raise Failure("what was recovered is said to be damaged")
    program.quit()


journeys(what_can_be_read_is_shown_and_recovered, draft_that_cannot_be_had_is_told_and_recovered)
