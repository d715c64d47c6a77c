#!/usr/bin/python3
# Where most users sit: a window under Wayland.  Started, typed in, sent, looked back at, copied from, closed.

import re
import subprocess

from driver import Failure, ctl, journeys, wait
import steps

APPLICATION = "io.github.attest_app.Attest"


def clipboard():
    return subprocess.run(["wl-paste", "--no-newline"], check=False, capture_output=True, text=True).stdout


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
    subprocess.run(["wl-copy", "Safety course 2026"], check=True)
    program.key("ctrl+a", "ctrl+v")
    program.wait_text(steps.NUMBER["form"], "Safety course 2026")
    steps.saved(program)
    steps.close(program, editor)
    steps.show_view(program, "History")
    program.expect(None, "안전 교육 수료증 2026 A", steps.MAIN)
    program.quit()
    if "Safety course 2026" not in ctl("drafts"):
        raise Failure("what was pasted is not kept")


CELLS = """<html><body><table><tr><td>인증번호</td><td>업체명</td><td>상태</td><td>만료일</td></tr>
<tr><td>KR-1</td><td>다온정밀<br>본사</td><td>유효</td><td sdval="46450" sdnum="1033;0;MM/DD/YY">03/04/27</td></tr></table></body></html>"""


def cells_are_pasted_into_the_list(begin):
    program = steps.start(begin)
    steps.show_view(program, "Certificates")
    subprocess.run(["wl-copy", "one word"], check=True)
    program.key("ctrl+v")
    program.expect_words("The clipboard contains no cells.", steps.MAIN)
    subprocess.run(["wl-copy", "--type", "text/html"], input=CELLS, text=True, check=True)
    program.key("ctrl+v")
    program.wait_window("Pasted Cells")
    program.expect_words("2 rows → 1 record, 1 row left out: 1 with column titles", "Pasted Cells")
    program.key("alt+4")
    program.expect("row", re.compile("KR-1, 다온정밀 본사"), "Pasted Cells")
    program.press("button", "Keep 1 as a Draft", "Pasted Cells")
    program.expect(None, "The Records Are Kept", "Pasted Cells")
    program.quit()
    if "KR-1" not in ctl("drafts"):
        raise Failure("what was pasted is not kept")


def the_first_letter_is_searched_for(begin):
    """Letters typed in the list have an entry to go to that was not there before."""
    program = steps.start(begin)
    steps.show_view(program, "Certificates")
    row = program.expect("row", re.compile("^KR-1"), steps.MAIN)
    program.tab_to(row)
    program.type("KR-1")
    program.wait_text("Search certificates", "KR-1", steps.MAIN)
    program.expect("row", re.compile("^KR-1"), steps.MAIN)
    program.quit()


journeys(a_form_is_typed_and_sent, cells_are_pasted_into_the_list, the_first_letter_is_searched_for)
