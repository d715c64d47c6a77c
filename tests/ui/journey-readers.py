#!/usr/bin/python3
# What a screen reader is told: nothing that takes the keyboard is without a name, in any view or window.

import re

from driver import Failure, journeys, wait
import sheets
import steps

# Rows and lists that GTK makes by itself are read by what is in them; 4.8 lets nobody name them.
READ_BY_CONTENT = ("row", "list item", "cell", "column header", "filler", "tree item", "scroll pane")
MADE_BY_GTK = ("GtkColumnListView", "GtkListView", "GtkText", "GtkPopoverMenu", "GtkListItemWidget", "GtkModelButton")


def nameless(root):
    found = []
    for node in root.walk_shown():
        if "focusable" not in node.states:
            continue
        if node.named or node.description or node.name in MADE_BY_GTK or node.relations(2):
            continue
        if node.role in READ_BY_CONTENT and (node.words() or node.role == "scroll pane"):
            continue
        # What a drop-down is made of is read with it.
        if any(above.role == "combo box" and above.named for above in node.ancestors()):
            continue
        found.append(" › ".join(str(above) for above in [*reversed(list(node.ancestors())), node]
                                if above.named or above is node))
    return found


def said_twice(root):
    """A description that only repeats the name, with a key behind it perhaps."""
    return [f"{node}: {node.description}" for node in root.walk_shown()
            if node.role != "application" and node.named and node.description.startswith(node.named)
            and re.fullmatch(r"( \([^)]*\))?", node.description[len(node.named):])]


def unsaid(root):
    """What tells how things are, and is called by nothing and holds nothing that is."""
    return [str(node) for node in root.walk_shown()
            if node.role in ("status", "alert") and not node.children and not node.named]


def check(program, what):
    everything = program.everything()
    for found, wrong in ((nameless(everything), "without a name"), (said_twice(everything), "said twice"),
                         (unsaid(everything), "without its words")):
        if found:
            raise Failure(f"{wrong} in {what}:\n" + "\n".join(found))


def dialog(program, keys, what):
    program.activate(steps.MAIN)
    program.key(keys)
    wait(lambda: program.active_title() not in (None, steps.MAIN), what)
    check(program, what)
    program.key("Escape")
    wait(lambda: program.active_title() == steps.MAIN, f"{what} to close")


def everything_has_a_name(begin):
    program = steps.start(begin)
    check(program, "the first window")
    editor = steps.open_example(program, "certificate")
    check(program, "the editor of a certificate")
    program.key("F9")
    check(program, "the editor with its side pane")
    title = steps.ask_to_send(program)
    check(program, "the question before sending")
    steps.confirm(program, title)
    wait(lambda: program.active() == editor, "the editor to have the keyboard again")
    program.expect_words("Accepted")
    check(program, "the editor after sending")
    steps.close(program, editor)
    editor = steps.open_example(program, "form")
    check(program, "the editor of a form")
    steps.close(program, editor)
    for view in steps.VIEWS:
        steps.show_view(program, view)
        check(program, f"the view {view}")
    row = program.expect(("row", "list item"), None, steps.MAIN,
                         where=lambda node: "QEMS-2025-0417" in node.words())
    steps.open_row(program, row)
    program.expect_words("Technical", steps.MAIN)
    check(program, "the history's detail")
    program.key("F10")
    program.expect("menu item", None, steps.MAIN)
    check(program, "the main menu")
    program.key("Escape")
    dialog(program, "ctrl+k", "the keys")
    dialog(program, "ctrl+comma", "the preferences")
    dialog(program, "ctrl+question", "the shortcuts")
    dialog(program, "F1", "the help")
    program.quit()


def what_is_wrong_is_said_with_the_field(begin):
    program = steps.start(begin)
    steps.new_record(program, "certificate")
    program.key("ctrl+Return")
    number = program.expect("text", steps.NUMBER["certificate"], where=lambda node: "focused" in node.states)
    if not number.states & {"invalid", "invalid entry"}:
        raise Failure("the field is not marked as wrong")
    if "Required" not in number.description:
        raise Failure(f"neither what is wrong nor that it is required is said with the field: {number.description}")
    # What is shown in passing is read where the keyboard is, and then what was there is read again.
    if not number.description.startswith("Fix "):
        raise Failure(f"what the window says in passing is not read: {number.description}")
    wait(lambda: program.expect("text", steps.NUMBER["certificate"]).description.startswith("Required"),
         "the field's own description again", 30)
    program.expect_words("Required")
    program.enter(steps.NUMBER["certificate"], "A-1")
    wait(lambda: not number.now() & {"invalid", "invalid entry"}, "the mark to go")
    if program.expect("text", steps.NUMBER["certificate"]).description == number.description:
        raise Failure("what was wrong is still said although all is well")
    program.quit()


def walk(program, key, wanted=None, most=250):
    """Where the keyboard goes, by path: all @wanted places, or once round.

    A place is read while the keyboard may still be on its way to it, so a round may miss one.  A table is one place:
    later versions of GTK come to its first row from above and to its last from below."""
    tables = {node.path: node.parent.path for node in program.everything().walk()
              if node.role == "row" and any(above.role in ("table", "tree table") for above in node.ancestors())}

    def place():
        focused = program.focused()
        return tables.get(focused, focused)

    places, here = [], place()
    for _ in range(most):
        program.key(key)
        here = wait(lambda last=here: place() != last and place(), f"{key} to leave its place", 5)
        if wanted is None and here in places:
            return places
        places.append(here)
        if wanted is not None and not wanted - set(places):
            return places
    # Some places are only there while the keyboard is at another: what explains a field, a line of a list.
    missed = [str(node) for node in program.everything().walk()
              if node.showing and node.path in (wanted or set()) - set(places)]
    if wanted and not missed:
        return places
    raise Failure(f"{key} does not come to {missed}" if wanted else f"{key} never comes round")


def there_and_back(begin):
    """Tab leads everywhere, and Shift+Tab back the same way: nothing keeps the keyboard."""
    program = steps.start(begin)
    steps.show_view(program, "Certificates")
    row = program.expect("row", None, steps.MAIN, where=lambda node: "QEMS-2025-0417" in node.words())
    steps.open_row(program, row)
    editor = steps.wait_editor(program, "certificate")
    names = {node.path: str(node) for node in program.everything().walk()}
    there = walk(program, "Tab")
    if len(there) < 30:
        raise Failure(f"Tab comes to {len(there)} places only: {[names.get(path, path) for path in there]}")
    walk(program, "shift+Tab", wanted=set(there))
    steps.close(program, editor)
    program.quit()


def every_step_of_an_import(begin):
    """All of it has names, and the keyboard comes everywhere and back."""
    rows = [sheets.row(1, sheets.NAMES[0], "유효"), sheets.row(2, sheets.NAMES[1], "보류", "24.3.5"),
            sheets.row(3, sheets.NAMES[2], "정지", standard="ISO9001")]
    title = sheets.TITLE
    program = begin(sheets.ledger(rows))
    program.wait_window(title)
    for step, (role, name) in enumerate((("button", re.compile("^Encoding: ")), (None, "Columns of the Sheet"),
                                         (None, "Issue date"), ("row", re.compile("^KR-Q-101"))), 1):
        program.key(f"alt+{step}")
        program.expect(role, name, title)
        check(program, f"step {step} of an import")
        there = walk(program, "Tab")
        walk(program, "shift+Tab", wanted=set(there))
        if step == 3 and not program.find(None, re.compile("understood$"), title,
                                          where=lambda node: "expandable" in node.states):
            raise Failure("what was understood is not told to be something that can be opened")
    program.key("F8")
    program.expect(("text", "entry"), "Certificate number", title)
    check(program, "a record of an import")
    program.key("alt+o")
    program.expect_words("Row 4", title)
    check(program, "the row of an import's record in the file")
    program.key("F10")
    program.expect("menu item", None, title)
    check(program, "the menu of an import")
    program.key("Escape")
    sheets.close_import(program)
    program.quit()


journeys(everything_has_a_name, every_step_of_an_import, there_and_back, what_is_wrong_is_said_with_the_field)
