#!/usr/bin/python3
# A new certificate, typed from an empty window with the keyboard alone: what is wrong is said, mended,
# sent and found in the history.

import json
import re

from driver import Failure, ctl, journeys, wait
import steps

SECTION = "Certified entity"


def type_certificate(program):
    program.enter("Certificate number", "QMS-2026-0099")
    steps.choose(program, "Status", "Active")
    steps.choose(program, "Accreditation status", "Accredited")
    program.enter("Certification type", "Management System")
    program.enter("Scope of certification", "설계 및 생산 (Design and production)")
    program.enter("Issue date", "2026-03-20")
    program.enter("Expiry date", "20290230")
    program.enter("Entity name", "주식회사 새솔", group=SECTION)
    program.enter("English name", "Saesol Co., Ltd.", group=SECTION)
    program.enter("Unique ID", "KR-1", group=SECTION)
    program.enter("Country", "South Korea", group=SECTION)
    program.key("Escape")  # not what is suggested
    program.enter("Accreditation body name", "Korea Accreditation Board")
    program.enter("Accreditation body acronym", "KAB")
    program.enter("Certification body name", "Practice Certification Korea")
    program.enter("Certification body acronym", "PCK")


def add_scheme(program):
    button = program.expect("button", "Add Scheme")
    program.tab_to(button)
    program.key("Return")
    program.enter("Scheme name", "Quality Management Systems")
    program.enter("Standard 1", "ISO 9001:2015")


def mend(program, editor):
    """Sending goes to the first problem; each is mended where it is said."""
    program.key("ctrl+Return")
    date = program.expect("text", "Expiry date", where=lambda node: "focused" in node.states)
    if not date.description:
        raise Failure("nothing is said of a day that does not exist")
    program.enter("Expiry date", "20290319")
    wait(lambda: not date.now() & {"invalid", "invalid entry"}, "the mark to go while the mend is typed")
    program.key("F8")
    country = program.expect("text", "Country", group=SECTION, where=lambda node: "focused" in node.states)
    program.expect_words("Korea, Republic of")
    fix = program.expect("button", re.compile("Korea, Republic of"))
    program.tab_to(fix)
    program.key("space")
    wait(lambda: country.text == "Korea, Republic of", "the fix to be applied")
    wait(lambda: program.active() == editor, "the keyboard in the editor")


def a_certificate_from_empty_to_history(begin):
    program = steps.start(begin)
    editor = steps.new_record(program, "certificate")
    program.key("ctrl+Return")
    number = program.expect("text", "Certificate number", where=lambda node: "focused" in node.states)
    if not number.now() & {"invalid", "invalid entry"}:
        raise Failure("an empty certificate is not refused at its first field")
    type_certificate(program)
    add_scheme(program)
    mend(program, editor)
    # From a field of several lines as well, where Return alone is a new line.
    program.tab_to(program.expect("text", "Scope of certification"), "shift+Tab")
    row = steps.send(program)
    if (row["outcome"], row["record"]) != ("accepted", "QMS-2026-0099"):
        raise Failure(row)
    wait(lambda: program.active() == editor, "the editor to have the keyboard again")
    steps.close(program, editor)
    steps.show_view(program, "History")
    program.expect(None, "QMS-2026-0099", steps.MAIN)

    sent = json.loads(re.search(r"^\{.*\}$", ctl("history", "show", row["id"]), re.MULTILINE)[0])
    wanted = {"certificate_number": "QMS-2026-0099", "certification_status": "active",
              "certification_scope": "설계 및 생산 (Design and production)",
              "certification_issue_date": "20260320", "certification_expiry_date": "20290319",
              "certified_entity_name": "주식회사 새솔", "certified_entity_country": "Korea, Republic of",
              "schemes": [{"scheme_name": "Quality Management Systems",
                           "standard_list": [{"standards_name": "ISO 9001:2015"}]}]}
    wrong = {key: sent.get(key) for key, value in wanted.items() if sent.get(key) != value}
    if wrong or "sites" in sent or "certified_entity_website" in sent:
        raise Failure(f"sent wrongly: {wrong or sent}")
    program.quit()


journeys(a_certificate_from_empty_to_history)
