#!/usr/bin/python3
# Where most users sit: a window under Wayland.  Started, typed in, sent, looked back at, copied from, closed.

import subprocess

from driver import Failure, ctl, journeys, wait
import steps

APPLICATION = "io.github.attest_app.Attest"


def clipboard():
    return subprocess.run(["wl-paste", "--no-newline"], check=False, capture_output=True, text=True,
                          timeout=20).stdout


def a_form_is_typed_and_sent(begin):
    program = steps.start(begin)
    # By it a desktop finds the icon and the name.
    wait(lambda: [node["app_id"] for node in program.nodes()] == [APPLICATION], "the window under its name")
    editor = steps.open_example(program, "form")
    name = program.expect("text", steps.NUMBER["form"])
    program.tab_to(name)
    program.key("ctrl+a", "Delete")
    program.type("안전 교육 수료증 2026 A")
    program.wait_text(steps.NUMBER["form"], "안전 교육 수료증 2026 A")
    row = steps.send(program)
    if (row["outcome"], row["service"]) != ("accepted", "kolleges"):
        raise Failure(row)
    wait(lambda: program.active() == editor, "the editor to have the keyboard again")
    program.expect_words("Accepted")
    program.tab_to(name)
    program.key("ctrl+a", "ctrl+c")
    wait(lambda: clipboard() == "안전 교육 수료증 2026 A", "the name on the clipboard")
    subprocess.run(["wl-copy", "Safety course 2026"], check=True, timeout=20)
    program.key("ctrl+a", "ctrl+v")
    program.wait_text(steps.NUMBER["form"], "Safety course 2026")
    steps.saved(program)
    steps.close(program, editor)
    steps.show_view(program, "History")
    program.expect(None, "안전 교육 수료증 2026 A", steps.MAIN)
    program.quit()
    if "Safety course 2026" not in ctl("drafts"):
        raise Failure("what was pasted is not kept")


journeys(a_form_is_typed_and_sent)
