"""Members at their browsers: signed in by the form, with the forms they are about to send."""

from __future__ import annotations

import http.client
import re
from html import unescape
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from benching import load

SIGN_IN = "/dang-nhap"
PASSWORD = "mat-khau-do-luong"  # noqa: S105 (of a forum that only the bench sees)
_FIELD = re.compile(r'<input[^>]*name="(csrf_token|idempotency_key)"[^>]*>')
_VALUE = re.compile(r'value="([^"]*)"')
PATIENCE = 60


def username(number: int) -> str:
    """The sign-in name of the member ``number`` of the seed, counted from 1."""
    return f"thanhvien{number:03}"


class NotAnswered(Exception):
    """A page that must be there is not, or holds no form."""


class Member:
    """One member's browser on one keep-alive connection."""

    def __init__(self, port: int, username: str, password: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.cookies: SimpleCookie = SimpleCookie()
        fields = self.form(SIGN_IN)
        fields |= {"username": username, "password": password}
        if self._ask("POST", SIGN_IN, urlencode(fields))[0] != 303:
            raise NotAnswered(f"{username} could not sign in")

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())

    def form(self, path: str) -> dict[str, str]:
        """The hidden fields of the form at ``path``, as the server made them for this member."""
        status, page = self._ask("GET", path)
        # The last of each name: a page's own form stands behind those of its head.
        found = {match[1]: _VALUE.search(match[0]) for match in _FIELD.finditer(page)}
        if status != 200 or "csrf_token" not in found:
            raise NotAnswered(f"no form at {path}: {status}")
        return {name: unescape(value[1]) for name, value in found.items() if value}

    def pause(self) -> None:
        """The line is closed; the next form opens a new one. The server closes idle ones itself."""
        self.connection.close()

    def sending(self, path: str, body: str) -> str:
        """A request that sends the form at ``path`` with this text."""
        fields = self.form(path)
        if "idempotency_key" not in fields:
            raise NotAnswered(f"the form at {path} has no key")
        return load.sending(
            path, urlencode({**fields, "body": body}), Cookie=self.cookie, Accept_Encoding="gzip"
        )

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Accept-Language": "vi", "Cookie": self.cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode("utf-8")
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.load(line)
        return answer.status, page
