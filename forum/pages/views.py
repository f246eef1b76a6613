"""Home, the pages that explain the forum, and the two addresses that machines ask."""

from __future__ import annotations

from flask import Blueprint, g, jsonify, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.accounts.guards import needs
from forum.languages.domain import current_tag
from forum.moderation.words import waited
from forum.official.queries import answered_thread_ids, fresh_answers
from forum.pages.duties import duties_of
from forum.pages.forms import SampleForm
from forum.pages.health import health
from forum.pages.palette import palette
from forum.pages.queries import Times, usual_times
from forum.pages.samples import samples
from forum.rules.queries import in_language
from forum.site.models import PageName
from forum.site.queries import page_words
from forum.threads.queries.lists import Subject, categories_with_counts, nested, thread_rows
from forum.threads.rows import thread_view
from forum.web.headers import private

pages = Blueprint("pages", __name__)

ANSWERS = 3
THREADS = 6


@pages.get("/")
def home() -> str:
    """What this place is, how to ask, what was answered, what is talked about; for a person who
    signed in, first what to do now."""
    rows = thread_rows(None, None, THREADS)
    answered = answered_thread_ids([row.id for row in rows])
    times = Times(None, None) if g.actor.is_person else usual_times()
    return render_template(
        "pages/home.html",
        panel=duties_of(g.actor, g.get("unread", 0)),
        answers=fresh_answers(ANSWERS),
        topics=_topics(),
        times={
            "review": waited(times.review) if times.review else None,
            "reply": waited(times.reply) if times.reply else None,
        },
        threads=[thread_view(row, answered) for row in rows],
    )


def _topics() -> list[dict[str, object]]:
    """The categories in which something can begin, each with those that stand in it."""

    def topic(one: Subject) -> dict[str, object]:
        name = in_language(one.name, current_tag())
        return {"href": f"/chuyen-muc/{one.slug}", "name": name, "threads": one.threads}

    living = [one for one in categories_with_counts() if not one.archived]
    tops = nested(living)
    return [{**topic(top), "children": [topic(one) for one in under]} for top, under in tops]


@pages.get("/tro-giup")
def help_page() -> str:
    """How to ask, follow and find an answer; why a text is held."""
    return _told(PageName.HELP)


@pages.get("/gioi-thieu")
def about() -> str:
    """What the forum is for and who runs it."""
    return _told(PageName.ABOUT)


@pages.get("/lien-he")
def contact() -> str:
    """Whom to turn to outside of the forum."""
    return _told(PageName.CONTACT)


@pages.get("/quyen-rieng-tu")
def privacy() -> str:
    """What is stored about a person and what is not."""
    return _told(PageName.PRIVACY)


@pages.get("/tro-nang")
def accessibility() -> str:
    """How the forum is made to be usable by everybody, and where to say that it is not."""
    return _told(PageName.ACCESSIBILITY)


def _told(page: PageName) -> str:
    """The shipped text, or the province's own with its date."""
    words = page_words(page, current_tag())
    shipped = f"pages/{page.value}.html"
    if words is None:
        return render_template(shipped)
    return render_template(
        "pages/told.html",
        shipped=shipped,
        words=words,
        html=Markup(words.html),  # noqa: S704 (cleaned when it was stored)
        keeps_facts=page is PageName.CONTACT,
    )


@pages.get("/quan-tri/kieu-dang")
@needs("administer")
def style() -> str:
    """Every component in every state, with sample words: what a change of colours does to them."""
    found, form = samples(), SampleForm()
    form.fill(found["words"]["name"], [chip["text"] for chip in found["chips"]])
    return render_template("pages/style.html", palette=palette(), samples=found, form=form)


@pages.get("/healthz")
def alive() -> Response:
    """The process answers; nothing else is looked at."""
    private()
    return Response("ok\n", mimetype="text/plain")


@pages.get("/readyz")
def ready() -> Response:
    """200 when the database answers and stands where this code expects it, else 503."""
    private()
    found = health()
    answer = jsonify(found.as_json())
    answer.status_code = 200 if found.ready else 503
    return answer
