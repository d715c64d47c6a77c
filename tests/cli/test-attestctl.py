#!/usr/bin/env python3
"""attestctl as a user calls it: exit codes, JSON, secrets, and two processes on the same data.

Usage: test-attestctl.py ATTESTCTL EXAMPLES. Prints TAP.
"""
import contextlib
import csv
import http.client
import http.server
import io
import json
import os
import pty
import re
import resource
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import termios
import threading
import time
import traceback
import zipfile

import proxy

CTL, EXAMPLES = os.path.abspath(sys.argv[1]), sys.argv[2]
CERTIFICATE = os.path.join(EXAMPLES, "certificate.json")
FORM = os.path.join(EXAMPLES, "form.json")
KEY = "sentinel-9f2c+key/with=signs"
TESTS = []


def test(function):
    TESTS.append(function)
    return function


class Desk:
    """A user's home of its own."""

    def __init__(self, root):
        self.root = root
        self.env = dict(os.environ, HOME=root, LANGUAGE="", LC_ALL="C.UTF-8", NO_AT_BRIDGE="1")
        for name in ("DATA", "CONFIG", "CACHE", "STATE"):
            self.env[f"XDG_{name}_HOME"] = os.path.join(root, name.lower())
        self.env["XDG_RUNTIME_DIR"] = os.path.join(root, "run")
        os.makedirs(self.env["XDG_RUNTIME_DIR"], 0o700)
        self.env.pop("DBUS_SESSION_BUS_ADDRESS", None)

    def run(self, *args, stdin="", wrap=()):
        done = subprocess.run([*wrap, CTL, *args], env=self.env, input=stdin, text=True,
                              capture_output=True, timeout=120)
        # How long a keyring takes on a busy machine is not judged.
        done.stderr = re.sub("^Waiting for the keyring[.].*\n", "", done.stderr, flags=re.M)
        return done

    def write(self, name, value):
        path = os.path.join(self.root, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        return path

    def history(self):
        return json.loads(self.run("history", "--json").stdout)

    @contextlib.contextmanager
    def keyring(self):
        """A real session bus with a real, unlocked keyring."""
        script = ("printf '\\n' | gnome-keyring-daemon --unlock --components=secrets --daemonize "
                  ">/dev/null 2>&1; echo $DBUS_SESSION_BUS_ADDRESS; read -r end")
        env = {name: value for name, value in self.env.items() if name != "G_DEBUG"}  # its warnings are not ours
        bus = subprocess.Popen(["dbus-run-session", "--", "bash", "-c", script], env=env,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        try:
            yield
        finally:
            del self.env["DBUS_SESSION_BUS_ADDRESS"]
            bus.communicate("\n", timeout=30)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def equal(found, wanted, what=""):
    if found != wanted:
        raise AssertionError(f"{what}: found {found!r}, wanted {wanted!r}")


def ends(result, code):
    if result.returncode != code:
        raise AssertionError(f"exit {result.returncode}, wanted {code}\n"
                             f"{result.stdout}\n{result.stderr}")
    return result


@test
def the_manual_knows_every_command(desk):
    with open(os.path.join(EXAMPLES, "..", "man", "attestctl.1"), encoding="utf-8") as file:
        manual = file.read()
    commands = re.findall(r"^  (\w+) ", desk.run("--help").stdout, re.MULTILINE)
    assert len(commands) > 5, commands
    for command in commands:
        assert re.search(rf"^\.TP\n\.BR? {command}\b", manual, re.MULTILINE), command


@test
def a_relative_data_folder_is_ignored(desk):
    """As the XDG Base Directory Specification has it: there is one outbox, wherever a command is called from."""
    env = dict(desk.env, XDG_DATA_HOME="data", XDG_STATE_HOME="./state")
    folders = [os.path.join(desk.root, name) for name in ("one", "two")]
    for folder in folders:
        os.mkdir(folder)
        ends(subprocess.run([CTL, "send", "--queue", os.path.abspath(FORM)], env=env, cwd=folder, capture_output=True,
                            text=True, timeout=120), 0)
        equal(os.listdir(folder), [])
    rows = json.loads(subprocess.run([CTL, "outbox", "--json"], env=env, capture_output=True, text=True, timeout=120,
                                     check=True).stdout)["rows"]
    equal(len(rows), 2)
    assert os.path.exists(os.path.join(desk.root, ".local", "share", "attest", "attest.db"))
    assert os.listdir(os.path.join(desk.root, ".local", "state", "attest"))


@test
def check_clean(desk):
    ends(desk.run("check", CERTIFICATE, FORM), 0)
    equal(json.loads(ends(desk.run("check", "--json", CERTIFICATE), 0).stdout), {"problems": []})


@test
def check_names_problems(desk):
    record = load(CERTIFICATE)
    del record["certified_entity_name"]
    record["certification_expiry_date"] = "20230229"
    file = desk.write("bad.json", record)
    problems = json.loads(ends(desk.run("check", "--json", file), 1).stdout)["problems"]
    equal({p["path"] for p in problems if p["severity"] == "error"},
          {"certified_entity_name", "certification_expiry_date"})
    for problem in problems:
        equal(set(problem), {"file", "severity", "path", "message", "rule", "source"})
        equal(problem["file"], file)


@test
def check_standard_input(desk):
    with open(FORM, encoding="utf-8") as file:
        ends(desk.run("check", "-", stdin=file.read()), 0)
    ends(desk.run("check", "-", stdin="no JSON"), 1)
    ends(desk.run("check", "-", stdin=""), 1)


@test
def check_knows_own_lists(desk):
    folder = os.path.join(desk.env["XDG_DATA_HOME"], "attest")
    file = desk.write("far.json", {**load(CERTIFICATE), "certified_entity_country": "Sealand"})
    ends(desk.run("check", file), 1)
    os.makedirs(folder)
    with open(os.path.join(folder, "reference.json"), "w", encoding="utf-8") as out:
        json.dump({"countries": [{"name": "Sealand"}]}, out)
    ends(desk.run("check", file), 0)
    with open(out.name, "w", encoding="utf-8") as out:
        out.write("{")
    for arguments in (("check", file), ("send", "--dry-run", file)):
        said = desk.run(*arguments).stderr
        equal(said.count("reference.json"), 1, said)


@test
def check_compares_files(desk):
    problems = json.loads(ends(desk.run("check", "--json", CERTIFICATE,
                                        desk.write("twin.json", load(CERTIFICATE))), 1).stdout)
    equal({p["path"] for p in problems["problems"]}, {"certificate_number"})


def several(desk):
    """One file in each way in which several records can stand in one, the second with an error."""
    first, second, form = load(CERTIFICATE), load(CERTIFICATE), load(FORM)
    second.update(certificate_number="KR-2", certification_expiry_date="20230229")
    records = [first, second, form]
    yield desk.write("list.json", records)
    yield desk.write("bulk.json", {"certifications": records[:2], "forms": records[2:]})
    yield desk.write("lines.json", "".join(json.dumps(record) + "\n" for record in records))


@test
def check_several_records(desk):
    for file in several(desk):
        problems = json.loads(ends(desk.run("check", "--json", file), 1).stdout)["problems"]
        errors = [p for p in problems if p["severity"] == "error"]
        equal([(p["record"], p["path"]) for p in errors], [(2, "certification_expiry_date")], file)
        said = ends(desk.run("check", file), 1).stdout
        assert f"{file}: record 2: error: certification_expiry_date: " in said, said


LEDGER = ("번호,인증서번호,업체명,사업자등록번호,국가,인증규격,인증일,유효기간,상태\r\n"
          "1,KR-Q-1,㈜다온정밀,123-45-67890,대한민국,ISO 9001:2015 / ISO 14001:2015,2024-05-02,2024-05-02 ~ 2027-05-01,유효\r\n"
          "2,KR-Q-2,라온화학,234-56-78901,대한민국,ISO 9001:2015,2025-05-02,2028-05-01,갱신\r\n"
          "합계 2건,,,,,,,,\r\n")
CONSTANTS = [f"--set={path}={value}" for path, value in {
    "certification_type": "Management System", "certificate_accreditation_status": "Accredited",
    "accreditation_body_name": "Korea Accreditation Board", "accreditation_body_acronym_name": "KAB",
    "certification_body_name": "Example Certification Korea", "certification_body_acronym_name": "ECK"}.items()]


@test
def import_sheet(desk):
    """A ledger as Korean Excel saves it: what is understood, what is asked, and what is kept."""
    file = os.path.join(desk.root, "대장.csv")
    with open(file, "wb") as out:
        out.write(LEDGER.encode("cp949"))
    result = json.loads(ends(desk.run("import", "--json", *CONSTANTS, file), 1).stdout)
    equal((result["format"], result["encoding"], result["separator"], result["header_rows"], result["layout"]),
          ("csv", "CP949", ",", [1], "A"))
    equal(result["columns"][1], {"head": "인증서번호", "path": "certificate_number"})
    equal(result["undecided"], [{"path": "certification_status", "value": "갱신", "count": 1, "offer": "active"}])
    equal([r["rows"] for r in result["records"]], [[2], [3]])
    equal([s["name"] for r in result["records"][:1] for scheme in r["record"]["schemes"]
           for s in [{"name": scheme["standard_list"][0]["standards_name"]}]], ["ISO 9001:2015", "ISO 14001:2015"])
    equal(result["records"][0]["record"]["certification_expiry_date"], "20270501")
    equal({s["why"]: s["rows"] for s in result["skipped"]}, {"header": "1", "total": "4"})
    counts = result["counts"]
    equal(counts["rows"], sum(counts[n] for n in ("rows_of_records", "title", "header", "repeated", "empty", "total",
                                                 "hidden", "other")))
    said = ends(desk.run("import", *CONSTANTS, file), 1).stdout
    assert "Rows that were left out: 1 (column titles), 4 (total)." in said, said
    assert "Read as Korean (CP949), which is a guess" in said, said
    assert "a guess" not in ends(desk.run("import", "--encoding=CP949", *CONSTANTS, file), 1).stdout
    option = re.search(r"--value ('[^']*'|\S+)", said)[1].strip("'")
    ends(desk.run("import", "--keep", *CONSTANTS, file), 1)
    equal(json.loads(desk.run("drafts", "--json").stdout), [], "nothing is kept while something is open")
    kept = json.loads(ends(desk.run("import", "--json", "--keep", f"--value={option}", *CONSTANTS, file), 0).stdout)
    drafts = json.loads(desk.run("drafts", "--json").stdout)
    equal({r["draft"] for r in kept["records"]}, {d["id"] for d in drafts})
    found = json.loads(ends(desk.run("drafts", "--json", "--search", "iso 14001"), 0).stdout)
    equal([d for d in drafts if "14001" in d["standards"]], found)
    equal({d["outcome"] for d in found}, {"never"})
    equal(json.loads(ends(desk.run("drafts", "--json", "--filter", "refused"), 0).stdout), [])
    ends(desk.run("drafts", "--filter", "nothing"), 2)


@test
def import_next_month(desk):
    """The same ledger a month later: what is new, changed, spelt otherwise, missing; and never twice."""
    value = "--value=certification_status:갱신=active"
    january = desk.write("january.csv", LEDGER)
    february = desk.write("february.csv", LEDGER.replace("라온화학", "라온화학 주식회사").replace("대한민국", "Republic of Korea")
                          .replace("KR-Q-1,", "KR-Q-3,"))
    args = ["import", "--json", value, *CONSTANTS]
    new = json.loads(ends(desk.run(*args, "--compare", "practice", january), 0).stdout)
    equal([(r["compare"], r["draft"]) for r in new["records"]], [("new", None)] * 2)
    equal(json.loads(desk.run("drafts", "--json").stdout), [], "comparing keeps nothing")
    ends(desk.run("send", desk.write("sent.json", [r["record"] for r in new["records"]])), 0)
    told = json.loads(ends(desk.run(*args, "--queue", "practice", february), 0).stdout)
    equal([r["compare"] for r in told["records"]], ["new", "changed"])
    equal(list(told["records"][1]["changes"]), ["certified_entity_name"])
    equal(told["records"][1]["changes"]["certified_entity_name"], {"old": "라온화학", "new": "라온화학 주식회사"})
    equal([m["title"] for m in told["missing"]], ["KR-Q-1"])
    equal([told["counts"][n] for n in ("new", "changed", "unchanged", "missing", "create", "queued")], [1, 1, 0, 1, 2, 2])
    with contextlib.closing(sqlite3.connect(os.path.join(desk.env["XDG_DATA_HOME"], "attest", "attest.db"))) as db:
        equal(db.execute("SELECT count(*) FROM submissions").fetchone()[0], 4, "each is sent once")
    again = json.loads(ends(desk.run(*args, "--keep", february), 0).stdout)
    equal([r["effect"] for r in again["records"]], ["nothing"] * 2)
    equal(len(json.loads(desk.run("drafts", "--json").stdout)), 2)
    twice = json.loads(ends(desk.run(*args, "--queue", "practice", february), 0).stdout)
    equal(twice["counts"]["queued"], 0, "what waits is not queued again")
    ends(desk.run(*args, "--queue", "production", february), 2)
    ends(desk.run(*args, "--compare", "moon", february), 2)


def everything_kept(desk):
    path = os.path.join(desk.env["XDG_DATA_HOME"], "attest", "attest.db")
    with contextlib.closing(sqlite3.connect(path)) as db:
        return [line for line in db.iterdump() if '"leases"' not in line]


@test
def import_each_column(desk):
    """What is for nothing is named, with a title or without."""
    file = desk.write("sheet.csv", "No,Certificate Number,Company,Colour,\n1,KR-1,Gaon,red,lost\n")
    said = ends(desk.run("import", file), 1).stdout
    assert "Columns that were left out: “No”, “Colour”, column 5 without a title." in said, said
    equal(json.loads(desk.run("import", "--json", file).stdout)["columns"][3:],
          [{"head": "Colour", "path": None}, {"head": "", "path": None, "column": 5}])


@test
def import_without_a_name(desk):
    """What has no name yet is told by its row, in words."""
    file = desk.write("sheet.csv", "Certificate Number,Company,Standard\n,Gaon,ISO 9001:2015\n")
    said = ends(desk.run("import", file), 1).stdout
    assert "2: (no name): error: certificate_number: Required" in said, said


@test
def import_as_known(desk):
    """A dry run knows whose sheets these are and what was decided before; it makes and changes nothing."""
    sheet = "인증서번호,업체명,상태\nKR-1,가온,갱신\n"
    file = desk.write("sheet.csv", sheet)
    read = json.loads(ends(desk.run("import", "--json", file), 1).stdout)
    equal([u["value"] for u in read["undecided"]], ["갱신"])
    equal(os.path.exists(os.path.join(desk.env["XDG_DATA_HOME"], "attest")), False, "nothing is made")

    ends(desk.run("details", "set", "cb-name=Practice Certification Korea"), 0)
    earlier = desk.write("earlier.csv", sheet.replace("KR-1", "KR-9"))
    ends(desk.run("import", "--keep", "--allow-problems", "--value=certification_status:갱신=active", earlier), 1)
    before = everything_kept(desk)
    read = json.loads(ends(desk.run("import", "--json", file), 1).stdout)
    equal(read["undecided"], [])
    equal([(r["record"]["certification_status"], r["record"]["certification_body_name"], r["compare"])
           for r in read["records"]], [("active", "Practice Certification Korea", None)])
    equal(everything_kept(desk), before, "nothing is changed")

    with open(os.path.join(desk.env["XDG_DATA_HOME"], "attest", "attest.db"), "r+b") as db:
        db.seek(60)  # user_version: of a program that is not there yet
        db.write((9999).to_bytes(4, "big"))
    without = ends(desk.run("import", "--json", file), 1)
    equal(json.loads(without.stdout)["undecided"][0]["value"], "갱신", "it goes on without them")
    assert without.stderr, "and says why"


@test
def import_forms_once(desk):
    """What was accepted cannot be taken back, and is not created a second time, however it is written."""
    head = "양식명,유형,접두사,과정명,과정유형,과정링크,시작일,종료일,설명,인증서 디자인 ID,배지 디자인 ID\n"
    row = "안전교육,completion,SAF,현장 안전,집합교육,https://example.org/a,2027-03-02,2027-03-06,설명,165,83\n"
    file = desk.write("forms.csv", head + row + row.replace("SAF", "SAFE"))
    result = json.loads(ends(desk.run("import", "--json", file), 0).stdout)
    equal(len(result["records"]), 2, "two prefixes are two forms")
    ends(desk.run("send", desk.write("one.json", result["records"][0]["record"])), 0)
    other = desk.write("other.csv", (head + row + row.replace("SAF", "SAFE")).replace("현장 안전", "현장 안전 2"))
    again = json.loads(ends(desk.run("import", "--json", "--queue", "practice", other), 0).stdout)
    equal([r["compare"] for r in again["records"]], ["changed", "new"])
    equal([r["draft"] is None for r in again["records"]], [True, False])
    equal(again["counts"]["queued"], 1)


@test
def import_and_undo(desk):
    file = desk.write("ledger.csv", LEDGER)
    ends(desk.run("import", "--keep", "--value=갱신=active", *CONSTANTS, file), 0)
    one, = json.loads(ends(desk.run("imports", "--json"), 0).stdout)
    equal((one["file"], one["state"], one["rows"], one["records"], one["created"]), ("ledger.csv", "kept", 4, 2, 2))
    assert "ledger.csv" in ends(desk.run("imports"), 0).stdout
    undone = json.loads(ends(desk.run("imports", "--json", "undo", one["id"]), 0).stdout)
    equal(undone, {"undone": 2, "kept": []})
    equal(json.loads(desk.run("drafts", "--json").stdout), [])
    equal(json.loads(desk.run("imports", "--json").stdout)[0]["state"], "undone")
    ends(desk.run("imports", "undo", "nothing"), 1)
    ends(desk.run("imports", "undo"), 2)


@test
def import_undone_while_it_waits(desk):
    """What is still in the outbox was not sent, and stays until it is taken out."""
    value = "--value=갱신=active"
    file = desk.write("ledger.csv", LEDGER)
    kept = json.loads(ends(desk.run("import", "--json", "--queue=practice", value, *CONSTANTS, file), 0).stdout)
    equal(kept["counts"]["queued"], 2)
    id = json.loads(ends(desk.run("imports", "--json"), 0).stdout)[0]["id"]
    undone = json.loads(ends(desk.run("imports", "--json", "undo", id), 0).stdout)
    equal((undone["undone"], [k["why"] for k in undone["kept"]]), (0, ["waiting"] * 2))

    later = desk.write("later.csv", LEDGER.replace("KR-Q-", "KR-L-"))
    ends(desk.run("import", "--json", "--queue=practice", value, *CONSTANTS, later), 0)
    id = json.loads(ends(desk.run("imports", "--json"), 0).stdout)[0]["id"]
    said = ends(desk.run("imports", "undo", id), 0).stdout
    assert said.count("it is waiting in the outbox, and is kept") == 2 and "it was sent" not in said, said


@test
def import_by_profile(desk):
    """What was decided under a name is a file that another computer takes."""
    file = desk.write("ledger.csv", LEDGER)
    ends(desk.run("import", "--save-profile", "대장", "--value=certification_status:갱신=active", *CONSTANTS, file), 0)
    ends(desk.run("import", "--profile", "대장", file), 0)
    ends(desk.run("import", "--profile", "nothing", file), 2)
    names = {p["name"]: p["built_in"] for p in json.loads(ends(desk.run("profiles", "--json"), 0).stdout)}
    assert names.pop("대장") is False and len(names) == 4 and all(names.values()), names
    text = ends(desk.run("profiles", "export", "대장"), 0).stdout
    equal(json.loads(text)["decisions"]["constants"]["certification_body_acronym_name"], "ECK")
    ends(desk.run("profiles", "remove", "대장"), 0)
    ends(desk.run("profiles", "export", "대장"), 1)
    ends(desk.run("profiles", "import", "-", stdin=text), 0)
    ends(desk.run("import", "--profile", "대장", "--keep", file), 0)
    ends(desk.run("profiles", "import", desk.write("other.json", {"a": 1})), 6)
    ends(desk.run("profiles", "remove", "Korean ledger"), 1)
    ends(desk.run("profiles", "forget"), 2)


@test
def import_value_in_no_cell(desk):
    """What was mistyped, or is not in the sheet any more, is told; what decides something is not."""
    file = desk.write("ledger.csv", LEDGER)
    fine = ["--value=certification_status:갱신=active", "--value=㈜다온정밀=Daon", *CONSTANTS]
    equal(ends(desk.run("import", *fine, file), 0).stderr, "")
    for odd in ("갱싄=active", "certification_type:갱신=active", "갱신 중=active"):
        said = ends(desk.run("import", f"--value={odd}", *fine, file), 0).stderr
        assert f"“{odd}”" in said and said.count("\n") == 1, said


@test
def import_yes_and_no_in_any_word(desk):
    """A word that is neither yes nor no is an error: it must not make a company public."""
    file = desk.write("ledger.csv", LEDGER)
    fine = ["--accept-offers", *CONSTANTS]
    flag = "--set=confidential_certified_entity="
    for word, means in (("True", True), ("예", True), ("No", False), ("FALSE", False)):
        told = json.loads(desk.run("import", "--json", *fine, flag + word, file).stdout)
        equal({record["record"]["confidential_certified_entity"] for record in told["records"]}, {means})
    said = ends(desk.run("import", *fine, flag + "ture", "--keep", file), 2).stderr
    assert "“ture”" in said and "confidential_certified_entity" in said, said
    equal(json.loads(desk.run("drafts", "--json").stdout), [])


@test
def import_json(desk):
    """What was exported as JSON, or another program writes, is kept as it is, whatever stands in it."""
    with open(CERTIFICATE, encoding="utf-8") as sample:
        one = json.load(sample)
    odd = ["=1+1", "+82", "-", "@a", "'quoted'", "N/A", "1E5", "00501", "가\n나", "_x000D_", "😀", "없음", '"q"', "a;b,c|d",
           "2024-01-02", "true", "x" * 3000]
    records = [{**one, "certificate_number": f"J-{i:02}", "certified_entity_unique_id": f"U-{i:02}",
                "certified_entity_trading_name": word} for i, word in enumerate(odd)]
    records[0]["sites"] = []
    records[1].pop("sites", None)
    file = desk.write("all.json", records)
    told = json.loads(desk.run("import", "--json", file).stdout)
    equal(told["format"], "json")
    equal([record["record"] for record in told["records"]], records)
    equal([record["rows"] for record in told["records"]], [[i + 2] for i in range(len(odd))])
    desk.run("import", "--keep", "--allow-problems", file)
    equal(len(json.loads(desk.run("drafts", "--json").stdout)), len(odd))
    desk.run("import", "--keep", "--allow-problems", file)
    equal(len(json.loads(desk.run("drafts", "--json").stdout)), len(odd), "the same file again")
    out = os.path.join(desk.root, "out.json")
    ends(desk.run("export", "drafts", "--format=json", "-o", out), 0)
    with open(out, encoding="utf-8") as exported:
        equal(sorted(json.load(exported), key=lambda record: record["certificate_number"]), records)


@test
def import_json_that_is_odd(desk):
    """What cannot be taken over is told, and keeps all of it out; what is cut off says where."""
    with open(CERTIFICATE, encoding="utf-8") as sample:
        one = json.load(sample)
    file = desk.write("odd.json", [{**one, "no_such_field": 7}])
    said = ends(desk.run("import", "--keep", file), 1)
    assert "record 1: no_such_field" in said.stderr, said
    equal(json.loads(desk.run("drafts", "--json").stdout), [])
    with open(FORM, encoding="utf-8") as sample:
        said = ends(desk.run("import", "--keep", desk.write("both.json", [one, json.load(sample)])), 2).stderr
    assert "one after the other" in said, said
    for text, why in (("[]", "contains no record"), ('[{"certificate_number": "A"}', "Line 1"), ("{", "Line 1")):
        said = ends(desk.run("import", "-", stdin=text), 6).stderr
        assert why in said, said


@test
def import_renamed_column(desk):
    """What the profile expects and the sheet lacks is told by its name, and keeps all of it out."""
    sheet = ("인증서번호,업체명,사업자등록번호,국가,인증규격,인증일,만료일,상태\n"
             "KR-1,가온,123-45-67891,대한민국,ISO 9001:2015,2024-05-02,2027-05-01,유효\n")
    ends(desk.run("import", "--save-profile", "대장", "--keep", *CONSTANTS, desk.write("may.csv", sheet)), 0)
    before = json.loads(desk.run("drafts", "--json").stdout)
    file = desk.write("june.csv", sheet.replace("상태", "현재 형편").replace("유효", "취소"))
    said = ends(desk.run("import", "--json", "--profile", "대장", "--keep", file), 1)
    equal(json.loads(said.stdout)["absent_columns"], ["상태"])
    assert "“상태”" in said.stderr and "--map" in said.stderr, said
    equal(json.loads(desk.run("drafts", "--json").stdout), before)

    told = ends(desk.run("import", "--json", "--profile", "대장", "--map=현재 형편=certification_status", file), 0)
    equal(json.loads(told.stdout)["absent_columns"], [], "another column is for the field")
    ends(desk.run("import", "--profile", "대장", "--keep", "--allow-problems", file), 1)
    equal(json.loads(ends(desk.run("import", "--json", "--profile", "대장", file), 0).stdout)["absent_columns"], [],
          "kept so, such sheets have none")
    shipped = ends(desk.run("import", "--json", "--profile", "Korean ledger", *CONSTANTS, file), 0)
    equal(json.loads(shipped.stdout)["absent_columns"], [], "what comes with the program expects nothing")


@test
def import_in_a_call_without_a_language(desk):
    file = desk.write("ledger.csv", "번호,상호,규격\nK-1,한빛정밀,ISO 9001:2015\n")
    args = ("import", "--json", "--map", "번호=certificate_number", "--map", "상호=certified_entity_name", file)
    for language in ("C", "POSIX", "xx_XX.UTF-8", ""):
        desk.env["LC_ALL"] = desk.env["LANG"] = language
        record = json.loads(ends(desk.run(*args), 1).stdout)["records"][0]["record"]
        equal((record["certificate_number"], record["certified_entity_name"]), ("K-1", "한빛정밀"))


@test
def import_options_name_what_is_there(desk):
    """A script whose sheet has changed, or that is mistyped, is told so and keeps nothing."""
    file = desk.write("sheet.csv", LEDGER)
    for option in ("--sheet=none", "--header=0", "--header=-1", "--header=x", "--header=9", "--layout=Z", "--separator=ab",
                   "--encoding=none", "--map=없음=certificate_number", "--map=업체명=nothing", "--map=업체명", "--map==x",
                   "--date=없음=d/m/y", "--date=인증일=d.m.y", "--date=인증일", "--set=certification_type", "--value=갱신",
                   "--save-profile="):
        said = ends(desk.run("import", "--keep", "--allow-problems", option, file), 2)
        assert said.stderr.strip() and not said.stdout, (option, said)
    equal(json.loads(desk.run("drafts", "--json").stdout), [])
    args = ("--header=1", "--map=번 호=certified_entity_website", "--date=인증일=y/m/d", "--value=업체:없음=", "--layout=A")
    ends(desk.run("import", "--json", *args, file), 1)


@test
def import_says_how_to_read_the_other_table(desk):
    """A second table with its columns in another order is named, with the option that reads it."""
    file = desk.write("blocks.csv", "인증번호,업체명,인증일,만료일\nA-1,가,2024-01-01,2026-12-31\n\n"
                      "업체명,인증번호,만료일,인증일\n나,B-1,2026-12-31,2024-01-01\n다,B-2,2026-12-31,2024-01-01\n")
    said = ends(desk.run("import", file), 1).stdout
    option = re.search(r"Another table begins in row 4, .*(--header \d+)", said)[1]
    read = json.loads(ends(desk.run("import", "--json", *option.split(), file), 1).stdout)
    equal([record["record"]["certificate_number"] for record in read["records"]], ["B-1", "B-2"])


@test
def import_asks_once_which_number_is_the_month(desk):
    """Days that can be read in two ways are asked by their column, as options that work as they are printed."""
    file = desk.write("register.csv", "Zertifikat-Nr.;Firma;Ausstellungsdatum;Gültig bis\n"
                      "1;Elm;05.03.2024;2027-03-04\n2;Oak;06.03.2024;Ende 2027\n3;Ash;05.03.2024;2027-03-04\n")
    said = ends(desk.run("import", file), 1).stdout.splitlines()
    lines = [line for line in said if line.startswith(("  --date", "  --value"))]
    equal(lines, ["  --date 'Ausstellungsdatum=d/m/y'  (05.03.2024 is 2024-03-05; 3)",
                  "  --date 'Ausstellungsdatum=m/d/y'  (05.03.2024 is 2024-05-03; 3)",
                  "  --value 'certification_expiry_date:Ende 2027='  (1)"])
    for line, day in zip(lines, ("20240305", "20240503")):
        option = shlex.split(line.split("  (")[0])
        read = json.loads(ends(desk.run("import", "--json", *option, file), 1).stdout)
        equal(read["records"][0]["record"]["certification_issue_date"], day)
        equal(len(read["undecided"]), 1)


def workbook(path, sheets):
    """An XLSX file as small as it can be: names of sheets and their rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def relations(pairs):
        return ("<Relationships>" + "".join(f'<Relationship Id="r{i}" Type="{rels}/{kind}" Target="{target}"/>'
                                            for i, (kind, target) in enumerate(pairs)) + "</Relationships>")

    with zipfile.ZipFile(path, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")]))
        book.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets>'
                      + "".join(f'<sheet name="{name}" r:id="r{i}"/>' for i, name in enumerate(sheets))
                      + "</sheets></workbook>")
        book.writestr("xl/_rels/workbook.xml.rels",
                      relations([("worksheet", f"sheet{i}.xml") for i in range(len(sheets))]))
        for i, rows in enumerate(sheets.values()):
            book.writestr(f"xl/sheet{i}.xml", f'<worksheet xmlns="{main}"><sheetData>' + "".join(
                "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>"
                for row in rows) + "</sheetData></worksheet>")
    return path


@test
def import_several_sheets_as_one(desk):
    head = LEDGER.splitlines()[0].split(",")
    rows = [line.split(",") for line in LEDGER.splitlines()[1:]]
    value = "--value=certification_status:갱신=active"
    file = workbook(os.path.join(desk.root, "year.xlsx"), {
        "1월": [head, *rows], "2월": [["2월 인증 현황"], head, ["3", "K-0077", *rows[0][2:]]], "목록": [["번호", "비고"]]})
    parts = ends(desk.run("import", value, *CONSTANTS, file), 0).stdout
    assert "“1월”, “2월”" in parts and "were read as one" in parts and "--sheet NAME" in parts, parts
    # A certificate that is in both may be two states of it.
    states = workbook(os.path.join(desk.root, "states.xlsx"), {"1월": [head, *rows], "2월": [head, *rows]})
    single = ends(desk.run("import", value, *CONSTANTS, states), 0).stdout
    assert "“1월”, “2월”" in single and "--sheet '*'" in single, single

    read = json.loads(ends(desk.run("import", "--json", "--sheet", "*", value, *CONSTANTS, file), 0).stdout)
    equal(read["sheets"], ["1월", "2월"])
    equal(read["records"][-1]["record"]["certificate_number"], "K-0077")
    equal((read["records"][-1]["rows"], read["records"][-1]["sheets"]), ([3], ["2월"]))
    equal(read["skipped"], [{"sheet": "1월", "rows": "1", "why": "header"}, {"sheet": "1월", "rows": "4", "why": "total"},
                            {"sheet": "2월", "rows": "1", "why": "title"}, {"sheet": "2월", "rows": "2", "why": "header"}])
    equal(read["counts"]["rows"], len(rows) + 4)
    named = json.loads(ends(desk.run("import", "--json", "--sheet=1월", "--sheet=2월", value, *CONSTANTS, file), 0).stdout)
    equal(named["records"], read["records"])
    assert "목록" in ends(desk.run("import", "--sheet=1월", "--sheet=목록", value, *CONSTANTS, file), 2).stderr
    ends(desk.run("import", "--sheet=1월", "--sheet=3월", value, *CONSTANTS, file), 2)

    # Next month's workbook has other sheets, and is read the same way.
    ends(desk.run("import", "--sheet=1월", "--sheet=2월", "--save-profile", "연간", value, *CONSTANTS, file), 0)
    later = workbook(os.path.join(desk.root, "later.xlsx"), {
        "3월": [head, *rows], "4월": [["4월"], head, ["3", "K-0088", *rows[0][2:]]]})
    read = json.loads(ends(desk.run("import", "--json", "--profile", "연간", later), 0).stdout)
    equal(read["sheets"], ["3월", "4월"])


@test
def import_forms_sent_the_same(desk):
    """A column that is not sent tells two rows apart: of what would be there twice, one is sent until a user says more."""
    head = "양식명,유형,접두사,과정명,과정유형,과정링크,시작일,종료일,설명,인증서 디자인 ID,배지 디자인 ID,등급\n"
    row = "안전교육,completion,SAF,현장 안전,집합교육,https://example.org/a,2027-03-02,2027-03-06,설명,165,83,"
    file = desk.write("grades.csv", f"{head}{row}1급\n{row}2급\n")
    said = ends(desk.run("import", "--keep", file), 1)
    option = re.search(r"--map ('[^']*'|\S+)", said.stderr)[1].strip("'")
    equal(option, "등급=")
    equal(json.loads(desk.run("drafts", "--json").stdout), [])
    one = json.loads(ends(desk.run("import", "--json", f"--map={option}", file), 0).stdout)
    equal([record["rows"] for record in one["records"]], [[2, 3]])
    both = json.loads(ends(desk.run("import", "--json", "--queue=practice", "--allow-problems", file), 1).stdout)
    equal([len([p for p in record["problems"] if p["severity"] == "error"]) for record in both["records"]], [0, 1])
    equal([record["effect"] for record in both["records"]], ["create", "create"])
    equal(both["counts"]["queued"], 1)


@test
def import_forms_called_the_same(desk):
    """A course that is held again is another draft, also when the sheet comes again."""
    head = ["Form Name", "Type", "Prefix", "Program Name", "Start Date", "End Date"]
    spring = ["Auditor", "completion", "AU", "Auditor", "2026-03-02", "2026-03-06"]
    for last, effects in (("2026-09-11", ["create", "create"]), ("2026-09-11", ["nothing", "nothing"]), ("2026-09-12", ["nothing", "update"])):
        fall = [*spring[:4], "2026-09-07", last]
        file = workbook(os.path.join(desk.root, "forms.xlsx"), {"forms": [head, spring, fall]})
        read = json.loads(desk.run("import", "--json", "--keep", "--allow-problems", file).stdout)
        equal([record["effect"] for record in read["records"]], effects)
    kept = json.loads(desk.run("drafts", "--json").stdout)
    equal(sorted(draft["expiry"] for draft in kept), ["2026-03-06", "2026-09-12"])


@test
def import_what_is_nobodys(desk):
    """A site whose certificate is in no row is told, with its sheet."""
    head = LEDGER.splitlines()[0].split(",")
    row = LEDGER.splitlines()[1].split(",")
    file = workbook(os.path.join(desk.root, "sites.xlsx"), {
        "인증서": [head, row], "사업장": [[head[0], head[1], "Site Street", "Site City"], ["9", "K-9999", "1 Road", "York"]]})
    read = json.loads(desk.run("import", "--json", *CONSTANTS, file).stdout)
    equal(read["strays"], [{"sheet": "사업장", "row": 2, "id": "K-9999", "reason": "unknown"}])
    equal((read["joined_sheets"], read["other_sheets"]), (["사업장"], []))
    said = desk.run("import", *CONSTANTS, file).stdout
    assert "“사업장” row 2 (K-9999)" in said, said


@test
def import_what_is_undecided(desk):
    """What is printed is pasted back into a shell as it is, but for what only a person knows."""
    odd = ["it's on", 'say "so"', "a=b", "x:y=z", "$(false)", "`id`", "back\\slash", "!now", "-dash", "*", "#1", "a;b", "~", "둘 다"]
    with open(os.path.join(desk.root, "odd.csv"), "w", encoding="utf-8", newline="") as out:
        sheet = csv.writer(out)
        sheet.writerow(["인증서번호", "업체명", "상태"])
        sheet.writerows([f"K-{place}", "가온", value] for place, value in enumerate(odd))
    said = ends(desk.run("import", out.name), 1).stdout
    asked = [re.sub(r"=' +\(1\)$", "=active'", line) for line in said.splitlines() if line.startswith("  --value ")]
    equal(len(asked), len(odd))
    shell = subprocess.run(["bash", "-c", f"printf '%s\\0' {' '.join(asked)}"], capture_output=True, text=True, check=True)
    read = json.loads(ends(desk.run("import", "--json", *shell.stdout.split("\0")[:-1], out.name), 1).stdout)
    equal(read["undecided"], [])
    equal({record["record"]["certification_status"] for record in read["records"]}, {"active"})


@test
def import_what_no_column_has(desk):
    """What is required and in no column is asked once, as the option that says it, and not once it is said."""
    with open(os.path.join(desk.root, "대장.csv"), "w", encoding="utf-8") as out:
        out.write(LEDGER.replace(",갱신", ",유효"))
    said = ends(desk.run("import", out.name), 1).stdout
    asked = re.findall(r"^  --set '(\w+)=([^']*)'  \(2\)$", said, re.M)
    given = dict(option[len("--set="):].split("=") for option in CONSTANTS)
    equal({path for path, value in asked}, set(given) - {"certificate_accreditation_status"})
    equal({value for path, value in asked}, {"", given["certification_type"]}, "what is known to be the only one is offered")
    assert "--set" not in ends(desk.run("import", *CONSTANTS, out.name), 0).stdout
    said = ends(desk.run("import", desk.write("short.csv", "Certificate No,Status\n1,active\n2,active\n")), 1).stdout
    assert "--set" in said and "certified_entity_unique_id=" not in said and "certified_entity_name=" not in said, said


@test
def drafts_while_another_imports(desk):
    """What is listed is what stood there at one moment: whole blocks, and none twice."""
    with open(os.path.join(desk.root, "pile.csv"), "w", encoding="utf-8", newline="") as out:
        sheet = csv.writer(out)
        sheet.writerow(["Certificate Number", "Client", "Standard"])
        sheet.writerows([f"QMS-{number:05}", f"Client {number} Ltd", "ISO 9001:2015"] for number in range(6000))
    keeping = subprocess.Popen([CTL, "import", out.name, "--keep", "--allow-problems"], env=desk.env,
                               stdout=subprocess.DEVNULL)
    ended = None
    while ended is None:
        ended = keeping.poll()
        ids = [draft["id"] for draft in json.loads(ends(desk.run("drafts", "--json"), 0).stdout)]
        equal(len(set(ids)), len(ids))
        equal(len(ids) % 500, 0)
    equal((ended, len(ids)), (1, 6000))


@test
def import_what_is_no_sheet(desk):
    for content, word in ((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), ".xls"),
                          (b"just,some\nwords,here\n", "column titles"), (b"", "It is empty"),
                          (b"\x89PNG\r\n\x1a\n\0\0", "neither a spreadsheet")):
        file = os.path.join(desk.root, "file")
        with open(file, "wb") as out:
            out.write(content)
        result = ends(desk.run("import", file), 6)
        assert word in result.stderr, result.stderr
    ends(desk.run("import", os.path.join(desk.root, "none")), 6)
    ends(desk.run("import"), 2)
    ends(desk.run("import", "--set", "nothing=1", desk.write("sheet.csv", LEDGER)), 2)


@test
def send_several_records(desk):
    file = desk.write("lines.json", json.dumps(load(CERTIFICATE)) + "\n" + json.dumps(load(FORM)))
    results = json.loads(ends(desk.run("send", "--json", file), 0).stdout)
    equal([(r["file"], r["record"], r["outcome"]) for r in results],
          [(file, 1, "accepted"), (file, 2, "accepted")])


@test
def check_one_broken_line(desk):
    file = desk.write("lines.json", json.dumps(load(FORM)) + "\n{\"name\n" + json.dumps(load(FORM)))
    problems = json.loads(ends(desk.run("check", "--json", file), 1).stdout)["problems"]
    equal([(p["record"], p["rule"]) for p in problems], [(2, "json-syntax")])


@test
def check_file_names(desk):
    """A name is a name, whatever is in it."""
    for name in ("-x.json", "cert:1.json", "file:1.json", "a b#?%20.json", "--", "x\ny.json"):
        desk.write(name, load(FORM))
        result = subprocess.run([os.path.abspath(CTL), "check", "--", name], env=desk.env, cwd=desk.root, text=True,
                                capture_output=True, timeout=60)
        ends(result, 0)
    ends(desk.run("check", "--", FORM, CERTIFICATE), 0)
    ends(desk.run("check", FORM, "--", CERTIFICATE), 0)


@test
def check_encodings(desk):
    text = json.dumps(load(FORM), ensure_ascii=False)
    for encoding, problems in (("utf-8-sig", 0), ("utf-16", 0), ("utf-16-le", 0), ("utf-32-be", 0),
                               ("cp949", 1)):
        file = os.path.join(desk.root, encoding)
        with open(file, "wb") as out:
            out.write(text.encode(encoding))
        found = json.loads(desk.run("check", "--json", file).stdout)["problems"]
        equal([p["rule"] for p in found], ["encoding"] * problems, encoding)
    file = os.path.join(desk.root, "windows")
    with open(file, "wb") as out:
        out.write('{"name": "Schule Köln"}'.encode("windows-1252"))
    assert "UTF-8" in ends(desk.run("check", file), 6).stdout


@test
def check_what_is_no_file(desk):
    fifo = os.path.join(desk.root, "fifo")
    os.mkfifo(fifo)
    sparse = desk.write("sparse", "")
    os.truncate(sparse, 1 << 40)
    for file in (fifo, sparse, desk.root, "/dev/zero", "/dev/urandom", "x" * 5000, "/proc/self/mem"):
        result = subprocess.run([CTL, "check", file], env=desk.env, text=True, capture_output=True,
                                timeout=30)
        equal(len(ends(result, 6).stdout.splitlines()), 1, file)
        assert len(result.stdout) < 1000, file
    bad = desk.write("bad.json", {})
    ends(desk.run("check", bad, fifo), 6)
    said = ends(desk.run("send", "--json", FORM, os.path.join(desk.root, "nowhere.json")), 6).stdout
    equal([r["outcome"] for r in json.loads(said)], ["problems"] * 2)
    equal(desk.history(), [])
    with open("/dev/zero", "rb") as zero:
        result = subprocess.run([CTL, "check", "-"], env=desk.env, stdin=zero, text=True,
                                capture_output=True, timeout=30)
    assert "larger" in ends(result, 6).stdout


@test
def check_kind(desk):
    unclear = desk.write("unclear.json", {"nothing": "known"})
    ends(desk.run("check", unclear), 1)
    ends(desk.run("check", "--kind", "form", FORM), 0)
    ends(desk.run("check", "--kind", "nonsense", FORM), 2)


@test
def usage(desk):
    for args in ([], ["nothing"], ["check"], ["send"], ["history", "show"], ["key", "set"],
                 ["host", "set", "certsearch", "test"], ["send", "--environment", "moon", FORM],
                 ["send", "--no-such-option", FORM], ["practice", "--port", "70000"]):
        ends(desk.run(*args), 2)
    ends(desk.run("--help"), 0)
    ends(desk.run("--version"), 0)


@test
def what_is_not_there_is_told_with_what_is(desk):
    """Every refusal says what to do instead."""
    sheet = desk.write("sheet.csv", LEDGER)
    path = os.path.join(desk.root, "x")
    for args, code, words in (
            (["history", "show", "none"], 1, "attestctl history"), (["imports", "undo", "none"], 1, "attestctl imports"),
            (["outbox", "remove", "none"], 1, "attestctl outbox"), (["profiles", "export", "none"], 1, "attestctl profiles"),
            (["export", "drafts", "none", "-o", path], 1, "attestctl drafts"),
            (["export", "import", "none", "-o", path], 1, "attestctl imports"),
            (["export", "history", "-o", path + ".pdf"], 2, "--format"),
            (["export", "history", "--format", "template-1", "-o", path], 2, "xlsx, csv or json"),
            (["import", "--map", "none=certificate_number", sheet], 2, LEDGER.split(",")[0]),
            (["import", "--map", f"{LEDGER.split(',')[0]}=none", sheet], 2, "schemes[].standard_list[].standards_name, sites"),
            (["import", "--set", "sites[].nothing=1", sheet], 2, "sites[].postcode"),
            (["import", "--encoding", "none", sheet], 2, "CP949")):
        result = ends(desk.run(*args), code)
        assert words in result.stderr, (args, result.stderr)
    equal(os.path.exists(path + ".pdf"), False)
    assert "attestctl import" in ends(desk.run("check", sheet), 1).stdout
    assert "attestctl import" in ends(desk.run("send", sheet), 1).stderr
    # What was asked for already is not what is told to ask for.
    for args, words in (([], "Use --keep "), (["--keep"], "Use --allow-problems "), (["--queue", "practice"], "Use --allow-problems ")):
        said = ends(desk.run("import", *args, sheet), 1).stdout
        assert words in said, said


@test
def production_needs_yes(desk):
    ends(desk.run("send", "--environment", "production", CERTIFICATE), 2)
    equal(desk.history(), [])


@test
def send_accepted(desk):
    results = json.loads(ends(desk.run("send", "--json", CERTIFICATE, FORM), 0).stdout)
    equal([r["outcome"] for r in results], ["accepted", "accepted"])
    equal([r["status"] for r in results], [200, 201])
    for result, file in zip(results, (CERTIFICATE, FORM)):
        equal(set(result), {"file", "outcome", "status", "id", "message", "submission"})
        equal(result["file"], file)
    rows = desk.history()
    equal({r["id"] for r in rows}, {r["submission"] for r in results})
    for row in rows:
        equal(set(row), {"id", "time", "service", "environment", "host", "record", "outcome",
                         "status"})
        equal(row["environment"], "practice")
    equal({r["service"] for r in rows}, {"certsearch", "kolleges"})
    shown = ends(desk.run("history", "show", rows[0]["id"]), 0).stdout
    assert rows[0]["record"] in shown and "POST http://127.0.0.1" in shown
    ends(desk.run("history", "show", "no-such-id"), 1)
    equal(len(json.loads(desk.run("history", "--json", "--limit", "1").stdout)), 1)


@test
def the_history_as_a_file(desk):
    ends(desk.run("send", CERTIFICATE, FORM), 0)
    files = {word: os.path.join(desk.root, "history." + word) for word in ("csv", "json", "xlsx")}
    assert "2 entries" in ends(desk.run("export", "history", "-o", files["csv"]), 0).stdout
    ends(desk.run("export", "history", "-o", files["json"], "--limit", "1"), 0)
    ends(desk.run("export", "history", "-o", files["xlsx"]), 0)
    with open(files["csv"], encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with open(files["json"], encoding="utf-8") as file:
        objects = json.load(file)
    equal([row["Number or name"] for row in rows], [row["record"] for row in desk.history()])
    equal([row["number"] for row in objects], [desk.history()[0]["record"]])
    equal({row["Outcome"] for row in rows}, {"Accepted"})
    with zipfile.ZipFile(files["xlsx"]) as book:
        assert rows[0]["SHA-256 of what was sent"] in book.read("xl/sharedStrings.xml").decode()
    equal({os.stat(file).st_mode & 0o777 for file in files.values()}, {0o600})


@test
def no_file_is_written_over_unasked(desk):
    path = desk.write("here.csv", {})
    with open(path, encoding="utf-8") as file:
        before = file.read()
    for args in (("history",), ("drafts",), ("template",)):
        said = ends(desk.run("export", *args, "-o", path), 1).stderr
        assert "here.csv” exists. Use --replace to overwrite it." in said, said
    with open(path, encoding="utf-8") as file:
        equal(file.read(), before)
    ends(desk.run("export", "history", "-o", path, "--format", "json", "--replace"), 0)
    with open(path, encoding="utf-8") as file:
        equal(json.load(file), [])
    ends(desk.run("export", "history", "-o", os.path.join(desk.root, "none", "a.csv")), 1)
    equal(os.path.exists(os.path.join(desk.root, "none")), False)
    # A name is a name, whatever it looks like.
    ends(desk.run("export", "history", "-o", f"file://{path}", "--format", "csv"), 1)
    with open(path, encoding="utf-8") as file:
        equal(json.load(file), [])
    for code in (0, 1):
        done = subprocess.run([os.path.abspath(CTL), "export", "history", "-o", "cert:1.csv"], env=desk.env, cwd=desk.root,
                              capture_output=True, check=False)
        equal(done.returncode, code, done.stderr)
    equal(os.path.exists(os.path.join(desk.root, "cert:1.csv")), True)


@test
def exported_drafts_come_back(desk):
    ends(desk.run("send", CERTIFICATE), 0)
    drafts = json.loads(desk.run("drafts", "--json").stdout)
    ends(desk.run("import", desk.write("three.csv", "Certificate Number,Company,Standard\n"
                                      "00701,=Alder,ISO 9001:2015\n00701,=Alder,ISO 14001:2015\n"
                                      "C-2,한빛정밀,ISO 9001:2015\n"), "--keep", "--allow-problems"), 1)
    number = len(json.loads(desk.run("drafts", "--json").stdout))
    assert number > len(drafts)
    wire = json.loads(ends(desk.run("export", "drafts", "-o", "-", "--format", "json"), 0).stdout)
    equal(len(wire), number)
    for end, args in (("xlsx", ()), ("csv", ()), ("xlsx", ("--layout", "E")),
                      ("xlsx", ("--format", "template-2"))):
        path = os.path.join(desk.root, "drafts." + end)
        said = ends(desk.run("export", "drafts", "-o", path, "--replace", *args), 0).stderr
        # Of the new ones none has what joins the sheets of that template.
        equal(said, f"{number - len(drafts)} of them have no unique ID, by which the sheets of this template are "
                    "joined.\n" if "template-2" in args else "")
        read = json.loads(desk.run("import", path, "--json").stdout)
        equal(len(read["records"]), number)
        if "template-2" not in args:
            equal([record["record"] for record in read["records"]], wire)


@test
def drafts_that_are_not_there_are_not_left_out(desk):
    ends(desk.run("import", desk.write("two.csv", "Certificate Number,Company,Standard\nC-1,Alder,ISO 9001:2015\n"
                                       "C-2,Birch,ISO 9001:2015\n"), "--keep", "--allow-problems"), 1)
    ids = [row["id"] for row in json.loads(desk.run("drafts", "--json").stdout)]
    path = os.path.join(desk.root, "some.json")
    assert "1 draft " in ends(desk.run("export", "drafts", ids[0], ids[0], "-o", path), 0).stdout
    equal(len(load(path)), 1)
    for wanted, args in (("no-such-id", ()), (ids[1], ("--kind", "form"))):
        said = ends(desk.run("export", "drafts", ids[0], wanted, *args, "-o", path, "--replace"), 1).stderr
        assert f"there is no draft “{ids[0] if args else wanted}”" in said, said
    equal(len(load(path)), 1)


@test
def what_was_imported_is_exported(desk):
    ends(desk.run("send", CERTIFICATE), 0)
    file = desk.write("ledger.csv", "Certificate Number,Company,Standard\nC-1,Alder,ISO 9001:2015\nC-2,Birch,ISO 9001:2015\n")
    ends(desk.run("import", file, "--keep", "--allow-problems"), 1)
    imports = json.loads(desk.run("imports", "--json").stdout)
    imports = imports if isinstance(imports, list) else imports["imports"]
    wire = json.loads(ends(desk.run("export", "import", imports[0]["id"], "-o", "-", "--format", "json"), 0).stdout)
    equal(sorted(record["certificate_number"] for record in wire), ["C-1", "C-2"])
    ends(desk.run("export", "import", "no-such-id", "-o", "-"), 1)
    ends(desk.run("export", "import", "-o", "-"), 2)


@test
def rejected_rows_come_back(desk):
    file = desk.write("ledger.csv", "Ref,Company,Standard\nC-1,Alder,ISO 9001:2015\nC-2,Birch,ISO 9001:2015\n")
    rejected = os.path.join(desk.root, "rejected.xlsx")
    args = ("import", file, "--map", "Ref=certificate_number", "--rejected", rejected, "--json")
    first = json.loads(ends(desk.run(*args), 1).stdout)
    again = json.loads(ends(desk.run("import", rejected, "--json"), 1).stdout)
    equal([record["record"] for record in again["records"]], [record["record"] for record in first["records"]])
    equal(os.stat(rejected).st_mode & 0o777, 0o600)
    ends(desk.run(*args), 1)
    for name in ("-", ""):
        assert "--rejected" in ends(desk.run("import", file, "--rejected", name), 2).stderr
    equal(os.path.exists("-"), False)


@test
def an_old_file_is_converted_when_asked(desk):
    old = os.path.join(desk.root, "old.xls")
    with open(old, "wb") as file:
        file.write(bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le"))
    good = os.path.join(desk.root, "good.xlsx")
    ends(desk.run("export", "template", "-o", good), 0)
    programs = os.path.join(desk.root, "programs")
    os.mkdir(programs)
    with open(os.path.join(programs, "soffice"), "w", encoding="utf-8") as file:
        file.write(f"#!/bin/sh\ncp {good} \"$7/sheet.xlsx\"\n")
    os.chmod(file.name, 0o700)
    desk.env["PATH"] = programs + ":" + desk.env["PATH"]
    without = ends(desk.run("import", old), 6)
    assert "--convert" in without.stderr and ".xls" in without.stderr, without.stderr
    read = json.loads(ends(desk.run("import", old, "--convert", "--json"), 0).stdout)
    equal(read["format"], "xlsx")


def wait_until(so):
    until = time.monotonic() + 60
    while not so():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


@test
def what_converts_ends_with_the_command(desk):
    old, begun = os.path.join(desk.root, "old.xls"), os.path.join(desk.root, "begun")
    with open(old, "wb") as file:
        file.write(bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le"))
    programs, folder = os.path.join(desk.root, "programs"), os.path.join(desk.root, "temporary")
    os.mkdir(programs)
    os.mkdir(folder)
    with open(os.path.join(programs, "soffice"), "w", encoding="utf-8") as file:
        file.write(f"#!/bin/sh\necho $$ > {begun}.new; mv {begun}.new {begun}\nexec sleep 1000\n")
    os.chmod(file.name, 0o700)
    desk.env.update(PATH=programs + ":" + desk.env["PATH"], TMPDIR=folder)
    for number in (signal.SIGINT, signal.SIGTERM):
        child = start(desk, "import", old, "--convert")
        wait_until(lambda: os.path.exists(begun))
        with open(begun, encoding="utf-8") as file:
            converter = int(file.read())
        child.send_signal(number)
        equal(child.wait(60), -number)
        wait_until(lambda converter=converter: not os.path.exists(f"/proc/{converter}"))
        equal(os.listdir(folder), [])
        os.remove(begun)


@test
def exports_that_make_no_sense(desk):
    path = os.path.join(desk.root, "x.csv")
    for args in ((), ("drafts",), ("nothing", "-o", path), ("history", "-o", path, "--layout", "B"),
                 ("drafts", "-o", path, "--format", "ods"), ("drafts", "-o", path, "--layout", "Z"),
                 ("history", "-o", path, "--format", "template-1"), ("template", "-o", path, "--format", "json"),
                 ("drafts", "-o", path, "--kind", "form", "--format", "template-2"),
                 ("history", "more", "-o", path), ("history", "-o", ""), ("history", "-o", path, "--limit", "-1")):
        ends(desk.run("export", *args), 2)
    # A workbook is no text for a terminal; for a pipe it is one.
    code, said = at_terminal(desk, "export", "history", "-o", "-", "--format", "xlsx", dialog=())
    equal(code, 2, said)
    with zipfile.ZipFile(io.BytesIO(subprocess.run([CTL, "export", "history", "-o", "-", "--format", "xlsx"], env=desk.env,
                                                   capture_output=True, check=True).stdout)) as book:
        assert "xl/workbook.xml" in book.namelist()
    equal(os.path.exists(path), False)
    ends(desk.run("history", "--limit", "-1"), 2)


@test
def send_problems_sends_nothing(desk):
    record = load(FORM)
    record["prefix"] = "TOOLONG1"
    results = json.loads(ends(desk.run("send", "--json", CERTIFICATE,
                                       desk.write("bad.json", record)), 1).stdout)
    equal([r["outcome"] for r in results], ["problems", "problems"])
    equal(desk.history(), [])


@test
def send_outcomes(desk):
    for mishap, code, outcome in (("refuse", 3, "refused"), ("drop-after", 5, "unknown"),
                                  ("nonsense", 5, "unknown"), ("fail", 5, "unknown")):
        result = ends(desk.run("send", "--json", "--practice-next", mishap, CERTIFICATE), code)
        equal(json.loads(result.stdout)[0]["outcome"], outcome, mishap)


def many(desk, n):
    record = load(CERTIFICATE)
    return [desk.write(f"{i:03}.json", dict(record, certificate_number=f"BULK-{i:03}")) for i in range(n)]


@test
def send_in_bulk(desk):
    files = many(desk, 12)
    results = json.loads(ends(desk.run("send", "--json", "--bulk", *files), 0).stdout)
    equal([(r["outcome"], r["status"], r["id"]) for r in results], [("accepted", 200, None)] * 12)
    shown = ends(desk.run("history", "show", results[11]["submission"]), 0).stdout
    assert re.search(r"^Bulk upload: 2 of 2, SHA-256 [0-9a-f]{64}$", shown, re.M), shown
    assert "/bulk-upload-cert\n" in shown, shown
    # It was no first load any more.
    result = ends(desk.run("send", "--json", "--bulk", files[3]), 4)
    equal(json.loads(result.stdout)[0]["outcome"], "not-sent")
    ends(desk.run("send", "--bulk", FORM), 4)
    ends(desk.run("send", "--bulk", "--yes", "--environment", "production", *many(desk, 2)), 4)
    ends(desk.run("send", "--bulk", "--dry-run", files[0]), 4)
    equal(len(desk.history()), 12)


@test
def bulk_in_a_dry_run(desk):
    """What would be one request, byte for byte as it would be frozen; nothing is written down."""
    files = many(desk, 12)
    shown = ends(desk.run("send", "--bulk", "--dry-run", *files), 0)
    bodies = [json.loads(line)["certifications"] for line in shown.stdout.splitlines() if line.startswith("{")]
    equal([[record["certificate_number"] for record in body] for body in bodies],
          [[f"BULK-{i:03}" for i in range(10)], ["BULK-010", "BULK-011"]], "a small one first")
    said = re.findall(r"^Bulk upload (. of .): (\d+) records, after (\d+) seconds\.$", shown.stderr, re.M)
    equal([line[:2] for line in said], [("1 of 2", "10"), ("2 of 2", "2")])
    assert all(line[2] == "0" for line in said), "practice does not wait"
    equal((desk.history(), json.loads(desk.run("outbox", "--json").stdout)["rows"]), ([], []))
    ends(desk.run("send", "--bulk", "--dry-run", FORM), 4)
    ends(desk.run("send", "--bulk", "--dry-run", "--environment", "production", *files), 4)
    ends(desk.run("outbox", "pause"), 0)
    ends(desk.run("send", "--bulk", "--queue", *files), 0)
    with contextlib.closing(sqlite3.connect(os.path.join(desk.env["XDG_DATA_HOME"], "attest", "attest.db"))) as db:
        equal([json.loads(body)["certifications"] for body, in db.execute("SELECT body FROM bulks ORDER BY rowid")], bodies)


@test
def import_in_bulk(desk):
    """A first load from a sheet: the rules are those of sending many at once."""
    rows = "".join(f"{i},KR-Q-{i},㈜다온정밀 {i},{i:03}-45-67890,대한민국,ISO 9001:2015,2024-05-02,2027-05-01,유효\r\n"
                   for i in range(12))
    file = desk.write("first.csv", LEDGER.splitlines()[0] + "\r\n" + rows)
    args = ["import", "--json", "--bulk", *CONSTANTS]
    ends(desk.run(*args, file), 2)
    ends(desk.run(*args, "--queue", "production", "--yes", file), 4)
    equal(json.loads(desk.run("outbox", "--json").stdout)["rows"], [])
    told = json.loads(ends(desk.run(*args, "--queue", "practice", file), 0).stdout)
    equal(told["counts"]["queued"], 12)
    with contextlib.closing(sqlite3.connect(os.path.join(desk.env["XDG_DATA_HOME"], "attest", "attest.db"))) as db:
        equal(db.execute("SELECT n_members FROM bulks ORDER BY rowid").fetchall(), [(10,), (2,)])
    again = json.loads(ends(desk.run(*args, "--queue", "practice", file), 0).stdout)
    equal(again["counts"]["queued"], 0, "what waits is not queued again")
    head = "양식명,유형,접두사,과정명,과정유형,과정링크,시작일,종료일,설명,인증서 디자인 ID,배지 디자인 ID\n"
    row = "안전교육,completion,SAF,현장 안전,집합교육,https://example.org/a,2027-03-02,2027-03-06,설명,165,83\n"
    result = ends(desk.run("import", "--bulk", "--queue", "practice", desk.write("forms.csv", head + row)), 4)
    assert "one by one" in result.stderr, result.stderr


@test
def bulk_with_a_wrong_one(desk):
    for mishap in ("refuse", "part"):
        files = many(desk, 5) if mishap == "refuse" else many(desk, 7)[5:]
        results = json.loads(ends(desk.run("send", "--json", "--bulk", "--practice-next", mishap, *files), 5).stdout)
        middle = len(files) // 2
        equal([r["outcome"] for r in results],
              ["refused" if i == middle else "unknown" for i in range(len(files))])
        assert "Data Mapping" in results[middle]["message"], results[middle]
        # Nothing goes again before a person has decided; that is one decision.
        ends(desk.run("send", "--bulk", *files), 4)
        ends(desk.run("outbox", "resolve", results[0]["submission"], "absent", "--bulk"), 0)
        equal(json.loads(desk.run("outbox", "--json").stdout)["rows"], [])
        results = json.loads(ends(desk.run("send", "--json", "--bulk", *files), 0).stdout)
        equal({r["outcome"] for r in results}, {"accepted"})


@test
def bulk_is_taken_out_whole(desk):
    ends(desk.run("outbox", "pause"), 0)
    results = json.loads(ends(desk.run("send", "--json", "--bulk", "--queue", *many(desk, 3)), 0).stdout)
    ends(desk.run("outbox", "remove", results[1]["submission"]), 0)
    equal(json.loads(desk.run("outbox", "--json").stdout)["rows"], [])
    equal({row["outcome"] for row in desk.history()}, {"taken-out"})


@test
def several_are_taken_out_in_one(desk):
    """All of them, or none: where one is not there, nothing was decided."""
    ends(desk.run("outbox", "pause"), 0)
    results = json.loads(ends(desk.run("send", "--json", "--queue", *many(desk, 4)), 0).stdout)
    ids = [row["submission"] for row in results]
    said = ends(desk.run("outbox", "remove", ids[0], "none", ids[1]), 1).stderr
    assert "none" in said and "is not in the outbox" in said, said
    equal(len(json.loads(desk.run("outbox", "--json").stdout)["rows"]), 4)
    ends(desk.run("outbox", "remove", *ids[:3]), 0)
    equal([row["id"] for row in json.loads(desk.run("outbox", "--json").stdout)["rows"]], ids[3:])
    equal([row["outcome"] for row in desk.history()].count("taken-out"), 3)


@test
def send_nobody_listens(desk):
    ends(desk.run("host", "set", "certsearch", "practice", "http://127.0.0.1:9"), 0)
    equal(ends(desk.run("host", "show", "certsearch", "practice"), 0).stdout.strip(),
          "http://127.0.0.1:9")
    # The address the user set goes before the built-in service.
    result = ends(desk.run("send", "--json", CERTIFICATE), 4)
    equal(json.loads(result.stdout)[0]["outcome"], "not-sent")


@test
def dry_run(desk):
    out = ends(desk.run("send", "--dry-run", "--environment", "production", CERTIFICATE), 0).stdout
    assert out.startswith("POST https://api.iafcertsearch.org/api/client/v1/mncb/upload-cert\n"), out
    head, body = out.split("\n\n", 1)
    assert re.search(r"^content-type: application/json$", head, re.I | re.M), head
    assert re.search(r"^x-http-authorization: ", head, re.I | re.M), head
    equal(json.loads(body), load(CERTIFICATE))
    out = ends(desk.run("send", "--dry-run", "--environment", "test", FORM), 0).stdout
    assert out.startswith("POST https://api.test.kolleges.net/open-api/achievements/forms\n"), out
    assert re.search(r"^authorization: Bearer ", out, re.I | re.M), out
    equal(desk.history(), [])


@test
def no_keyring(desk):
    equal(desk.run("key", "status", "certsearch", "test").stdout.strip(), "unavailable")
    assert desk.run("key", "set", "certsearch", "test", stdin=KEY + "\n").returncode == 1
    equal(json.loads(ends(desk.run("send", "--json", "--environment", "test", CERTIFICATE),
                          4).stdout)[0]["outcome"], "not-sent")


@test
def key_life(desk):
    with desk.keyring():
        equal(desk.run("key", "status", "kolleges", "test").stdout.strip(), "none")
        ends(desk.run("key", "set", "kolleges", "test", stdin=KEY + "\n"), 0)
        equal(ends(desk.run("key", "status", "kolleges", "test"), 0).stdout.strip(), "stored")
        equal(desk.run("key", "status", "certsearch", "test").stdout.strip(), "none")
        # A key belongs to its host.
        ends(desk.run("host", "set", "kolleges", "test", "https://elsewhere.invalid"), 0)
        equal(desk.run("key", "status", "kolleges", "test").stdout.strip(), "none")
        ends(desk.run("host", "reset", "kolleges", "test"), 0)
        equal(desk.run("key", "status", "kolleges", "test").stdout.strip(), "stored")
        out = desk.run("send", "--dry-run", "--environment", "test", FORM)
        assert KEY not in out.stdout + out.stderr
        ends(desk.run("key", "remove", "kolleges", "test"), 0)
        equal(desk.run("key", "status", "kolleges", "test").stdout.strip(), "none")
        ends(desk.run("key", "set", "kolleges", "test", stdin="\n"), 1)
    ends(desk.run("key", "set", "kolleges", "practice", stdin=KEY + "\n"), 2)


@test
def details(desk):
    equal(json.loads(ends(desk.run("details", "--json"), 0).stdout), [])
    ends(desk.run("details", "set", "cb-name=Practice Certification Korea", "certification_body_acronym_name=PCK"), 0)
    ends(desk.run("details", "set", "--name", "Busan", "cb-acronym=PCB"), 0)
    said = ends(desk.run("details", "set", "number=1"), 2).stderr
    assert all(name in said for name in ("number=1", "certified_entity_country", "certification_type")), said
    ends(desk.run("details", "set"), 2)
    ends(desk.run("details", "import", CERTIFICATE), 0)
    sets = json.loads(ends(desk.run("details", "--json"), 0).stdout)
    equal([(one["name"], one["default"]) for one in sets][0], ("PCK", True))
    equal(sets[0]["record"], {"certification_body_name": "Practice Certification Korea",
                              "certification_body_acronym_name": "PCK"})
    imported = [one for one in sets if one["name"] not in ("PCK", "Busan")]
    equal(len(imported), 1)
    with open(CERTIFICATE, encoding="utf-8") as file:
        record = json.load(file)
    equal(imported[0]["record"]["schemes"], record["schemes"])
    assert "certificate_number" not in imported[0]["record"], imported
    shown = ends(desk.run("details"), 0).stdout
    scheme = record["schemes"][0]
    for words in ("Practice Certification Korea", scheme["scheme_name"], scheme["standard_list"][0]["standards_name"]):
        assert words in shown, words
    # One of several, by its name.
    equal([one["name"] for one in json.loads(ends(desk.run("details", "--name", "Busan", "--json"), 0).stdout)], ["Busan"])
    assert "PCK" not in ends(desk.run("details", "--name", "Busan"), 0).stdout.splitlines()[0]
    # What nobody named can be named all the same.
    ends(desk.run("details", "import", desk.write("unnamed.json", {"certified_entity_country": "Japan"})), 0)
    lines = ends(desk.run("details"), 0).stdout.splitlines()
    assert "Details" in lines and not any(line.startswith(" (") for line in lines), lines
    assert "Japan" in ends(desk.run("details", "--name", "Details"), 0).stdout
    assert "Seoul" in ends(desk.run("details", "--name", "Seoul"), 1).stderr
    # What a file says in vain is told, and nothing of what only certificates need.
    path = os.path.join(desk.root, "details.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"certification_body_name": "Ulsan", "schemes": [{"scheme_name": "A", "standard": "B"}]}, file)
    said = ends(desk.run("details", "import", "--name", "Ulsan", path), 0).stderr
    assert "schemes[0].standard:" in said and "Required" not in said, said
    # A certificate without any, and nothing of the same name, is no set of details.
    before = desk.run("details").stdout
    said = ends(desk.run("details", "import", desk.write("bare.json", {"certificate_number": "A-1"})), 1).stderr
    assert "bare.json: There are no details in it." in said, said
    equal(desk.run("details").stdout, before)


def stored_key(desk):
    """As the keyring's own tool finds it."""
    return subprocess.run(["secret-tool", "lookup", "service", "kolleges"], env=desk.env, capture_output=True,
                          text=True, timeout=30).stdout


@test
def a_key_is_cleaned_whole_or_refused(desk):
    plain = "k4.Zr-9_"
    with desk.keyring():
        for text, wrapping in ((f"{plain}", ""), (f" {plain}\r\n\n", ""), (f"Bearer {plain}", "Bearer"),
                               (f"Authorization: Bearer {plain}\n", "Authorization Bearer"), (f"<<{plain}>>", "<<>>"),
                               (f'"{plain}"\n', '""'), (f"x-http-authorization: {plain}", "x-http-authorization")):
            ends(desk.run("key", "set", "kolleges", "test", stdin="before"), 0)
            said = ends(desk.run("key", "set", "kolleges", "test", stdin=text), 0).stderr
            equal(stored_key(desk), plain, text)
            equal(wrapping in said and bool(said) == bool(wrapping), True, said)
            assert plain not in said
        ends(desk.run("key", "set", "kolleges", "test", stdin="k" * 8192), 0)
        equal(len(stored_key(desk)), 8192)
        for text in ("k" * 8193, "k" * 9000, "k" * 40000, "first\nsecond", "a\0b", "a b", "\n", "Bearer", "키"):
            said = ends(desk.run("key", "set", "kolleges", "test", stdin=text), 1).stderr
            equal(len(stored_key(desk)), 8192, "a refused key is not stored")
            assert "attestctl: " in said and "second" not in said, said
        ends(desk.run("key", "set", "kolleges", "test", stdin=""), 2)


def at_terminal(desk, *args, typed=b"", wait_for="API key: ", dialog=None, **env):
    """A command whose input is a terminal; its exit code and all that the terminal showed.  A dialog is pairs of what
    is waited for and what is typed then."""
    leader, follower = pty.openpty()
    child = subprocess.Popen([CTL, *args], env=dict(desk.env, **env), stdin=follower, stdout=follower, stderr=follower,
                             start_new_session=True)
    shown, new = b"", b""
    for wait_for, typed in ((wait_for, typed),) if dialog is None else dialog:
        while wait_for.encode() not in new:
            more = os.read(leader, 4096)
            shown, new = shown + more, new + more
        new = new.partition(wait_for.encode())[2]
        while typed:
            typed = typed[os.write(leader, typed):]
    code = child.wait(60)
    was_echoing = termios.tcgetattr(follower)[3] & termios.ECHO
    os.close(follower)
    with contextlib.suppress(OSError):
        while more := os.read(leader, 4096):
            shown += more
    os.close(leader)
    assert was_echoing, "the terminal shows again what is typed"
    return code, shown


@test
def a_key_is_typed_or_pasted_at_a_terminal(desk):
    with desk.keyring():
        for typed, code, key in ((b"secret-1\r", 0, "secret-1"), (b"wrong\x7f\x7f\x7f\x7f\x7fright\r", 0, "right"),
                                 (b"wrong\x15right\n", 0, "right"), (b"k" * 5000 + b"\r", 0, "k" * 5000),
                                 (b"k" * 9000 + b"\r", 1, None), (b"first\nsecond\n", 1, None), (b"\x04", 2, None),
                                 (b"never\x03", -signal.SIGINT, None)):
            ends(desk.run("key", "set", "kolleges", "test", stdin="before"), 0)
            ended, shown = at_terminal(desk, "key", "set", "kolleges", "test", typed=typed)
            equal(ended, code, shown)
            equal(stored_key(desk), key or "before", typed[:20])
            for part in (b"secret", b"right", b"kkk", b"first", b"second", b"never"):
                assert part not in shown, "nothing of a key is shown"


@contextlib.contextmanager
def behind_a_proxy(desk):
    """A network whose proxy asks; what came of it."""
    server = proxy.Proxy("right/wörd%&9")
    ends(desk.run("host", "set", "kolleges", "test", "https://elsewhere.example"), 0)
    ends(desk.run("key", "set", "kolleges", "test", stdin="a-key-of-no-interest"), 0)
    yield server
    server.shutdown()
    server.server_close()


def kept_for_proxy(desk, server):
    found = subprocess.run(["secret-tool", "lookup", "proxy", server.name], env=desk.env, capture_output=True, text=True,
                           timeout=30)
    return found.stdout


@test
def a_proxy_is_answered_at_a_terminal(desk):
    if not proxy.are_known():
        return
    send = ("send", "--environment", "test", FORM)
    with desk.keyring(), behind_a_proxy(desk) as server:
        wrong, right = proxy.WRONG.encode() + b"\r", server.right.encode() + b"\r"
        code, shown = at_terminal(desk, *send, **server.env, dialog=(
            ("Name: ", b"kim\n"), ("Password: ", wrong), ("does not accept", b""), ("Name: ", b"kim\n"),
            ("Password: ", wrong)))
        equal((code, server.n_right, server.n_wrong), (4, 0, 2), shown)
        assert b"does not accept the name and password" in shown, shown
        equal(kept_for_proxy(desk, server), "")

        code, shown = at_terminal(desk, *send, **server.env, dialog=(("Name: ", b"kimm\x7f\n"), ("Password: ", right)))
        equal((code, server.n_right), (4, 1), shown)
        assert b"does not allow this connection" in shown, shown
        equal(kept_for_proxy(desk, server), "kim:right%2Fw%C3%B6rd%25%269")
        said = ends(subprocess.run([CTL, *send], env=dict(desk.env, **server.env), stdin=subprocess.DEVNULL, text=True,
                                   capture_output=True, timeout=120), 4)
        equal(server.n_right, 2, said)

        rows = desk.history()
        texts = [shown.decode(), *(desk.run("history", "show", row["id"]).stdout for row in rows)]
        for folder, _, names in os.walk(desk.root):
            for path in (os.path.join(folder, name) for name in names if "/keyrings" not in folder):
                if os.path.isfile(path):
                    with open(path, "rb") as file:
                        texts.append(file.read().decode("latin-1"))
        for text in texts:
            for word in (proxy.WRONG, server.right, "right%2Fw", server.right.encode().decode("latin-1")):
                assert word not in text, "the password is told"


@test
def a_proxy_is_not_answered(desk):
    """By an empty name, by Ctrl+C, and where nobody sits at a terminal: nothing is sent, and nothing hangs."""
    if not proxy.are_known():
        return
    send = ("send", "--environment", "test", FORM, FORM)
    with desk.keyring(), behind_a_proxy(desk) as server:
        code, shown = at_terminal(desk, *send, **server.env, dialog=(("Name: ", b"\n"),))
        equal((code, shown.count(b"Name: ")), (4, 1), shown)
        for dialog in ((("Name: ", b"kim\x03"),), (("Name: ", b"kim\n"), ("Password: ", b"half\x03"))):
            code, shown = at_terminal(desk, *send, **server.env, dialog=dialog)
            equal((code, shown.count(b"Name: ")), (4, 1), shown)
            assert b"half" not in shown
        result = subprocess.run([CTL, *send], env=dict(desk.env, **server.env), stdin=subprocess.DEVNULL, text=True,
                                capture_output=True, timeout=120)
        assert "asks for a name and a password" in ends(result, 4).stdout, result.stdout
        equal((server.n_right, server.n_wrong), (0, 0))


@test
def hosts(desk):
    for service, environment, host in (
            ("certsearch", "production", "https://api.iafcertsearch.org"),
            ("certsearch", "test", "https://api.sandbox.iafcertsearch.org"),
            ("kolleges", "test", "https://api.test.kolleges.net/open-api")):
        equal(ends(desk.run("host", "show", service, environment), 0).stdout.strip(), host)
    ends(desk.run("host", "show", "kolleges", "production"), 1)
    for url in ("http://example.com", "ftp://127.0.0.1", "nonsense", "https://user@host"):
        ends(desk.run("host", "set", "kolleges", "production", url), 2)
    # As documents print it, with the path that Attest adds itself; and with blanks around it.
    said = ends(desk.run("host", "set", "kolleges", "test", " https://k.example/open-api/achievements/forms\n"), 0).stderr
    assert "https://k.example/open-api\n" in said and "/achievements/forms" in said, said
    equal(desk.run("host", "show", "kolleges", "test").stdout, "https://k.example/open-api\n")
    out = ends(desk.run("send", "--dry-run", "--environment", "test", FORM), 0).stdout
    assert out.startswith("POST https://k.example/open-api/achievements/forms\n"), out
    # What is practised with does not leave this machine.
    ends(desk.run("host", "set", "kolleges", "practice", "https://example.com"), 2)
    ends(desk.run("host", "set", "kolleges", "production", "https://api.kolleges.example/"), 0)
    equal(ends(desk.run("host", "show", "kolleges", "production"), 0).stdout.strip(),
          "https://api.kolleges.example")


@test
def queue_pause_remove(desk):
    ends(desk.run("outbox", "pause"), 0)
    ends(desk.run("send", "--queue", CERTIFICATE), 0)
    outbox = json.loads(ends(desk.run("outbox", "--json"), 0).stdout)
    equal(outbox["paused"], True)
    equal([r["state"] for r in outbox["rows"]], ["queued"])
    ends(desk.run("outbox", "remove", outbox["rows"][0]["id"]), 0)
    equal(json.loads(desk.run("outbox", "--json").stdout)["rows"], [])
    equal([r["outcome"] for r in desk.history()], ["taken-out"])
    ends(desk.run("outbox", "resume"), 0)
    equal(json.loads(desk.run("outbox", "--json").stdout)["paused"], False)


@test
def resolve_unknown(desk):
    ends(desk.run("send", "--practice-next", "drop-after", FORM), 5)
    row = json.loads(desk.run("outbox", "--json").stdout)["rows"][0]
    equal(row["state"], "unknown")
    ends(desk.run("outbox", "resolve", row["id"], "perhaps"), 2)
    ends(desk.run("outbox", "resolve", row["id"], "found", "--note", "seen in the list"), 0)
    equal([r["outcome"] for r in desk.history()], ["accepted"])
    assert "seen in the list" in desk.run("history", "show", row["id"]).stdout


@test
def look_on_the_server(desk):
    ends(desk.run("send", "--practice-next", "drop-after", FORM), 5)
    row = json.loads(desk.run("outbox", "--json").stdout)["rows"][0]
    found = json.loads(ends(desk.run("outbox", "look", row["id"], "--json"), 0).stdout)
    equal((found["result"], found["id"]), ("found", "1"))
    equal([(r["outcome"], r["id"] == row["id"]) for r in desk.history()], [("accepted", True)])
    assert "found it in the service" in desk.run("history", "show", row["id"]).stdout
    ends(desk.run("outbox", "look", row["id"]), 1)  # is not in the outbox any more
    ends(desk.run("send", "--practice-next", "drop-before", CERTIFICATE), 5)
    row = json.loads(desk.run("outbox", "--json").stdout)["rows"][0]
    ends(desk.run("outbox", "look", row["id"]), 4)  # CertSearch has no list
    ends(desk.run("outbox", "resolve", row["id"], "absent"), 0)
    ends(desk.run("send", "--practice-next", "drop-before", FORM), 5)
    row = json.loads(desk.run("outbox", "--json").stdout)["rows"][0]
    absent = json.loads(ends(desk.run("outbox", "look", row["id"], "--json"), 1).stdout)
    equal((absent["result"], absent["candidates"]), ("absent", []))
    equal(json.loads(desk.run("outbox", "--json").stdout)["rows"][0]["state"], "unknown")


@test
def practice_alone(desk):
    server = subprocess.Popen([CTL, "practice"], env=desk.env, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True)
    try:
        url = server.stdout.readline().split(": ", 1)[1].strip()
        ends(desk.run("host", "set", "certsearch", "practice", url), 0)
        first = json.loads(ends(desk.run("send", "--json", CERTIFICATE), 0).stdout)[0]
        again = json.loads(ends(desk.run("send", "--json", CERTIFICATE), 0).stdout)[0]
        equal(first["id"], again["id"], "an upload of the same certificate updates it")
        server.stdout.readline()
        server.stdin.write("refuse\n")
        server.stdin.flush()
        server.stdout.readline()
        ends(desk.run("send", CERTIFICATE), 3)
    finally:
        server.send_signal(signal.SIGTERM)
        equal(server.wait(30), 0)
        server.stdin.close()
        server.stdout.close()


@test
def practice_is_for_who_has_its_address(desk):
    server = subprocess.Popen([CTL, "practice"], env=desk.env, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True)
    try:
        urls = [server.stdout.readline().split(": ", 1)[1].strip() for _ in range(2)]
        port, token = re.match("http://127.0.0.1:([0-9]+)/([^/]+)/", urls[0]).groups()
        paths = [url.split(token, 1)[1] for url in urls]
        equal(paths, ["/api/client/v1/mncb/upload-cert", "/open-api/achievements/forms"])
        for path, host, status in ((f"/{token}{paths[1]}", f"127.0.0.1:{port}", 200), (paths[1], None, 403),
                                   (f"/{token}{paths[1]}", "evil.example", 403)):
            connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=30)
            connection.request("GET", path, headers={"Host": host} if host else {})
            equal(connection.getresponse().status, status, path.replace(token, "…"))
            connection.close()
    finally:
        server.terminate()
        server.communicate(timeout=30)


@test
def damaged_practice_file_is_kept(desk):
    folder = os.path.join(desk.env["XDG_DATA_HOME"], "attest")
    ends(desk.run("send", FORM), 0)
    path = os.path.join(folder, "practice.json")
    with open(path, "r+", encoding="utf-8") as file:
        file.truncate(40)
    said = ends(desk.run("send", CERTIFICATE), 0).stderr
    kept = [name for name in os.listdir(folder) if name.startswith("practice.json.damaged-")]
    equal(len(kept), 1)
    assert kept[0] in said, said
    equal(os.path.getsize(os.path.join(folder, kept[0])), 40)
    assert "damaged" not in ends(desk.run("send", CERTIFICATE), 0).stderr


def damage(desk, statement):
    """Changes the data as a failing disk does, whatever rules it has."""
    with contextlib.closing(sqlite3.connect(os.path.join(desk.env["XDG_DATA_HOME"], "attest", "attest.db"))) as db:
        db.execute("PRAGMA ignore_check_constraints = 1")
        db.execute("PRAGMA foreign_keys = 0")
        db.execute(statement)
        db.commit()


def waiting(desk):
    return json.loads(desk.run("outbox", "--json").stdout)["rows"]


@test
def a_row_that_nobody_knows_is_shown(desk):
    ends(desk.run("outbox", "pause"), 0)
    ends(desk.run("send", "--queue", FORM), 0)
    for change in ("service = 'certsearcX'", "created = 9223372036854775807", "not_before = -9223372036854775807",
                   "environment = 'moon'"):
        damage(desk, "UPDATE submissions SET " + change)
        for args in (("outbox",), ("outbox", "--json"), ("history",), ("history", "--json"),
                     ("history", "show", waiting(desk)[0]["id"])):
            ends(desk.run(*args), 0)
    equal(waiting(desk)[0]["service"], "certsearcX")


@test
def private_files(desk):
    ends(desk.run("send", CERTIFICATE), 0)
    folder = os.path.join(desk.env["XDG_DATA_HOME"], "attest")
    equal(os.stat(folder).st_mode & 0o077, 0)
    equal(os.stat(os.path.join(folder, "attest.db")).st_mode & 0o777, 0o600)


class Server(http.server.ThreadingHTTPServer):
    """Answers what it is told to: POSTs with a reply of bytes, GETs with another; None: never. A POST is answered
    once `released` is set, which it is unless a test holds it."""

    def __init__(self, post, get, held=False):
        super().__init__(("127.0.0.1", 0), ServerHandler)
        self.post, self.get, self.asked, self.ended = post, get, threading.Event(), threading.Event()
        self.reached, self.released, self.n_posts = threading.Event(), threading.Event(), 0
        if not held:
            self.released.set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def use(self, desk):
        ends(desk.run("host", "set", "kolleges", "test", f"http://127.0.0.1:{self.server_address[1]}"), 0)
        ends(desk.run("key", "set", "kolleges", "test", stdin=KEY), 0)
        return self


class ServerHandler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.n_posts += 1
        self.server.reached.set()
        self.server.released.wait(60)
        self.wfile.write(self.server.post)

    def do_GET(self):
        self.server.asked.set()
        if self.server.get is None:
            self.server.ended.wait(60)
        else:
            self.wfile.write(self.server.get)

    def log_message(self, *args):
        pass


MADE = b'HTTP/1.1 201 Created\r\n\r\n{"statusCode":201,"message":"Made"}'


@test
def the_id_of_a_new_form(desk):
    """kolleges does not tell it; the list has it."""
    equal(json.loads(desk.run("send", "--json", FORM).stdout)[0]["id"], "1")
    equal(desk.history()[0]["outcome"], "accepted")
    result = ends(desk.run("send", FORM), 0)
    assert "Accepted (2)" in result.stdout, result.stdout
    assert "with the ID 2" in desk.run("history", "show", desk.history()[0]["id"]).stdout


@test
def a_second_form_is_made_only_on_the_users_word(desk):
    """In production, sending a form again makes another one; a certificate is updated."""
    other = desk.write("other.json", {**load(FORM), "name": "Another"})
    send = ("send", "--queue", "--environment", "production", "--yes")
    with desk.keyring():
        ends(desk.run("host", "set", "kolleges", "production", "https://api.kolleges.example/"), 0)
        for service in ("kolleges", "certsearch"):
            ends(desk.run("key", "set", service, "production", stdin=KEY + "\n"), 0)
        ends(desk.run("outbox", "pause"), 0)
        ends(desk.run(*send, CERTIFICATE, FORM), 0)
        ends(desk.run(*send, CERTIFICATE), 0)
        said = ends(desk.run(*send, other, FORM), 4).stderr
        assert f"{FORM}: It is still in the outbox" in said and "--again" in said, said
        rows = json.loads(ends(desk.run(*send, "--json", other, FORM), 4).stdout)
        equal([(row["outcome"], row["submission"]) for row in rows], [("not-sent", None)] * 2)
        equal(len(json.loads(desk.run("outbox", "--json").stdout)["rows"]), 3)
        ends(desk.run(*send, "--again", FORM), 0)
        # Twice in one call is twice as well; a certificate is only updated.
        third = desk.write("third.json", {**load(FORM), "name": "A third"})
        same = desk.write("same.json", [load(third), load(third)])
        for files in ([third, third], [same], [third, same]):
            assert "was given twice" in ends(desk.run(*send, *files), 4).stderr
        equal(len(json.loads(desk.run("outbox", "--json").stdout)["rows"]), 4)
        ends(desk.run(*send, CERTIFICATE, CERTIFICATE), 0)
        ends(desk.run(*send, "--again", third, third), 0)
        for row in json.loads(desk.run("outbox", "--json").stdout)["rows"]:
            ends(desk.run("outbox", "remove", row["id"]), 0)
        ends(desk.run("outbox", "resume"), 0)
    # Where nobody else sees it, it is enough to say so.
    ends(desk.run("send", FORM), 0)
    assert "This exact content was already accepted" in ends(desk.run("send", FORM), 0).stderr


@test
def no_id_is_no_failure(desk):
    with desk.keyring():
        Server(MADE, b"HTTP/1.1 500 No\r\n\r\n").use(desk)
        row = json.loads(ends(desk.run("send", "--json", "--environment", "test", FORM), 0).stdout)[0]
        equal((row["outcome"], row["id"]), ("accepted", None))


@test
def nobody_has_to_wait_for_an_id(desk):
    with desk.keyring():
        server = Server(MADE, None).use(desk)
        child = subprocess.Popen([CTL, "send", "--environment", "test", FORM], env=desk.env, text=True,
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert server.asked.wait(30)
        child.send_signal(signal.SIGINT)
        output = child.communicate(timeout=8)[0]
        server.ended.set()
        equal(child.returncode, 0)
        assert "Accepted: Made" in output, output


def start(desk, *args, **more):
    """Whoever runs the tests may ignore SIGHUP (nohup), which is inherited."""
    return subprocess.Popen([CTL, *args], env={**desk.env, **more}, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL))


def read_until(stream, words):
    said = ""
    while words not in said:
        line = stream.readline()
        assert line, f"{words!r} was never said, but {said!r}"
        said += line
    return said


@test
def what_is_on_its_way_is_waited_for(desk):
    """Ctrl+C and what ends programs end nothing that has left; what came back is told."""
    refused = b'HTTP/1.1 400 No\r\n\r\n{"statusCode":400,"message":"No"}'
    with desk.keyring():
        for number, reply, code, outcome in ((signal.SIGINT, MADE, 0, "accepted"),
                                             (signal.SIGTERM, refused, 3, "refused"),
                                             (signal.SIGHUP, MADE, 0, "accepted"),
                                             (signal.SIGTERM, b"", 5, "unknown")):
            server = Server(reply, b"HTTP/1.1 500 No\r\n\r\n", held=True).use(desk)
            child = start(desk, "send", "--json", "--environment", "test", FORM)
            assert server.reached.wait(30)
            child.send_signal(number)
            read_until(child.stderr, "Waiting for the answer")
            server.released.set()
            output = child.communicate(timeout=60)[0]
            equal(child.returncode, code, outcome)
            result = json.loads(output)[0]
            equal((result["outcome"], server.n_posts), (outcome, 1))
            equal(desk.history()[0]["outcome"], outcome)
            if code == 5:
                ends(desk.run("outbox", "resolve", result["submission"], "absent"), 0)


@test
def a_key_that_is_not_taken_is_tried_once(desk):
    """What is behind the one it was refused for is not sent for the same answer, and the command does not wait."""
    forms = [desk.write(f"{name}.json", {**load(FORM), "name": name}) for name in ("A", "B", "C")]
    with desk.keyring():
        server = Server(b"HTTP/1.1 401 Unauthorized\r\n\r\n", b"").use(desk)
        result = ends(desk.run("send", "--json", "--environment", "test", *forms), 4)
        equal(server.n_posts, 1)
        equal([row["outcome"] for row in json.loads(result.stdout)], ["refused", "queued", "queued"])
        assert "problem with the API key" in result.stderr, result.stderr
        outbox = json.loads(desk.run("outbox", "--json").stdout)
        equal((outbox["paused"], outbox["lacks_key"], len(outbox["rows"])), (False, False, 2))


@test
def who_started_it_may_want_it_to_go_on(desk):
    """With SIGHUP ignored, as nohup does."""
    with desk.keyring():
        server = Server(MADE, b"HTTP/1.1 500 No\r\n\r\n", held=True).use(desk)
        child = subprocess.Popen([CTL, "send", "--json", "--environment", "test", FORM], env=desk.env,
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                 preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        assert server.reached.wait(30)
        child.send_signal(signal.SIGHUP)
        server.released.set()
        output, said = child.communicate(timeout=60)
        equal((child.returncode, json.loads(output)[0]["outcome"], "Stopped" in said), (0, "accepted", False))


@test
def nobody_has_to_wait_for_an_answer(desk):
    with desk.keyring():
        server = Server(MADE, b"", held=True).use(desk)
        child = start(desk, "send", "--json", "--environment", "test", FORM)
        assert server.reached.wait(30)
        child.send_signal(signal.SIGINT)
        read_until(child.stderr, "Waiting for the answer")
        child.send_signal(signal.SIGINT)
        output, said = child.communicate(timeout=60)
        equal((child.returncode, json.loads(output)[0]["outcome"]), (5, "unknown"))
        assert "unknown" in said, said
        server.released.set()
        equal([row["state"] for row in json.loads(desk.run("outbox", "--json").stdout)["rows"]], ["unknown"])


@test
def what_cannot_be_written_down_is_told(desk):
    """The disk has no room for the answer: it is on standard output all the same, and Ctrl+C ends the trying."""
    with desk.keyring():
        server = Server(MADE, b"HTTP/1.1 500 No\r\n\r\n", held=True).use(desk)
        child = start(desk, "send", "--json", "--environment", "test", FORM)
        assert server.reached.wait(30)
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        server.released.set()
        said = read_until(child.stderr, "cannot be saved")
        assert "Accepted" in said, said
        child.send_signal(signal.SIGINT)
        output, said = child.communicate(timeout=100)
        result = json.loads(output)[0]
        equal((child.returncode, result["outcome"], result["status"], result["message"]), (0, "accepted", 201, "Made"))
        assert "could not be saved" in said, said
        equal(server.n_posts, 1)
        equal([row["state"] for row in json.loads(desk.run("outbox", "--json").stdout)["rows"]], ["unknown"])


@test
def removed_means_not_sent(desk):
    """Whoever takes out what is sent in that moment hears of it."""
    with desk.keyring():
        server = Server(MADE, b"HTTP/1.1 500 No\r\n\r\n", held=True).use(desk)
        child = start(desk, "send", "--json", "--environment", "test", FORM)
        assert server.reached.wait(30)
        row = json.loads(desk.run("outbox", "--json").stdout)["rows"][0]
        said = ends(desk.run("outbox", "remove", row["id"]), 1).stderr
        assert "Not removed" in said, said
        server.released.set()
        equal(json.loads(child.communicate(timeout=60)[0])[0]["outcome"], "accepted")
        ends(desk.run("outbox", "remove", row["id"]), 1)
        for _ in range(10):
            child = start(desk, "send", "--json", CERTIFICATE)
            rows = []
            while child.poll() is None and not rows:
                rows = json.loads(desk.run("outbox", "--json").stdout)["rows"]
            removed = rows and desk.run("outbox", "remove", rows[0]["id"]).returncode == 0
            child.communicate(timeout=60)
            equal(desk.history()[0]["outcome"] == "taken-out" or not removed, True)


@test
def that_sending_is_paused_is_told(desk):
    """Before, and while it is waited for; what is resumed elsewhere goes on."""
    ends(desk.run("outbox", "pause"), 0)
    child = start(desk, "send", "--json", FORM)
    read_until(child.stderr, "Sending is paused")
    ends(desk.run("outbox", "resume"), 0)
    equal(json.loads(child.communicate(timeout=60)[0])[0]["outcome"], "accepted")
    ends(desk.run("outbox", "pause"), 0)
    child = start(desk, "send", "--json", CERTIFICATE)
    read_until(child.stderr, "Sending is paused")
    child.send_signal(signal.SIGTERM)
    output = child.communicate(timeout=60)[0]
    equal((child.returncode, json.loads(output)[0]["outcome"]), (4, "queued"))


@test
def a_pause_that_the_service_asks_for_is_told(desk):
    with desk.keyring():
        server = Server(b"HTTP/1.1 429 Slow\r\nRetry-After: 1800\r\n\r\n", b"").use(desk)
        child = start(desk, "send", "--json", "--environment", "test", FORM)
        said = read_until(child.stderr, "asks to wait")
        assert re.search(r"in (30:00|29:[0-9]{2})", said), said
        child.send_signal(signal.SIGINT)
        output, said = child.communicate(timeout=60)
        equal((child.returncode, json.loads(output)[0]["outcome"], server.n_posts), (4, "queued", 1))
        assert "stays in the outbox" in said, said


@contextlib.contextmanager
def silenced(desk):
    """A function from which on the keyring does not answer, to the end of the block."""
    daemon = int(subprocess.run(["gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path",
                                 "/org/freedesktop/DBus", "--method",
                                 "org.freedesktop.DBus.GetConnectionUnixProcessID", "org.freedesktop.secrets"],
                                env=desk.env, capture_output=True, text=True,
                                check=True).stdout.split()[1].rstrip(",)"))
    try:
        yield lambda: os.kill(daemon, signal.SIGSTOP)
    finally:
        os.kill(daemon, signal.SIGCONT)


@test
def a_keyring_that_does_not_answer_is_told(desk):
    with desk.keyring():
        ends(desk.run("key", "set", "kolleges", "test", stdin=KEY), 0)
        with silenced(desk) as fall_silent:
            fall_silent()
            child = start(desk, "key", "status", "kolleges", "test")
            read_until(child.stderr, "Waiting for the keyring")
        equal((child.communicate(timeout=60)[0], child.returncode), ("stored\n", 0))


@test
def a_keyring_that_does_not_answer_a_proxy_is_told(desk):
    """Nothing has left: who stops waiting leaves the record in the outbox, and is not kept waiting."""
    if not proxy.are_known():
        return
    with desk.keyring(), behind_a_proxy(desk) as server, silenced(desk) as fall_silent:
        server.when_asked = fall_silent
        child = start(desk, "send", "--json", "--environment", "test", FORM, **server.env)
        read_until(child.stderr, "Waiting for the keyring")
        child.send_signal(signal.SIGINT)
        output, said = child.communicate(timeout=60)
        equal((child.returncode, json.loads(output)[0]["outcome"], server.n_asked), (4, "queued", 1))
        assert "stays in the outbox" in said, said


@test
def output_that_cannot_be_written_is_an_error(desk):
    row = json.loads(ends(desk.run("send", "--json", FORM), 0).stdout)[0]
    with desk.keyring():
        for args, code in ((("check", FORM), 1), (("check", "--json", FORM), 1), (("check", "--help"), 1), (("--help",), 1),
                           (("--version",), 1), (("drafts", "--json"), 1), (("history",), 1),
                           (("history", "show", row["submission"]), 1), (("outbox", "--json"), 1), (("outbox",), 1),
                           (("host", "show", "kolleges", "test"), 1), (("key", "status", "kolleges", "test"), 1),
                           (("practice",), 1), (("designs", "--refresh"), 1), (("designs", "--json"), 1),
                           (("send", "--dry-run", FORM), 1), (("send", FORM), 5),
                           (("send", "--json", FORM), 5), (("send", "--queue", FORM), 5)):
            with open("/dev/full", "w", encoding="utf-8") as full:
                result = subprocess.run([CTL, *args], env=desk.env, stdin=subprocess.DEVNULL, stdout=full,
                                        stderr=subprocess.PIPE, text=True, timeout=120)
            equal(result.returncode, code, args)
            equal(result.stderr.count("could not be written: No space left on device"), 1, (args, result.stderr))
    # There is no such file: what is opened instead is not written into.
    result = subprocess.run(["sh", "-c", 'exec "$0" "$@" >&-', CTL, "send", "--queue", "--json", FORM], env=desk.env,
                            stderr=subprocess.PIPE, text=True, timeout=120)
    equal(result.returncode, 5, result.stderr)
    assert "could not be written" in result.stderr, result.stderr
    # Nobody reads on: no word about it, and what was to be done is done.
    reader, writer = os.pipe()
    os.close(reader)
    result = subprocess.run([CTL, "send", "--json", FORM], env=desk.env, stdout=writer, stderr=subprocess.PIPE, text=True,
                            timeout=120)
    os.close(writer)
    assert "written" not in result.stderr, result.stderr
    equal(result.returncode, 5)
    equal((len(desk.history()), len(waiting(desk))), (4, 2))


# Moves the cursor, changes the title, asks the terminal to type; the same with one character; turned words.
UNPLAIN = "\x1b[2J\x1b]0;title\x07\x1bP$q\x1b\\ \x9b31m \x7f \b\b \u202eesrever\u2066"


@test
def nothing_plays_with_the_terminal(desk):
    unplain = json.dumps({"statusCode": 400, "message": [UNPLAIN, f"Two\n{FORM}: Accepted (9)"], "error": UNPLAIN})
    raw = (b"HTTP/1.1 400 Bad " + UNPLAIN.encode() + b"\r\nX-A: " + UNPLAIN.encode() + b"\r\n\r\n")
    form = desk.write("form.json", {**load(FORM), "name": "Name " + UNPLAIN})
    outputs = []
    with desk.keyring():
        server = Server(b"", b"").use(desk)
        for body in (unplain.encode(), UNPLAIN.encode(), b"\xff\xfe" + UNPLAIN.encode()):
            server.post = raw + body
            outputs += [desk.run("send", "--environment", "test", path) for path in (FORM, form)]
            outputs.append(desk.run("send", "--json", "--environment", "test", form, FORM))
        outputs += [desk.run("history", "show", row["id"]) for row in desk.history()]
    for command in (("history",), ("history", "--json"), ("outbox",), ("drafts",), ("check", form),
                    ("send", "--dry-run", form), ("send", "--no" + UNPLAIN), ("outbox", "remove", UNPLAIN)):
        outputs.append(desk.run(*command))
    for result in outputs:
        for output in (result.stdout, result.stderr):
            bad = re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", output)
            assert bad is None, (result.args, bad, output)
    said = "".join(result.stdout for result in outputs if "show" not in result.args)
    assert f"\n{FORM}: Accepted" not in said, "a server's words stand like our own"
    assert "Name " + UNPLAIN in {row["record"] for row in desk.history()}, "JSON means what it was"


@test
def designs_by_name(desk):
    """What a service lists is read when asked for, all pages of it, and known without asking afterwards."""
    nothing = json.loads(desk.run("designs", "--json").stdout)
    assert [nothing[kind]["designs"] for kind in ("certificate-designs", "badge-designs")] == [[], []], nothing
    read = desk.run("designs", "--refresh", "--json")
    assert read.returncode == 0, read
    lists = json.loads(read.stdout)
    for kind, sample in (("certificate-designs", "165"), ("badge-designs", "83")):
        ids = [design["id"] for design in lists[kind]["designs"]]
        assert len(ids) > 50 and len(set(ids)) == len(ids) and sample in ids, ids
        assert all(design["name"] for design in lists[kind]["designs"])
    assert json.loads(desk.run("designs", "--json").stdout) == lists
    table = desk.run("designs").stdout
    assert "165" in table and "Open Badge certificate" in table, table
    other = desk.run("designs", "--environment", "test", "--refresh")
    assert other.returncode == 1 and other.stdout == "", "without a key nothing is read"
    assert desk.run("designs", "--environment", "test").returncode == 0
    assert desk.run("designs", "--environment", "moon").returncode == 2


@test
def forms_of_the_service(desk):
    """What the service has is read when asked for, known offline, and begins a draft of its own."""
    empty = json.loads(desk.run("forms", "--json").stdout)["form"]
    assert empty == {"read": None, "records": []} or empty["records"] == [], empty
    with open(FORM) as file:
        name = json.load(file)["name"]
    assert desk.run("send", FORM).returncode == 0
    listed = json.loads(desk.run("forms", "--refresh", "--json").stdout)["form"]
    assert [row["name"] for row in listed["records"]] == [name], listed
    assert listed["records"][0]["known"] in ("id", "name") and listed["read"], listed
    assert json.loads(desk.run("forms", "--json").stdout)["form"] == listed
    assert name in desk.run("forms").stdout
    made = desk.run("forms", "--draft", listed["records"][0]["id"])
    assert made.returncode == 0, made
    drafts = json.loads(desk.run("drafts", "--json").stdout)
    assert made.stdout.strip() in json.dumps(drafts), (made, drafts)
    assert desk.run("forms", "--draft", "none").returncode == 1
    assert desk.run("forms", "--draft", "1", "--json").returncode == 2
    assert desk.run("forms", "--environment", "test", "--refresh").returncode == 1, "without a key nothing is read"


def main():
    print(f"1..{len(TESTS)}")
    failed = 0
    for number, function in enumerate(TESTS, 1):
        root = tempfile.mkdtemp(prefix="attest-cli-")
        name = function.__name__.replace("_", "-")
        try:
            function(Desk(root))
            print(f"ok {number} - {name}", flush=True)
        except Exception:
            failed += 1
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")
            print(f"not ok {number} - {name}", flush=True)
        finally:
            shutil.rmtree(root, ignore_errors=True)
    return 1 if failed else 0


sys.exit(main())
