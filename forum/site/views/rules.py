"""The model rules become the authority's own."""

from __future__ import annotations

from flask import g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.guards import fresh, needs
from forum.core.errors import Conflict
from forum.languages.domain import current_tag
from forum.rules import service
from forum.rules.models import RuleVersion
from forum.rules.queries import in_language, version_in_force, whole_version
from forum.site.forms import RulesForm
from forum.site.views import site
from forum.web.once import finish

OF_A_MODEL = " — "  # what follows says that the text is a model


@site.route("/quan-tri/quy-che", methods=["GET", "POST"])
@needs("administer")
@fresh
def rules() -> Response | str:
    """The decision that issues the rules."""
    model = whole_version()
    form = RulesForm(
        title=_without_note(model, "vi"),
        title_en=_without_note(model, "en"),
        seen_version=model.number,
    )
    if form.validate_on_submit():
        with form.showing_rules():
            if form.seen_version.seen != model.number:
                raise Conflict("rules")
            service.issue(
                g.actor,
                model,
                title={"vi": form.title.data, "en": form.title_en.data or ""},
                decision=form.decision.data,
                decided_on=form.decided_on.data,
                signer=form.signer.data,
            )
            return finish("/quan-tri/quy-che", _("The rules are issued and in force from today."))
    return render_template(
        "site/rules.html",
        form=form,
        version=version_in_force(),
        say=lambda texts: in_language(texts, current_tag()),
    )


def _without_note(model: RuleVersion, tag: str) -> str:
    return model.title.get(tag, "").split(OF_A_MODEL)[0]
