#!/usr/bin/python3
# Drafts in the list and in the editor: found, duplicated, deleted and brought back; undo and redo over
# fields, lists and fixes.

from driver import Failure, journeys, wait
import steps

NUMBER = steps.NUMBER["certificate"]


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


def duplicated_and_found(begin):
    program = steps.start(begin)
    steps.show_view(program, "Certificates")
    program.expect(None, "KEEP-1", steps.MAIN)
    steps.select_row(program, rows(program, "KEEP-1")[0])
    before = len(rows(program, "KEEP-1"))
    program.key("ctrl+d")
    wait(lambda: len(rows(program, "KEEP-1")) > before or steps.is_editor(program.active_title() or ""),
         "the copy")
    program.activate(steps.MAIN)
    make(program, "OTHER-7")
    program.key("ctrl+f")
    program.expect(("entry", "text"), None, steps.MAIN)
    program.type("other")
    wait(lambda: rows(program, "OTHER-7") and not rows(program, "KEEP-1"), "only what was searched for")
    program.key("Escape")
    wait(lambda: rows(program, "KEEP-1"), "everything again")
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


journeys(deleted_and_brought_back, duplicated_and_found, undone_and_redone)
