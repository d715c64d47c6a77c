#!/usr/bin/python3
# Cells that were copied in a spreadsheet: into the list of records, and into the sites of one.

import contextlib
import os
import re
import shutil
import subprocess
import tempfile

from cells import copied
from driver import Failure, journeys, run, wait
from sheets import drafts
import steps

PASTED = "Pasted Cells"
SITES = """<html><body><table><tr><td>사업장 주소</td><td>사업장 시군구</td><td>사업장 우편번호</td></tr>
<tr><td>공단로 1</td><td>안산시</td><td>01234</td></tr><tr><td>해안로 2<br>3층</td><td>부산시</td><td>48058</td></tr>
<tr><td>산단로 3</td><td>창원시</td><td>51395</td></tr></table></body></html>"""
PLAIN = "공단로 1\t안산시\n해안로 2\t부산시\n"

# What a table of an office says, with a line break, a separator and a leading zero in its cells.
TABLE = """인증번호;업체명;사업자등록번호;인증규격;인증일;만료일;상태;국가;우편번호
KR-Q-301;"다온정밀; 본사
제1공장";100-10-12345;ISO 9001:2015;2025-04-15;2028-04-14;유효;대한민국;="06000"
KR-Q-302;마루건설㈜;101-11-12352;ISO 14001:2015;2024-02-02;2027-02-01;정지;대한민국;="01234"
"""
NO_TIPS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>99.0</value></prop></item>
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def paste(program, words):
    """Whoever hears of a new clipboard asks its owner what it holds: a key that comes before the answer finds nothing,
    and is pressed once more."""
    def look():
        program.key("ctrl+v")
        try:
            program.expect_words(words, deadline=20)
            return True
        except Failure:
            return False

    wait(look, f"“{words}” to be pasted")


def into_the_sites_of_a_record(begin):
    program = steps.start(begin)
    steps.new_record(program, "certificate")
    number = program.expect("text", steps.NUMBER["certificate"])
    program.tab_to(number)
    program.type("KR-Q-300")
    program.press("button", "Add Site")
    program.tab_to(program.expect("text", "Street"))

    # All of it is one step: one key takes it back, and one brings it again.
    with copied(html=SITES.encode()):
        paste(program, "창원시 · 51395")
    program.expect_words("해안로 2 3층 · 부산시 · 48058")
    program.key("ctrl+z")
    wait(lambda: "창원시" not in program.everything().words(), "the cells to be gone")
    program.key("ctrl+shift+z")
    program.expect_words("창원시 · 51395")
    program.key("ctrl+z")
    wait(lambda: "창원시" not in program.everything().words(), "the cells to be gone")

    # Cells without titles are what they are from the field on that has the keyboard.
    program.tab_to(program.expect("text", "Street"), "shift+Tab")
    with copied(text=PLAIN.encode()):
        paste(program, "해안로 2 · 부산시")
    steps.saved(program)
    steps.close(program, program.active())
    program.quit()
    if drafts() != ["KR-Q-300"]:
        raise Failure(f"kept: {drafts()}")


@contextlib.contextmanager
def copied_in_libreoffice(folder):
    """Opens the table there and copies all its cells, with the keys anybody presses."""
    path = os.path.join(folder, "table.csv")
    os.makedirs(os.path.join(folder, "user", "user"))
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(TABLE)
    with open(os.path.join(folder, "user", "user", "registrymodifications.xcu"), "w", encoding="utf-8") as file:
        file.write(NO_TIPS)
    office = subprocess.Popen(  # pylint: disable=consider-using-with
        ["soffice", f"-env:UserInstallation=file://{folder}/user", "--norestore", "--nologo", "--nodefault", "--calc",
         "--infilter=Text - txt - csv (StarCalc):59,34,76,1,,0,false,true", path],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        env={**os.environ, "SAL_USE_VCLPLUGIN": "gen", "LANG": "C.UTF-8"})
    try:
        window = wait(lambda: find_window("table.csv"), "the table in LibreOffice", 120)
        run("xdotool", "windowactivate", "--sync", window)
        wait(lambda: run("xdotool", "getactivewindow").strip() == window, "the keyboard in LibreOffice")
        run("xdotool", "key", "--clearmodifiers", "ctrl+Home", "ctrl+shift+End", "ctrl+c")
        yield
    finally:
        os.killpg(office.pid, 9)
        office.wait()


def find_window(name):
    try:
        return run("xdotool", "search", "--onlyvisible", "--name", name).split()[0]
    except (subprocess.CalledProcessError, IndexError):
        return None


def from_libreoffice_into_the_list(begin):
    if not shutil.which("soffice"):
        return "LibreOffice is not installed"
    program = steps.start(begin)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, copied_in_libreoffice(folder):
        def read():
            program.activate(steps.MAIN)
            steps.show_view(program, "Certificates")
            program.key("ctrl+v")
            try:
                wait(lambda: program.x_window(PASTED), "the cells", 5)
                return True
            except Failure:
                return False

        wait(read, "the cells to be copied", 60)
        program.wait_window(PASTED)
        program.expect_words("3 rows → 2 records, 1 row left out: 1 with column titles", PASTED)
    program.key("alt+4")
    program.expect("row", re.compile("KR-Q-301, 다온정밀; 본사 제1공장"), PASTED)
    program.key("alt+2")
    program.expect_words("06000", PASTED)
    program.expect_words("01234", PASTED)
    program.key("ctrl+w")
    program.wait_closed(PASTED)
    program.quit()
    return None


journeys(into_the_sites_of_a_record, from_libreoffice_into_the_list)
