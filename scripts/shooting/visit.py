"""A browser for each role, signed in, and what the browser complains about."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Response

from scripts.shooting.site import Site

ROLES = ("visitor", "citizen", "moderator", "staff", "administrator")
HERE: dict[str, Any] = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
PHONE = {"width": 360, "height": 740}
PATIENCE = 15_000  # ms; other people use the machine too
# An error page answers 4xx on purpose; the browser notes that, and it is no fault.
EXPECTED = "server responded with a status of 4"


class Visit:
    """All roles at one site, each in a browser window of its own."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser, self.site = browser, site
        self.complaints: list[str] = []
        self._contexts: dict[str, BrowserContext] = {}
        self._pages: dict[str, Page] = {}

    def context(self, who: str) -> BrowserContext:
        """The window of a role, or of one sign-in name; signed in at its first use."""
        if who not in self._contexts:
            context = self.browser.new_context(
                base_url=self.site.address, viewport=PHONE, reduced_motion="reduce", **HERE
            )
            context.set_default_timeout(PATIENCE)
            self._contexts[who] = context
            name = self.name(who)
            if name:
                self._sign_in(context, name)
        return self._contexts[who]

    def page(self, who: str) -> Page:
        if who not in self._pages:
            page = self.context(who).new_page()
            page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
            page.on("console", lambda line: self._note(line.type, line.text))
            self._pages[who] = page
        return self._pages[who]

    def name(self, who: str) -> str:
        """The sign-in name behind a role; a citizen's must exist in every sample data."""
        if who in self.site.passwords:
            return who
        return "" if who == "visitor" else self.site.names[who][0]

    def colleague(self, role: str) -> str:
        """Somebody else who has the role too."""
        return self.site.names[role][1]

    def goto(self, who: str, address: str) -> Response | None:
        return self.page(who).goto(address)

    def taken(self) -> list[str]:
        """The complaints since the last time."""
        found, self.complaints = self.complaints, []
        return found

    def close(self) -> None:
        for context in self._contexts.values():
            context.close()

    def _note(self, kind: str, text: str) -> None:
        if kind == "error" and EXPECTED not in text:
            self.complaints.append(f"console: {text}")

    def _sign_in(self, context: BrowserContext, name: str) -> None:
        page = context.new_page()
        page.goto("/dang-nhap")
        page.fill("[name=username]", name)
        page.fill("[name=password]", self.site.passwords[name])
        page.locator("main form:has([name=password]) [type=submit]").first.click()
        page.wait_for_url(lambda url: "/dang-nhap" not in url)
        page.close()
