"""A member with a telephone and no e-mail forgot the password; the commune's officer helps."""

from __future__ import annotations

from collections.abc import Callable

from tests.factories.people import PASSWORD, make_staff
from tests.factories.threads import make_thread
from tests.page import Client

NEW = "gà trống gáy lúc canh năm"
TEXT = "Nhà tôi ở cuối bản, mùa mưa suối lên thì các cháu không đi học được."


def test_a_paper_code_leads_back_to_the_account_and_to_the_draft(
    client: Client,
    app: object,
    as_person: Callable[..., Client],
    drain_outbox: Callable[[], int],
    say: Callable[..., str],
) -> None:
    writing = f"/chu-de/{make_thread().id}/tra-loi"
    page = client.get("/dang-ky").submit(
        username="lothimai", password=PASSWORD, phone="0912345678", display_name="Lò Thị Mai"
    )
    page.submit("/da-cat")
    client.get(writing).form(having=("body",)).submit(body=TEXT, draft="1")
    client.get("/").submit("/dang-xuat")

    # At home: the password is not the one she remembers.
    page = client.get("/dang-nhap").submit(username="lothimai", password="câu tôi nhớ nhầm")
    assert say("The sign-in name or the password is not right.") in page
    assert say("Neither code nor e-mail") in page.click(say("Forgotten password"))

    # At the commune.
    page = (
        as_person(make_staff())
        .get("/can-bo/ma-giay")
        .submit(
            username="LoThiMai", recognised="known", reason="Quên mật khẩu, không có thư điện tử"
        )
    )
    (slip,) = page.find_all("p", **{"class": "receipt-code code"})

    # At home again.
    page = client.get("/quen-mat-khau").click(say("I have a code"))
    page = page.submit(username="lothimai", code=slip.text.lower(), password=NEW)
    page = page.submit(username="lothimai", password=NEW)
    assert "Lò Thị Mai" in page
    assert client.get(writing).form(having=("body",)).values["body"].strip() == TEXT

    drain_outbox()
    notices = client.get("/thong-bao").text
    assert "Quên mật khẩu, không có thư điện tử" in notices and slip.text not in notices
