"""Stripe on this machine: it speaks the documented HTTP, so that the real library runs over a real connection.

Its API and its hosted page are one server; what happened is in `events`, signed and sent by who wants it sent.
"""

import base64
import json
import re
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.checkout.gateways import stripe_calls as calls
from tests.checkout.gateways.stripe_account import StripeAccount
from tests.checkout.gateways.stripe_errors import Refused
from tests.checkout.gateways.stripe_events import event
from tests.checkout.gateways.stripe_faults import Cut, Faults
from tests.checkout.gateways.stripe_forms import expanded, nested
from tests.checkout.gateways.stripe_keys import Keys
from tests.checkout.gateways.stripe_pages import page, press

KEY, SECRET = "sk_test_daybook", "whsec_daybook"
PATHS = [
    ("POST", r"/v1/checkout/sessions", calls.create_session),
    ("GET", r"/v1/checkout/sessions/(\w+)", calls.get_session),
    ("POST", r"/v1/checkout/sessions/(\w+)/expire", calls.expire_session),
    ("POST", r"/v1/payment_intents/(\w+)/capture", calls.capture),
    ("POST", r"/v1/payment_intents/(\w+)/cancel", calls.cancel),
    ("POST", r"/v1/refunds", calls.create_refund),
    ("GET", r"/v1/refunds", calls.list_refunds),
    ("GET", r"/v1/disputes", calls.list_disputes),
]
Answer = tuple[int, dict[str, Any], bool]


class StripeServer(ThreadingHTTPServer):
    """`asked`: (method, path, parameters) of every call; `on_event` is told of each event as it happens."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.lock = threading.RLock()
        self.origin = f"http://127.0.0.1:{self.server_address[1]}"
        self.forget()

    def forget(self) -> None:
        """A new account."""
        self.account = StripeAccount(self._happened)
        self.account.page_origin = self.origin
        self.keys, self.faults = Keys(), Faults()
        self.events: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str, dict[str, Any]]] = []
        self.on_event: Callable[[dict[str, Any]], None] | None = None

    def _happened(self, kind: str, told: dict[str, Any]) -> None:
        self.events.append(event(kind, told))
        if self.on_event:
            self.on_event(self.events[-1])

    def call(self, method: str, path: str, encoded: str, headers: Any) -> Answer:
        with self.lock:
            params = nested(encoded)
            self.asked.append((method, path, params))
            _let_in(headers.get("Authorization", ""))
            key = headers.get("Idempotency-Key", "") if method == "POST" else ""
            found = self.keys.answer(key, f"{method} {path}", params)
            if found:
                return (*found, True)
            status, body = self._fresh(method, path, params)
            self.keys.keep(key, f"{method} {path}", params, status, body)
            return status, body, False

    def _fresh(self, method: str, path: str, params: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self.faults.fails_inside():
            return 500, {"error": {"type": "api_error", "message": "Something went wrong on our end."}}
        for wanted, pattern, act in PATHS:
            found = re.fullmatch(pattern, path)
            if found and wanted == method:
                row = act(self.account, params, found[1] if found.groups() else "")
                return 200, json.loads(json.dumps(expanded(self.account, row, params)))
        raise Refused(404, f"Unrecognized request URL ({method}: {path}).")


def _let_in(authorization: str) -> None:
    scheme, _, given = authorization.partition(" ")
    if scheme == "Basic":
        given = base64.b64decode(given).decode().partition(":")[0]
    if given == "rk_test_nothing":
        raise Refused(403, "The provided key does not have the required permissions for this endpoint.")
    if given != KEY:
        raise Refused(401, f"Invalid API Key provided: {given[:7]}****")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: StripeServer

    def do_GET(self) -> None:
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

    def _answer(self, sent: str) -> None:
        path = urlsplit(self.path).path
        if path.startswith("/c/pay/"):
            self._page(path.removeprefix("/c/pay/"), sent)
            return
        try:
            time.sleep(self.server.faults.before())
            ordered = self.server.faults.instead()
            status, body, replayed = ordered or self.server.call(self.command, path, sent, self.headers)
            self.server.faults.after()
        except Refused as error:
            status, body, replayed = error.status, error.body, False
        except Cut:
            self.close_connection = True
            return
        said = body if isinstance(body, bytes) else json.dumps(body).encode()
        self._send(status, said, "application/json", {"Idempotent-Replayed": "true"} if replayed else {})

    def _page(self, number: str, sent: str) -> None:
        with self.server.lock:
            session = self.server.account.get(number, "checkout.session")
            said = "This page has ended." if session["status"] == "expired" else ""
            if self.command == "POST":
                leads_to = press(self.server.account, session, parse_qs(sent)["outcome"][0])
                if leads_to:
                    self._send(303, b"", "text/html", {"Location": leads_to})
                    return
                said = said or "Your card was declined."
        self._send(200, page(session, said).encode(), "text/html; charset=utf-8", {})

    def _send(self, status: int, body: bytes, kind: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": kind, "Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        try:
            self.end_headers()
            self.wfile.write(body)
        except ConnectionError:
            self.close_connection = True  # Who asked did not wait.

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""
