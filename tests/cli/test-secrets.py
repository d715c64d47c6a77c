#!/usr/bin/env python3
"""An API key leaves no trace but in the keyring, whatever happens to what is sent with it.

Sentinel keys go through every outcome, with all of the program's own logging on, a server that sends
the key back in several spellings, and a monitor on the session bus.  Then every file of the home,
every output, every message on the bus, and the core file of a program that died are searched for them:
raw, base64, percent- and JSON-escaped, and in hexadecimal.  Only the keyring's own files and the one
line the server needs are left out.  Usage: test-secrets.py ATTESTCTL EXAMPLES. Prints TAP.
"""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

import sentinel
from sentinel import KEYS, find

CTL, EXAMPLES = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])  # other folders below
CERTIFICATE = os.path.join(EXAMPLES, "certificate.json")
FORM = os.path.join(EXAMPLES, "form.json")
NO_MEMORY = "the kernel gives neither a core file nor a look at the memory"
class Desk:
    def __init__(self, root):
        self.root = root
        self.outputs = []
        self.env = dict(os.environ, HOME=root, LANGUAGE="", LC_ALL="C.UTF-8",
                        G_MESSAGES_DEBUG="all", SOUP_DEBUG="3", SECRET_DEBUG="all")
        for name in ("DATA", "CONFIG", "CACHE", "STATE"):
            self.env[f"XDG_{name}_HOME"] = os.path.join(root, name.lower())
        self.env["XDG_RUNTIME_DIR"] = os.path.join(root, "run")
        os.makedirs(self.env["XDG_RUNTIME_DIR"], 0o700)
        os.makedirs(os.path.join(root, "outputs"))

    def run(self, *args, stdin="", wanted=None, quiet=False):
        env = {key: value for key, value in self.env.items() if not (quiet and "DEBUG" in key)}
        result = subprocess.run([CTL, *args], env=env, input=stdin.encode(), cwd=self.root,
                                capture_output=True, timeout=120)
        self.outputs.append((" ".join(args), result.stdout + result.stderr))
        if wanted is not None and result.returncode != wanted:
            raise AssertionError(f"{args}: exit {result.returncode}, wanted {wanted}\n"
                                 + result.stderr.decode(errors="replace")[-2000:])
        return result

    def start_bus(self):
        """A bus of its own with an unlocked keyring, and somebody who listens to all of it."""
        script = ("printf '\\n' | gnome-keyring-daemon --unlock --components=secrets --daemonize "
                  ">/dev/null 2>&1; echo $DBUS_SESSION_BUS_ADDRESS; read -r end")
        self.bus = subprocess.Popen(["dbus-run-session", "--", "bash", "-c", script], env=self.env,
                                    stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self.bus.stdout.readline().decode().strip()
        self.heard_path = os.path.join(self.root, "outputs", "bus")
        with open(self.heard_path, "wb") as heard:
            self.monitor = subprocess.Popen(["dbus-monitor", "--session", "--binary"], env=self.env,
                                            stdout=heard, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while os.path.getsize(self.heard_path) == 0 and time.monotonic() < until:
            time.sleep(0.02)

    def stop_bus(self):
        self.monitor.terminate()
        self.monitor.wait()
        self.bus.communicate(b"\n", timeout=30)

    def files(self):
        for folder, _, names in os.walk(self.root):
            for name in names:
                path = os.path.join(folder, name)
                if "/keyrings/" not in path and os.path.isfile(path):
                    with open(path, "rb") as file:
                        yield path, file.read()


def outbox(desk):
    return json.loads(desk.run("outbox", "--json", quiet=True).stdout)["rows"]


def run_case(desk, server, file, status, kind, wanted):
    server.plan = (status, kind)
    result = desk.run("send", "--json", "--environment", "test", file, wanted=wanted)
    identifier = re.search(rb'"submission" *: *"([^"]+)"', result.stdout).group(1).decode()
    desk.run("history", "show", identifier)
    for row in outbox(desk):
        if row["state"] == "unknown":
            desk.run("outbox", "resolve", row["id"], "absent", "--note", "not there")
        else:
            desk.run("outbox", "remove", row["id"])


def run_killed(desk, server):
    server.plan = (0, "hang")
    child = subprocess.Popen([CTL, "send", "--environment", "test", FORM], env=desk.env, cwd=desk.root,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert server.reached.wait(30)
    child.send_signal(signal.SIGKILL)
    desk.outputs.append(("killed", child.communicate()[0]))
    server.released.set()
    row = outbox(desk)[0]
    assert row["state"] == "unknown", row
    desk.run("outbox", "resolve", row["id"], "found", "--id", "7")


def run_until_it_dies(desk, server):
    """It still waits for another record after the server had the key, and then dies of a bug.  What memory was
    searched, None if there is none to be had."""
    server.plan, n_before = (429, "echo"), len(server.keys)
    with open(os.path.join(desk.root, "outputs", "died"), "wb") as output:
        child = subprocess.Popen([CTL, "send", "--environment", "test", FORM], env=desk.env, cwd=desk.root,
                                 stdout=output, stderr=output, preexec_fn=sentinel.allow_core)
    wait_for(lambda: len(server.keys) > n_before, "the request")
    wait_for(lambda: outbox(desk)[0]["not_before"], "the reply to be written down")
    looked = sentinel.search_memory(child, server.url)
    desk.run("outbox", "remove", outbox(desk)[0]["id"])
    return looked


def wait_for(look, what):
    until = time.monotonic() + 30
    while not look():
        assert time.monotonic() < until, f"waited in vain for {what}"
        time.sleep(0.02)


def run_scenario(desk, server):
    for service, key in KEYS.items():
        desk.run("host", "set", service, "test", server.url, wanted=0)
        desk.run("key", "set", service, "test", stdin=key + "\n", wanted=0)
        desk.run("key", "status", service, "test", wanted=0)
    desk.run("send", "--dry-run", "--environment", "test", FORM, CERTIFICATE, wanted=0)
    # The pause between two records would make this take as many minutes.
    desk.run("outbox")
    for status, kind, wanted in ((201, "good", 0), (400, "echo", 3), (401, "php", 3), (400, "case", 3),
                                 (400, "cut", 3), (400, "nested", 3), (403, "base64", 3),
                                 (302, "html", 5), (500, "html", 5), (200, "html", 5), (0, "drop", 5)):
        run_case(desk, server, FORM, status, kind, wanted)
    run_case(desk, server, CERTIFICATE, 422, "echo", 3)
    run_killed(desk, server)
    looked = run_until_it_dies(desk, server)
    server.plan = (429, "echo")
    desk.run("send", "--queue", "--environment", "test", FORM)
    desk.run("outbox", "pause")
    desk.run("history", "--json", wanted=0)
    desk.run("history", wanted=0)
    desk.run("host", "set", "kolleges", "test", "http://127.0.0.1:9", wanted=0)
    desk.run("key", "set", "kolleges", "test", stdin=KEYS["kolleges"] + "\n", wanted=0)
    desk.run("outbox", "resume")
    desk.run("send", "--environment", "test", FORM, wanted=4)
    for service in KEYS:
        desk.run("key", "remove", service, "test")
    return looked


def search(desk, server):
    assert set(server.keys) == set(KEYS.values()), "the keys were used"
    n_files = 0
    traces = [f"output of {name}: key of {', '.join(find(data))}" for name, data in desk.outputs if find(data)]
    for path, data in desk.files():
        n_files += 1
        if find(data):
            traces.append(f"{path.removeprefix(desk.root)}: key of {', '.join(find(data))}")
    heard = os.path.getsize(desk.heard_path)
    size = sum(len(data) for _, data in desk.outputs)
    print(f"# searched {n_files} files, {len(desk.outputs)} outputs of {size} bytes, "
          f"{heard} bytes from the bus")
    assert heard > 10000 and size > 10000 and n_files >= 2
    with open(desk.heard_path, "rb") as file:
        assert b"org.freedesktop.Secret" in file.read(), "the bus was heard"
    assert not traces, "\n".join(traces)


def main():
    for program in ("dbus-run-session", "dbus-monitor", "gnome-keyring-daemon"):
        if shutil.which(program) is None:
            print(f"1..0 # SKIP {program} is not installed")
            return 0
    print("1..2")
    root = tempfile.mkdtemp(prefix="attest-secrets-")
    server = sentinel.start_server()
    desk = Desk(root)
    try:
        sentinel.check_finding()
        desk.start_bus()
        try:
            looked = run_scenario(desk, server)
        finally:
            desk.stop_bus()
        search(desk, server)
        print("ok 1 - no trace of a key")
        print("ok 2 - nor in what died" + (f"\n# searched {looked}" if looked else " # SKIP " + NO_MEMORY))
        return 0
    except Exception:
        for line in traceback.format_exc().splitlines():
            print(f"# {line}")
        print("not ok 1 - no trace of a key")
        return 1
    finally:
        shutil.rmtree(root, ignore_errors=True)


sys.exit(main())
