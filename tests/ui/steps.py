# What an administrator does in Attest, a step at a time: the journeys and the tour are made of these.

import contextlib
import os
import re
import sqlite3
import time

from driver import Failure, history, wait

MAIN = "Attest"
EXAMPLES = {"certificate": re.compile("Example Certificate|^Open the Example$"),
            "form": re.compile("Example Form|^Open the Example$")}
VIEWS = ("Certificates", "Forms", "Outbox", "History")
NUMBER = {"certificate": "Certificate number", "form": "Form name"}


def is_editor(title):
    """An editor is called like the record in it, and so anything."""
    return title not in ("", MAIN)


def is_title(node):
    """Of the two that name a view, the one in the header, not the one in the list of views."""
    return not any(above.role in ("list item", "tree table") for above in node.ancestors())


def start(begin, *arguments, **env):
    """Starts the program and waits until its records are there."""
    program = begin(*arguments, **env)
    program.wait_window(MAIN)
    return program


def use_test_environment():
    """For programs that start from now on."""
    path = os.path.join(os.environ["XDG_CONFIG_HOME"], "glib-2.0", "settings", "keyfile")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "a", encoding="utf-8") as file:
        file.write("[io/github/attest_app/Attest]\nenvironment='test'\n")


def show_view(program, name):
    program.activate(MAIN)
    program.key(f"alt+{VIEWS.index(name) + 1}")
    program.expect("label", name, MAIN, where=is_title)


def wait_editor(program, kind):
    """Waits for an editor with its fields; its X window."""
    wait(lambda: is_editor(program.active_title() or ""), "an editor")
    program.expect("text", NUMBER[kind])
    return program.active()


def open_example(program, kind):
    show_view(program, "Forms" if kind == "form" else "Certificates")
    program.press(None, EXAMPLES[kind], MAIN)
    return wait_editor(program, kind)


def new_record(program, kind):
    show_view(program, "Forms" if kind == "form" else "Certificates")
    program.key("ctrl+n")
    return wait_editor(program, kind)


def chooser(program, name, group=None):
    """The button of a drop-down list.  It is called by the field and what is chosen, "Status: Active"."""
    return program.expect("button", re.compile(f"^{re.escape(name)}: "), group=group)


def choose(program, name, choice, group=None):
    """Picks from a drop-down list by its words, with the keyboard."""
    program.tab_to(chooser(program, name, group))
    program.key("space")
    items = wait(lambda: program.find_all("list item", where=in_list), f"the choices of {name}")
    wanted = [index for index, item in enumerate(items) if choice in item.words().split("\n")]
    if not wanted:
        raise Failure(f"{name} does not offer {choice}: {[item.words() for item in items]}")
    wait(lambda: any("focused" in item.now() for item in items), "the keyboard in the list")
    program.key("Home", *["Down"] * wanted[0])
    wait(lambda: "focused" in items[wanted[0]].now(), f"the keyboard at {choice}")
    program.key("Return")
    wait(lambda: chooser(program, name, group).name == f"{name}: {choice}", f"{choice} to be chosen")


def in_list(node):
    """Of the list that a drop-down button opens."""
    return any(above.role == "combo box" for above in node.ancestors())


def ask_to_send(program):
    """Asks for sending from an editor; the title of the question."""
    editor = program.active()
    program.key("ctrl+Return")
    wait(lambda: program.active_title() and program.active() != editor, "the question before sending")
    return program.active_title()


def confirm(program, title):
    """Answers yes; waits until one more attempt stands in the history with its outcome.  A question that is asked
    anew, because what it says has changed, is answered anew."""
    before = known()
    yes = re.compile("^(Send|Upload|Create)")
    program.expect("button", yes, title)

    def answered():
        if button := program.find("button", yes, title):
            button.act("click")
        return finished(before)

    return wait(answered, "the outcome in the history")


def known():
    return {row["id"] for row in history()}


def finished(before):
    """The one that is not of those before, once it has its outcome."""
    return next((row for row in history() if row["id"] not in before
                 and row["outcome"] in ("accepted", "refused", "not-sent", "unknown")), None)


def send(program):
    return confirm(program, ask_to_send(program))


def saved(program):
    """Waits until the window says that all is kept."""
    program.expect_words(re.compile("Saved"))


def close(program, editor):
    """Closes an editor, which may take a moment: it saves first."""
    wait(lambda: program.active() == editor, "the keyboard in the editor")
    program.key("ctrl+w")
    wait(lambda: editor not in program.windows(), "the editor to close")


def select_row(program, row):
    """Chooses a row of a list with the pointer."""
    program.activate(MAIN)
    program.point(row)
    wait(lambda: "selected" in row.now(), "the row to be chosen")


def open_row(program, row):
    """Opens what a row of a list stands for."""
    select_row(program, row)
    program.key("Return")


def undo_until(program, reached, key="ctrl+z", most=40):
    """Presses the key until it is so, as a user does who looks at the window after each."""
    for _ in range(most):
        if reached():
            return
        program.key(key)
        try:
            wait(reached, "it", 0.4)
        except Failure:
            pass
    raise Failure(f"{most} times {key} do not lead there")


def redo_until(program, reached):
    undo_until(program, reached, "ctrl+shift+z")


def database_path():
    return os.path.join(os.environ.get("XDG_DATA_HOME", os.path.expanduser("~/.local/share")), "attest", "attest.db")


@contextlib.contextmanager
def database():
    """The file the program keeps everything in, for what no program would do to it."""
    with contextlib.closing(sqlite3.connect(database_path(), timeout=20, isolation_level=None)) as db:
        yield db


def check_kept(text):
    """Some draft in the file says so."""
    with database() as db:
        if not db.execute("SELECT count(*) FROM drafts WHERE record LIKE ?", (f"%{text}%",)).fetchone()[0]:
            raise Failure(f"“{text}” is not kept")


def picture(program, name):
    """Of the window that has the keyboard, for whoever wants to look at what journeys see."""
    if "ATTEST_PICTURES" in os.environ:
        program.settle(program.active())
        program.picture(os.path.join(os.environ["ATTEST_PICTURES"], f"{name}.png"), program.active())


def set_pause(seconds, environment="practice"):
    """Between two forms; practice has none by itself."""
    with database() as db:
        db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)",
                   (f"pause:kolleges:{environment}", str(seconds)))


def let_one_go():
    """The next one need not wait any longer, as if the pause were over; those behind it wait as before."""
    with database() as db:
        db.execute("DELETE FROM pace")
        # No program does that, so none would look for it: what is told to all of them is a choice.
        db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('a journey goes on', ?)", (str(time.time()),))


def let_all_go():
    set_pause(0)
    let_one_go()
