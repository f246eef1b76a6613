"""What a page costs a phone on its first visit, and lines that are slow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession

# What many mountain communes have: 400 kbit/s both ways, 400 ms.
SLOW = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000, "offline": False}


@dataclass
class Cost:
    """Transferred bytes with their headers, and how many answers there were."""

    bytes: int = 0
    addresses: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        return len(self.addresses)

    def __str__(self) -> str:
        names = [address.rpartition("/")[2] for address in self.addresses]
        return f"{self.bytes} bytes in {self.requests} requests: {', '.join(names)}"


def first_visit(browser: Browser, address: str) -> Cost:
    """The page opened in a browser that was never here.

    A browser without a window fetches no icon for its tab; others do, so it is fetched here.
    """
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN")
    page = context.new_page()
    cost = counted(context.new_cdp_session(page))
    page.goto(address)
    icons = page.locator("link[rel~=icon]").evaluate_all("links => links.map(link => link.href)")
    for icon in icons:
        if icon not in cost.addresses and not icon.startswith("data:"):
            page.goto(icon)
    context.close()
    return cost


def counted(link: CDPSession) -> Cost:
    """What is transferred from now on."""
    cost = Cost()

    def asked(event: dict[str, Any]) -> None:
        cost.addresses.append(event["request"]["url"])
        if "redirectResponse" in event:
            cost.bytes += int(event["redirectResponse"]["encodedDataLength"])

    def ended(event: dict[str, Any]) -> None:
        cost.bytes += int(event["encodedDataLength"])

    link.on("Network.requestWillBeSent", asked)
    link.on("Network.loadingFinished", ended)
    link.send("Network.enable")
    return cost
