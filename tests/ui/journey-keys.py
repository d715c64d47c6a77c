#!/usr/bin/python3
# Keys in the Keys window, with a real keyring: added, replaced, removed, and none of it ever shown.
# With "locked" as argument: the keyring is locked for real, and that is what is said.

import json
import os
import re
import signal
import subprocess
import sys

from driver import BUILD, SOURCE, Failure, ctl, environment, journeys, wait
import steps

sys.path.insert(0, os.path.join(SOURCE, "tests", "cli"))
import sentinel  # pylint: disable=wrong-import-position

KEYS = "API Keys"
FIRST, SECOND = "key-4711-first", "key-0815-second"
COLLECTION = "/org/freedesktop/secrets/collection/login"


PLACE = "Test, IAF CertSearch"
ADD = f"Add the Key for {PLACE}"


def open_keys(program):
    program.key("ctrl+k")
    return program.wait_window(KEYS)


def choose(program, item):
    program.tab_to(program.expect("button", f"More for {PLACE}", KEYS, where=lambda node: "focusable" in node.states))
    program.key("space")
    program.press("menu item", item, KEYS)


def give_key(program, key, item=None):
    if item is not None:
        choose(program, item)
    else:
        program.expect("button", ADD, KEYS).act("click")
    wait(lambda: program.active_title() not in (None, KEYS), "the window for the key")
    entry = program.expect(("password", "text", "entry"), "API key")
    program.tab_to(entry)
    program.type(key)
    wait(lambda: entry.read("Text", "CharacterCount") == len(key), "the key to be typed")
    # (GTK gives the text of the field itself to whoever may read the accessibility bus.)
    if key in "\n".join(program.everything().dump()):
        raise Failure("the key can be read from the window")
    program.key("Return")
    wait(lambda: program.active_title() == KEYS, "the key to be taken")


def status():
    return ctl("key", "status", "certsearch", "test", check=False)


def stored():
    """The key in the keyring, as the keyring's own tool finds it."""
    done = subprocess.run(["secret-tool", "search", "--all", "service", "certsearch"], capture_output=True,
                          text=True)
    return re.findall(r"^secret = (.*)$", done.stdout, re.MULTILINE)


def what_stands_around_a_key_is_asked_about(begin):
    program = steps.start(begin)
    open_keys(program)
    program.expect("button", ADD, KEYS).act("click")
    wait(lambda: program.active_title() not in (None, KEYS), "the window for the key")
    entry = program.expect(("password", "text", "entry"), "API key")
    program.tab_to(entry)
    program.type("Bearer " + FIRST)
    wait(lambda: entry.read("Text", "CharacterCount") == len("Bearer " + FIRST), "the key to be typed")
    program.key("Return")
    program.expect_words("not part of the key: Bearer")
    if stored():
        raise Failure("it was stored all the same")
    program.expect("button", "Remove It").act("click")
    wait(lambda: entry.read("Text", "CharacterCount") == len(FIRST), "the rest to be taken off")
    program.key("Return")
    wait(lambda: program.active_title() == KEYS, "the key to be taken")
    wait(lambda: stored() == [FIRST], "the key in the keyring")
    ctl("key", "remove", "certsearch", "test")
    nothing_leaks(program)
    program.key("Escape")
    wait(lambda: program.active_title() == steps.MAIN, "the keys to close")
    program.quit()


def nothing_leaks(program):
    folder = os.environ["HOME"]
    for place, _, names in os.walk(folder):
        if "keyrings" in place:
            continue
        for name in names:
            path = os.path.join(place, name)
            if not os.path.isfile(path):
                continue
            with open(path, "rb") as file:
                content = file.read()
            if FIRST.encode() in content or SECOND.encode() in content:
                raise Failure(f"a key is in {path}")
    if FIRST in program.log() or SECOND in program.log():
        raise Failure("a key is in the log")


def a_key_is_added_replaced_and_removed(begin):
    program = steps.start(begin)
    open_keys(program)
    give_key(program, FIRST)
    program.expect_words("Key stored", KEYS)
    wait(lambda: stored() == [FIRST], "the key in the keyring")
    give_key(program, SECOND, "Replace Key…")
    wait(lambda: stored() == [SECOND], "the second key in place of the first")
    program.expect_words("Key stored", KEYS)

    choose(program, "Remove Key…")
    program.wait_window(re.compile("Remove the Key"))
    program.key("Escape")
    wait(lambda: program.active_title() == KEYS, "the question to close")
    if stored() != [SECOND]:
        raise Failure("Escape removed the key")
    choose(program, "Remove Key…")
    program.wait_window(re.compile("Remove the Key"))
    program.expect("button", "Remove Key").act("click")
    program.expect("button", ADD, KEYS)
    wait(lambda: stored() == [], "the key to be gone from the keyring")
    nothing_leaks(program)
    program.key("Escape")
    wait(lambda: program.active_title() == steps.MAIN, "the keys to close")
    program.quit()


def lock():
    subprocess.run(["gdbus", "call", "--session", "--dest", "org.freedesktop.secrets", "--object-path",
                    "/org/freedesktop/secrets", "--method", "org.freedesktop.Secret.Service.Lock",
                    f"['{COLLECTION}']"], check=True, capture_output=True)


def a_locked_keyring_is_told_apart(begin):
    ctl("key", "set", "certsearch", "test", stdin=FIRST)
    lock()
    program = steps.start(begin)
    open_keys(program)
    program.expect_words("Keyring Locked", KEYS)
    if len(program.find_all("button", "Unlock…", KEYS)) != 1:
        raise Failure("the trouble is not said once")
    if stored():
        raise Failure("the keyring is not locked")
    nothing_leaks(program)
    program.key("Escape")
    wait(lambda: program.active_title() == steps.MAIN, "the keys to close")
    program.quit()


def a_command_says_that_it_waits(begin):
    """For the keyring, which is locked, to be unlocked; Ctrl+C ends that, with the record in the outbox still."""
    ctl("host", "set", "kolleges", "test", "http://127.0.0.1:9")
    command = subprocess.Popen([f"{BUILD}/src/cli/attestctl", "send", "--json", "--environment", "test",
                                os.path.join(SOURCE, "data", "examples", "form.json")], env=environment(), text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while "Waiting for the keyring" not in (line := command.stderr.readline()):
        if not line:
            raise Failure("it does not say that it waits")
    command.send_signal(signal.SIGINT)
    output = command.communicate()[0]
    if (command.returncode, json.loads(output)[0]["outcome"]) != (4, "queued"):
        raise Failure(f"it ended with {command.returncode}: {output}")
    row = json.loads(ctl("outbox", "--json"))["rows"][0]
    ctl("outbox", "remove", row["id"])


def without_a_keyring_a_key_is_for_this_run(begin):
    program = steps.start(begin)
    open_keys(program)
    program.expect_words("No Keyring", KEYS)
    give_key(program, FIRST)
    program.expect_words("Until Attest is closed", KEYS)
    nothing_leaks(program)
    choose(program, "Forget Key")
    program.expect("button", ADD, KEYS)
    program.key("Escape")
    wait(lambda: program.active_title() == steps.MAIN, "the keys to close")
    program.quit()


def it_is_not_in_what_the_program_leaves_when_it_dies(begin):
    sentinel.allow_core()
    os.chdir(os.environ["HOME"])
    program = steps.start(begin)
    open_keys(program)
    give_key(program, sentinel.KEYS["certsearch"])
    program.expect_words("Until Attest is closed", KEYS)
    looked = sentinel.search_memory(program.process, "Until Attest is closed")
    if not looked:
        return "the kernel gives neither a core file nor a look at the memory"
    print(f"# searched {looked}")
    return None


if sys.argv[1:] == ["none"]:
    journeys(without_a_keyring_a_key_is_for_this_run, it_is_not_in_what_the_program_leaves_when_it_dies)
else:
    journeys(a_key_is_added_replaced_and_removed, what_stands_around_a_key_is_asked_about,
             a_locked_keyring_is_told_apart, a_command_says_that_it_waits)
