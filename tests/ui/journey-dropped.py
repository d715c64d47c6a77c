#!/usr/bin/python3
# Files dragged from another program's window with the pointer and dropped on Attest's: three hundred records, and a
# spreadsheet, on the window of the lists and on that of another import.

import itertools
import json
import os
import subprocess

from driver import BUILD, SOURCE, Failure, ctl, environment, journeys, pause, run, wait
from sheets import close_import
import steps

N_FILES, N_MARKED = 300, 2
MOST_MOVES = 2000  # only ever reached when something is wrong
SOURCE_TITLE = "Files to Drag"
HEAD = "Certificate Number,Client,Standard,Issue Date,Expiry Date,Status,Country"
ROW = "QMS-1,Hanbit Precision Co.,ISO 9001:2015,2025-04-15,2028-04-14,active,South Korea"


def records():
    """As many files as there are records; two have a part that no certificate has."""
    with open(os.path.join(SOURCE, "data", "examples", "certificate.json"), encoding="utf-8") as file:
        example = json.load(file)
    paths = []
    for number in range(N_FILES):
        record = {**example, "certificate_number": f"DROP-{number:03}"}
        if number < N_MARKED:
            record["colour"] = "red"
        paths.append(os.path.join(os.environ["HOME"], f"{number:03} 인증서.json"))
        with open(paths[-1], "w", encoding="utf-8") as file:
            json.dump(record, file, ensure_ascii=False)
    return paths


def sheet(name):
    path = os.path.join(os.environ["HOME"], name)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(f"{HEAD}\r\n{ROW}\r\n")
    return path


def find_source():
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{SOURCE_TITLE}$"], capture_output=True,
                           text=True, check=False).stdout.split()
    return found[0] if found else None


def drag_onto(program, title, *paths):
    """Drags the files from a window of another program onto the middle of Attest's, both beside each other, and lets
    go when the window shows that it takes them, as a person does."""
    said_path = os.path.join(os.environ["HOME"], "drag-files.log")

    def said(word):
        with open(said_path, encoding="utf-8") as file:
            return word in file.read()

    def move_until(word, x, y):
        """The pointer trembles: the answers come to its moves."""
        for tremble in itertools.count():
            run("xdotool", "mousemove", str(x + tremble % 7), str(y))
            if said(word):
                return
            pause(0.05)
            if tremble == MOST_MOVES:
                raise Failure(f"the drag onto {title} was not “{word}”")

    with open(said_path, "w", encoding="utf-8") as log, \
            subprocess.Popen([f"{BUILD}/tests/ui/drag-files", *paths], env=environment(), stdout=log) as other:
        try:
            source = wait(find_source, "the window to drag from")
            target = program.resize(title, 800, 600)
            run("xdotool", "windowmove", "--sync", source, "1000", "700", "windowmove", "--sync", target, "40", "40",
                "windowraise", source)
            program.settle(source)
            x, y, width, height = program.geometry(source)
            run("xdotool", "mousemove", str(x + width // 2), str(y + height // 2), "mousedown", "1")
            move_until("begun", x + width // 2 + 20, y + height // 2)
            x, y, width, height = program.geometry(target)
            move_until("taken", x + width // 2, y + height // 2)
            run("xdotool", "mouseup", "1")
            wait(lambda: said("over"), "the files to be handed over")
            program.park_pointer()
        finally:
            other.terminate()


def many_records(begin):
    program = steps.start(begin)
    steps.show_view(program, "Certificates")
    drag_onto(program, steps.MAIN, *records())
    program.expect_words(f"{N_FILES} read, {N_MARKED} with parts left out")
    drafts = json.loads(ctl("drafts", "--json"))
    if len(drafts) != N_FILES:
        raise Failure(f"{len(drafts)} drafts of {N_FILES} files")
    program.quit()


def a_sheet_and_another(begin):
    before = ctl("drafts", "--json")
    program = steps.start(begin)
    drag_onto(program, steps.MAIN, sheet("march.csv"))
    program.wait_window("march.csv")
    drag_onto(program, "march.csv", sheet("april.csv"))
    program.wait_window("april.csv")
    close_import(program, "april.csv")
    close_import(program, "march.csv")
    if ctl("drafts", "--json") != before:
        raise Failure("there is a draft though nothing was kept")
    program.quit()


journeys(many_records, a_sheet_and_another)
