"""A member takes everything that the forum stores about her; nobody else stands in it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from flask import Flask

from forum.accounts import service as accounts
from forum.accounts.lifecycle import Recognition
from forum.accounts.models import Person
from forum.core.db import db
from forum.following import service as following
from forum.following.lifecycle import Kind
from forum.moderation.lifecycle import Outcome
from forum.official.lifecycle import Visibility
from tests.factories.drafts import make_draft
from tests.factories.files import make_waiting_files
from tests.factories.moderation import judge
from tests.factories.official import make_draft as make_reply_draft
from tests.factories.official import make_question, publish
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.factories.threads import (
    approve,
    make_pending_reply,
    make_pending_thread,
    make_post,
    make_thread,
)
from tests.files.samples import photo
from tests.html_tree import parse
from tests.page import Client

LETTER = "Thư riêng có dấu thưriêngzq."
OTHERS = "Lời của người khác có dấu lờikháczq."


def lives_on_the_forum(mine: Client, drain: Callable[[], int]) -> list[str]:
    """Somebody with something of everything; words that must be handed over."""
    member, board, office = mine.person, make_moderator("Bà Duyệt Bài zq"), make_staff("Ông Cơ zq")
    member.email, member.phone = "mai@example.org", "0912345678"
    thread = approve(make_pending_thread(member, body="Bài mở đầu dấu mởđầuzq.")).thread
    returned = make_pending_reply(member, thread=thread, body="Bài trả lại dấu trảlạizq.")
    judge(returned, Outcome.RETURN, board, reason="Xin bổ sung dấu lýdozq.")
    question = make_question(member, body=LETTER, visibility=Visibility.PRIVATE)
    publish(make_reply_draft(office, question), make_staff("Bà Phê zq"))
    make_draft(member, title="Bản nháp", body="Đang viết dấu bảnnhápzq.")
    make_waiting_files(photo(40, 30, "JPEG"), author=member)
    accounts.hand_over_paper(
        office, username=member.username, recognised=Recognition.KNOWN, reason="Mất điện thoại zq"
    )
    db.session.commit()
    others = make_thread(make_citizen("Ông Khác zq"), body=OTHERS)
    following.bookmark(member, make_post(thread=others))
    following.follow(member, Kind.THREAD, others.id)
    following.read_all(member, others.category)
    db.session.commit()
    mine.get("/tai-khoan").submit("/tai-khoan/ngon-ngu", text_size="large")
    drain()
    return ["mởđầuzq", "trảlạizq", "lýdozq", "thưriêngzq", "bảnnhápzq", "Mất điện thoại zq",
            "mai@example.org", "0912345678", member.username, member.display_name]  # fmt: skip


def unpacked(mine: Client) -> tuple[dict[str, Any], str, list[bytes]]:
    answer = mine.get("/tai-khoan/du-lieu").submit("/tai-khoan/du-lieu")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as zipped:
        files = [zipped.read(name) for name in zipped.namelist() if name.startswith("tep/")]
        page = zipped.read("du-lieu.html").decode()
        return json.loads(zipped.read("du-lieu.json")), page, files


def test_a_member_takes_everything_and_nothing_of_anybody_else(
    app: Flask,
    as_person: Callable[[Person], Client],
    drain_outbox: Callable[[], int],
    say: Callable[..., str],
) -> None:
    mine = as_person(make_citizen("Lò Thị Mai"))
    planted = lives_on_the_forum(mine, drain_outbox)
    listed, page, files = unpacked(mine)
    root, faults = parse(page)
    text = json.dumps(listed, ensure_ascii=False)

    for words in planted:
        assert words in text and words in root.text, words
    for words in ("Duyệt Bài zq", "Ông Cơ zq", "Bà Phê zq", "Ông Khác zq", "lờikháczq", "$argon2"):
        assert words not in text and words not in page, words
    assert say("Sent a text") in root.text and say("Accepted the rules") in root.text
    assert faults == [] and [data[:4] for data in files] == [b"RIFF"]
    empty = {name for name, rows in listed.items() if rows == []}
    assert empty == {
        "former_addresses", "spare_codes", "mail_links", "invitations", "account_acts", "seats",
        "letter_files", "settings", "pages", "decisions_made", "official_texts", "approvals",
        "wishes", "digests",
    }  # fmt: skip
