"""What is new to a member: on a thread's page, in lists, and how to get there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forum.following import queries
from forum.threads.models import Thread
from forum.web import observations
from tests.factories.people import make_citizen
from tests.factories.threads import make_post, make_thread
from tests.following.pressing import press
from tests.page import Client, Page

AsPerson = Callable[..., Client]
Say = Callable[..., str]


def long_thread(replies: int) -> Thread:
    thread = make_thread()
    for _ in range(replies):
        make_post(thread=thread)
    return thread


def address(thread: Thread, more: str = "") -> str:
    return f"/chu-de/{thread.id}-nuoc-sinh-hoat-o-ban{more}"


def new_ones(page: Page, say: Say) -> list[str]:
    """Ids of the posts that are marked as new."""
    chips = [c for c in page.find_all("span") if c.attrs.get("class", "").startswith("chip ")]
    marked = [c for c in chips if c.text == say("New")]
    return [a.attrs["id"] for c in marked for a in c.ancestors() if a.tag == "article"]


def test_what_came_since_the_last_visit_is_marked_once(as_person: AsPerson, say: Say) -> None:
    thread = long_thread(1)
    reader = as_person(make_citizen())
    assert new_ones(reader.get(address(thread)), say) == []
    observations.flush()
    post = make_post(thread=thread)

    page = reader.get(address(thread))
    assert new_ones(page, say) == [f"bai-{post.id}"]
    assert (say("To the first unread post"), f"/chu-de/{thread.id}-nuoc-sinh-hoat-o-ban") in [
        (text, href.partition("#")[0]) for text, href in page.links
    ]
    assert new_ones(reader.get(address(thread)), say) == []


def test_reading_is_known_before_it_is_written(as_person: AsPerson, say: Say) -> None:
    thread = long_thread(1)
    person = make_citizen()
    reader = as_person(person)
    reader.get(address(thread))
    assert queries.read_up_to(person.id, thread.id) == 0
    make_post(thread=thread)
    assert len(new_ones(reader.get(address(thread)), say)) == 1


def test_an_own_post_is_not_new_to_its_author(as_person: AsPerson, say: Say) -> None:
    thread, person = long_thread(1), make_citizen()
    reader = as_person(person)
    reader.get(address(thread))
    make_post(person, thread=thread)
    assert new_ones(reader.get(address(thread)), say) == []


def test_a_guests_page_knows_nothing_of_reading(client: Client, say: Say) -> None:
    page = client.get(address(long_thread(2)))
    assert new_ones(page, say) == []
    assert {form.method for form in page.forms} == {"get"}
    assert say("Sign in to follow") in page
    assert all(say(words) not in page for words in ("Quote", "Bookmark"))


def test_the_first_unread_post_is_found_on_its_page(as_person: AsPerson) -> None:
    thread = long_thread(24)
    person = make_citizen()
    reader = as_person(person)
    reader.get(address(thread))  # posts 1 to 20
    observations.flush()
    assert queries.read_up_to(person.id, thread.id) == 20
    page = reader.get(f"/chu-de/{thread.id}/chua-doc")
    assert page.steps[-1][1].startswith(address(thread, "?sau=20#bai-"))
    assert page.find_all("article")[0].attrs["id"] == page.steps[-1][1].partition("#")[2]


def test_the_link_on_the_last_page_leads_back_to_the_first_unread_post(
    as_person: AsPerson, say: Say
) -> None:
    thread = long_thread(44)
    reader = as_person(make_citizen())
    reader.get(address(thread))
    page = reader.get(address(thread, "?cuoi=1"))
    page = page.click(say("To the first unread post"))
    assert "?sau=20#" in page.steps[-1][1]


@pytest.mark.parametrize(("before", "target"), [(False, ""), (True, "?cuoi=1")])
def test_without_anything_unread_the_link_leads_to_an_end_of_the_thread(
    as_person: AsPerson, before: bool, target: str
) -> None:
    thread, reader = long_thread(1), as_person(make_citizen())
    if before:
        reader.get(address(thread))
    page = reader.get(f"/chu-de/{thread.id}/chua-doc")
    assert page.steps[-1][1] == address(thread, target)


@pytest.mark.parametrize("where", ["index", "category"])
def test_lists_say_how_much_is_new(as_person: AsPerson, say: Say, where: str) -> None:
    thread = long_thread(1)
    listed = "/chuyen-muc" if where == "index" else f"/chuyen-muc/{thread.category.slug}"
    reader = as_person(make_citizen())
    assert say("New") in reader.get(listed)
    reader.get(address(thread))
    assert say("New") not in reader.get(listed)
    make_post(thread=thread)
    make_post(thread=thread)
    page = reader.get(listed)
    (link,) = [text for text, href in page.links if href == f"/chu-de/{thread.id}/chua-doc"]
    assert "2" in link


def test_the_own_texts_say_how_much_is_new(as_person: AsPerson) -> None:
    author = make_citizen()
    thread = make_thread(author)
    reader = as_person(author)
    reader.get(address(thread))
    make_post(thread=thread)
    links = [href for _text, href in reader.get("/bai-cua-toi").links]
    assert f"/chu-de/{thread.id}/chua-doc" in links


def test_a_category_can_be_marked_as_read(as_person: AsPerson, say: Say) -> None:
    thread = long_thread(3)
    reader = as_person(make_citizen())
    page = reader.get(f"/chuyen-muc/{thread.category.slug}")
    page = press(page, say("Mark all as read"))
    assert say("Everything here is marked as read.") in page
    assert say("Mark all as read") not in page
    assert new_ones(reader.get(address(thread)), say) == []
