#!/usr/bin/python3
# Drafts in the list and in the editor: found, duplicated, deleted and brought back; undo and redo over
# fields, lists and fixes.

import json
import os
import subprocess

from driver import BUILD, SOURCE, Failure, environment, journeys, wait
import steps

NUMBER = steps.NUMBER["certificate"]
SCOPE = "Scope of certification"
LEFT_OUT = "Parts of the Files Were Left Out"


def rows(program, number):
    return program.find_all("row", None, steps.MAIN, where=lambda node: number in node.words())


def make(program, *numbers):
    for number in numbers:
        editor = steps.new_record(program, "certificate")
        program.enter(NUMBER, number)
        steps.close(program, editor)
        program.expect(None, number, steps.MAIN)


def deleted_and_brought_back(begin):
    program = steps.start(begin)
    make(program, "KEEP-1", "GONE-1")
    steps.select_row(program, rows(program, "GONE-1")[0])
    program.key("Delete")
    wait(lambda: not rows(program, "GONE-1"), "the draft to leave the list")
    program.press("button", "Undo", steps.MAIN)
    wait(lambda: rows(program, "GONE-1"), "the draft to come back")
    for width in (None, "360"):
        if width:
            program.run_xdotool("windowsize", program.active(), width, "640")
        steps.select_row(program, rows(program, "GONE-1")[0])
        program.key("Delete")
        wait(lambda: not rows(program, "GONE-1"), "the draft to leave the list")
        program.key("ctrl+z")
        wait(lambda: rows(program, "GONE-1"), "the draft to come back")
        program.expect_gone("button", "Undo", steps.MAIN)
    steps.select_row(program, rows(program, "GONE-1")[0])
    program.key("Delete")
    wait(lambda: not rows(program, "GONE-1"), "the draft to leave the list")
    program.quit()

    program = steps.start(begin)
    steps.show_view(program, "Certificates")
    program.expect(None, "KEEP-1", steps.MAIN)
    if rows(program, "GONE-1"):
        raise Failure("a draft deleted for good came back")
    program.quit()


def several_records_become_drafts(begin):
    """In their order, whatever they stand in; a file that cannot be read is named; one sentence says it all."""
    with open(os.path.join(SOURCE, "data", "examples", "certificate.json"), encoding="utf-8") as file:
        example = json.load(file)
    names = [f"FILE-{number}" for number in range(5)]
    records = [{**example, "certificate_number": name} for name in names]
    records[3]["colour"] = "red"

    def path(name):
        return os.path.join(os.environ["HOME"], name)

    with open(path("first.json"), "w", encoding="utf-16") as file:
        json.dump(records[0], file)
    with open(path("bulk.json"), "w", encoding="utf-8") as file:
        json.dump({"certifications": records[1:3]}, file)
    with open(path("cert:lines.json"), "w", encoding="utf-8") as file:
        file.write("".join(json.dumps(record) + "\n" for record in records[3:]))
    os.mkfifo(path("pipe"))
    os.chdir(os.environ["HOME"])
    program = begin(path("first.json"), "bulk.json", "pipe", "cert:lines.json")
    program.expect_words("5 read, 1 with parts left out, 1 could not be read")
    program.press("button", "Show", steps.MAIN)
    program.expect_words("cert:lines.json: record 1", LEFT_OUT)
    program.expect_words("It is a pipe, not a file.", LEFT_OUT)
    program.press("button", "Close", LEFT_OUT)
    program.activate(steps.MAIN)
    found = wait(lambda: [node for name in names for node in rows(program, name)][4:], "the drafts")
    shown = [node.words() for node in program.find_all("row", None, steps.MAIN)]
    order = [name for words in shown for name in names if name in words]
    if order != names or not found:
        raise Failure(f"they stand as {order}")
    if set(program.windows().values()) & set(names):
        raise Failure("several records open no editor")
    program.quit()


def three_hundred_files_at_once(begin):
    """Dropped, chosen or named: they stand in the list, selected, and nothing opens."""
    folder = os.path.join(os.environ["HOME"], "many")
    os.mkdir(folder)
    with open(os.path.join(SOURCE, "data", "examples", "certificate.json"), encoding="utf-8") as file:
        example = json.load(file)
    paths = [os.path.join(folder, f"{number:03}.json") for number in range(300)]
    for number, path in enumerate(paths):
        with open(path, "w", encoding="utf-8") as file:
            json.dump({**example, "certificate_number": f"MANY-{number:03}"}, file)
    program = steps.start(begin)
    steps.show_view(program, "Forms")
    subprocess.run([f"{BUILD}/src/attest", *paths], check=True, env=environment())
    program.expect_words("300 selected", steps.MAIN)
    program.expect("label", "Certificates", steps.MAIN, where=steps.is_title)
    if list(program.windows().values()) != [steps.MAIN]:
        raise Failure(f"windows: {program.windows()}")
    program.key("Delete")
    program.expect_words("300", steps.MAIN)
    wait(lambda: not rows(program, "MANY-"), "all of them to leave the list")
    program.quit()


def change_elsewhere(db, number, scope):
    """What another process of the same user writes."""
    db.execute("UPDATE drafts SET changed = changed + 1000, record = json_set(record, '$.scope', ?) WHERE title = ?",
               (scope, number))


def changed_by_another_process(begin):
    program = steps.start(begin)
    steps.new_record(program, "certificate")
    program.enter(NUMBER, "SHARED-1", "New Certificate")
    program.enter(SCOPE, "As it was", "SHARED-1")
    wait(lambda: "Saved just now" in program.window("SHARED-1").words(), "it to be saved")
    # Nothing is unsaved here: the new state is shown.
    with steps.database() as db:
        change_elsewhere(db, "SHARED-1", "From elsewhere")
    wait(lambda: program.value(SCOPE, "SHARED-1") == "From elsewhere", "the other's words")
    # Both at once: both are kept, and that is said.
    with steps.database() as db:
        db.execute("BEGIN IMMEDIATE")
        change_elsewhere(db, "SHARED-1", "Theirs")
        program.enter(SCOPE, "Mine", "SHARED-1")
        db.execute("COMMIT")
    program.expect_words("This draft was changed elsewhere while you were typing", "SHARED-1")
    if program.value(SCOPE, "SHARED-1") != "Mine":
        raise Failure("what was typed is gone from the window")
    program.press("button", "Show the Other Version", "SHARED-1")
    wait(lambda: "Theirs" in [field.text for field in program.find_all("text", SCOPE)], "the other one")
    wait(lambda: len(rows(program, "SHARED-1")) == 2, "both to be in the list")
    program.quit()


def duplicated_and_found(begin):
    """The copy opens at its number, which is to be typed over, and with its dates to be typed."""
    program = steps.start(begin)
    steps.show_view(program, "Certificates")
    editor = steps.new_record(program, "certificate")
    program.enter(NUMBER, "DATED-1")
    program.enter("Issue date", "2026-03-20")
    program.enter(SCOPE, "Castings")
    steps.close(program, editor)
    steps.select_row(program, wait(lambda: rows(program, "DATED-1"), "the row")[0])
    program.key("ctrl+d")
    program.expect_words("Copy of DATED-1", "DATED-1")
    copy = program.active()
    if program.value(SCOPE) != "Castings" or program.value("Issue date") != "":
        raise Failure("a copy has the same in it but the dates")
    program.type("OTHER-7")
    program.wait_text(NUMBER, "OTHER-7")
    steps.close(program, copy)
    program.activate(steps.MAIN)
    program.key("ctrl+f")
    program.expect(("entry", "text"), None, steps.MAIN)
    program.type("other")
    wait(lambda: rows(program, "OTHER-7") and not rows(program, "DATED-1"), "only what was searched for")
    program.key("Escape")
    wait(lambda: rows(program, "DATED-1"), "everything again")
    program.quit()


def undone_and_redone(begin):
    program = steps.start(begin)
    steps.new_record(program, "certificate")
    number = program.enter(NUMBER, "UNDO-1")
    country = program.enter("Country", "South Korea", group="Certified entity")
    program.tab_to(program.expect("button", "Add Scheme"))
    program.key("Return")
    scheme = program.enter("Scheme name", "Quality Management Systems")
    program.tab_to(number, "shift+Tab")
    steps.undo_until(program, lambda: not program.find("text", "Scheme name"))
    steps.undo_until(program, lambda: country.text == "")
    steps.undo_until(program, lambda: number.text == "")
    steps.redo_until(program, lambda: number.text == "UNDO-1")
    steps.redo_until(program, lambda: country.text == "South Korea")
    steps.redo_until(program, lambda: program.find("text", "Scheme name"))
    steps.redo_until(program, lambda: program.value("Scheme name") == "Quality Management Systems")
    del scheme
    program.quit()


journeys(several_records_become_drafts, three_hundred_files_at_once, changed_by_another_process,
         deleted_and_brought_back, duplicated_and_found, undone_and_redone)
