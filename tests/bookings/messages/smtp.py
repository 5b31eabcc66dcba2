"""A mail server small enough to misbehave on purpose."""

import socketserver
import threading
import time
from contextlib import contextmanager, suppress


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.mails = []
        # The answer to each command; None hangs up, a number waits that many seconds and then hangs up.
        self.answers = {"": "220 ready", "RCPT": "250 ok", "DATA": "354 go on", ".": "250 taken", "QUIT": "221 bye"}


class _Handler(socketserver.StreamRequestHandler):
    def handle(self):
        with suppress(ConnectionError):
            going = self.answer("")
            while going and (line := self.rfile.readline().decode().strip()):
                command = line.split(maxsplit=1)[0].upper()
                going = self.answer(command) and command != "QUIT"
                if going and command == "DATA":
                    going = self.take()

    def take(self):
        content = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            content += line
        self.server.mails.append(content)
        return self.answer(".")

    def answer(self, command):
        answer = self.server.answers.get(command, "250 ok")
        if isinstance(answer, str):
            self.wfile.write(f"{answer}\r\n".encode())
            return True
        time.sleep(answer or 0)
        return False


@contextmanager
def listening():
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
