"""A proxy as a network may have it: it asks by whom it is asked, and forbids it then."""
import base64
import glob
import os
import socketserver
import threading

NAME, WRONG = "kim", "not-this-word"


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self.rfile.readline()
            if not line:
                return
            head += line
        self.server.n_asked += 1
        self.server.when_asked()
        token = base64.b64encode(f"{NAME}:{self.server.right}".encode())
        if b"Proxy-Authorization: Basic " + token in head:
            self.server.n_right += 1
            self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        else:
            self.server.n_wrong += b"Proxy-Authorization" in head
            self.wfile.write(b"HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")


class Proxy(socketserver.ThreadingTCPServer):
    """Runs until it is shut down; counts who asked, and with which password."""

    def __init__(self, right):
        super().__init__(("127.0.0.1", 0), Handler)
        self.right, self.n_asked, self.n_right, self.n_wrong = right, 0, 0, 0
        self.when_asked = lambda: None
        self.name = f"127.0.0.1:{self.server_address[1]}"
        # How a program is to be told of it.
        self.env = {"GIO_USE_PROXY_RESOLVER": "libproxy", "https_proxy": "http://" + self.name}
        threading.Thread(target=self.serve_forever, daemon=True).start()


def are_known():
    """Whether the library that knows of proxies is there."""
    return glob.glob(os.path.join(os.environ.get("ATTEST_GIO_MODULES", "/nowhere"), "libgiolibproxy.so"))
