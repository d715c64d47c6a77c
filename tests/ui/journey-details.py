#!/usr/bin/python3
# Who issues certificates is asked for once, after the first one that was accepted, and not typed again.

import json
import os
import re

from driver import Failure, ctl, journeys, wait
import steps
from typist import Typist, type_certificate

MOST = 170  # presses for one without sites, of another entity
SCOPE = "자동차 부품의 설계 및 생산"
MOST_KNOWN = 90  # and of one that was certified before


def choose_used(typist, name, begun, text):
    """One that a certificate had before: offered with how often it was sent, and not taken unasked."""
    program = typist.program
    program.type_into(typist.at(name), begun)
    typist.presses += 2
    program.expect_words("Sent 1 time")
    picture(program, "texts")
    typist.key("Down", "Return")
    program.wait_text(name, text)


def choose_phrase(typist, begun, text):
    """A phrase of a scope that was sent: offered where the cursor is, and the text goes on behind it."""
    program = typist.program
    program.type_into(typist.at("Scope of certification"), begun)
    typist.presses += 2 * len(begun)
    program.expect_words("Sent 1 time")
    picture(program, "phrases")
    typist.key("Down", "Return")
    program.wait_text("Scope of certification", text)


def type_next(typist):
    """Of another entity, by the same bodies: what they are stands there already."""
    fill = typist.fill
    fill("Certificate number", "QMS-2026-0100")
    fill("Status", "a", holds="Active")
    fill("Accreditation status", holds="Accredited")
    fill("Certification type", end="Tab")
    fill("Scope of certification", "식품의 제조", "Tab")
    fill("Original issue date")
    fill("Issue date", "20260320")
    fill("Expiry date", holds=None)
    fill("Entity name", "㈜한들")
    fill("English name", "Handeul Co., Ltd.")
    fill("Trading name")
    fill("Unique ID", "123-45-67891")
    fill("Street address", "서부산업로 45")
    fill("City", "화성시")
    choose_used(typist, "State or province", "경", "경기도")
    fill("Post code", "18623")
    fill("Country")
    fill("Website")
    fill("Confidential entity", end="Tab")
    fill("Accreditation body · Certification body", end="Tab")


def type_known(typist):
    """Of an entity that was certified before: it is chosen, and nothing of it is typed."""
    program, fill = typist.program, typist.fill
    fill("Certificate number", "QMS-2026-0101")
    fill("Status", "a", holds="Active")
    fill("Accreditation status", holds="Accredited")
    fill("Certification type", end="Tab")
    choose_phrase(typist, SCOPE[:2], SCOPE)
    typist.key("Tab")
    fill("Original issue date")
    fill("Issue date", "20260320")
    fill("Expiry date", holds=None)
    program.type_into(typist.at("Entity name"), "주식")
    typist.presses += 4
    program.expect_words(re.compile("123-45-67890 · 1"))
    picture(program, "entities")
    typist.key("Down", "Return")
    program.wait_text("Unique ID", "123-45-67890")
    program.expect_words(re.compile("Filled in from QMS-2026-0099"))
    program.key("ctrl+z")
    program.wait_text("Unique ID", "")
    program.key("ctrl+shift+z")
    program.wait_text("Unique ID", "123-45-67890")
    program.wait_text("Street address", "시화벤처로 123")


def picture(program, name):
    """For whoever wants to look."""
    if folder := os.environ.get("ATTEST_PICTURES"):
        program.settle(program.active())
        program.picture(os.path.join(folder, f"details-{name}.png"), program.active())


def known_details_are_not_typed_again(begin):
    program = steps.start(begin)
    steps.new_record(program, "certificate")
    type_certificate(Typist(program))
    program.expect_words("No problems")
    editor = program.active()
    steps.send(program)
    steps.close(program, editor)
    # The first one that was accepted has them; they are asked for in passing, and kept.
    program.activate(steps.MAIN)
    program.press("button", re.compile("^Keep as Your Details"), steps.MAIN)
    program.wait_window("Your Details")
    picture(program, "window")
    program.key("Escape")
    program.wait_closed("Your Details")
    sets = json.loads(ctl("details", "--json"))
    if len(sets) != 1 or sets[0]["record"]["certification_body_acronym_name"] != "PCK":
        raise Failure(sets)
    steps.new_record(program, "certificate")
    typist = Typist(program)
    picture(program, "new")
    type_next(typist)
    picture(program, "typed")
    print(f"# {typist.presses} presses", flush=True)
    if typist.presses > MOST:
        raise Failure(f"{typist.presses} presses")
    program.expect_words("No problems")
    editor = program.active()
    steps.close(program, editor)
    steps.new_record(program, "certificate")
    typist = Typist(program)
    type_known(typist)
    picture(program, "known")
    print(f"# {typist.presses} presses for a known entity", flush=True)
    if typist.presses > MOST_KNOWN:
        raise Failure(f"{typist.presses} presses for a known entity")
    program.expect_words("No problems")
    # Kept as a template, it begins others; and a certificate is begun anew for its next cycle.
    program.key("F10")
    program.press("menu item", re.compile("^Save as Template"))
    program.expect("text", "Name of the template")
    program.key("Return")
    program.expect_words(re.compile("Template saved"))
    editor = program.active()
    program.key("F10")
    program.press("menu item", re.compile("^New Cycle From This"))
    wait(lambda: program.active() not in (None, editor), "the editor of the next cycle")
    # It is kept at once, beside the one it follows; both windows are called alike.
    wait(lambda: any((row["record"], row["expiry"]) == ("QMS-2026-0101", "2032-03-19")
                     for row in json.loads(ctl("drafts", "--json"))), "the next cycle among the drafts")
    steps.close(program, program.active())
    program.activate("QMS-2026-0101")
    steps.close(program, editor)
    program.activate(steps.MAIN)
    program.key("F10")
    program.press("menu item", "주식회사 새솔", steps.MAIN)
    editor = steps.wait_editor(program, "certificate")
    program.wait_text("Unique ID", "123-45-67890")
    program.wait_text("Certificate number", "")
    # Opened, they can be changed; what is in no set is a remark, and is no error.
    line = program.expect(None, re.compile("^Accreditation body · Certification body"),
                          where=lambda node: "focusable" in node.states)
    line.act("click")
    # What a list offers says which list that is.
    acronym = program.expect("text", "Accreditation body acronym")
    program.enter("Accreditation body acronym", "JASANZ")
    program.expect_words(re.compile("Joint Accreditation System .* · IAF MLA"))
    picture(program, "list")
    # Two bodies have this one; each says whose it is.
    program.enter("Accreditation body acronym", "GAC")
    program.expect_words(re.compile("GCC Accreditation Center · Bahrain and 6 more countries"))
    program.expect_words(re.compile("Georgian Accreditation Centre · Georgia"))
    program.enter("Accreditation body acronym", "JASANZ")
    program.expect_words(re.compile("Joint Accreditation System .* · IAF MLA"))
    program.key("Return")
    wait(lambda: acronym.text == "JAS-ANZ", "the other spelling to be that of the list")
    program.key("ctrl+z")
    program.enter("Certification body acronym", "PCB")
    # What is being typed is judged when it is left.
    program.key("Tab")
    program.expect_words(re.compile("not one of your details", re.IGNORECASE))
    program.key("ctrl+z")
    program.quit()


journeys(known_details_are_not_typed_again)
