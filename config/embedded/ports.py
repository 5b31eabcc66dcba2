"""The site's listening sockets. The launcher opens them and web inherits them: nobody takes the port in between,
and visitors who come while web restarts wait instead of being refused."""

import contextlib
import errno
import http.client
import socket
import time

from config.embedded.defaults import EmbeddedError

LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
PATIENCE = 2.0  # Seconds: web of a launcher that was killed still answers its last visitors.


def listen(port: int) -> list[socket.socket]:
    """Sockets on both loopback addresses (the second where the machine has it). Raises EmbeddedError."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return _listen(port)
        except OSError as error:
            if error.errno == errno.EACCES:
                raise EmbeddedError(f"Port {port} needs more rights; choose one above 1023 with --port.") from error
            if error.errno != errno.EADDRINUSE:
                raise EmbeddedError(f"Cannot listen on port {port}: {error.strerror}.") from error
            if time.monotonic() > until:
                raise EmbeddedError(f"Port {port} is taken; choose another with --port.") from error
        time.sleep(0.2)


def answers(port: int) -> bool:
    """Whether the site answers a request, whatever it says."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/")  # Not HEAD: web would warn of a page's body that it leaves out.
        connection.getresponse().read()
        return True
    return False


def _listen(port: int) -> list[socket.socket]:
    with contextlib.ExitStack() as on_error:
        sockets = []
        for family, address in LOOPBACK:
            try:
                listener = on_error.enter_context(socket.socket(family, socket.SOCK_STREAM))
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                listener.bind((address, port))
                listener.listen(128)
            except OSError as error:
                if family == socket.AF_INET6 and error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                    continue  # No IPv6 here.
                raise
            listener.set_inheritable(True)
            sockets.append(listener)
        on_error.pop_all()
        return sockets
