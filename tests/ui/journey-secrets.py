#!/usr/bin/python3
# A key leaves no trace in the real window: not in any text of any window, not in a file, in what the
# program logs with everything switched on, in a message on the session bus, or in the memory it leaves
# behind when it dies.  Only the keyring has it, and the one line of a request that the server needs.

import os
import re
import subprocess
import sys

from driver import BUILD, SOURCE, Failure, ctl, history, journeys, wait
import steps

sys.path.insert(0, os.path.join(SOURCE, "tests", "cli"))
import sentinel  # pylint: disable=wrong-import-position

HOME = os.environ["HOME"]
KEYS = "API Keys"
APP = "io.github.attest_app.Attest"
CERTIFICATE = os.path.join(SOURCE, "data", "examples", "certificate.json")
# How the server answers, and what becomes of the record.
PLANS = ((400, "echo", "refused"), (401, "php", "refused"), (400, "case", "refused"), (400, "cut", "refused"),
         (400, "nested", "refused"), (403, "base64", "refused"), (302, "html", "unknown"),
         (500, "html", "unknown"), (200, "html", "unknown"), (0, "drop", "unknown"), (201, "good", "accepted"))


class Search:
    """Everything seen is looked through; what was found, where, is told at the end."""

    def __init__(self):
        self.traces, self.n_texts, self.saw_echo = [], 0, False
        self.bus_path = os.path.join(HOME, "heard.bus")
        with open(self.bus_path, "wb") as heard:
            self.monitor = subprocess.Popen(["dbus-monitor", "--session", "--binary"], stdout=heard,
                                            stderr=subprocess.DEVNULL)
        wait(lambda: os.path.getsize(self.bus_path) > 0, "the monitor of the bus")

    def take(self, data, where):
        if isinstance(data, str):
            data = data.encode(errors="replace")
        if found := sentinel.find(data):
            self.traces.append(f"{where}: key of {', '.join(found)}")

    def windows(self, program, where):
        """All that stands in all windows, what is hidden or scrolled away as well."""
        for node in program.everything(hidden=True).walk():
            texts = [node.name, node.description]
            if node.role in ("text", "entry", "password") and node.has("Text"):
                texts.append(node.text)
            self.n_texts += len(texts)
            self.saw_echo = self.saw_echo or any("X-Echo: ****" in text for text in texts)
            for text in texts:
                self.take(text, f"{where}: {node.role}")

    def files(self):
        for folder, _, names in os.walk(HOME):
            for name in names:
                path = os.path.join(folder, name)
                if "/keyrings/" not in path and os.path.isfile(path):
                    with open(path, "rb") as file:
                        self.take(file.read(), path)

    def end(self):
        self.monitor.terminate()
        self.monitor.wait()
        self.files()
        if os.path.getsize(self.bus_path) < 10000 or self.n_texts < 1000:
            raise Failure("hardly anything was searched")
        if not self.saw_echo:
            raise Failure("the headers of a reply were not seen")
        print(f"# searched {self.n_texts} texts of windows, {os.path.getsize(self.bus_path)} bytes from the bus")
        if self.traces:
            raise Failure("\n".join(sorted(set(self.traces))))


def give_key(program, service, name):
    program.expect("button", f"Add the Key for Test, {name}", KEYS).act("click")
    wait(lambda: program.active_title() not in (None, KEYS), "the window for the key")
    entry = program.expect(("password", "text", "entry"), "API key")
    program.tab_to(entry)
    program.type(sentinel.KEYS[service])
    wait(lambda: entry.read("Text", "CharacterCount") == len(sentinel.KEYS[service]), "the key to be typed")
    program.key("Return")
    wait(lambda: program.active_title() == KEYS, "the key to be taken")
    program.expect_gone("button", f"Add the Key for Test, {name}", KEYS)


def give_keys(program):
    program.key("ctrl+k")
    program.wait_window(KEYS)
    for service, name in (("certsearch", "IAF CertSearch"), ("kolleges", "kolleges")):
        give_key(program, service, name)


def close_keys(program):
    program.key("Escape")
    wait(lambda: program.active_title() == steps.MAIN, "the keys to close")


def send_all(program, search, server, plans):
    editor = program.active()
    for status, kind, outcome in plans:
        server.plan = (status, kind)
        question = steps.ask_to_send(program)
        search.windows(program, "the question")
        row = steps.confirm(program, question)
        if row["outcome"] != outcome:
            raise Failure((status, kind, row))
        wait(lambda: program.active() == editor, "the editor to have the keyboard again")
        search.windows(program, f"after {status} {kind}")
        search.take(ctl("history", "show", row["id"]), "attestctl history")
        if outcome == "unknown":
            ctl("outbox", "resolve", row["id"], "absent", "--note", "not there")
            program.expect_words("It can be sent again safely")
    steps.close(program, editor)


def send_a_certificate(search, server):
    server.plan = (422, "echo")
    search.take(ctl("send", "--environment", "test", CERTIFICATE, check=False), "attestctl send")


def read_history(program, search):
    """Each submission with all that is kept of it."""
    steps.show_view(program, "History")
    row = program.expect("list item", re.compile("Refused in Test"), steps.MAIN)
    steps.select_row(program, row)
    program.point(program.expect("label", "Technical Details", steps.MAIN))
    steps.select_row(program, row)
    for _ in range(len(history())):
        search.windows(program, "history")
        program.key("Down")


def read_other_windows(program, search):
    for action in ("about", "preferences", "help"):
        subprocess.run(["gdbus", "call", "--session", "--dest", APP, "--object-path", "/" + APP.replace(".", "/"),
                        "--method", "org.gtk.Actions.Activate", action, "[]", "{}"], check=True,
                       capture_output=True)
        wait(lambda: program.active_title() not in (None, steps.MAIN), f"the window of {action}")
        search.windows(program, action)
        program.key("Escape")
        wait(lambda: program.active_title() == steps.MAIN, f"the window of {action} to close")


def prepare():
    server = sentinel.start_server()
    steps.use_test_environment()
    for service in sentinel.KEYS:
        ctl("host", "set", service, "test", server.url)
    return server


def a_key_leaves_no_trace(begin):
    sentinel.check_finding()
    server = prepare()
    ctl("send", CERTIFICATE)  # to practice, which writes its state down
    search = Search()
    program = steps.start(begin, G_MESSAGES_DEBUG="all", SOUP_DEBUG="3", SECRET_DEBUG="all")
    give_keys(program)
    search.windows(program, "keys")
    close_keys(program)
    steps.open_example(program, "form")
    send_all(program, search, server, PLANS)
    send_a_certificate(search, server)
    read_history(program, search)
    read_other_windows(program, search)
    if set(server.keys) != set(sentinel.KEYS.values()):
        raise Failure("the keys were not used")
    program.quit()
    search.end()


# The password field of GTK empties its memory, libsecret that of the key; what libsoup, GLib, GnuTLS and D-Bus
# made of it is emptied by the program's own free().  So there is no exception: not a piece of a key is in there.
def nor_in_the_memory_of_a_program_that_dies(begin):
    sentinel.allow_core()
    os.chdir(HOME)
    server = prepare()
    program = steps.start(begin)
    give_keys(program)
    close_keys(program)
    steps.show_view(program, "Forms")
    steps.open_row(program, program.expect("row", re.compile("Not published in Test"), steps.MAIN))
    editor = steps.wait_editor(program, "form")
    program.enter("Form name", "Changed")
    for server.plan in ((400, "echo"), (401, "base64")):
        steps.send(program)
        wait(lambda: program.active() == editor, "the editor to have the keyboard again")
    looked = sentinel.search_memory(program.process, server.url)
    if not looked:
        return "the kernel gives neither a core file nor a look at the memory"
    print(f"# searched {looked}")
    return None


journeys(a_key_leaves_no_trace, nor_in_the_memory_of_a_program_that_dies)
