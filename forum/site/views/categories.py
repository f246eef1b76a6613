"""Categories: made, described, put in order, archived."""

from __future__ import annotations

from flask import g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.guards import needs
from forum.core.errors import Conflict
from forum.languages.domain import current_tag
from forum.rules.queries import in_language
from forum.site.forms import CategoryForm, StepForm
from forum.site.views import site
from forum.threads import categories as service
from forum.threads.models import Category
from forum.threads.queries.lists import categories_with_counts, nested
from forum.threads.queries.threads import categories as all_categories
from forum.web.once import finish

HERE = "/quan-tri/chuyen-muc"


@site.get("/quan-tri/chuyen-muc")
@needs("administer")
def categories() -> str:
    """All categories as readers find them, with the buttons that move and archive."""
    return render_template(
        "site/categories.html",
        subjects=nested(categories_with_counts()),
        rows={category.id: category for category in all_categories()},
        say=lambda texts: in_language(texts, current_tag()),
    )


@site.route("/quan-tri/chuyen-muc/moi", methods=["GET", "POST"])
@needs("administer")
def new_category() -> Response | str:
    """A new category, behind all others."""
    form = CategoryForm()
    form.offer(_parents(None))
    if form.validate_on_submit():
        with form.showing_rules():
            service.create_category(g.actor, said=form.said())
            return finish(HERE, _("The category stands at the end of the list."))
    return render_template("site/category.html", form=form, category=None)


@site.route("/quan-tri/chuyen-muc/<int:category_id>", methods=["GET", "POST"])
@needs("administer")
def category(category_id: int) -> Response | str:
    """The words and the place of one category."""
    chosen = service.get_category_by_id(category_id)
    form = CategoryForm(data=_present(chosen))
    form.offer(_parents(chosen))
    if form.validate_on_submit():
        with form.showing_rules():
            service.edit_category(
                g.actor,
                chosen,
                said=form.said(),
                seen_version=form.seen_version.seen,
            )
            return finish(HERE, _("Saved. Every page shows it from now on."))
    return render_template("site/category.html", form=form, category=chosen)


@site.post("/quan-tri/chuyen-muc/<int:category_id>/buoc")
@needs("administer")
def step_category(category_id: int) -> Response:
    """One place up or down; into the archive or out of it."""
    chosen, form = service.get_category_by_id(category_id), StepForm()
    if not form.validate_on_submit():
        raise Conflict("category")
    act, seen = form.act.data, form.seen_version.seen
    if act in {"up", "down"}:
        service.move_category(g.actor, chosen, up=act == "up", seen_version=seen)
    else:
        service.set_archived(g.actor, chosen, archived=act == "archive", seen_version=seen)
    return finish(HERE, _("Done."))


def _parents(chosen: Category | None) -> list[tuple[object, object]]:
    return [
        (one.id, in_language(one.name, current_tag())) for one in service.possible_parents(chosen)
    ]


def _present(chosen: Category) -> dict[str, object]:
    return {
        "name": chosen.name.get("vi", ""),
        "name_en": chosen.name.get("en", ""),
        "description": chosen.description.get("vi", ""),
        "description_en": chosen.description.get("en", ""),
        "slug": chosen.slug,
        "parent": str(chosen.parent_id or ""),
        "mode": chosen.mode.value,
        "posting": chosen.posting.value,
        "seen_version": chosen.version,
    }
