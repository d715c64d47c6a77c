# Drives Attest in its real windows: starts it, finds things by what a screen reader calls them, presses
# real keys, clicks, reads, takes pictures.  To be run on the desktop that build-aux/session makes.
#
# Nothing sleeps for a fixed time: whatever has to come is waited for, with a generous deadline.

import json
import os
import re
import signal
import subprocess
import sys
import time

from gi.repository import GLib

import accessible

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
BUILD = os.path.abspath(os.environ.get("ATTEST_BUILD", os.path.join(SOURCE, "build")))
DEADLINE = 300.0  # s; only ever reached when something is wrong, however busy the machine
WINDOWS = ("frame", "dialog", "window", "alert")
STEP = 0.02  # s between two looks

# What the platform says in a private session, whatever the program does.
NOISE = re.compile("|".join((
    "Unable to acquire session bus", "Unable to acquire the address of the accessibility bus",
    "Theme directory .* of theme", "Could not load a pixbuf from icon theme",
    "Using GtkSettings:gtk-application-prefer-dark-theme",
    # Where nobody shows notifications; the tests of those bring somebody who does.
    "unable to send notifications through",
    # GTK 4.18, of wrapping texts in a grid in the question before sending.
    r"Trying to measure (GtkLabel|GtkGrid|AdwMessageDialog) 0x\w+ for (width|height) of",
    # GTK 4.8, when a text grows by a line while its scroll bar is being drawn.
    "Trying to snapshot GtkGizmo",
    # GTK 4.8, of a key that an input method sees and that closes the window.
    r"gtk_im_context_filter_keypress: assertion",
    # GTK 4.8's own shortcuts window, measuring the lines between keys.
    r"GtkLabel 0x\w+ \(label\) reported min width -\d",
)))


class Failure(AssertionError):
    """What was to be seen was not."""


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=DEADLINE,
                          **options).stdout


def wait(look, what, deadline=DEADLINE):
    """Looks until there is something to see; what it is is said if it never comes."""
    until = time.monotonic() + deadline
    while True:
        began = time.monotonic()
        try:
            found = look()
        except accessible.Gone:
            found = None
        if found:
            return found
        if time.monotonic() > until:
            raise Failure(f"waited {deadline:.0f} s in vain for {what}")
        # To look is work for the program as well: it gets as much time for its own.
        pause(max(STEP, time.monotonic() - began))


def pause(seconds):
    """Lets what comes over the bus come in; not for waiting on the program."""
    context, until = GLib.MainContext.default(), time.monotonic() + seconds
    while True:
        while context.iteration(False):
            pass
        if time.monotonic() >= until:
            return
        time.sleep(0.005)


def environment(**more):
    env = dict(os.environ, GSETTINGS_SCHEMA_DIR=f"{BUILD}/data", ATTEST_LOCALEDIR=f"{BUILD}/po", **more)
    env.pop("G_DEBUG", None)
    env.setdefault("LANGUAGE", "en")
    return env


class Program:
    """One run of Attest."""

    def __init__(self, *arguments, command=None, **env):
        self.bus = accessible.connect()
        self.log_path = os.path.join(os.environ.get("XDG_RUNTIME_DIR", "/tmp"), f"attest-{time.monotonic_ns()}.log")
        self.focused_path = None
        self.watch_focus()
        self.park_pointer()
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen([command or f"{BUILD}/src/attest", *arguments],
                                            env=environment(**env), stdout=log, stderr=log)
        self.tree = wait(self.find_tree, "the program on the accessibility bus")
        wait(self.x_window, "a window")

    def park_pointer(self):
        """The pointer is put where nothing opens under it: a list takes what it lies on for chosen."""
        run("xdotool", "mousemove", "9999", "9999")

    def find_tree(self):
        if self.process.poll() is not None:
            raise Failure(f"the program ended with {self.process.returncode}:\n{self.log()}")
        return accessible.find_program(self.bus, self.process.pid)

    # Where the keyboard is: the program tells when that changes

    def watch_focus(self):
        self.bus.call_sync("org.a11y.atspi.Registry", "/org/a11y/atspi/registry", "org.a11y.atspi.Registry",
                           "RegisterEvent", GLib.Variant("(sass)", ("object:state-changed:focused", [], "")),
                           None, 0, accessible.PATIENCE, None)
        self.bus.signal_subscribe(None, accessible.ATSPI + "Event.Object", "StateChanged", None, "focused", 0,
                                  self.on_focus)

    def on_focus(self, _bus, sender, path, _interface, _signal, parameters):
        if getattr(self, "tree", None) and sender == self.tree.owner and parameters[1] == 1:
            self.focused_path = path

    # Its life

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            return log.read()

    def complaints(self):
        return [line for line in self.log().splitlines()
                if re.search(r"-(WARNING|CRITICAL|ERROR) \*\*|ERROR:|Sanitizer|runtime error", line)
                and not NOISE.search(line)]

    def kill(self):
        """As if the power had failed."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(DEADLINE)

    def quit(self):
        """Closes it as a user does; fails if it complained of anything or ended badly."""
        if self.process.poll() is None:
            self.wait_keyboard()
            self.key("ctrl+q")
        wait(lambda: self.process.poll() is not None, "the program to end")
        self.check_ended()

    def check_ended(self):
        if self.process.wait(DEADLINE) != 0:
            raise Failure(f"the program ended with {self.process.returncode}:\n{self.log()}")
        self.check_quiet()

    def check_quiet(self):
        complaints = self.complaints()
        if complaints:
            raise Failure("the program complained:\n" + "\n".join(complaints))

    # Windows

    def windows(self):
        """Titles by X window, of those that are shown, menus and lists that drop down left out."""
        try:
            ids = run("xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid), "--name", ".+").split()
        except subprocess.CalledProcessError:
            return {}
        found = {}
        for xid in ids:
            try:
                found[xid] = run("xdotool", "getwindowname", xid).rstrip("\n")
            except subprocess.CalledProcessError:
                pass
        return found

    def x_window(self, title=None):
        return next((xid for xid, name in self.windows().items() if fits(title, name)), None)

    def activate(self, title):
        """Brings the window to the front and gives it the keyboard."""
        def has_keyboard():
            if (active := self.active_title()) is not None and fits(title, active):
                return True
            # Asked for again until it is so: the window manager forgets a wish for a window that is just
            # being opened, or while another is being closed.
            if xid := self.x_window(title):
                subprocess.run(["xdotool", "windowactivate", xid], check=False, stderr=subprocess.DEVNULL)
            return False

        wait(has_keyboard, f"the keyboard in the window {show(title)}")
        return self.active()

    def active(self):
        try:
            return run("xdotool", "getactivewindow").strip()
        except subprocess.CalledProcessError:
            return None

    def active_title(self):
        return self.windows().get(self.active())

    def wait_keyboard(self):
        """Waits until one of its windows has the keyboard, which nobody has for a moment after one was closed: the
        window manager calls the next one active before keys go there."""
        wait(lambda: not (windows := self.windows()) or self.active() == self.with_keys() in windows, "the keyboard")

    def with_keys(self):
        try:
            return run("xdotool", "getwindowfocus").strip()
        except subprocess.CalledProcessError:
            return None

    def wait_window(self, title):
        """Waits until the window is there and has the keyboard."""
        wait(lambda: (found := self.active_title()) is not None and fits(title, found), f"the window {show(title)}")
        return wait(lambda: self.window(title), f"the window {show(title)} for screen readers")

    def wait_closed(self, title):
        wait(lambda: not any(fits(title, name) for name in self.windows().values()), f"{show(title)} to close")

    def resize(self, title, width, height):
        xid = self.activate(title)
        run("xdotool", "windowsize", xid, str(width), str(height))
        return xid

    def geometry(self, xid):
        shell = dict(line.split("=") for line in run("xdotool", "getwindowgeometry", "--shell", xid).split())
        return tuple(int(shell[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))

    # Looking

    def everything(self, hidden=False):
        return self.tree.look(hidden=hidden)

    def window(self, title):
        root = self.tree.look(window=lambda child: child.role in WINDOWS and fits(title, child.name))
        return next(iter(root.children), None)

    def find_all(self, role=None, name=None, within=None, where=None, group=None):
        root = self.everything() if within is None else self.window(within)
        roots = [root] if root is not None else []
        if group is not None:
            roots = [found for above in roots for found in above.find_all(("group", "panel"), matcher(group))]
        return [found for above in roots for found in above.find_all(role, matcher(name), where)]

    def find(self, role=None, name=None, within=None, where=None, group=None):
        """The first such object that is shown, None if there is none."""
        return next(iter(self.find_all(role, name, within, where, group)), None)

    def expect(self, role=None, name=None, within=None, where=None, group=None, deadline=DEADLINE):
        what = f"{role or 'something'} {show(name)}"
        what += "".join(f" in {show(place)}" for place in (group, within) if place is not None)
        return wait(lambda: self.find(role, name, within, where, group), what, deadline)

    def expect_gone(self, role=None, name=None, within=None, where=None):
        wait(lambda: not self.find(role, name, within, where), f"{role} {show(name)} to go")

    def expect_words(self, words, within=None, deadline=DEADLINE):
        """Waits until the text (or pattern) stands somewhere."""
        def look():
            root = self.everything() if within is None else self.window(within)
            return root is not None and (words.search(root.words()) if isinstance(words, re.Pattern)
                                         else words in root.words())
        return wait(look, f"the words {show(words)}", deadline)

    # Keys and pointer

    def key(self, *keys):
        run("xdotool", "key", "--clearmodifiers", "--delay", "2", *keys)

    def type(self, text):
        """Real key presses, letter by letter."""
        run("xdotool", "type", "--clearmodifiers", "--delay", "2", "--", text)

    def focused(self):
        pause(0)
        return self.focused_path

    def tab_to(self, node, key="Tab", most=150):
        """Goes there as a keyboard user does."""
        silent = 0
        for _ in range(most):
            if "focused" in node.now():
                return node
            before = self.focused()
            self.key(key)
            try:
                wait(lambda: self.focused() != before, "it to move on", 0.5)  # pylint: disable=W0640
                silent = 0
            except Failure:
                # AdwEntryRow does not tell that it has the keyboard.
                silent += 1
            if silent > 4:
                break
        raise Failure(f"{node} is not reached with {key}, the keyboard is at {self.where()}")

    def where(self):
        return next((node for node in self.everything().walk() if node.path == self.focused_path), None)

    def point(self, node, button=1):
        """Clicks on its middle with the pointer; its window is the active one."""
        x, y, width, height = node.extents
        xid = self.active()
        window = next((above for above in node.ancestors() if above.parent and above.parent.parent is None), node)
        border = max(0, (self.geometry(xid)[2] - window.extents[2]) // 2) if "showing" in window.states else 0
        run("xdotool", "mousemove", "--window", xid, str(border + x + width // 2), str(border + y + height // 2),
            "click", str(button))

    def press(self, role, name, within=None):
        """Presses a button or whatever else has an action."""
        node = self.expect(role, name, within, where=lambda n: "sensitive" in n.states or "enabled" in n.states)
        if node.role in ("check box", "radio button"):
            self.tab_to(node)
            self.key("space")
        elif not node.act("click", "activate", "press"):
            self.point(node)
        return node

    def value(self, name, within=None):
        return self.expect(("text", "entry", "password"), name, within).text

    def wait_text(self, name, text, within=None):
        def look():
            node = self.find(("text", "entry"), name, within)
            return node is not None and node.text == text
        wait(look, f"“{text}” in {show(name)}")

    def enter(self, name, text, within=None, group=None, keyboard=True):
        """Replaces what stands in a field by typing; gets there by keyboard or pointer."""
        node = self.expect(("text", "entry", "password"), name, within, group=group)
        if keyboard:
            self.tab_to(node)
        else:
            self.point(node)
        if node.text:
            self.key("ctrl+a", "Delete")
            wait(lambda: node.text == "", f"{show(name)} to be empty")
        self.type_into(node, text)
        return node

    def type_into(self, node, text):
        """Types at the end.  A keyboard of the X server has no Hangul keys (xdotool's made-up ones come out as
        others now and then), so such letters are put in as an input method does."""
        held = node.text
        for part in re.findall(r"[\x00-\x7f]+|[^\x00-\x7f]+", text):
            if part.isascii():
                self.type(part)
            else:
                node.insert(part, len(held))
                self.key("End")
            held += part
            try:
                wait(lambda: node.text == held, "it to be there")  # pylint: disable=cell-var-from-loop
            except Failure:
                raise Failure(f"typed “{held}” into {node}, it holds “{node.text}”") from None

    # Proof

    def run_xdotool(self, *arguments):
        return run("xdotool", *arguments)

    def settle(self, xid):
        """Waits until the window stands still: two pictures in a row are the same."""
        wait(lambda: frame(xid) == frame(xid), "the window to stand still")

    def picture(self, path, xid=None):
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        run("import", "-window", xid or "root", path)

    def dump(self):
        try:
            return "\n".join(self.everything().dump())
        except accessible.Gone:
            return "(the program does not answer)"


class WaylandProgram(Program):
    """One run of Attest under the Wayland compositor of the session: windows are the compositor's numbers."""

    def park_pointer(self):
        """There is none."""

    def nodes(self):
        """What the compositor has of this program's windows."""
        left, found = [json.loads(run("swaymsg", "-r", "-t", "get_tree"))], []
        while left:
            node = left.pop()
            left += node["nodes"] + node["floating_nodes"]
            if node.get("pid") == self.process.pid:
                found.append(node)
        return found

    def windows(self):
        return {node["id"]: node["name"] for node in self.nodes() if node["name"]}

    def active(self):
        return next((node["id"] for node in self.nodes() if node["focused"]), None)

    def with_keys(self):
        return self.active()

    def activate(self, title):
        def has_keyboard():
            if (active := self.active_title()) is not None and fits(title, active):
                return True
            if window := self.x_window(title):
                run("swaymsg", f"[con_id={window}]", "focus")
            return False

        wait(has_keyboard, f"the keyboard in the window {show(title)}")
        return self.active()

    def key(self, *keys):
        for key in keys:
            *modifiers, name = key.split("+")
            run("wtype", *(word for modifier in modifiers for word in ("-M", modifier)), "-k", name,
                *(word for modifier in modifiers for word in ("-m", modifier)))

    def type(self, text):
        run("wtype", "--", text)

    def point(self, node, button=1):
        """With the keyboard, as there is no pointer."""
        self.tab_to(node)
        self.key("Return")

    def picture(self, path, xid=None):
        """None: the compositor tells what stands in its windows, and what the screen reader sees is said anyway."""


def frame(xid):
    """The window's pixels."""
    return subprocess.run(["import", "-window", xid, "rgb:-"], check=True, capture_output=True, timeout=DEADLINE).stdout


def matcher(name):
    if name is None or callable(name):
        return name
    return lambda found: fits(name, found)


def fits(wanted, text):
    if wanted is None:
        return True
    if callable(wanted):
        return wanted(text)
    return bool(wanted.search(text)) if isinstance(wanted, re.Pattern) else wanted == text


def show(name):
    if name is None or callable(name):
        return "of any name" if name is None else "wanted"
    return f"/{name.pattern}/" if isinstance(name, re.Pattern) else f"“{name}”"


def ctl(*arguments, check=True, stdin=None):
    """attestctl on the same data: its standard output."""
    done = subprocess.run([f"{BUILD}/src/cli/attestctl", *arguments], env=environment(), input=stdin,
                          capture_output=True, text=True, timeout=DEADLINE)
    if check and done.returncode != 0:
        raise Failure(f"attestctl {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def history():
    """What left, the latest first, and behind it what waits for its turn."""
    waiting = [{**row, "outcome": row["state"]} for row in json.loads(ctl("outbox", "--json"))["rows"]
               if row["state"] == "queued"]
    return json.loads(ctl("history", "--json") or "[]") + waiting


def journeys(*tests):
    """Runs each as a TAP test; what the window held when one failed is said with it.  What a test returns is why
    it could not be done here."""
    import traceback

    folder = os.environ.get("ATTEST_PICTURES", os.path.join(BUILD, "journeys"))
    failed = 0
    print(f"1..{len(tests)}", flush=True)
    for number, test in enumerate(tests, 1):
        name = test.__name__.replace("_", " ")
        programs = []
        kind = Program if "DISPLAY" in os.environ else WaylandProgram
        try:
            skip = test(lambda *arguments, **env: programs.append(kind(*arguments, **env)) or programs[-1])
            for program in programs:
                program.check_quiet()
            print(f"ok {number} - {name}{f' # SKIP {skip}' if skip else ''}", flush=True)
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f"not ok {number} - {name}", flush=True)
            picture = os.path.join(folder, f"{os.path.basename(sys.argv[0])}-{number}.png")
            lines = traceback.format_exc().splitlines()
            for program in programs[-1:]:
                lines += ["", "Its output:", program.log(), "Its windows:", program.dump()]
                program.picture(picture)
                lines += ["A picture: " + picture]
            print("\n".join("# " + line for part in lines for line in part.splitlines()), flush=True)
        finally:
            for program in programs:
                if program.process.poll() is None:
                    program.kill()
    sys.exit(1 if failed else 0)
