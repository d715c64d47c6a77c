# Sheets as offices keep them, and what is done with them in the window of an import: the journeys of imports are
# made of these.

import json
import os
import re
import xml.etree.ElementTree as ET
import zipfile

from driver import Failure, ctl, history, wait
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


def workbook(sheets, name):
    """An XLSX file as small as it can be: the rows of each sheet by its name."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def relations(kind, targets):
        return ("<Relationships>" + "".join(f'<Relationship Id="r{i}" Type="{rels}/{kind}" Target="{target}"/>'
                                            for i, target in enumerate(targets)) + "</Relationships>")

    path = os.path.join(os.environ["HOME"], name)
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("_rels/.rels", relations("officeDocument", ["xl/workbook.xml"]))
        book.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets>'
                      + "".join(f'<sheet name="{sheet}" r:id="r{i}"/>' for i, sheet in enumerate(sheets))
                      + "</sheets></workbook>")
        book.writestr("xl/_rels/workbook.xml.rels",
                      relations("worksheet", [f"sheet{i}.xml" for i in range(len(sheets))]))
        for i, lines in enumerate(sheets.values()):
            book.writestr(f"xl/sheet{i}.xml", f'<worksheet xmlns="{main}"><sheetData>' + "".join(
                "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in line) + "</row>"
                for line in lines) + "</sheetData></worksheet>")
    return path


SHEET, MAIN_XML = "xl/worksheets/sheet1.xml", "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_workbook(path):
    """The parts of an XLSX file by their names, and the sheet among them as a tree with its rows of cells."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    shared = ["".join(part.text or "" for part in item.iter(MAIN_XML + "t"))
              for item in ET.fromstring(parts["xl/sharedStrings.xml"])] if "xl/sharedStrings.xml" in parts else []
    sheet = ET.fromstring(parts[SHEET])
    return parts, shared, sheet


def text_of(cell, shared):
    value = cell.find(MAIN_XML + "v")
    if cell.get("t") == "s":
        return shared[int(value.text)]
    return "".join(part.text or "" for part in cell.iter(MAIN_XML + "t")) or (value.text if value is not None else "")


def mend_workbook(path, mend):
    """As another program does it.  mend is given each row as texts by column title, and changes what it says."""
    parts, shared, sheet = read_workbook(path)
    ET.register_namespace("", MAIN_XML[1:-1])
    rows = [{re.sub(r"\d", "", cell.get("r")): cell for cell in each} for each in sheet.iter(MAIN_XML + "row")]
    titles = {column: text_of(cell, shared) for column, cell in rows[0].items()}
    for cells in rows[1:]:
        before = {title: text_of(cells[column], shared) if column in cells else "" for column, title in titles.items()}
        after = dict(before)
        mend(after)
        for column, title in titles.items():
            if after[title] != before[title]:
                cell = cells[column]
                for child in list(cell):
                    cell.remove(child)
                cell.set("t", "inlineStr")
                ET.SubElement(ET.SubElement(cell, MAIN_XML + "is"), MAIN_XML + "t").text = after[title]
    parts[SHEET] = ET.tostring(sheet, encoding="utf-8", xml_declaration=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return list(titles.values())


def drafts():
    return [draft["record"] for draft in json.loads(ctl("drafts", "--json"))]


def go_on(program, label, title=TITLE):
    """To the next step by its key; the button says where that is."""
    program.expect("button", label, title)
    program.key("ctrl+Return")


def open_sheet(begin, title, rows):
    program = begin(ledger(rows, title))
    program.wait_window(title)
    return program


def choose_in_menu(program, label, title=TITLE):
    program.expect("button", "Menu", title, where=lambda node: "focusable" in node.states).act("click")
    program.press(None, label, title)


def wait_question(program, title=TITLE):
    return wait(lambda: (found := program.active_title()) not in (None, title) and found, "the question")


def send_kept(program, n, title=TITLE):
    """Of the page that says what was kept; waits until N more are accepted."""
    before = len(history())
    program.press("button", f"Send {n} New or Changed…", title)
    program.expect("button", re.compile("^Send"), wait_question(program, title)).act("click")
    wait(lambda: [entry["outcome"] for entry in history()] == ["accepted"] * (before + n), "all to be accepted", 60)
    # They are not offered to be sent once more.
    program.expect("button", "Show the Outbox", title)
    program.expect_words(f"{n} record{'s' if n > 1 else ''} added to the Outbox", title)
    if program.find("button", re.compile("New or Changed"), title):
        raise Failure("what was sent is offered to be sent")


def close_import(program, title=TITLE, answer=None):
    """@answer: to the question whether what was decided may go."""
    program.activate(title)
    program.key("ctrl+w")
    if answer is not None:
        question = wait_question(program, title)
        program.press("button", answer, question)
        program.wait_closed(question)
    program.wait_closed(title)


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
