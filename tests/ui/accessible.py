# What a screen reader sees of a program, asked for over D-Bus: a tree of objects with role, name,
# state and text.  Most of it the program tells of all objects in one answer.  Where an object lies, and so
# whether it is shown, has to be asked of each: that is done for those that are wanted, and all such calls are
# under way at once, so that a window is read in a fraction of a second.  Nothing is kept from one look to the
# next, so that nothing read is ever out of date.
#
# Only Gio is used: libatspi keeps a cache that GTK 4.8 does not always bring up to date.

import collections
import re
import typing

from gi.repository import Gio, GLib

ATSPI = "org.a11y.atspi."
CLASS_NAME = re.compile("(Gtk|Adw|Attest)[A-Z][A-Za-z]+")
ROWS = ("row", "list item", "cell", "menu item")  # lie beside each other
NOWHERE = (0, 0, 0, 0)
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
    """One object.  What look() read is kept in it; the methods that do something ask anew."""

    def __init__(self, tree, path, parent=None):
        self.tree, self.path, self.parent, self.children = tree, path, parent, []
        self.role, self.name, self.description, self.states = "unknown", "", "", frozenset()
        self.place = None  # where it lies, None as long as nobody asked
        self.covered = False  # by another page of the same stack
        self.pages_known, self.settled = False, False

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

    def take(self, item):
        self.name = once(item.name)
        self.description = item.description
        self.role = ROLES.get(item.role, f"role {item.role}")
        self.states = states_of(item.states)
        if not self.may_show:
            self.place = NOWHERE

    @property
    def may_show(self):
        """GTK 4.8 says that it is shown of windows only; later ones of everything that is."""
        return self.role == "application" or not self.states.isdisjoint(("showing", "visible"))

    @property
    def showing(self):
        """A widget that is not mapped has no size."""
        self.tree.locate([self])
        return not self.covered and (self.role == "application" or "showing" in self.states or min(self.place[2:]) > 0)

    @property
    def extents(self):
        """From its window's corner: GTK 4.8 counts from the corner inside a border, later ones from another."""
        self.tree.locate([self])
        x, y, width, height = self.place
        left, top = self.window.place[:2] if self.window else (0, 0)
        return (x - left, y - top, width, height)

    @property
    def window(self):
        """The window that it is in; None if not all above it was read."""
        top = self
        while top.parent is not None and top.parent.role != "application":
            top = top.parent
        return top if top.parent is not None else None

    # Walking

    def known(self):
        """All that was read, shown or not."""
        yield self
        for child in self.children:
            yield from child.known()

    def walk(self):
        """All but what is below something that is not shown."""
        self.tree.settle([self])
        yield from self.known()

    def walk_shown(self):
        self.tree.settle([self])
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
        found = self.tree.shown([node for node in self.known() if node.matches(role, name)], self)
        return [node for node in found if where is None or where(node)]

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
    (x, y, width, height), (left, top, across, down) = one.place, other.place
    shared = max(0, min(x + width, left + across) - max(x, left)) * max(0, min(y + height, top + down) - max(y, top))
    return 2 * shared > max(width * height, across * down)


class Item(typing.NamedTuple):
    """What the program tells of an object together with all others."""
    name: str
    role: int
    description: str
    states: tuple
    parent: str = ""
    index: int = 0
    children: int = 0
    is_widget: bool = True


def told_children(items):
    """By path the children of those of which all are told.  Of what nobody asked for yet a program says nothing,
    and a page of a stack stands between the stack and its children, but is no child: then they have to be asked for."""
    below = collections.defaultdict(list)
    for path, item in items.items():
        below[item.parent].append((item.index, path, item.is_widget))
    told = {}
    for path, item in items.items():
        children = sorted(below[path])
        if [index for index, _, _ in children] == list(range(item.children)) and all(real for *_, real in children):
            told[path] = [path for _, path, _ in children]
    return told


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
        """What the program tells at once, by path."""
        told = self.ask("/org/a11y/atspi/cache", ATSPI + "Cache", "GetItems").get_child_value(0)
        found = {}
        for number in range(told.n_children()):
            # (name on the bus, path), its program, its parent, its place among the children, how many it has, interfaces,
            # name, role, description, states: taken apart one by one, since not all is wanted.
            part = told.get_child_value(number).get_child_value
            states = part(9).get_child_value
            found[part(0).get_child_value(1).get_string()] = Item(
                part(6).get_string(), part(7).get_uint32(), part(8).get_string(),
                (states(0).get_uint32(), states(1).get_uint32()), part(2).get_child_value(1).get_string(),
                part(3).get_int32(), part(4).get_int32(), ATSPI + "Component" in part(5).get_strv())
        return found

    def ask_items(self, nodes):
        """Asks each what items() did not tell of it; None for those that are gone."""
        answers = iter(self.level([request for node in nodes for request in (
            (node.path, "org.freedesktop.DBus.Properties", "GetAll", GLib.Variant("(s)", (ATSPI + "Accessible",))),
            (node.path, ATSPI + "Accessible", "GetRole", None),
            (node.path, ATSPI + "Accessible", "GetState", None))]))
        found = []
        for properties, role, states in zip(answers, answers, answers):
            found.append(None if None in (properties, role, states) else
                         Item(properties[0].get("Name", ""), role[0], properties[0].get("Description", ""), states[0]))
        return found

    def look(self, hidden=False, window=None):
        """The whole tree as it is now: all windows, or those for which the function says so.  What is below
        something that is not shown may be left out, unless it is asked for."""
        items = self.items()
        told = told_children(items)
        root = Accessible(self, self.ROOT)
        root.role, root.place = "application", NOWHERE
        level, seen = [root], {root.path}
        while level:
            # Of what is not shown nothing new is asked.
            asked = [node for node in level if node.path not in told]
            if not hidden:
                asked = self.shown(asked, root, pages=False)
            answers = self.level([(node.path, ATSPI + "Accessible", "GetChildren", None) for node in asked])
            if None in answers[:1] and asked[0] is root:
                raise Gone(root.path)
            children = {node.path: [path for owner, path in answer[0] if owner == self.owner]
                        for node, answer in zip(asked, answers) if answer is not None}
            below = []
            for node in level:
                for path in told.get(node.path) or children.get(node.path, []):
                    if path not in seen:
                        seen.add(path)
                        below.append(Accessible(self, path, node))
            unknown = [node for node in below if node.path not in items]
            items.update(zip((node.path for node in unknown), self.ask_items(unknown)))
            level = []
            for node in below:
                if (item := items[node.path]) is None:
                    continue
                node.take(item)
                if node.parent is not root or window is None or window(node):
                    node.parent.children.append(node)
                    level.append(node)
        return root

    # What is shown

    def locate(self, nodes):
        """Asks of those nodes where they lie of which that is not known yet."""
        nodes = [node for node in dict.fromkeys(above for node in nodes for above in (node, node.window))
                 if node is not None and node.place is None]
        answers = self.level([(node.path, ATSPI + "Component", "GetExtents", GLib.Variant("(u)", (1,)))
                              for node in nodes])
        for node, answer in zip(nodes, answers):
            node.place = answer[0] if answer else NOWHERE

    def shown(self, nodes, root, pages=True):
        """Those of the nodes that are shown, as far as that is decided below root; settled, if pages count."""
        chains = {}
        for node in nodes:
            chain = [node, *node.ancestors()]
            chains[node] = chain[:chain.index(root) + 1]
        ways = list(dict.fromkeys(above for chain in chains.values() for above in reversed(chain)))
        self.locate(ways)
        if pages:
            self.find_pages(ways)
        found = [node for node, chain in chains.items() if all(above.showing for above in chain)]
        if pages:
            self.settle(found)
        return found

    def settle(self, nodes):
        """Reads which of what is below the nodes is shown, and drops what is below something that is not."""
        level = [node for node in nodes if not node.settled]
        while level:
            self.locate(level)
            self.find_pages(level)
            for node in level:
                node.settled = True
                if not node.showing:
                    node.children = []
            level = [child for node in level for child in node.children if not child.settled]

    def find_pages(self, nodes):
        """GTK 4.8 does not tell which page of a stack is the one that is shown: of children that lie upon each
        other, it is the one that is found at some point there."""
        could_be = {node: [child for child in node.children if child.children and child.role not in ROWS]
                    for node in nodes if not node.pages_known}
        self.locate([page for pages in could_be.values() if len(pages) > 1 for page in pages])
        for node, pages in could_be.items():
            node.pages_known = True
            if len(pages) < 2:
                continue
            pages = [page for page in pages if page.showing]
            pages = [page for page in pages if any(page is not other and overlap(page, other) for other in pages)]
            if pages and (shown := self.page_at(node, pages)):
                for page in pages:
                    page.covered = page is not shown and overlap(page, shown)

    def page_at(self, node, pages):
        """The page that is found at some point of the node; None if there is none."""
        self.locate([node])
        owners = {below.path: page for page in pages for below in page.known()}
        x, y, width, height = node.place
        for fraction in (0.5, 0.3, 0.7, 0.1, 0.9):
            try:
                _, found = node.call("Component", "GetAccessibleAtPoint", "(iiu)",
                                     x + int(width * fraction), y + int(height * fraction), 1)[0]
            except Gone:
                return None
            if found in owners:
                return owners[found]
        return None


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
