"""What a list of addresses does not show: errors, empty lists, held texts, paper."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Page

from scripts.shooting.acts import ask, come_too_late, follow_code, judge, lock, return_one, send
from scripts.shooting.places import Arrive, Missing, Place, links
from scripts.shooting.routes import Atlas
from scripts.shooting.visit import Visit

NOTHING_FOUND = "/tim-kiem?q=zzxqv"
FOUND = "/tim-kiem?q=n%C6%B0%E1%BB%9Bc"  # water is asked about everywhere


def make_states(visit: Visit, places: list[Place]) -> list[Place]:
    """The texts are sent and judged, the thread is locked; the places where one sees it."""
    address = {place.endpoint: place.address for place in places if place.role == "visitor"}
    answered = thread_with(visit, "official-card")
    clarified = thread_with(visit, "clarification-card")
    locked = thread_with(visit, "official-card", but=answered)
    return_one(visit)
    ask(visit)
    lock(visit, locked)
    return [
        *_reading(answered, clarified, locked),
        *_guest(address),
        *_citizen(visit, answered),
        *_duties(visit),
        *_paper(address, answered),
    ]


def thread_with(visit: Visit, mark: str, *, but: str = "") -> str:
    """A thread that a visitor may read and whose page shows a piece of this class."""
    atlas, request = Atlas(), visit.context("visitor").request
    lists = ["/hoi-dap", "/", "/chuyen-muc"]
    lists += [link for link in links(visit, "visitor", "/chuyen-muc") if "/chuyen-muc/" in link]
    seen: set[str] = set()
    for link in (link for start in lists for link in links(visit, "visitor", start)):
        if link in seen or atlas.endpoint(link) not in {"threads.show", "threads.permalink"}:
            continue
        seen.add(link)
        answer = request.get(link)
        path = urlsplit(answer.url).path
        if path != but and f'class="{mark}' in answer.text():
            return path
    raise Missing(f"no thread shows a piece of the class {mark}")


def _reading(answered: str, clarified: str, locked: str) -> list[Place]:
    return [
        Place("visitor", "search-empty", "search.page", NOTHING_FOUND),
        Place("visitor", "search-found", "search.page", FOUND),
        Place("visitor", "thread-answered", "threads.show", answered),
        Place("visitor", "thread-clarified", "threads.show", clarified),
        Place("visitor", "thread-locked", "threads.show", locked),
        Place("visitor", "not-found", "", "/khong-co-trang-nay", status=404),
    ]


def _guest(address: dict[str, str]) -> list[Place]:
    return [
        Place("visitor", "ask-wrong", "official.ask", "/hoi-dap/gui", sent("body")),
        Place("visitor", "sign-in-wrong", "accounts.sign_in", "/dang-nhap", sent("password")),
        Place("visitor", "register-wrong", "accounts.register", "/dang-ky", sent("password")),
        Place("visitor", "track-wrong", "official.track", "/theo-doi", wrong_code),
        Place("visitor", "receipt", "official.receipt", "/theo-doi", follow_code),
    ]


def _citizen(visit: Visit, thread: str) -> list[Place]:
    own = links(visit, "citizen", "/bai-cua-toi")
    edits = [link for link in own if Atlas().endpoint(link) == "threads.edit"]
    receipt = [
        link
        for link in links(visit, "citizen", "/theo-doi")
        if Atlas().endpoint(link) == "official.receipt"
    ]
    if len(edits) < 2 or not receipt:
        raise Missing("the citizen's list does not lead to the held and the returned text")
    number = thread.rpartition("/")[2].partition("-")[0]
    reply = f"/chu-de/{number}/tra-loi"
    return [
        Place("citizen", "edit-held", "threads.edit", edits[0]),
        Place("citizen", "edit-returned", "threads.edit", edits[1]),
        Place("citizen", "receipt-held", "official.receipt", receipt[0]),
        Place("citizen", "receipt-returned", "official.receipt", receipt[1]),
        Place("citizen", "new-wrong", "threads.new", "/chu-de/moi", sent("title")),
        Place("citizen", "reply-wrong", "threads.reply", reply, sent("body")),
        Place("citizen", "forbidden", "", "/duyet-bai/hang-cho", status=403),
    ]


def _duties(visit: Visit) -> list[Place]:
    return [
        Place("moderator", "decision-wrong", "moderation.decision", "", decided_without_reason),
        Place("moderator", "conflict", "", "", come_too_late),
        Place("staff", "explain-wrong", "", "/can-bo/giai-thich/moi", sent("title")),
    ]


def _paper(address: dict[str, str], answered: str) -> list[Place]:
    explained = address["official.explanation"]
    return [
        Place("visitor", "thread-print", "threads.show", answered, printed=True),
        Place("visitor", "explanation-print", "", explained, printed=True),
        Place("visitor", "rules-print", "rules.in_force", "/quy-che", printed=True),
        Place("visitor", "receipt-print", "", "/theo-doi", follow_code, printed=True),
    ]


def sent(field: str) -> Arrive:
    """The form with this field goes off empty."""
    return lambda _visit, page: send(page, field)


def wrong_code(_visit: Visit, page: Page) -> None:
    page.fill("main [name=code]", "AAAA-AAAAA")
    send(page, "code")


def decided_without_reason(visit: Visit, page: Page) -> None:
    """The oldest waiting text was to be returned, with no word why."""
    first = next(
        link
        for link in links(visit, "moderator", "/duyet-bai/hang-cho")
        if Atlas().endpoint(link) == "moderation.decision"
    )
    page.goto(first)
    judge(page, "return")
