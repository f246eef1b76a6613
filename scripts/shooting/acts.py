"""What people do on the way to a state, through the forms of the site."""

from __future__ import annotations

from itertools import count

from playwright.sync_api import Locator, Page

from scripts.shooting.visit import Visit

QUESTION = "Nhà tôi ở bản xa, xin hỏi thủ tục hỗ trợ nước sạch. Tôi cần giấy tờ gì?"
REASON = "Xin bỏ số điện thoại trong bài."
_numbers = count(1)


def send(page: Page, field: str, *, button: str = "") -> None:
    """The form that has the field goes off, also when the browser would hold it back."""
    form = page.locator(f"main form:has([name={field}])").first
    form.evaluate("form => { form.noValidate = true }")
    with page.expect_navigation():
        form.locator(button or ".button-primary[type=submit]").first.click()


def ask(visit: Visit) -> str:
    """The citizen sent a question that everybody may read; the words it begins with."""
    page, mark = visit.page("citizen"), f"Câu hỏi thử số {next(_numbers)}."
    page.goto("/hoi-dap/gui")
    page.fill("[name=body]", f"{mark} {QUESTION} Số của tôi là 0912 345 678.")
    page.check("[name=visibility][value=public]")
    accepts = page.locator("[name=accept_rules]")
    if accepts.count():
        accepts.check()
    send(page, "body")
    page.wait_for_url("**/theo-doi/phieu/*")
    return mark


def waiting(visit: Visit, who: str, mark: str) -> str:
    """The address where ``who`` judges the text that begins so."""
    page = visit.page(who)
    page.goto("/duyet-bai/hang-cho")
    while not _item(page, mark).count():
        older = page.locator("main a[href*='/duyet-bai/hang-cho?sau=']").last
        page.goto(older.get_attribute("href") or "")
    return _item(page, mark).first.get_attribute("href") or ""


def _item(page: Page, mark: str) -> Locator:
    return page.locator("main a[href^='/duyet-bai/']", has_text=mark.rstrip("."))


def judge(page: Page, outcome: str, reason: str = "") -> None:
    """On the decision page: the button is pressed, with a clause when there is a reason."""
    if reason:
        page.locator("[name=clause]").first.select_option(index=1)
        page.fill("[name=reason]", reason)
    send(page, "seen_version", button=f"[name=outcome][value={outcome}]")


def return_one(visit: Visit) -> None:
    """The citizen has a text that came back."""
    mark = ask(visit)
    visit.goto("moderator", waiting(visit, "moderator", mark))
    judge(visit.page("moderator"), "return", REASON)


def come_too_late(visit: Visit, page: Page) -> None:
    """A colleague judged the text while it lay open here."""
    page.goto(waiting(visit, "moderator", ask(visit)))
    colleague = visit.colleague("moderator")
    visit.goto(colleague, page.url)
    judge(visit.page(colleague), "approve")
    judge(page, "return", REASON)


def follow_code(visit: Visit, page: Page) -> None:
    """A guest's letter is open by its code."""
    page.fill("main [name=code]", visit.site.codes[0])
    send(page, "code")


def lock(visit: Visit, address: str) -> None:
    """The thread takes no replies."""
    page = visit.page("moderator")
    page.goto(address)
    button = page.locator("[name=act][value=lock]")
    if button.count():
        with page.expect_navigation():
            button.click()
