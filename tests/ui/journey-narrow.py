#!/usr/bin/python3
# Attest on a narrow screen: every window goes down to 360 pixels and nothing stands out of it.

from driver import Failure, journeys, wait
import steps

WIDTH = 360
FRAME = 10 + 6  # the border a window has without a compositor, and a little of the two buttons that GNOME does without


def squeeze(program, xid, what):
    def narrow():
        # As somebody does who pulls at its edge: it may fold on the way and then get narrower still.
        program.run_xdotool("windowsize", xid, str(WIDTH), "640")
        program.settle(xid)
        return program.geometry(xid)[2] <= WIDTH + FRAME
    try:
        wait(narrow, what, 10)
    except Failure:
        raise Failure(f"{what} stays {program.geometry(xid)[2]} pixels wide") from None
    width = program.geometry(xid)[2]
    window = next(node for node in program.everything().children if node.extents[2] and
                  (node.name == program.active_title()))
    out = [str(node) for node in window.walk_shown()
           if node.role in ("button", "toggle button", "text", "combo box", "label")
           and not hidden_by_scrolling(node) and sticks_out(node, width)]
    if out:
        raise Failure(f"stands out of {what}: {out}")


def sticks_out(node, width):
    """Part of it; what lies outside as a whole is a side bar that is put away."""
    left, right = node.extents[0], node.extents[0] + node.extents[2]
    return left < -2 and right > 0 or left < width < right - 2


def hidden_by_scrolling(node):
    return any(above.role in ("scroll pane", "tree table") for above in node.ancestors())


def every_window_is_usable_at_360(begin):
    program = steps.start(begin)
    main = program.active()
    squeeze(program, main, "the first window")
    editor = steps.open_example(program, "certificate")
    squeeze(program, editor, "the editor")
    title = steps.ask_to_send(program)
    squeeze(program, program.active(), "the question before sending")
    steps.confirm(program, title)
    wait(lambda: program.active() == editor, "the editor to have the keyboard again")
    program.expect_words("Accepted")
    squeeze(program, editor, "the editor after sending")
    steps.close(program, editor)
    for number, view in enumerate(steps.VIEWS, 1):
        program.key(f"alt+{number}")
        squeeze(program, main, f"the view {view}")
    for keys, what in (("ctrl+k", "the keys"), ("ctrl+comma", "the preferences")):
        program.key(keys)
        wait(lambda: program.active() not in (None, main), what)
        squeeze(program, program.active(), what)
        program.key("Escape")
        wait(lambda: program.active() == main, f"{what} to close")
    program.quit()


journeys(every_window_is_usable_at_360)
