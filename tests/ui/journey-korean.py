#!/usr/bin/python3
# Attest in Korean: every window speaks it, and nothing of the English is left over.

import re

from driver import Failure, journeys, wait
import steps

HANGUL = re.compile("[가-힣]")
# Names and wire values, which are the same in every language; and what was typed.
SAME = re.compile(r"Attest|IAF CertSearch|CertSearch|kolleges|JSON|API|[A-Z]{2,5}|https?://\S*|[\d.,:/ ·%+-]*")


def english(root):
    """Names of what can be pressed or filled in that have no Hangul in them."""
    return sorted({node.named for node in root.walk_shown() if node.named
                   and node.role in ("button", "toggle button", "menu item", "column header", "heading")
                   and not HANGUL.search(node.named) and not SAME.fullmatch(node.named)})


def check(program, what):
    root = program.everything()
    left = english(root)
    if left:
        raise Failure(f"English in {what}: {left}")
    if not HANGUL.search(root.words()):
        raise Failure(f"no Korean in {what}")


def every_window_is_in_korean(begin):
    program = begin()
    program.wait_window(steps.MAIN)
    wait(lambda: HANGUL.search(program.everything().words()), "the window in Korean")
    check(program, "the first window")
    for number in (1, 2, 3, 4):
        program.key(f"alt+{number}")
        check(program, f"view {number}")
    program.key("alt+1", "ctrl+n")
    wait(lambda: steps.is_editor(program.active_title() or ""), "an editor")
    program.expect("text", re.compile("인증서"))
    check(program, "the editor")
    program.key("ctrl+Return", "F9")
    program.expect_words("필수")
    check(program, "the problems")
    program.key("ctrl+w")
    wait(lambda: program.active_title() == steps.MAIN, "the editor to close")
    for keys in ("ctrl+k", "ctrl+comma"):
        program.key(keys)
        wait(lambda: steps.is_editor(program.active_title() or ""), f"the window of {keys}")
        check(program, f"the window of {keys}")
        program.key("Escape")
        wait(lambda: program.active_title() == steps.MAIN, f"the window of {keys} to close")
    program.quit()


journeys(every_window_is_in_korean)
