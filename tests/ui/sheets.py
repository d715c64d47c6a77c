# Sheets as offices keep them, and what is done with them in the window of an import: the journeys of imports are
# made of these.

import json
import os

from driver import ctl
import steps

TITLE = "인증대장.csv"
HEAD = ["연번", "인증번호", "업체명", "사업자등록번호", "인증규격", "인증범위", "최초인증일", "인증일", "만료일", "상태", "국가",
        "주소", "시군구", "우편번호"]
NAMES = ["다온정밀(주)", "마루건설㈜", "똠방식품"]
BODIES = {"Accreditation body name": "Korea Accreditation Board", "Accreditation body acronym": "KAB",
          "Certification body name": "Practice Certification Korea", "Certification body acronym": "PCK"}


def row(number, name, status, issued="2025-04-15", standard="ISO 9001:2015"):
    return [str(number), f"KR-Q-{100 + number}", name, f"100-10-{12345 + number}", standard, "부품의 설계, 개발 및 생산", "2019-04-15",
            issued, "2028-04-14", status, "대한민국", "테헤란로 1", "서울", "06000"]


def ledger(rows, name=TITLE, encoding="cp949", head=HEAD):
    """As an office's spreadsheet keeps it: titles above, a total below, in the encoding of old Korean Windows."""
    lines = [["2026년 인증 등록 대장"], ["작성: 품질인증팀"], head, *rows, ["합계", str(len(rows))]]
    path = os.path.join(os.environ["HOME"], name)
    with open(path, "w", encoding=encoding, newline="") as file:
        for line in lines:
            file.write(",".join(f'"{cell}"' for cell in line + [""] * (len(head) - len(line))) + "\r\n")
    return path


def drafts():
    return [draft["record"] for draft in json.loads(ctl("drafts", "--json"))]


def go_on(program, label, title=TITLE):
    """To the next step by its key; the button says where that is."""
    program.expect("button", label, title)
    program.key("ctrl+Return")


def set_constant(program, name, text, title=TITLE):
    program.enter(name, text, title)
    program.key("Return")


def open_imports(program):
    program.activate(steps.MAIN)
    program.expect("button", "Main Menu", steps.MAIN, where=lambda node: "focusable" in node.states).act("click")
    program.press(None, "Imports", steps.MAIN)
    program.wait_window("Imports")


def decide_constants(program, title=TITLE):
    """On the step of columns: what the sheet does not have is the same for all."""
    for name, text in {**BODIES, "Certification type": "Management System"}.items():
        set_constant(program, name, text, title)
