"""Sentinel keys: made to be found again in whatever spelling they left a trace, a server that tempts
the program to leave one, and the memory of a process as a core file shows it.
"""
import base64
import http.server
import json
import os
import re
import resource
import signal
import socket
import threading
import urllib.parse

# Characters that every escaping treats in its own way.
KEYS = {"certsearch": 'sentinel-K7q/2"x\\+=%&9', "kolleges": "sentinel-W.Zt4/81~a+b="}


def spellings(key):
    raw = key.encode()
    quoted = json.dumps(key)[1:-1]
    nested = json.dumps(quoted.replace("/", "\\/"))[1:-1]  # JSON within JSON
    found = {raw, quoted.encode(), quoted.replace("/", "\\/").encode(), nested.encode(),
             nested.replace("/", "\\/").encode(), raw.hex().encode(), raw.hex().upper().encode(),
             urllib.parse.quote(key).encode(), urllib.parse.quote(key, safe="").encode(),
             urllib.parse.quote_plus(key).encode(), key.encode("utf-16-le")}
    # In base64 wherever in a longer text it begins: what does not depend on the neighbours.
    for before in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            text = encode(b"\0" * before + raw)
            found.add(text[(before * 8 + 5) // 6:len(text) // 4 * 4 - 4])
    return found


NEEDLES = {name: spellings(key) for name, key in KEYS.items()}


# Pieces of the key itself count: a service may cut it, in other letters, and what is left is enough to guess from.
SHORTEST_PIECE = 12
PIECES = {name: {key.lower().encode()[start:start + SHORTEST_PIECE] for start in range(len(key) - SHORTEST_PIECE + 1)}
          for name, key in KEYS.items()}


def find(data):
    lower = data.lower()
    return sorted({name for name in KEYS if any(needle in data for needle in NEEDLES[name])
                   or any(piece in lower for piece in PIECES[name])})


def check_finding():
    """What finds nothing must be able to find."""
    for name, key in KEYS.items():
        for text in (key, json.dumps({"k": "x" + key}), "xy" + urllib.parse.quote(key)):
            assert find(text.encode()) == [name], text
        assert find(key.upper()[:SHORTEST_PIECE].encode()) == [name]
        for before in range(4):
            assert find(base64.b64encode(b"x" * before + key.encode() + b" and more")) == [name]


class Handler(http.server.BaseHTTPRequestHandler):
    """Does what the server's `plan` says next, and keeps what it was sent."""

    def do_POST(self):
        server = self.server
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        key = self.take_key()
        assert not find(body)
        status, kind = server.plan
        if kind == "drop":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if kind == "hang":
            server.reached.set()
            server.released.wait(30)
            return
        reply = {"good": '{"data":true,"company_certifications_id":"1","statusCode":201}',
                 "html": f"<html>{key} {urllib.parse.quote(key, safe='')}</html>",
                 "echo": json.dumps({"statusCode": status, "error": "Bad Request", "errors":
                                     {"code": "x", "message": "Bad key " + key}, "message": key}),
                 "php": json.dumps({"message": "Bad key " + key}).replace("/", "\\/"),
                 "case": json.dumps({"message": f"Bad key {key.upper()} {key.lower()} {key.swapcase()}"}),
                 "cut": json.dumps({"message": f"Bad key {key[:-3]}… …{key[4:]}, {key[3:17]}"}),
                 "nested": json.dumps({"message": json.dumps({"message": key}).replace("/", "\\/")}).replace("/", "\\/"),
                 "base64": base64.b64encode(key.encode()).decode()}[kind].encode()
        self.answer(status, reply, key)

    def do_GET(self):
        """The list of what is stored there: nothing."""
        key = self.take_key()
        self.answer(200, json.dumps({"statusCode": 200, "message": key, "achievements": [],
                                     "totalPages": 1}).encode(), key)

    def take_key(self):
        key = self.headers.get("x-http-authorization") or self.headers.get("Authorization", "")
        self.server.keys.append(key.removeprefix("Bearer "))
        return self.server.keys[-1]

    def answer(self, status, reply, key):
        self.send_response(status)
        self.send_header("Content-Length", str(len(reply)))
        self.send_header("Content-Type", "application/json")
        self.send_header("Retry-After", "1800")
        self.send_header("Location", "/elsewhere?key=" + urllib.parse.quote(key, safe=""))
        self.send_header("X-Echo", key)
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *args):
        pass


def start_server():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.keys, server.plan = [], (201, "good")
    server.reached, server.released = threading.Event(), threading.Event()
    server.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


# What a process leaves behind when it dies.

PAGE = 4096


def find_in_memory(data):
    """Where in the memory a key is, or a piece of it, with what is around it."""
    pages = (data[at:at + PAGE] for at in range(0, len(data), PAGE))
    data = b"".join(page for page in pages if page.count(0) != len(page))
    found = []
    for name, needles in NEEDLES.items():
        raw = KEYS[name].encode()
        pieces = {raw[start:start + SHORTEST_PIECE] for start in range(len(raw) - SHORTEST_PIECE + 1)}
        for needle in (needles - {raw}) | pieces:
            if (at := data.find(needle)) >= 0:
                found.append(f"key of {name} at {at:#x}: {data[max(0, at - 80):at + 80]!r}")
    return found


def allow_core():
    """As `ulimit -c unlimited`, for this process and those it starts."""
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


def read_memory(pid):
    """What would be in a core file: all that can be written to, but for what is marked to be left out; None if
    the kernel lets nobody look."""
    pieces = []
    try:
        with open(f"/proc/{pid}/smaps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
            for line in maps:
                if re.match("[0-9a-f]+-[0-9a-f]+ ", line):
                    first, last, flags = re.match("([0-9a-f]+)-([0-9a-f]+) (....)", line).groups()
                elif line.startswith("VmFlags:") and "w" in flags and "dd" not in line.split():
                    try:
                        memory.seek(int(first, 16))
                        pieces.append(memory.read(int(last, 16) - int(first, 16)))
                    except (OSError, ValueError):
                        pass  # of a device
    except PermissionError:
        return None
    return b"".join(pieces)


def die(process):
    """Has it die of a bug, in a folder of its own; where its core file is, None if the kernel made none there."""
    folder = os.readlink(f"/proc/{process.pid}/cwd")
    before = set(os.listdir(folder))
    process.send_signal(signal.SIGABRT)
    process.wait(120)
    new = [name for name in set(os.listdir(folder)) - before if "core" in name]
    return os.path.join(folder, new[0]) if new else None


def search_memory(process, mark):
    """Looks into the core file of a process, which it is made to leave, or else into its memory; what was looked
    at, None if the kernel gives neither.  The mark has to be in there, for the search to be believed."""
    data, what = read_memory(process.pid), "memory"
    path = die(process)
    if path is not None:
        what = "core file"
        with open(path, "rb") as file:
            data = file.read()
        os.remove(path)
    if data is None:
        return None
    assert mark.encode() in data, f"{mark} is not in the {what}"
    found = find_in_memory(data)
    assert not found, f"in the {what}:\n" + "\n".join(found)
    return f"a {what} of {len(data)} bytes"
