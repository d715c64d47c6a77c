#!/usr/bin/python3
# While the outbox is at work the window may be closed or be behind others: the program goes on or pauses, as it
# is told, and says what there is to say, but only to those who do not look at it.

import json
import os
import re
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from driver import BUILD, SOURCE, Failure, ctl, environment, history, journeys, wait
from peers import GtkNotifications, Notifications, activate_action
import steps

PAUSE = 1800  # s between two: none goes before it is let


def queue(*names):
    """Puts forms into the outbox."""
    with open(os.path.join(SOURCE, "data", "examples", "form.json"), encoding="utf-8") as file:
        example = json.load(file)
    paths = []
    for name in names:
        path = os.path.join(os.environ["HOME"], f"{name}.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({**example, "name": name}, file, ensure_ascii=False)
        paths.append(path)
    ctl("send", "--queue", "--kind=form", *paths)


def outcome(name):
    return next((row["outcome"] for row in history() if row["record"] == name), None)


def expect_outcomes(wanted, *names):
    wait(lambda: all(outcome(name) == wanted for name in names), f"{names} to be {wanted}")


def start_sending(begin, *names):
    """A program whose outbox has just begun with these: the first is sent, the others wait for the pause."""
    ctl("outbox")
    steps.set_pause(PAUSE)
    queue(*names)
    program = steps.start(begin)
    expect_outcomes("accepted", names[0])
    return program


def close_and_answer(program, answer, keys="alt+F4"):
    program.key(keys)
    program.expect_words("Keep Sending in the Background?")
    program.press("button", answer)


def expect_no_window(program):
    wait(lambda: not program.windows(), "the windows to close")


def expect_end(program):
    wait(lambda: program.process.poll() is not None, "the program to end")
    program.check_ended()


def expect_view(program, name):
    program.wait_window(steps.MAIN)
    program.expect("label", name, steps.MAIN, where=steps.is_title)


def look_away(program):
    program.run_xdotool("windowminimize", program.activate(steps.MAIN))
    wait(lambda: program.active() is None or not program.active_title(), "the window to be gone")


def go_on_and_start_again(begin):
    with Notifications() as notes:
        program = start_sending(begin, "A1", "A2", "A3", "A4")
        close_and_answer(program, "Cancel")
        program.wait_window(steps.MAIN)
        close_and_answer(program, "Keep Sending")
        expect_no_window(program)
        note = notes.expect("Sending Continues in the Background")
        if not re.search("of 4 done", note["body"]):
            raise Failure(note)
        steps.let_one_go()
        expect_outcomes("accepted", "A2")
        subprocess.run([f"{BUILD}/src/attest"], env=environment(), check=True)
        program.wait_window(steps.MAIN)
        wait(lambda: not notes.shown, "the notification to be taken back")
        if outcome("A4") != "queued":
            raise Failure("it did not keep to the pause")
        steps.let_all_go()
        expect_outcomes("accepted", "A1", "A2", "A3", "A4")
        program.quit()
        if len(notes.told) != 1:
            raise Failure(f"something was notified to somebody who looks at it: {notes.told}")


def go_on_and_press_the_notification(begin):
    for daemon in (Notifications, GtkNotifications):
        names = [f"{daemon.__name__} {number}" for number in range(3)]
        with daemon() as notes:
            program = start_sending(begin, *names)
            close_and_answer(program, "Keep Sending", "ctrl+q")
            expect_no_window(program)
            notes.press(notes.expect("Sending Continues in the Background"))
            expect_view(program, "Outbox")
            program.expect_words("of 3 done", steps.MAIN)
            steps.let_all_go()
            expect_outcomes("accepted", *names)
            program.quit()


def go_on_to_the_end(begin):
    with Notifications() as notes:
        program = start_sending(begin, "B1", "B2", "B3")
        # Whichever window is the last one.
        editor = steps.new_record(program, "certificate")
        program.activate(steps.MAIN)
        program.key("alt+F4")
        program.wait_closed(steps.MAIN)
        wait(lambda: program.active() == editor, "the keyboard in the editor")
        close_and_answer(program, "Keep Sending", "ctrl+w")
        expect_no_window(program)
        notes.expect("Sending Continues in the Background")
        steps.let_all_go()
        expect_end(program)
        note = notes.expect("The Outbox Is Empty")
        if not re.match("3 forms sent to Practice · 3 accepted", note["body"]):
            raise Failure(note)
    expect_outcomes("accepted", "B1", "B2", "B3")


def the_question_goes_with_its_reason(begin):
    program = start_sending(begin, "Q1", "Q2")
    program.key("ctrl+q")
    program.expect_words("Keep Sending in the Background?")
    steps.let_all_go()
    expect_end(program)
    expect_outcomes("accepted", "Q1", "Q2")


def pause_until_the_next_start(begin):
    with Notifications() as notes:
        program = start_sending(begin, "C1", "C2", "C3", "C4")
        close_and_answer(program, "Pause Until Next Start")
        expect_end(program)
        if outcome("C4") != "queued" or notes.told:
            raise Failure((outcome("C4"), notes.told))
        steps.let_all_go()
        program = steps.start(begin)
        expect_outcomes("accepted", "C1", "C2", "C3", "C4")
        program.quit()


def paused_by_a_command(begin):
    with Notifications() as notes:
        program = start_sending(begin, "P1", "P2")
        close_and_answer(program, "Keep Sending")
        expect_no_window(program)
        notes.expect("Sending Continues in the Background")
        ctl("outbox", "pause")
        expect_end(program)
    if outcome("P2") != "queued":
        raise Failure("it was sent nevertheless")
    ctl("outbox", "resume")
    steps.let_all_go()
    program = steps.start(begin)
    expect_outcomes("accepted", "P1", "P2")
    program.quit()


class SlowServer(ThreadingHTTPServer):
    """Takes its time with every answer until it is told to give them; it then says what kolleges does."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), SlowHandler)
        self.requests, self.may_answer = 0, threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()


class SlowHandler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests += 1
        self.server.may_answer.wait()
        body = json.dumps({"statusCode": 201, "message": "인증서 폼이 성공적으로 생성되었습니다."}).encode()
        self.send_response(201)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.send_error(404)

    def log_message(self, *_arguments):
        pass


def started_again_while_it_waits_for_an_answer(begin):
    server = SlowServer()
    try:
        come_back_to(begin, server)
    finally:
        server.may_answer.set()
        server.shutdown()
        ctl("host", "reset", "kolleges", "practice")


def come_back_to(begin, server):
    ctl("host", "set", "kolleges", "practice", f"http://127.0.0.1:{server.server_port}")
    steps.let_all_go()
    queue("S1", "S2")
    program = steps.start(begin)
    wait(lambda: server.requests == 1, "the first to be on its way")
    close_and_answer(program, "Pause Until Next Start")
    expect_no_window(program)
    # The answer is waited for, and so is whoever comes back meanwhile.
    subprocess.run([f"{BUILD}/src/attest"], env=environment(), check=True)
    program.wait_window(steps.MAIN)
    server.may_answer.set()
    expect_outcomes("accepted", "S1", "S2")
    if server.requests != 2:
        raise Failure(f"{server.requests} requests for two")
    steps.show_view(program, "History")
    program.expect(None, "S2", steps.MAIN)
    program.quit()


def the_end_is_told_to_who_looks_elsewhere(begin):
    with Notifications() as notes:
        program = start_sending(begin, "D1", "D2")
        look_away(program)
        steps.let_all_go()
        expect_outcomes("accepted", "D2")
        note = notes.expect("The Outbox Is Empty")
        if not re.match("[12] forms? sent to Practice · [12] accepted", note["body"]):
            raise Failure(note)
        notes.press(note)
        expect_view(program, "History")
        program.expect(None, "D2", steps.MAIN)
        program.quit()


def what_needs_attention_is_told_to_who_looks_elsewhere(begin):
    for mishap, label, view in (("refuse", "Refused", "History"), ("drop-after", "Unknown", "Outbox")):
        names = [f"{label} {number}" for number in range(3)]
        with Notifications() as notes:
            program = start_sending(begin, *names)
            activate_action("practice-reply", mishap)
            look_away(program)
            steps.let_one_go()
            note = notes.expect(f"{names[1]}: {label}")
            if note["urgency"] is None or note["urgency"] < 1 or note["body"] != "2 of 3 done":
                raise Failure(note)
            notes.press(note)
            expect_view(program, view)
            program.expect_words(names[1], steps.MAIN)
            wait(lambda: not notes.shown, "the notification to be taken back")
            steps.let_all_go()
            expect_outcomes("accepted", names[2])
            program.quit()


journeys(go_on_and_start_again, go_on_and_press_the_notification, go_on_to_the_end,
         the_question_goes_with_its_reason, pause_until_the_next_start, paused_by_a_command,
         started_again_while_it_waits_for_an_answer, the_end_is_told_to_who_looks_elsewhere,
         what_needs_attention_is_told_to_who_looks_elsewhere)
