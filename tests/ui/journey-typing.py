#!/usr/bin/python3
# A certificate typed from an empty window without looking for anything: the keyboard stands where it goes on, and no
# more keys are pressed than what is not known yet.

from driver import Failure, journeys
import steps
from typist import Typist, type_certificate

MOST = 300  # presses for a certificate with a scheme, two standards and two sites


def a_certificate_in_three_hundred_presses(begin):
    program = steps.start(begin)
    steps.new_record(program, "certificate")
    typist = Typist(program)
    type_certificate(typist)
    print(f"# {typist.presses} presses", flush=True)
    if typist.presses > MOST:
        raise Failure(f"{typist.presses} presses")
    program.expect_words("No problems")
    # The expiry was offered and taken with Enter; it is read with its day of the week.
    program.wait_text("Expiry date", "2029-03-19")
    program.expect_words("19 March 2029, Monday")
    program.expect_words("These sites replace those in CertSearch")
    row = steps.send(program)
    if row["outcome"] != "accepted":
        raise Failure(row)
    program.quit()


journeys(a_certificate_in_three_hundred_presses)
