"""A stand-in for Twilio that really listens: answers as told, and remembers what came."""

import json
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


class Provider(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests = []
        self.status, self.answer, self.wait = 201, None, 0.0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def texts(self):
        return [(body["To"], body["Body"]) for _, _, body in self.requests]


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        values = {name: value[0] for name, value in body.items()}
        self.server.requests.append((self.path, self.headers["Authorization"], values))
        time.sleep(self.server.wait)
        if self.server.status == 0:  # hangs up without a word
            self.close_connection = True
            return
        answer = {"sid": f"SM{len(self.server.requests)}"} if self.server.answer is None else self.server.answer
        content = json.dumps(answer).encode() if isinstance(answer, dict) else answer
        with suppress(BrokenPipeError):  # who waits no longer hears nothing
            self.send_response(self.server.status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, *args):
        """Quiet."""


@contextmanager
def listening():
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
