#!/usr/bin/env python3
"""An API key leaves no trace but in the keyring, whatever happens to what is sent with it.

Sentinel keys go through every outcome, with all of the program's own logging on, a server that sends
the key back in several spellings, and a monitor on the session bus.  Then every file of the home,
every output and every message on the bus is searched for them: raw, base64, percent- and
JSON-escaped, and in hexadecimal.  Only the keyring's own files and the one line the server needs are
left out.  Usage: test-secrets.py ATTESTCTL EXAMPLES. Prints TAP.
"""
import base64
import http.server
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.parse

CTL, EXAMPLES = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])  # other folders below
CERTIFICATE = os.path.join(EXAMPLES, "certificate.json")
FORM = os.path.join(EXAMPLES, "form.json")
# Characters that every escaping treats in its own way.
KEYS = {"certsearch": 'sentinel-K7q/2"x\\+=%&9', "kolleges": "sentinel-W.Zt4/81~a+b="}


def spellings(key):
    raw = key.encode()
    quoted = json.dumps(key)[1:-1]
    found = {raw, quoted.encode(), quoted.replace("/", "\\/").encode(), raw.hex().encode(),
             urllib.parse.quote(key).encode(), urllib.parse.quote(key, safe="").encode(),
             urllib.parse.quote_plus(key).encode()}
    # In base64 wherever in a longer text it begins: what does not depend on the neighbours.
    for before in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            text = encode(b"\0" * before + raw)
            found.add(text[(before * 8 + 5) // 6:len(text) // 4 * 4 - 4])
    return found


NEEDLES = {name: spellings(key) for name, key in KEYS.items()}


def find(data):
    return sorted({name for name, needles in NEEDLES.items() for needle in needles if needle in data})


class Handler(http.server.BaseHTTPRequestHandler):
    """Does what the server's `plan` says next, and keeps what it was sent."""

    def do_POST(self):
        server = self.server
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        key = self.headers.get("x-http-authorization") or self.headers.get("Authorization", "")
        server.keys.append(key.removeprefix("Bearer "))
        assert not find(body)
        status, kind = server.plan
        if kind == "drop":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if kind == "hang":
            server.reached.set()
            server.released.wait(30)
            return
        key = server.keys[-1]
        reply = {"good": '{"data":true,"company_certifications_id":"1","statusCode":201}',
                 "html": f"<html>{key} {urllib.parse.quote(key, safe='')}</html>",
                 "echo": json.dumps({"statusCode": status, "error": "Bad Request", "errors":
                                     {"code": "x", "message": "Bad key " + key}, "message": key}),
                 "php": json.dumps({"message": "Bad key " + key}).replace("/", "\\/"),
                 "base64": base64.b64encode(key.encode()).decode()}[kind].encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(reply)))
        self.send_header("Content-Type", "application/json")
        self.send_header("Retry-After", "1800")
        self.send_header("X-Echo", key)
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *args):
        pass


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


def run_scenario(desk, server):
    url = f"http://127.0.0.1:{server.server_address[1]}"
    for service, key in KEYS.items():
        desk.run("host", "set", service, "test", url, wanted=0)
        desk.run("key", "set", service, "test", stdin=key + "\n", wanted=0)
        desk.run("key", "status", service, "test", wanted=0)
    desk.run("send", "--dry-run", "--environment", "test", FORM, CERTIFICATE, wanted=0)
    # The pause between two records would make this take as many minutes.
    desk.run("outbox")
    for status, kind, wanted in ((201, "good", 0), (400, "echo", 3), (401, "php", 3), (403, "base64", 3),
                                 (302, "html", 3), (500, "html", 5), (200, "html", 5), (0, "drop", 5)):
        run_case(desk, server, FORM, status, kind, wanted)
    run_case(desk, server, CERTIFICATE, 422, "echo", 3)
    run_killed(desk, server)
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
    print("1..1")
    root = tempfile.mkdtemp(prefix="attest-secrets-")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.keys, server.plan = [], (201, "good")
    server.reached, server.released = threading.Event(), threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    desk = Desk(root)
    try:
        # What finds nothing must be able to find.
        for name, key in KEYS.items():
            for text in (key, json.dumps({"k": "x" + key}), "xy" + urllib.parse.quote(key)):
                assert find(text.encode()) == [name], text
            for before in range(4):
                assert find(base64.b64encode(b"x" * before + key.encode() + b" and more")) == [name]
        desk.start_bus()
        try:
            run_scenario(desk, server)
        finally:
            desk.stop_bus()
        search(desk, server)
        print("ok 1 - no trace of a key")
        return 0
    except Exception:
        for line in traceback.format_exc().splitlines():
            print(f"# {line}")
        print("not ok 1 - no trace of a key")
        return 1
    finally:
        shutil.rmtree(root, ignore_errors=True)


sys.exit(main())
