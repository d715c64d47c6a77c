#!/usr/bin/python3
# Attest on a screen of 1024x600 with letters of twice the size: questions scroll, and their answers are in sight; so
# is what is wrong with a field, where the keyboard is brought to it.

import os
import re

from driver import Failure, journeys, wait
import steps

HEIGHT = 600


def answers_are_in_sight(program, title):
    xid = program.active()
    program.settle(xid)
    x, y, width, height = program.geometry(xid)
    if y < 0 or y + height > HEIGHT:
        raise Failure(f"“{title}” is {height} pixels high, at {y}")
    buttons = [node for name in ("^Cancel", "^(Send|Upload)") for node in program.find_all("button", re.compile(name), title)]
    if len(buttons) < 2:
        raise Failure(f"“{title}” has the answers {buttons}")
    for button in buttons:
        if button.extents[1] < 0 or button.extents[1] + button.extents[3] > height:
            raise Failure(f"{button} stands out of “{title}”: {button.extents}, {height}")


def use_large_letters():
    folder = os.path.join(os.environ["XDG_CONFIG_HOME"], "gtk-4.0")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "settings.ini"), "w", encoding="utf-8") as file:
        file.write("[Settings]\ngtk-font-name=Cantarell 22\ngtk-icon-theme-name=Adwaita\ngtk-enable-animations=false\n")


def questions_fit(begin):
    use_large_letters()
    program = steps.start(begin)
    editor = steps.open_example(program, "certificate")
    title = steps.ask_to_send(program)
    answers_are_in_sight(program, title)
    steps.confirm(program, title)
    wait(lambda: program.active() == editor, "the editor to have the keyboard again")
    title = steps.ask_to_send(program)
    answers_are_in_sight(program, title)
    program.key("Escape")
    wait(lambda: program.active() == editor, "the question to go")
    program.quit()


def is_in_sight(program, node):
    """Above the bar at the bottom, below the header; the window stands still."""
    top = program.expect("button", "Undo", where=lambda one: one.extents[3] > 0).extents
    bottom = program.expect("button", re.compile("^Send to")).extents
    y, height = node.now() and node.extents[1], node.extents[3]
    return y >= top[1] + top[3] and y + height <= bottom[1]


def what_is_wrong_is_in_sight(begin):
    program = steps.start(begin)
    steps.new_record(program, "certificate")
    program.key("ctrl+Return")
    program.expect("button", re.compile("^1[0-9] errors"))
    add = program.expect("button", "Add Scheme")
    for _ in range(30):
        if "focused" in add.now():
            break
        before = program.focused()
        program.key("F8")
        wait(lambda: program.focused() != before, "the next problem")  # pylint: disable=W0640
    program.settle(program.active())
    wait(lambda: (message := program.find("label", "Add at least one.")) and is_in_sight(program, message),
         "the message in sight")
    chosen = program.expect("list item", where=lambda node: "selected" in node.states and "Schemes" in node.words())
    wait(lambda: is_in_sight(program, chosen), "the problem chosen among all, in sight")
    program.quit()


journeys(questions_fit, what_is_wrong_is_in_sight)
