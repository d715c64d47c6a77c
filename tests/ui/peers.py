# What Attest talks to: on a desktop a session manager and what shows notifications, of which Debian has none that
# runs without a screen, so these stand in for them on the private desktop's bus; and the services: a register that
# refuses what it is told to, one that takes forms and lists designs, and one that has pictures.  They do as their documents say and note what they were told.

import http.server
import json
import struct
import threading
import urllib.parse
import zlib

from gi.repository import Gio, GLib

from driver import ctl, wait

MANAGER = """<node><interface name="org.gnome.SessionManager">
  <method name="RegisterClient"><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="o" direction="out"/></method>
  <method name="UnregisterClient"><arg type="o" direction="in"/></method>
  <method name="Inhibit"><arg type="s" direction="in"/><arg type="u" direction="in"/>
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="u" direction="out"/></method>
  <method name="Uninhibit"><arg type="u" direction="in"/></method>
  <method name="IsInhibited"><arg type="u" direction="in"/><arg type="b" direction="out"/></method>
</interface></node>"""
CLIENT = """<node><interface name="org.gnome.SessionManager.ClientPrivate">
  <method name="EndSessionResponse"><arg type="b" direction="in"/><arg type="s" direction="in"/></method>
  <signal name="QueryEndSession"><arg type="u"/></signal>
  <signal name="EndSession"><arg type="u"/></signal>
  <signal name="CancelEndSession"><arg type="u"/></signal>
  <signal name="Stop"/>
</interface></node>"""
FREEDESKTOP = """<node><interface name="org.freedesktop.Notifications">
  <method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
    <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
    <arg type="s" direction="out"/><arg type="s" direction="out"/></method>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>"""
GTK = """<node><interface name="org.gtk.Notifications">
  <method name="AddNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="a{sv}" direction="in"/></method>
  <method name="RemoveNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/></method>
</interface></node>"""


APPLICATION = "io.github.attest_app.Attest"


def activate_action(action, target=None):
    """What a desktop does for the program's own entries in its menus and notifications."""
    Gio.bus_get_sync(Gio.BusType.SESSION, None).call_sync(
        APPLICATION, "/" + APPLICATION.replace(".", "/"), "org.freedesktop.Application", "ActivateAction",
        GLib.Variant("(sava{sv})", (action, [] if target is None else [GLib.Variant("s", target)], {})), None,
        Gio.DBusCallFlags.NONE, 10000, None)


class Peer:
    """Owns a name on the session's bus, from the moment it is made."""

    def __init__(self, name):
        # A connection of its own: ending it is as if the peer had gone.
        self.bus = Gio.DBusConnection.new_for_address_sync(
            Gio.dbus_address_get_for_bus_sync(Gio.BusType.SESSION, None),
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.name, self.owned = name, False
        Gio.bus_own_name_on_connection(self.bus, name, Gio.BusNameOwnerFlags.NONE, self.on_owned, None)

    def on_owned(self, _bus, _name):
        self.owned = True

    def publish(self, path, xml):
        interface = Gio.DBusNodeInfo.new_for_xml(xml).interfaces[0]
        self.bus.register_object(path, interface, self.on_call, None, None)

    def ready(self):
        wait(lambda: self.owned, f"the name {self.name}")
        return self

    def on_call(self, _bus, _sender, path, _interface, method, parameters, invocation):
        answer = getattr(self, method)(path, *parameters.unpack())
        invocation.return_value(answer)

    def emit(self, path, interface, signal, parameters):
        self.bus.emit_signal(None, path, interface, signal, parameters)
        self.bus.flush_sync(None)

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.bus.close_sync(None)


class SessionManager(Peer):
    """GNOME's, as GTK speaks to it."""

    CLIENT_PATH = "/org/gnome/SessionManager/Client1"
    LOGOUT = 1

    def __init__(self):
        super().__init__("org.gnome.SessionManager")
        self.client, self.answers, self.inhibitors, self.reasons = None, [], {}, []
        self.publish("/org/gnome/SessionManager", MANAGER)
        self.publish(self.CLIENT_PATH, CLIENT)
        self.ready()

    # What it is asked

    def RegisterClient(self, _path, name, _startup):
        self.client = name
        return GLib.Variant("(o)", (self.CLIENT_PATH,))

    def UnregisterClient(self, _path, _client):
        self.client = None

    def Inhibit(self, _path, _name, _window, reason, flags):
        cookie = len(self.reasons) + 1
        self.reasons.append(reason)
        self.inhibitors[cookie] = flags
        return GLib.Variant("(u)", (cookie,))

    def Uninhibit(self, _path, cookie):
        del self.inhibitors[cookie]

    def IsInhibited(self, _path, flags):
        return GLib.Variant("(b)", (any(held & flags for held in self.inhibitors.values()),))

    def EndSessionResponse(self, _path, is_ok, reason):
        self.answers.append((is_ok, reason))

    # What a user does

    def tell(self, signal):
        self.emit(self.CLIENT_PATH, "org.gnome.SessionManager.ClientPrivate", signal, GLib.Variant("(u)", (0,)))

    def is_held(self):
        return any(flags & self.LOGOUT for flags in self.inhibitors.values())

    def ask(self):
        """Logging out is asked for; waits for the answer of the program."""
        before = len(self.answers)
        self.tell("QueryEndSession")
        wait(lambda: len(self.answers) > before, "an answer to the session manager")

    def log_out(self):
        """All of it, once nobody objects any more."""
        self.ask()
        wait(lambda: not self.is_held(), "nobody to hold up the session")
        self.tell("EndSession")


class Notifications(Peer):
    """The one of freedesktop.org's specification."""

    PATH = "/org/freedesktop/Notifications"

    def __init__(self):
        super().__init__("org.freedesktop.Notifications")
        self.shown, self.told = {}, []
        self.publish(self.PATH, FREEDESKTOP)
        self.ready()

    def Notify(self, _path, _name, replaces, _icon, title, body, actions, hints, _timeout):
        number = replaces or len(self.told) + 1
        self.shown[number] = {"title": title, "body": body, "actions": actions[::2], "urgency": hints.get("urgency")}
        self.told.append(self.shown[number])
        return GLib.Variant("(u)", (number,))

    def CloseNotification(self, _path, number):
        self.shown.pop(number, None)

    def GetCapabilities(self, _path):
        return GLib.Variant("(as)", (["actions", "body"],))

    def GetServerInformation(self, _path):
        return GLib.Variant("(ssss)", ("peers", "tests", "1", "1.2"))

    def expect(self, title):
        """Waits until one of that title is shown; what it says."""
        return wait(lambda: next((note for note in self.shown.values() if note["title"] == title), None),
                    f"a notification “{title}”, not {self.told}")

    def press(self, note):
        """Clicks on it."""
        number = next(number for number, shown in self.shown.items() if shown is note)
        self.emit(self.PATH, self.name, "ActionInvoked", GLib.Variant("(us)", (number, "default")))


class GtkNotifications(Peer):
    """GNOME Shell's, which calls the application by its name on the bus."""

    def __init__(self):
        super().__init__("org.gtk.Notifications")
        self.shown, self.told = {}, []
        self.publish("/org/gtk/Notifications", GTK)
        self.ready()

    def AddNotification(self, _path, application, number, note):
        self.shown[application, number] = note
        self.told.append(note)

    def RemoveNotification(self, _path, application, number):
        self.shown.pop((application, number), None)

    expect = Notifications.expect

    def press(self, note):
        activate_action(note["default-action"].removeprefix("app."), note.get("default-action-target"))


class Register(http.server.ThreadingHTTPServer):
    """Takes certificates as IAF CertSearch does, from the moment it is made: refuses those in one field of which
    stands one of the texts that are wrong there, in its own words, and keeps what it was sent."""

    def __init__(self, field, wrong, words):
        super().__init__(("127.0.0.1", 0), RegisterHandler)
        self.field, self.wrong, self.words = field, wrong, words
        self.bodies, self.may_answer = [], threading.Event()
        self.may_answer.set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def leave(self):
        """Nobody is there any more."""
        self.shutdown()
        self.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, body):
        if body[self.field] in self.wrong:
            return 422, {"error": True, "errors": {"code": "validation_error", "message": {self.field: self.words}}}
        return 200, {"data": True, "company_certifications_id": f"id-{body['certificate_number']}"}


class Forms(Register):
    """Takes certificate forms as kolleges does, and is its test environment; before each answer something is done.
    Lists designs, a few a page, and notes which were asked for."""

    A_PAGE = 3
    LISTS = {"/certificate-designs": "certificateDesigns", "/badge-designs": "badgeDesigns"}

    def __init__(self, before_answer=lambda: None, designs=None):
        super().__init__(None, (), None)
        self.before_answer, self.designs, self.asked = before_answer, designs or {}, []
        ctl("host", "set", "kolleges", "test", self.url)
        ctl("key", "set", "kolleges", "test", stdin="a-key-of-no-interest")

    def answer(self, body):
        self.before_answer()
        return 201, {"statusCode": 201, "message": "created", "achievement": {"id": len(self.bodies)}}

    def answer_get(self, target, _headers):
        url = urllib.parse.urlsplit(target)
        page = int(urllib.parse.parse_qs(url.query).get("page", "1")[0])
        self.asked.append((url.path, page))
        designs = self.designs.get(url.path, [])
        key = self.LISTS[url.path]
        if not designs:
            return 404, {"statusCode": 404, "error": key[0].upper() + key[1:] + "NotFound", "message": "none"}
        return 200, {"statusCode": 200, "message": "listed", key: designs[(page - 1) * self.A_PAGE:page * self.A_PAGE],
                     "totalPages": -(-len(designs) // self.A_PAGE)}


class Pictures(Register):
    """Has one picture, wherever it is asked for it, and notes what it was told of whoever asks."""

    def __init__(self):
        super().__init__(None, (), None)
        self.told = []

    def answer_get(self, _target, headers):
        self.told.append(headers)
        return 200, make_png(bytes((28, 113, 216)))


def make_png(colour, size=48):
    """Of one colour: ISO/IEC 15948."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"".join((b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)),
                     chunk(b"IDAT", zlib.compress((b"\0" + colour * size) * size)), chunk(b"IEND", b"")))


class RegisterHandler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.bodies.append(body)
        self.server.may_answer.wait(60)
        self.reply(*self.server.answer(body))

    def do_GET(self):
        self.reply(*self.server.answer_get(self.path, dict(self.headers)))

    def reply(self, status, what):
        is_picture = isinstance(what, bytes)
        data = what if is_picture else json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "image/png" if is_picture else "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments):
        pass
