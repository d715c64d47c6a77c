#!/usr/bin/python3
# What nobody knows the fate of is decided, and nothing is sent twice by mistake.

import json
import os
import re

from driver import SOURCE, Failure, ctl, history, journeys, wait
from peers import activate_action
import steps

EXAMPLES = os.path.join(SOURCE, "data", "examples")


def send_changed(kind, changes, *options):
    """By the command line."""
    with open(os.path.join(EXAMPLES, f"{kind}.json"), encoding="utf-8") as file:
        record = {**json.load(file), **(changes or {})}
    path = os.path.join(os.environ["HOME"], "record.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(record, file, ensure_ascii=False)
    ctl("send", *options, path, check=False)


def send_lost(kind, mishap, changes=None):
    """A record whose sending ends without an answer; its id in the outbox."""
    send_changed(kind, changes, "--practice-next", mishap)
    row = history()[0]
    if row["outcome"] != "unknown":
        raise Failure(row)
    return row["id"]


def outcome(submission):
    return next(row["outcome"] for row in history() if row["id"] == submission)


def to_stop_waiting_is_asked_in_the_editor(begin):
    """What is on its way can not be called back: that is said before, in the editor as in the outbox."""
    before = steps.known()
    program = steps.start(begin)
    steps.open_example(program, "form")
    program.enter(steps.NUMBER["form"], "No Answer")
    activate_action("practice-reply", "no-answer")
    title = steps.ask_to_send(program)
    program.expect("button", re.compile("^Send"), title).act("click")
    wait(lambda: history()[:1] and history()[0]["outcome"] == "sending", "it to be on its way")
    program.press("button", "Cancel", "No Answer")
    program.expect_words("Stop Waiting for the Reply?")
    if history()[0]["outcome"] != "sending":
        raise Failure(history()[0])
    program.press("button", "Stop Waiting")
    row = wait(lambda: steps.finished(before), "the outcome in the history")
    if row["outcome"] != "unknown":
        raise Failure(row)
    wait(lambda: program.active_title() == "No Answer", "the question to close")
    program.quit()


def a_form_is_found_on_the_server(begin):
    lost = send_lost("form", "drop-after", {"name": "Arrived"})
    program = steps.start(begin)
    steps.show_view(program, "Outbox")
    program.press("button", re.compile("Check in the Service"), steps.MAIN)
    program.expect_words(re.compile("ID: .+ Created: "))
    program.key("Escape")
    wait(lambda: program.active_title() == steps.MAIN, "the answer to close")
    wait(lambda: outcome(lost) == "accepted", "it to be accepted")
    if "found it in the service" not in ctl("history", "show", lost):
        raise Failure("the decision is not kept")
    program.quit()


def a_form_that_is_not_there_is_sent_again(begin):
    lost = send_lost("form", "drop-before", {"name": "Lost"})
    program = steps.start(begin)
    steps.show_view(program, "Outbox")
    program.press("button", re.compile("Check in the Service"), steps.MAIN)
    program.expect_words("Not Found in the Service")
    if outcome(lost) != "unknown":
        raise Failure("only a person decides")
    program.press("button", re.compile("Send Again"))
    question = wait(lambda: program.find("button", re.compile("Send to kolleges")), "the question")
    before = steps.known()
    question.act("click")
    row = wait(lambda: steps.finished(before), "the outcome in the history")
    if (row["outcome"], outcome(lost)) != ("accepted", "not-sent"):
        raise Failure(row)
    wait(lambda: program.active_title() == steps.MAIN, "the question to close")
    program.quit()


def a_certificate_is_recorded_as_seen(begin):
    lost = send_lost("certificate", "drop-after", {"certificate_number": "SEEN-1"})
    program = steps.start(begin)
    steps.show_view(program, "Outbox")
    program.expect("button", re.compile("Send Again"), steps.MAIN)
    # Beside it, what the service has of it can be looked at first.
    program.press("button", re.compile("^Compare"), steps.MAIN)
    program.expect_words(re.compile("Could Not Compare|Not in the Service$", re.MULTILINE))
    steps.picture(program, "unknown-compare")
    program.key("Escape")
    wait(lambda: program.active_title() == steps.MAIN, "the answer to close")
    program.press("button", re.compile("^Found in the Service"), steps.MAIN)
    program.press("button", re.compile("Record as Accepted"))
    wait(lambda: outcome(lost) == "accepted", "it to be accepted")
    wait(lambda: program.active_title() == steps.MAIN, "the question to close")
    program.quit()


def what_the_service_has_tells_that_nothing_arrived(begin):
    """It was accepted once, so that its id is known; what was sent last never got there."""
    number = {"certificate_number": "SEEN-3"}
    send_changed("certificate", {**number, "certification_scope": "Pumps"})
    lost = send_lost("certificate", "drop-before", {**number, "certification_scope": "Pumps and valves"})
    program = steps.start(begin)
    steps.show_view(program, "Outbox")
    program.press("button", re.compile("^Compare"), steps.MAIN)
    program.expect_words("Pumps → Pumps and valves")
    steps.picture(program, "unknown-differs")
    program.key("Escape")
    wait(lambda: program.active_title() == steps.MAIN, "the difference to close")
    if outcome(lost) != "unknown":
        raise Failure("only a person decides")
    ctl("outbox", "resolve", lost, "absent")
    program.quit()


def what_to_do_is_said_once(begin):
    """Above all for which it is the same; a screen reader hears it at each."""
    numbers = ("TWICE-1", "TWICE-2")
    lost = [send_lost("certificate", "drop-after", {"certificate_number": number}) for number in numbers]
    program = steps.start(begin)
    steps.show_view(program, "Outbox")
    advice = re.compile("updates the same record")
    rows = [program.expect("list item", re.compile(number), steps.MAIN) for number in numbers]
    said = program.find_all("label", advice, steps.MAIN)
    if len(said) != 1 or not all(advice.search(row.description) for row in rows):
        raise Failure((said, [row.description for row in rows]))
    for submission in lost:
        ctl("outbox", "resolve", submission, "absent")
    program.expect_gone("list item", re.compile(numbers[0]), steps.MAIN)
    program.quit()


def what_this_version_does_not_know_is_left_alone(begin):
    lost = send_lost("form", "drop-before", {"name": "Of another version"})
    with steps.database() as db:
        service, = db.execute("SELECT service FROM submissions WHERE id = ?", (lost,)).fetchone()
        db.execute("UPDATE submissions SET service = 'another' WHERE id = ?", (lost,))
    program = steps.start(begin)
    steps.show_view(program, "Outbox")
    program.expect_words("Of another version", steps.MAIN)
    program.expect_words("This version of Attest does not know its service.", steps.MAIN)
    decisions = re.compile("Check on|Send Again|Remove|Found in|Not in the")
    offered = [str(node) for node in program.find_all("button", decisions) if node.extents[2]]
    if offered:
        raise Failure(f"it offers {offered}")
    program.quit()
    with steps.database() as db:
        db.execute("UPDATE submissions SET service = ? WHERE id = ?", (service, lost))
    ctl("outbox", "resolve", lost, "absent")


def a_question_goes_with_its_reason(begin):
    lost = send_lost("certificate", "drop-after", {"certificate_number": "SEEN-2"})
    program = steps.start(begin)
    steps.show_view(program, "Outbox")
    program.press("button", re.compile("^Found in the Service"), steps.MAIN)
    program.expect("button", re.compile("Record as Accepted"))
    ctl("outbox", "resolve", lost, "absent")
    wait(lambda: program.active_title() == steps.MAIN, "the question to go")
    program.quit()


def the_same_again_takes_a_deliberate_step(begin):
    program = steps.start(begin)
    steps.open_example(program, "certificate")
    editor = program.active_title()
    steps.send(program)
    wait(lambda: program.active_title() == editor, "the editor to have the keyboard again")
    question = steps.ask_to_send(program)
    program.expect_words("This exact content was already accepted")
    send = program.expect("button", re.compile("^Send Again"), question)
    if "sensitive" in send.now() or "enabled" in send.now():
        raise Failure("Enter is not to be enough")
    program.press("check box", "Send anyway", question)
    wait(lambda: "enabled" in send.now() or "sensitive" in send.now(), "the button")
    if steps.confirm(program, question)["outcome"] != "accepted":
        raise Failure("it is not sent again")
    # The same certificate with other content says what that changes.
    wait(lambda: program.active_title() == editor, "the editor to have the keyboard again")
    program.enter("English name", "Hanbit Two")
    question = steps.ask_to_send(program)
    program.expect_words("→ Hanbit Two", question)
    # Another program sends it while this one asks: then it asks anew.
    send_changed("certificate", {"certified_entity_english_name": "Hanbit Three"})
    program.expect_words("Hanbit Three → Hanbit Two")
    program.key("Escape")
    wait(lambda: program.active_title() == editor, "the question to close")
    program.quit()


journeys(a_form_is_found_on_the_server, a_form_that_is_not_there_is_sent_again, a_certificate_is_recorded_as_seen,
         what_the_service_has_tells_that_nothing_arrived, what_to_do_is_said_once,
         what_this_version_does_not_know_is_left_alone, a_question_goes_with_its_reason,
         the_same_again_takes_a_deliberate_step, to_stop_waiting_is_asked_in_the_editor)
