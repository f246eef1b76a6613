"""People who write while things break: real HTTP, and the same form again until it is answered."""

from __future__ import annotations

import http.client
import re
import secrets
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

NO_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))
PATIENCE = 15  # seconds for one answer
AGAIN = 0.3  # seconds until the same form is sent again
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


_STAYING = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay())


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 when the line broke."""

    status: int
    text: str = ""
    location: str = ""
    seconds: float = 0.0


class Writer:
    """One person's browser. The form's token is fetched once: it lives as long as the session."""

    def __init__(self, address: str, cookie: str) -> None:
        self.address = address
        self.cookies = SimpleCookie(cookie)
        self.token = ""

    def open_form(self, path: str) -> None:
        """The form stands on the screen."""
        answer = self.ask(path)
        found = TOKEN.search(answer.text)
        assert found, f"{answer.status}: no form at {path}\n{answer.text[:500]}"
        self.token = found.group(1)

    def send(self, path: str, key: str, text: str) -> Answer:
        """The form is sent once."""
        fields = {"csrf_token": self.token, "idempotency_key": key, "body": text}
        return self.ask(path, {**fields, "accept_rules": "y"})

    def ask(self, path: str, fields: dict[str, str] | None = None) -> Answer:
        data = urllib.parse.urlencode(fields).encode() if fields else None
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        request = urllib.request.Request(  # noqa: S310 (the test's own server)
            self.address + path, data, {"Cookie": cookies}
        )
        begun = time.monotonic()
        try:
            try:
                response = _STAYING.open(request, timeout=PATIENCE)
            except urllib.error.HTTPError as error:  # every answer but 2xx
                response = error
            with response:
                return self._answer(response, begun)
        except (OSError, http.client.HTTPException):  # refused, reset, cut off in mid-answer
            return Answer(0, seconds=time.monotonic() - begun)

    def _answer(self, response: Any, begun: float) -> Answer:
        text = response.read().decode("utf-8")
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies.load(line)
        where = response.headers.get("Location", "")
        return Answer(response.status, text, where, time.monotonic() - begun)


class Crowd:
    """Writers who each send text after text; each text again, with its key, until it is 303."""

    def __init__(self, writers: list[Writer], path: str) -> None:
        self.acknowledged: list[str] = []
        self.sent: list[str] = []
        self.tries = 0
        self.odd: list[Answer] = []
        self._stop = threading.Event()
        self._lock = threading.Lock()
        for writer in writers:
            writer.open_form(path)
        self._threads = [
            threading.Thread(target=self._write, args=(writer, path), daemon=True)
            for writer in writers
        ]

    def __enter__(self) -> Crowd:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(PATIENCE * 2)
        assert not any(thread.is_alive() for thread in self._threads), "a writer waits for ever"

    def _write(self, writer: Writer, path: str) -> None:
        while not self._stop.is_set():
            text = f"Bài {secrets.token_hex(12)} gửi lúc máy chủ ngừng."
            with self._lock:
                self.sent.append(text)
            self._send_until_answered(lambda key, text=text: writer.send(path, key, text), text)

    def _send_until_answered(self, send: Callable[[str], Answer], text: str) -> None:
        key = secrets.token_urlsafe(18)
        while True:
            answer = send(key)
            with self._lock:
                self.tries += 1
                if answer.status == 303:
                    self.acknowledged.append(text)
                    return
                if answer.status not in {0, 503}:
                    self.odd.append(answer)
                    return
            if self._stop.is_set():
                return
            time.sleep(AGAIN)
