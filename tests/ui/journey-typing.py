#!/usr/bin/python3
# A certificate typed from an empty window without looking for anything, and after it another one of the same entity:
# the keyboard stands where it goes on, and no more keys are pressed than what is not known yet.

from driver import Failure, journeys
import steps
from typist import Typist, type_certificate

MOST = 300  # presses for a certificate with a scheme, two standards and two sites
MOST_AFTER = 150  # presses for another one of that entity, with another scheme and standard


def type_next(typist):
    """Of the same entity and bodies, for safety at work: what is the same is passed."""
    fill = typist.fill
    fill("Certificate number", "OHS-2026-0100")
    for name in ("Status", "Accreditation status", "Certification type"):
        fill(name, end="Tab")
    fill("Scope of certification", "자동차 부품의 생산", "Tab")
    fill("Original issue date")
    fill("Issue date", "20260401")
    fill("Expiry date")
    for name in ("Entity name", "English name", "Trading name", "Unique ID", "Street address", "City", "State or province",
                 "Post code", "Country", "Website", "Confidential entity", "Accreditation body name",
                 "Accreditation body acronym", "Certification body name", "Certification body acronym"):
        fill(name, end="Tab")
    typist.at("Scheme 1")
    typist.key("space")
    fill("Scheme name", "oh", "Tab", holds="Occupational Health and Safety Management Systems")
    fill("Standard 1", "45001", "Tab", holds="ISO 45001:2018")
    typist.at("Standard 2")
    typist.key("ctrl+shift+Delete")


def count(typist, most):
    print(f"# {typist.presses} presses", flush=True)
    if typist.presses > most:
        raise Failure(f"{typist.presses} presses")


def another_of_the_same_entity(program):
    typist = Typist(program)
    typist.key("ctrl+shift+Return")
    type_next(typist)
    count(typist, MOST_AFTER)
    program.expect_words("No problems")
    program.wait_text("Expiry date", "2029-03-31")
    for name, text in (("Entity name", "주식회사 새솔"), ("Country", "Korea, Republic of"), ("Certification body acronym", "PCK")):
        program.wait_text(name, text)
    if steps.send(program)["outcome"] != "accepted":
        raise Failure("it is to be accepted")


def two_certificates_in_few_presses(begin):
    program = steps.start(begin)
    steps.new_record(program, "certificate")
    typist = Typist(program)
    type_certificate(typist)
    count(typist, MOST)
    program.expect_words("No problems")
    # The expiry was offered and taken with Enter; it is read with its day of the week.
    program.wait_text("Expiry date", "2029-03-19")
    program.expect_words("19 March 2029, Monday")
    program.expect_words("These sites replace those in CertSearch")
    row = steps.send(program)
    if row["outcome"] != "accepted":
        raise Failure(row)
    another_of_the_same_entity(program)
    program.quit()


journeys(two_certificates_in_few_presses)
