"""Texts of pages: written anew in one language, looked at first, put back."""

from __future__ import annotations

from flask import g, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.accounts.guards import needs
from forum.accounts.queries.directory import names_of
from forum.core.errors import NotFound
from forum.core.text import render
from forum.languages.catalogue import offered
from forum.languages.domain import current_tag
from forum.site import queries, service
from forum.site.forms import PageTextForm
from forum.site.models import PageName
from forum.site.views import site
from forum.web.once import finish
from forum.web.pagination import as_number

HERE = "/quan-tri/trang"
# Page → its name, where it stands.
PAGES = {
    PageName.HELP: (_l("Help"), "/tro-giup"),
    PageName.ABOUT: (_l("About this forum"), "/gioi-thieu"),
    PageName.PRIVACY: (_l("Privacy"), "/quyen-rieng-tu"),
    PageName.ACCESSIBILITY: (_l("Accessibility"), "/tro-nang"),
    PageName.CONTACT: (_l("Contact"), "/lien-he"),
}


@site.get("/quan-tri/trang")
@needs("administer")
def page_texts() -> str:
    """The pages whose text can be changed, and where a province's own stands."""
    own = {
        (page, language.tag): versions[0]
        for page in PAGES
        for language in offered()
        if (versions := queries.versions_of(page, language.tag)) and versions[0].source
    }
    return render_template("site/page_texts.html", pages=PAGES, offered=offered(), own=own)


@site.route("/quan-tri/trang/<name>", methods=["GET", "POST"])
@needs("administer")
def page_text(name: str) -> Response | str:
    """The text of one page in one language: looked at, saved, put back."""
    if name not in list(PageName):
        raise NotFound("page")
    page, tag = PageName(name), _language()
    versions = queries.versions_of(page, tag)
    newest = versions[0].number if versions else 0
    wanted = as_number(request.args.get("ban"), newest)
    source = next((one.source for one in versions if one.number == wanted), "")
    form = PageTextForm(data={"body": source, "seen_number": newest})
    previewed = None
    if form.validate_on_submit():
        if form.act.data == "preview":
            previewed = Markup(render(form.body.data))  # noqa: S704 (cleaned by render)
        else:
            service.write_page(
                g.actor,
                page,
                language=tag,
                source="" if form.act.data == "reset" else form.body.data,
                seen_number=form.seen_number.seen,
            )
            return finish(
                f"{HERE}/{name}?ngon-ngu={tag}", _("Saved. Every page shows it from now on.")
            )
    return render_template(
        "site/page_text.html",
        form=form,
        page=page,
        named=PAGES[page],
        tag=tag,
        offered=offered(),
        versions=versions,
        names=names_of({one.by_id for one in versions}),
        previewed=previewed,
    )


def _language() -> str:
    asked = request.args.get("ngon-ngu", "") or current_tag()
    if asked not in {language.tag for language in offered()}:
        raise NotFound("language")
    return asked
