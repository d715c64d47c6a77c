# What a screen reader sees of a program, asked for over D-Bus: a tree of objects with role, name,
# state and text.  Most of it the program tells of all objects in one answer; the calls of a whole level
# of the tree are under way at once, so that a window is read in a fraction of a second.  Nothing is kept
# from one look to the next, so that nothing read is ever out of date.
#
# Only Gio is used: libatspi keeps a cache that GTK 4.8 does not always bring up to date.

import re
import typing

from gi.repository import Gio, GLib

ATSPI = "org.a11y.atspi."
CLASS_NAME = re.compile("(Gtk|Adw|Attest)[A-Z][A-Za-z]+")
APPLICATION = 75  # its role
PATIENCE = 120000  # ms for one answer: a busy machine, not a hanging program

# The roles and states of the accessibility bus that Attest's widgets have: AtspiRole, AtspiStateType.
ROLES = {
    2: "alert", 5: "calendar", 7: "check box", 8: "check menu item", 11: "combo box", 16: "dialog", 20: "filler",
    23: "frame", 26: "image", 27: "image", 29: "label", 31: "list", 32: "list item", 33: "menu", 34: "menu bar",
    35: "menu item", 37: "tab", 38: "tab list", 39: "panel", 40: "password", 41: "menu", 42: "progress bar",
    43: "button", 44: "radio button", 45: "radio menu item", 47: "row header", 48: "scroll bar", 49: "scroll pane",
    50: "separator", 51: "slider", 52: "spin button", 54: "status", 55: "table", 56: "cell", 57: "column header",
    58: "row header", 61: "text", 62: "toggle button", 63: "tool bar", 64: "tool tip", 65: "tree", 66: "tree table",
    67: "unknown", 69: "window", 75: "application", 79: "entry", 81: "caption", 83: "heading", 85: "section",
    87: "form", 88: "link", 90: "row", 91: "tree item", 98: "list box", 99: "group", 100: "image map",
    101: "notification", 102: "info bar", 110: "landmark", 111: "log", 129: "menu button",
}
STATES = {
    0: "invalid", 1: "active", 4: "checked", 5: "collapsed", 7: "editable", 8: "enabled", 9: "expandable", 10: "expanded",
    11: "focusable", 12: "focused", 16: "modal", 20: "pressed", 23: "selected", 24: "sensitive", 25: "showing",
    30: "visible", 33: "required", 36: "invalid entry", 41: "checkable", 42: "has popup", 43: "read only",
}


class Gone(Exception):
    """The object, or the program, is not there any more."""


class Accessible:
    """One object.  What snapshot() read is kept in it; the methods that do something ask anew."""

    def __init__(self, tree, path):
        self.tree, self.path = tree, path
        self.parent, self.children = None, []
        self.role, self.name, self.description = "unknown", "", ""
        self.states, self.extents, self.showing = frozenset(), (0, 0, 0, 0), True

    def __repr__(self):
        return f"{self.role} “{self.name}”"

    def call(self, interface, method, signature=None, *arguments):
        parameters = GLib.Variant(signature, arguments) if signature else None
        return self.tree.call(self.path, ATSPI + interface, method, parameters)

    def read(self, interface, name):
        return self.tree.call(self.path, "org.freedesktop.DBus.Properties", "Get",
                              GLib.Variant("(ss)", (ATSPI + interface, name)))[0]

    def now(self):
        """The states as they are at this moment."""
        return states_of(self.call("Accessible", "GetState")[0])

    def has(self, interface):
        return ATSPI + interface in self.call("Accessible", "GetInterfaces")[0]

    # What it holds

    @property
    def text(self):
        count = self.read("Text", "CharacterCount")
        return self.call("Text", "GetText", "(ii)", 0, count)[0]

    @property
    def value(self):
        return self.read("Value", "CurrentValue")

    def relations(self, kind):
        """The paths of those it is related to: labelled by 2, described by 18, error message 21"""
        return [path for number, targets in self.call("Accessible", "GetRelationSet")[0]
                for _, path in targets if number == kind]

    # What can be done with it

    def actions(self):
        if not self.has("Action"):
            return []
        count = self.read("Action", "NActions")
        return [self.call("Action", "GetName", "(i)", index)[0] for index in range(count)]

    def act(self, *names):
        """The first of the named actions that it has; without a name its first."""
        have = self.actions()
        wanted = [have.index(name) for name in names if name in have] if names else list(range(len(have)))
        return bool(wanted) and self.call("Action", "DoAction", "(i)", wanted[0])[0]

    def insert(self, text, position=0):
        # GTK takes the length for bytes.
        return self.call("EditableText", "InsertText", "(isi)", position, text, len(text.encode()))[0]

    def clear(self):
        return self.call("EditableText", "DeleteText", "(ii)", 0, self.read("Text", "CharacterCount"))[0]

    # Reading

    def take(self, item, answers):
        """Keeps the answers to questions(); the children's names, None if it is gone."""
        if item is None:
            properties, role, states, extents, children = answers
            if None in (properties, role, states, children):
                return None
            item = Item(properties[0].get("Name", ""), role[0], properties[0].get("Description", ""), states[0])
        else:
            extents, children = answers[0], answers[1] if len(answers) > 1 else ([],)
            if None in (extents, children) and item.role != APPLICATION:
                return None
        self.name = once(item.name)
        self.description = item.description
        self.role = ROLES.get(item.role, f"role {item.role}")
        self.states = states_of(item.states)
        self.extents = extents[0] if extents else (0, 0, 0, 0)
        # GTK 4.8 says so of windows only; a widget that is not mapped has no size.
        self.showing = (self.role == "application" or "showing" in self.states
                        or "visible" in self.states and min(self.extents[2:]) > 0)
        return children[0]

    # Walking

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def walk_shown(self):
        if self.showing:
            yield self
            for child in self.children:
                yield from child.walk_shown()

    def ancestors(self):
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    @property
    def named(self):
        """Its name, unless that is only the name of its class, which GTK 4.8 gives what has none."""
        return "" if CLASS_NAME.fullmatch(self.name) else self.name

    @property
    def speaks_for_child(self):
        """Later than GTK 4.8, what opens a menu is a button around the one that is pressed."""
        return self.role == "button" and any(child.role == "toggle button" and child.name == self.name
                                             for child in self.children)

    def matches(self, role=None, name=None):
        roles = (role,) if isinstance(role, str) else role
        # One of several that exclude each other is a check box up to GTK 4.8, a radio button later.
        if "check box" in (roles or ()):
            roles = (*roles, "radio button")
        # What opens a menu is a button up to GTK 4.8, a toggle button later.
        if "button" in (roles or ()):
            if self.speaks_for_child or self.role not in (*roles, "toggle button"):
                return False
        elif roles and self.role not in roles:
            return False
        if name is None:
            return True
        return name(self.name) if callable(name) else self.name == name

    def find_all(self, role=None, name=None, where=None):
        return [node for node in self.walk_shown()
                if node.matches(role, name) and (where is None or where(node))]

    def words(self):
        """All that is written below it, in reading order, each text once in a row."""
        found = []
        for node in self.walk_shown():
            for text in (node.named, node.description):
                if text and found[-1:] != [text]:
                    found.append(text)
        return "\n".join(found)

    def dump(self, level=0):
        states = " ".join(sorted(self.states - {"visible", "showing", "enabled", "sensitive"}))
        about = f" ({self.description})" if self.description else ""
        hidden = "" if self.showing else " hidden"
        lines = [f"{'  ' * level}{self.role} “{self.name}”{about} [{states}]{hidden}"]
        for child in self.children:
            lines += child.dump(level + 1)
        return lines


def once(name):
    """GTK 4.8 says a button's label twice, with its underline and without."""
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    return next((name[place + 1:] for place in spaces if name[:place].replace("_", "") == name[place + 1:]), name)


def states_of(words):
    bits = sum(word << (32 * place) for place, word in enumerate(words))
    return frozenset(name for number, name in STATES.items() if bits >> number & 1)


def overlap(one, other):
    """Whether they lie upon each other and are about as large."""
    (x, y, width, height), (left, top, across, down) = one.extents, other.extents
    shared = max(0, min(x + width, left + across) - max(x, left)) * max(0, min(y + height, top + down) - max(y, top))
    return 2 * shared > max(width * height, across * down)


def from_corner(window):
    """GTK 4.8 counts from the corner inside a window's border, later ones from another; here it is always that."""
    left, top = window.extents[:2]
    if window.parent is None and window.role not in ("frame", "dialog", "window", "alert", "filler"):
        return
    for node in window.walk():
        x, y, width, height = node.extents
        node.extents = (x - left, y - top, width, height)


class Item(typing.NamedTuple):
    """What the program tells of an object together with all others."""
    name: str
    role: int
    description: str
    states: tuple
    may_have_children: bool = True


def questions(node, item):
    """What is to be asked about it, beside what is told of it already, if it is."""
    asked = [(node.path, ATSPI + "Component", "GetExtents", GLib.Variant("(u)", (1,)))]
    if item is None:
        asked[:0] = [(node.path, "org.freedesktop.DBus.Properties", "GetAll",
                      GLib.Variant("(s)", (ATSPI + "Accessible",))),
                     (node.path, ATSPI + "Accessible", "GetRole", None),
                     (node.path, ATSPI + "Accessible", "GetState", None)]
    if item is None or item.may_have_children:
        asked.append((node.path, ATSPI + "Accessible", "GetChildren", None))
    return asked


class Tree:
    """The objects of one program."""

    ROOT = "/org/a11y/atspi/accessible/root"

    def __init__(self, bus, owner):
        self.bus, self.owner = bus, owner

    def ask(self, path, interface, method, parameters=None):
        try:
            return self.bus.call_sync(self.owner, path, interface, method, parameters, None,
                                      Gio.DBusCallFlags.NO_AUTO_START, PATIENCE, None)
        except GLib.Error as error:
            raise Gone(f"{method} on {path}: {error.message}") from None

    def call(self, path, interface, method, parameters=None):
        return self.ask(path, interface, method, parameters).unpack()

    def level(self, requests):
        """Makes all calls at once; the answers in their order, None where there was none."""
        answers, left = [None] * len(requests), len(requests)

        def done(bus, result, index):
            nonlocal left
            left -= 1
            try:
                answers[index] = bus.call_finish(result).unpack()
            except GLib.Error:
                pass

        for index, (path, interface, method, parameters) in enumerate(requests):
            self.bus.call(self.owner, path, interface, method, parameters, None,
                          Gio.DBusCallFlags.NO_AUTO_START, PATIENCE, None, done, index)
        while left:
            GLib.MainContext.default().iteration(True)
        return answers

    def items(self):
        """What the program tells at once, by path; of what nobody asked for yet it says nothing."""
        told = self.ask("/org/a11y/atspi/cache", ATSPI + "Cache", "GetItems").get_child_value(0)
        found = {}
        for index in range(told.n_children()):
            # (name on the bus, path), its program, its parent, place, number of children, interfaces, name, role,
            # description, states: taken apart one by one, since most of it is not wanted.
            part = told.get_child_value(index).get_child_value
            role, states = part(7).get_uint32(), part(9).get_child_value
            found[part(0).get_child_value(1).get_string()] = Item(
                part(6).get_string(), role, part(8).get_string(), (states(0).get_uint32(), states(1).get_uint32()),
                part(4).get_int32() > 0 or role == APPLICATION)
        return found

    def read(self, nodes, items):
        """Reads the nodes; the names of the children of each, None if it is gone."""
        asked = [questions(node, items.get(node.path)) for node in nodes]
        answers = iter(self.level([request for requests in asked for request in requests]))
        return [node.take(items.get(node.path), [next(answers) for _ in requests])
                for node, requests in zip(nodes, asked)]

    def snapshot(self, root=None, hidden=False):
        """Everything below root, as it is now; what is not shown is left out unless asked for."""
        root = Accessible(self, self.ROOT) if root is None else Accessible(self, root.path)
        level, seen, items = [root], {root.path}, self.items()
        while level:
            below = []
            for node, children in zip(level, self.read(level, items)):
                if children is None:
                    if node.parent is None:
                        raise Gone(node.path)
                    node.parent.children.remove(node)
                    continue
                if not (hidden or node.showing):
                    continue
                for owner, path in children:
                    if owner == self.owner and path not in seen:
                        seen.add(path)
                        child = Accessible(self, path)
                        child.parent = node
                        node.children.append(child)
                        below.append(child)
            level = below
        for node in list(root.walk()):
            self.hide_covered(node)
        for window in root.children if root.role == "application" else [root]:
            from_corner(window)
        return root

    def hide_covered(self, node):
        """GTK 4.8 does not tell which page of a stack is the one that is shown: of children that lie upon each
        other, it is the one that is found at some point there."""
        pages = [child for child in node.children if child.showing and child.children]
        pages = [page for page in pages if any(page is not other and overlap(page, other) for other in pages)]
        if len(pages) < 2:
            return
        owners = {below.path: page for page in pages for below in page.walk()}
        x, y, width, height = node.extents
        for fraction in (0.5, 0.3, 0.7, 0.1, 0.9):
            try:
                _, found = node.call("Component", "GetAccessibleAtPoint", "(iiu)",
                                     x + int(width * fraction), y + int(height * fraction), 1)[0]
            except Gone:
                return
            if found in owners:
                for page in pages:
                    page.showing = page is owners[found] or not overlap(page, owners[found])
                return


def connect():
    """The accessibility bus of this session."""
    session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set",
                      GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", True))),
                      None, Gio.DBusCallFlags.NONE, PATIENCE, None)
    address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                Gio.DBusCallFlags.NONE, PATIENCE, None).unpack()[0]
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)


def find_program(bus, pid):
    """The tree of the program with this process id, None if it has none yet."""
    registry = Tree(bus, "org.a11y.atspi.Registry")
    try:
        children = registry.call(Tree.ROOT, ATSPI + "Accessible", "GetChildren")[0]
    except Gone:
        return None
    for owner, _ in children:
        try:
            found = bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                  "GetConnectionUnixProcessID", GLib.Variant("(s)", (owner,)), None,
                                  Gio.DBusCallFlags.NONE, PATIENCE, None).unpack()[0]
        except GLib.Error:
            continue
        if found == pid:
            return Tree(bus, owner)
    return None
