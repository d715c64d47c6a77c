#!/usr/bin/python3
# The window and the commands are killed at any moment, together and one after the other, again and again: nothing
# is sent twice, nothing is lost, and what is written down is what the server saw.

import collections
import http.server
import json
import os
import random
import subprocess
import threading
import time

from driver import BUILD, SOURCE, Failure, ctl, environment, history, journeys, wait
import steps

ROUNDS = 16
QUEUED = 4
ENDED = ("accepted", "refused", "not-sent", "unknown")


class Server(http.server.ThreadingHTTPServer):
    """Takes every form, slowly or fast, and remembers each name it was sent."""

    def __init__(self, chance):
        super().__init__(("127.0.0.1", 0), Handler)
        self.chance, self.lock, self.names = chance, threading.Lock(), []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def take(self, name):
        with self.lock:
            self.names.append(name)
            return len(self.names), self.chance.choice((0, 0.02, 0.2, 0.5))


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        record = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        number, pause = self.server.take(record["name"])
        time.sleep(pause)
        body = json.dumps({"statusCode": 201, "message": "created", "achievement": {"id": number}}).encode()
        self.send_response(201)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle(self):
        try:
            super().handle()
        except ConnectionError:
            pass  # whoever asked was killed

    def log_message(self, *args):
        pass


def write_forms(names):
    """A file for each: what is queued by one command is one decision."""
    with open(os.path.join(SOURCE, "data", "examples", "form.json"), encoding="utf-8") as file:
        form = json.load(file)
    paths = []
    for name in names:
        paths.append(os.path.join(os.environ["HOME"], f"{name}.json"))
        with open(paths[-1], "w", encoding="utf-8") as file:
            json.dump({**form, "name": name}, file, ensure_ascii=False)
    return paths


def spawn(*command):
    return subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def one_round(number, chance):
    """Queues some, sends one beside it with the window open, and kills all three."""
    command = [f"{BUILD}/src/cli/attestctl", "send", "--environment", "test"]
    queued = write_forms([f"Queued {number}-{one}" for one in range(QUEUED)])
    running = [spawn(*command, "--queue", *queued)]
    if chance.random() < 0.7:
        running[0].wait(60)
    running.append(spawn(f"{BUILD}/src/attest"))
    running.append(spawn(*command, *write_forms([f"Sent {number}"])))
    for process in chance.sample(running, len(running)):
        time.sleep(chance.random() * 0.8)
        process.kill()
        process.wait(60)


def check(names, rows):
    twice = sorted(name for name in set(names) if names.count(name) > 1)
    if twice:
        raise Failure(f"sent twice: {twice}")
    known = {row["record"]: row["outcome"] for row in rows}
    wrong = [f"{name}: {outcome}" for name, outcome in known.items()
             if outcome not in ENDED or (outcome == "accepted" and name not in names)
             or (outcome in ("not-sent", "refused") and name in names)]
    wrong += [f"{name}: at the server, and not written down" for name in names if name not in known]
    if wrong:
        raise Failure("\n".join(wrong))
    with steps.database() as db:
        if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise Failure("the file is damaged")


def nothing_is_sent_twice_or_lost(begin):
    chance = random.Random(20261128)
    server = Server(chance)
    ctl("host", "set", "kolleges", "test", f"http://127.0.0.1:{server.server_address[1]}")
    ctl("key", "set", "kolleges", "test", stdin="no-secret")
    steps.set_pause(0, "test")
    for number in range(ROUNDS):
        one_round(number, chance)
    program = steps.start(begin)
    wait(lambda: all(row["outcome"] in ENDED for row in history()), "what is left to be sent")
    program.quit()
    rows = history()
    if len(rows) < ROUNDS or not any(row["outcome"] == "accepted" for row in rows):
        raise Failure(f"hardly anything came through: {len(rows)} rows")
    check(server.names, rows)
    outcomes = collections.Counter(row["outcome"] for row in rows)
    print(f"# {len(server.names)} at the server; {dict(outcomes)}")


journeys(nothing_is_sent_twice_or_lost)
