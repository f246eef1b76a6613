"""The load: keep-alive connections that send requests and check every answer.

``python -m benching.load`` reads a job as JSON and writes what happened as JSON. It is a process of
its own on plain sockets: what it costs is not the server's cost and is counted nowhere.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import threading
import time
import zlib
from dataclasses import asdict, dataclass, field

PATIENCE = 60  # seconds for one answer
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)
_ENCODED = re.compile(rb"\r\ncontent-encoding: *gzip", re.I)


@dataclass
class Job:
    """``lines``: for each connection the requests it sends, ``repeat`` times over. An answer is
    right with ``status`` when all ``markers`` stand in it (of a redirect, in its head)."""

    port: int
    lines: list[list[str]]
    repeat: int = 1
    status: int = 200
    markers: list[str] = field(default_factory=list)


@dataclass
class Outcome:
    """Seconds of the whole, seconds of each right answer, and what was wrong with the others."""

    seconds: float
    latencies: list[float]
    wrong: list[str]


def request(path: str, **headers: str) -> str:
    """A GET as a browser's keep-alive connection sends it."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *_lines(headers)]
    return "\r\n".join([*lines, "", ""])


def sending(path: str, body: str, **headers: str) -> str:
    """A POST of a form, urlencoded already."""
    form = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", *_lines({**form, **headers})]
    return "\r\n".join([*lines, "", body])


def _lines(headers: dict[str, str]) -> list[str]:
    return [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]


def run(job: Job) -> Outcome:
    """The job has been done by a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benching.load"],
        input=json.dumps(asdict(job)),
        capture_output=True,
        text=True,
        check=True,
    )
    return Outcome(**json.loads(done.stdout))


class Connection(threading.Thread):
    """One of them."""

    def __init__(self, job: Job, requests: list[str], go: threading.Event) -> None:
        super().__init__(daemon=True)
        self.job, self.go = job, go
        self.requests = [text.encode("latin-1") for text in requests]
        self.markers = [text.encode() for text in job.markers]
        self.right: set[bytes] = set()  # bodies that were looked through already
        self.latencies: list[float] = []
        self.wrong: list[str] = []
        self.socket = self._connected()

    def _connected(self) -> socket.socket:
        opened = socket.create_connection(("127.0.0.1", self.job.port), PATIENCE)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def run(self) -> None:
        self.go.wait()
        for _ in range(self.job.repeat):
            for data in self.requests:
                self._ask(data)
        self.socket.close()

    def _ask(self, data: bytes) -> None:
        begun = time.perf_counter()
        try:
            self.socket.sendall(data)
            head, body = self._answer()
            seconds = time.perf_counter() - begun
        except OSError as error:
            self.wrong.append(f"{type(error).__name__}: {error}")
            self.socket.close()
            self.socket = self._connected()
            return
        fault = self._fault(head, body)
        if fault:
            self.wrong.append(fault)
        else:
            self.latencies.append(seconds)

    def _answer(self) -> tuple[bytes, bytes]:
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if length is None:
            raise OSError("an answer without Content-Length")
        parts, missing = [body], int(length.group(1)) - len(body)
        while missing > 0:
            parts.append(self._more())
            missing -= len(parts[-1])
        return head, b"".join(parts)

    def _more(self) -> bytes:
        found = self.socket.recv(262_144)
        if not found:
            raise OSError("the server closed the connection")
        return found

    def _fault(self, head: bytes, body: bytes) -> str:
        status = head.split(b" ", 2)[1].decode("ascii", "replace")
        if status != str(self.job.status):
            return f"status {status}"
        searched = body if self.job.status == 200 else head
        if searched in self.right:
            return ""
        packed = searched is body and _ENCODED.search(head)
        text = zlib.decompress(searched, 31) if packed else searched
        missing = [marker.decode() for marker in self.markers if marker not in text]
        if missing:
            return f"no {missing[0]!r} in the answer"
        if len(self.right) < 100:
            self.right.add(searched)
        return ""


def main() -> None:
    job = Job(**json.load(sys.stdin))
    go = threading.Event()
    connections = [Connection(job, requests, go) for requests in job.lines]
    for connection in connections:
        connection.start()
    begun = time.perf_counter()
    go.set()
    for connection in connections:
        connection.join()
    outcome = Outcome(
        seconds=time.perf_counter() - begun,
        latencies=[second for one in connections for second in one.latencies],
        wrong=[fault for one in connections for fault in one.wrong],
    )
    json.dump(asdict(outcome), sys.stdout)


if __name__ == "__main__":
    main()
