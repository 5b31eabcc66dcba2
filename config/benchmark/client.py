"""A visitor's browser in the fewest instructions, so that what is measured is the site and not us.

One connection, kept open; cookies; forms read from pages. `http.client` took a tenth of the time of a bare page.
"""

import gzip
import re
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from itertools import count
from urllib.parse import urlencode, urlsplit

IDLE_SECONDS = 1.0  # gunicorn closes a connection that says nothing for 2
_HEADER = re.compile(rb"\r\n([A-Za-z-]+): ([^\r]*)")
_INPUT = re.compile(r"<input\b[^>]*>")
_NAMED = re.compile(r'\b(name|value|type)="([^"]*)"')
_addresses = count(1)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        zipped = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if zipped else self.body).decode()

    def fields(self) -> dict[str, str]:
        """The page's hidden fields."""
        inputs = (dict(_NAMED.findall(tag)) for tag in _INPUT.findall(self.text))
        return {each["name"]: unescape(each.get("value", "")) for each in inputs if each.get("type") == "hidden"}


class Unexpected(Exception):
    """An answer that the journey can't go on from."""


class Client:
    """`address`, said as by the proxy in front of the site, is a new one for every visitor: limits see a crowd."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self.port, self.host = port, host
        self.cookies: dict[str, str] = {}
        self.socket: socket.socket | None = None
        self.used_at = 0.0
        self.address = ""
        self.become_new()

    def become_new(self) -> None:
        """The next visitor: another address, no visitor cookie; the form's token goes on."""
        number = next(_addresses)
        self.address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self.cookies.pop("visitor", None)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.ask("GET", path, headers or {})

    def post(self, path: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Answer:
        said = {"Content-Type": "application/x-www-form-urlencoded"} | dict(headers or {})
        return self.ask("POST", path, said, urlencode(fields).encode())

    def follow(self, answer: Answer) -> Answer:
        """GET where a redirect within the same host leads. Raises Unexpected for anything else."""
        if answer.status not in (302, 303):
            raise Unexpected(f"{answer.status} instead of a redirect: {answer.text[:2000]}")
        return self.get(path_of(answer))

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        said = {
            "Host": f"{self.host}:{self.port}",
            "Accept-Encoding": "gzip",
            "X-Forwarded-For": self.address,
            "Content-Length": str(len(body)),
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        } | dict(headers)
        lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        self._open()
        assert self.socket is not None  # noqa: S101
        self.socket.sendall(f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body)
        answer = self._read(self.socket)
        self.used_at = time.monotonic()
        return answer

    def close(self) -> None:
        if self.socket:
            self.socket.close()
            self.socket = None

    def _open(self) -> None:
        if self.socket and time.monotonic() - self.used_at > IDLE_SECONDS:
            self.close()
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _read(self, connection: socket.socket) -> Answer:
        data = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more(connection)
        head = data[:end]
        pairs = [(name.decode().lower(), value.decode()) for name, value in _HEADER.findall(head)]
        headers = dict(pairs)
        chunks, missing = [data[end + 4 :]], int(headers.get("content-length", 0)) - (len(data) - end - 4)
        while missing > 0:
            chunks.append(self._more(connection))
            missing -= len(chunks[-1])
        for name, value in pairs:
            if name == "set-cookie":
                key, _, content = value.partition(";")[0].partition("=")
                self.cookies[key.strip()] = content
        if headers.get("connection") == "close":
            self.close()
        return Answer(int(head[9:12]), headers, b"".join(chunks))

    def _more(self, connection: socket.socket) -> bytes:
        data = connection.recv(262_144)
        if not data:
            self.close()
            raise Unexpected("The site closed the connection in the middle of an answer.")
        return data


def path_of(answer: Answer) -> str:
    address = urlsplit(answer.headers["location"])
    return address.path + (f"?{address.query}" if address.query else "")
