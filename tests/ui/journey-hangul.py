#!/usr/bin/python3
# Hangul typed with a real input method (ibus-hangul): what is being composed is text like any other, for Undo, for what
# is offered, for the search and for a window that is closed in the middle of a syllable.

import contextlib
import os
import re
import shutil
import subprocess

from driver import Failure, journeys, wait
import steps

# The keys are not sent on by the input method itself: to X programs of GTK 4 they would never come back.
SETTINGS = """[org/freedesktop/ibus/engine/hangul]
initial-input-mode='hangul'
use-event-forwarding=false

[org/freedesktop/ibus/general]
preload-engines=['hangul']
"""
WITH_IBUS = {"GTK_IM_MODULE": "ibus"}
# Each key is back from the input method before the next one is looked at: what an entry holds says nothing of keys that
# are still on their way.
IN_STEP = {"IBUS_ENABLE_SYNC_MODE": "1"}


def missing():
    """What this cannot be done without."""
    engine = "/usr/share/ibus/component/hangul.xml"
    if shutil.which("ibus-daemon") is None or not os.path.exists(engine):
        return "ibus-hangul is not installed"
    module = [name for folder, _, names in os.walk("/usr/lib") for name in names
              if name == "libim-ibus.so" and "gtk-4.0" in folder]
    return None if module else "GTK's module for ibus is not installed"


@contextlib.contextmanager
def ibus():
    """The input method runs."""
    path = os.path.join(os.environ["XDG_CONFIG_HOME"], "glib-2.0", "settings", "keyfile")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "a", encoding="utf-8") as file:
        file.write(SETTINGS)
    with open(os.devnull, "wb") as nothing:
        daemon = subprocess.Popen(["ibus-daemon", "--panel", "disable", "--cache", "none"],
                                  stdout=nothing, stderr=nothing)

    def speaks_hangul():
        done = subprocess.run(["ibus", "engine", "hangul"], capture_output=True, check=False)
        return done.returncode == 0

    try:
        wait(speaks_hangul, "the input method")
        yield
    finally:
        daemon.terminate()
        daemon.wait()


def press(program, text, shown, node):
    """Keys of the Korean keyboard one by one; what stands in the entry without the syllable in work is waited for."""
    for key in text:
        program.key(key)
    wait(lambda: node.text == shown, f"“{shown}” in {node}, not “{node.text}”")


def undo_takes_the_syllable_back(program):
    number = program.expect("text", steps.NUMBER["certificate"])
    press(program, "gks", "", number)
    press(program, ["space", "r", "n", "r"], "한 ", number)
    program.key("ctrl+z")  # the syllable first: what was typed before stays
    redo = re.compile("^Redo")
    wait(lambda: "sensitive" in program.expect("button", redo).states, "something to be done again")
    steps.redo_until(program, lambda: number.text == "한 국")


def an_offer_is_taken_in_the_middle_of_a_syllable(program, key):
    country = program.expect("text", "Country")
    program.tab_to(country)
    if country.text:
        program.key("ctrl+a", "BackSpace")
        wait(lambda: country.text == "", "the country to be empty")
    press(program, "gksrnr", "한", country)
    program.key(key)
    wait(lambda: country.text == "Korea, Republic of", f"Korea after {key}, not “{country.text}”")
    wait(lambda: "focused" not in country.now(), f"{key} to go on")


def hangul_in_a_certificate(begin):
    if reason := missing():
        return reason
    with ibus():
        program = steps.start(begin, **WITH_IBUS)
        editor = steps.new_record(program, "certificate")
        undo_takes_the_syllable_back(program)
        an_offer_is_taken_in_the_middle_of_a_syllable(program, "Tab")
        an_offer_is_taken_in_the_middle_of_a_syllable(program, "Return")
        steps.close(program, editor)
        search(program)
        program.quit()
    return None


def a_window_that_is_closed_keeps_what_was_being_composed(begin):
    if reason := missing():
        return reason
    with ibus():
        program = steps.start(begin, **WITH_IBUS, **IN_STEP)
        editor = steps.new_record(program, "certificate")
        program.tab_to(program.expect("text", "Entity name"))
        program.key("d", "o", "f")
        steps.close(program, editor)
        steps.check_kept("앨")
        program.quit()
    return None


def search(program):
    """Typing in the list searches, from the first letter of the first syllable on."""
    program.activate(steps.MAIN)
    program.expect_words("한 국", steps.MAIN)
    program.key("g")
    entry = program.expect("entry", re.compile("Search"), steps.MAIN)
    wait(lambda: "focused" in entry.now(), "the keyboard in the search")
    program.key("k", "s", "space")
    wait(lambda: entry.text == "한 ", f"“한 ” in the search, not “{entry.text}”")
    program.expect_words("한 국", steps.MAIN)


journeys(hangul_in_a_certificate, a_window_that_is_closed_keeps_what_was_being_composed)
