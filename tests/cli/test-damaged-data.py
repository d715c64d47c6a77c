#!/usr/bin/env python3
"""attestctl at a data file in every condition: what stands there is shown as it stands, damage is
told on standard error, and nothing crashes or waits without end.

Usage: test-damaged-data.py ATTESTCTL. Prints TAP.
"""
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import traceback

CTL = sys.argv[1]
N_ROWS = 250
ID = f"id-{1:033d}"
SENT = f"id-{2:033d}"
FORM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "examples", "form.json")
TESTS = []
COMMANDS = (("outbox",), ("outbox", "--json"), ("history", "--limit=0"), ("history", "--json"),
            ("history", "show", ID), ("drafts",))


def test(function):
    TESTS.append(function)
    return function


class Desk:
    """A user's home of its own, with some history in it."""

    def __init__(self, root):
        self.env = dict(os.environ, HOME=root, LANGUAGE="", LC_ALL="C.UTF-8")
        for name in ("DATA", "CONFIG", "CACHE", "STATE"):
            self.env[f"XDG_{name}_HOME"] = os.path.join(root, name.lower())
        self.env["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent/attest"
        self.folder = os.path.join(self.env["XDG_DATA_HOME"], "attest")
        self.path = os.path.join(self.folder, "attest.db")
        self.run("drafts")
        self.sql("INSERT INTO submissions (id, service, environment, host, title, entity, entity_id,"
                 " sha256, state, created, position, search)"
                 " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                 " SELECT printf ('id-%033d', i), 'kolleges', 'test', 'https://x.invalid',"
                 " printf ('Form %d', i), '', '', ?, CASE i WHEN 1 THEN 'queued' ELSE 'accepted'"
                 " END, 1700000000000000 + i, i, '' FROM n",
                 (N_ROWS, hashlib.sha256(b"{}").hexdigest()))
        self.sql("INSERT INTO requests SELECT id, host, '', '{}' FROM submissions")

    def run(self, *args, limit=None):
        wrap = ["bash", "-c", f"ulimit -f {limit}; exec \"$0\" \"$@\""] if limit is not None else []
        return subprocess.run([*wrap, CTL, *args], env=self.env, text=True, capture_output=True,
                              timeout=60)

    def sql(self, text, values=()):
        with sqlite3.connect(self.path) as db:
            db.execute("PRAGMA ignore_check_constraints = ON")
            rows = db.execute(text, values).fetchall()
        db.close()
        return rows

    def overwrite(self, at, data):
        self.sql("PRAGMA wal_checkpoint (TRUNCATE)")
        with open(self.path, "r+b") as file:
            file.seek(at)
            file.write(data)

    def damaged(self):
        return [name for name in os.listdir(self.folder) if name.startswith("attest-damaged-")]


def holds(condition, what):
    if not condition:
        raise AssertionError(what)


def ends(result, code):
    holds(result.returncode == code,
          f"exit {result.returncode}, wanted {code}\n{result.stdout}\n{result.stderr}")
    return result


def keep_two(desk):
    """Two drafts from a sheet, as they are listed."""
    sheet = os.path.join(desk.env["HOME"], "sheet.csv")
    with open(sheet, "w", encoding="utf-8") as file:
        file.write("Certificate Number,Certified Entity Name\nKR-1,One\nKR-2,Two\n")
    ends(desk.run("import", "--keep", "--allow-problems", sheet), 1)
    found = json.loads(desk.run("drafts", "--json").stdout)
    holds(len(found) == 2, found)
    return found


def all_end(desk):
    for command in COMMANDS:
        ends(desk.run(*command), 0)


@test
def damage_is_told(desk):
    desk.overwrite(0, b"x")
    result = ends(desk.run("outbox"), 0)
    holds("damaged" in result.stderr and desk.damaged()[0] in result.stderr, result.stderr)
    holds("Form 1" in result.stdout, result.stdout)  # it waits for a decision
    result = ends(desk.run("history", "--limit=0", "--json"), 0)
    holds("damaged" in result.stderr, "told only once")
    holds(len(json.loads(result.stdout)) == N_ROWS, "rows are lost")


@test
def words_of_others(desk):
    for column in ("service", "environment"):
        before = desk.sql(f"SELECT {column} FROM submissions WHERE id = '{SENT}'")[0][0]
        desk.sql(f"UPDATE submissions SET {column} = 'wordX' WHERE id = '{SENT}'")
        all_end(desk)
        for command in (("history", "--limit=0"), ("history", "--limit=0", "--json"),
                        ("history", "show", SENT)):
            holds("wordX" in ends(desk.run(*command), 0).stdout, f"{column} in {command}")
        desk.sql(f"UPDATE submissions SET {column} = ? WHERE id = '{SENT}'", (before,))


@test
def state_of_others(desk):
    desk.sql(f"UPDATE submissions SET state = 'queueX' WHERE id = '{ID}'")
    result = ends(desk.run("outbox"), 0)
    holds("Unknown" in result.stdout and "damaged" in result.stderr, result.stderr + result.stdout)
    all_end(desk)
    holds(len(json.loads(desk.run("history", "--limit=0", "--json").stdout)) == N_ROWS, "rows are lost")


@test
def times_beyond_the_calendar(desk):
    for time in (9223372036854775807, -9223372036854775807, 253402300800000000, -62135596800000001):
        desk.sql("UPDATE submissions SET created = ?, not_before = ?, sent = ?, finished = ?"
                 f" WHERE id = '{ID}'", (time,) * 4)
        desk.sql(f"INSERT OR REPLACE INTO events VALUES ('e', '{ID}', ?, 'nonsense', 'wordX', NULL)",
                 (time,))
        desk.sql("INSERT OR REPLACE INTO attempts (id, submission_id, started, finished, outcome)"
                 f" VALUES ('a', '{ID}', ?, ?, 'wordX')", (time, time))
        all_end(desk)


@test
def columns_that_do_not_fit(desk):
    """A word or a moment says something else than what is kept of it beside."""
    before = keep_two(desk)
    triggers = desk.sql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    for name, _sql in triggers:
        desk.sql(f"DROP TRIGGER {name}")
    desk.sql("UPDATE drafts SET kind = 'certificatX'")
    desk.sql("UPDATE submissions SET sent = 9223372036854775807")
    for _name, sql in triggers:
        desk.sql(sql)
    found = json.loads(ends(desk.run("drafts", "--json"), 0).stdout)
    holds([(row["kind"], row["record"]) for row in found] == [(row["kind"], row["record"]) for row in before], found)
    result = ends(desk.run("export", "history", "--format", "json", "-o", "-"), 0)
    holds(len(json.loads(result.stdout)) == N_ROWS - 1, result.stdout[-2000:])  # one waits


@test
def draft_is_gone(desk):
    """A draft that is listed and cannot be had: told, and recovered by the next start."""
    last = keep_two(desk)[-1]["id"]
    desk.sql(f"UPDATE drafts SET id = '999' WHERE id = '{last}'")
    result = ends(desk.run("drafts", "--json"), 1)
    holds("damaged" in result.stderr and "start it again" in result.stderr, result.stderr)
    holds(len(json.loads(result.stdout)) == 1, result.stdout)
    result = ends(desk.run("drafts", "--json"), 0)
    holds("damaged" in result.stderr and desk.damaged()[0] in result.stderr, result.stderr)
    holds({row["record"] for row in json.loads(result.stdout)} == {"KR-1", "KR-2"}, result.stdout)
    all_end(desk)


@test
def request_is_gone(desk):
    desk.sql("DELETE FROM requests")
    result = ends(desk.run("history", "show", ID), 0)
    holds("(null)" not in result.stdout, result.stdout)


@test
def index_is_damaged(desk):
    root = desk.sql("SELECT rootpage FROM sqlite_schema WHERE name = 'submissions_by_time'")[0][0]
    for data in (b"\x0a\x00\x00\x00\x00\x10\x00\x00", b"\x5a" * 4096):
        desk.overwrite((root - 1) * 4096, data)
        first = desk.run("history", "--limit=0", "--json")
        holds(first.returncode == 0 or "attestctl: " in first.stderr, first.stderr)
        second = ends(desk.run("history", "--limit=0", "--json"), 0)
        holds(len(json.loads(second.stdout)) == N_ROWS, "rows are lost")
        holds("damaged" in second.stderr, "not told")


@test
def files_may_not_grow(desk):
    before = ends(desk.run("drafts"), 0).stdout
    for command in ("drafts", "outbox", "history"):
        result = ends(desk.run(command, limit=0), 0)
        holds("disk is full" in result.stderr, f"{command}: {result.stderr}")
        holds("trying" not in result.stderr, f"{command} has ended: {result.stderr}")
    result = desk.run("drafts", limit=0)
    holds(result.stdout == before, result.stdout)
    result = desk.run("send", FORM, limit=0)
    holds(result.returncode == 4 and "disk is full" in result.stderr, f"{result.returncode} {result.stderr}")
    holds("Nothing was sent." in result.stderr and "trying" not in result.stderr, result.stderr)
    holds(ends(desk.run("drafts"), 0).stdout == before, "something was changed")


@test
def newer_is_left_alone(desk):
    desk.overwrite(60, b"\x00\x00\x00\x63")
    with open(desk.path, "rb") as file:
        before = file.read()
    for command in COMMANDS:
        holds("newer" in desk.run(*command).stderr, command)
    with open(desk.path, "rb") as file:
        holds(file.read() == before, "it was changed")


@test
def put_back(desk):
    desk.sql("PRAGMA wal_checkpoint (TRUNCATE)")
    with open(desk.path, "rb") as file:
        before = file.read()
    ends(desk.run("outbox", "remove", ID), 0)
    desk.sql("PRAGMA wal_checkpoint (TRUNCATE)")
    with open(desk.path, "wb") as file:
        file.write(before)
    result = ends(desk.run("outbox"), 0)
    holds("older copy" in result.stderr and "Unknown" in result.stdout, result.stderr + result.stdout)


def main():
    print(f"1..{len(TESTS)}")
    for number, function in enumerate(TESTS, 1):
        with tempfile.TemporaryDirectory() as root:
            try:
                function(Desk(root))
                print(f"ok {number} - {function.__name__}", flush=True)
            except Exception:  # pylint: disable=broad-except
                print(f"not ok {number} - {function.__name__}")
                print("# " + traceback.format_exc().replace("\n", "\n# "), flush=True)


main()
