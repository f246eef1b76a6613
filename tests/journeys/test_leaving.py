"""A member takes everything along and deletes the account; the forum goes on without the name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from flask import Flask

from forum.accounts.names import DELETED
from tests.crawler import crawl
from tests.factories.people import PASSWORD, make_administrator, make_citizen, make_moderator
from tests.factories.threads import make_category
from tests.fixtures.smtp import Mailbox
from tests.page import Client

NAME, USERNAME, MAIL = "Hoàng Thị Xuyếnq", "xuyenqq", "xuyenqq@example.org"
TITLE, REPLY = "Cầu treo bản Nậm", "Cầu treo chỗ tôi cũng hỏng."
HERE = "/tai-khoan/xoa"
As = Callable[..., Client]


def take_along(client: Client) -> str:
    """All that stands in the files of the own data."""
    page = client.get("/tai-khoan/du-lieu").submit("/tai-khoan/du-lieu")
    with zipfile.ZipFile(io.BytesIO(page.data)) as zipped:
        return "\n".join(zipped.read(name).decode("utf-8", "replace") for name in zipped.namelist())


def approve_all(moderator: Client) -> None:
    while True:
        queue = moderator.get("/duyet-bai/hang-cho")
        waiting = [href for _text, href in queue.links if href.split("/")[-1].isdecimal()]
        if not waiting:
            return
        moderator.get(waiting[0]).form("/quyet-dinh").submit(outcome="approve")


def names_in(client: Client, *starts: str) -> list[str]:
    """Addresses of the pages on which one of the names stands."""
    found = crawl(client, "/", *starts, limit=90, of_a_kind=2)
    words = (NAME, USERNAME, MAIL)
    return [url for url, page in found.items() if any(word in page.html for word in words)]


def test_a_member_takes_everything_along_and_leaves(
    app: Flask,
    client: Client,
    as_person: As,
    drain_outbox: Callable[[], int],
    smtp: Mailbox,
    say: Callable[..., str],
) -> None:
    category = make_category()
    moderator, administrator = as_person(make_moderator()), as_person(make_administrator())
    neighbour = as_person(make_citizen("Vì Văn Pản"))
    client.get("/dang-ky").submit(
        username=USERNAME, display_name=NAME, password=PASSWORD, email=MAIL
    )
    client.get("/chu-de/moi").form(having=("title", "body")).submit(
        category=category.slug,
        title=TITLE,
        body="Cầu treo hỏng từ tháng trước.",
        accept_rules="y",
    )
    approve_all(moderator)
    drain_outbox()
    thread = next(href for text, href in client.get("/chuyen-muc").links if text == TITLE)
    number = thread.removeprefix("/chu-de/").split("-")[0]
    writing = neighbour.get(f"/chu-de/{number}/tra-loi").form(having=("body",))
    writing.submit(body=REPLY, accept_rules="y")
    approve_all(moderator)
    drain_outbox()
    assert names_in(neighbour, thread)
    assert NAME in administrator.get("/quan-tri/nguoi-dung")

    assert MAIL in take_along(client)
    page = client.get(HERE).submit(HERE, way="delete", understood="y")
    assert say("The account is deleted. Thank you for having been here.") in page
    smtp.clear()
    drain_outbox()

    for reader in (client, neighbour, moderator, administrator):
        starts = (thread, f"/tim-kiem?q={TITLE}", "/quan-tri/nguoi-dung", "/quan-tri/nhat-ky")
        assert names_in(reader, *starts) == []
    page = client.get(thread)
    assert DELETED in page and "Cầu treo hỏng từ tháng trước." in page and REPLY in page
    assert not [href for _text, href in client.get("/tim-kiem?q=Xuyếnq").links if number in href]

    page = client.get("/dang-nhap").submit(username=USERNAME, password=PASSWORD)
    assert say("The sign-in name or the password is not right.") in page
    app.config["FORUM_URL"] = "https://dien-dan.example"
    client.get("/quen-mat-khau").submit("/quen-mat-khau", name=MAIL)
    writing = neighbour.get(f"/chu-de/{number}/tra-loi").form(having=("body",))
    writing.submit(body="Xã hẹn sửa trong tháng này, bà con chờ nhé.")
    approve_all(moderator)
    drain_outbox()
    assert smtp.to(MAIL) == [] and not [m for m in smtp.messages if NAME in m.as_string()]
    taken = take_along(neighbour)
    assert REPLY in taken and not [word for word in (NAME, USERNAME, MAIL) if word in taken]
