"""A receiver of letters on this machine: keeps what arrives, answers as it is told to."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

GOOD = 200


@dataclass
class Receiver:
    """What has arrived, by the path it was sent to; ``before_answer`` may end whoever sends."""

    port: int = 0
    status: int = GOOD
    before_answer: Callable[[int], object] | None = None
    letters: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    refused: int = 0
    lock: Lock = field(default_factory=Lock)

    @property
    def mail_url(self) -> str:
        """An address of apprise that stands for mail: the receiver is part of the path."""
        return f"json://127.0.0.1:{self.port}/{{address}}"

    @property
    def paths(self) -> list[str]:
        """Where the letters went, in order of their names."""
        return sorted(path for path, _ in self.letters)

    def take(self, path: str, letter: dict[str, Any]) -> int:
        """Keep a letter, or refuse it; the answer to give."""
        with self.lock:
            if self.status != GOOD:
                self.refused += 1
                return self.status
            self.letters.append((path, letter))
            count = len(self.letters)
        if self.before_answer is not None:
            self.before_answer(count)
        return GOOD


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that listens on a free port of this machine."""
    receiver = Receiver()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            status = receiver.take(self.path, json.loads(content))
            try:
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()
            except (BrokenPipeError, ConnectionResetError):
                return  # whoever sent it was ended meanwhile

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    receiver.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
