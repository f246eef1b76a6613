"""How the installation is, and the outbox with what failed."""

from __future__ import annotations

import re
from datetime import datetime

from flask import g, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from forum.accounts.guards import needs
from forum.core.errors import Conflict
from forum.moderation.words import waiting_since
from forum.outbox.queries import Lot, counts, deliveries_of
from forum.site import queries, service
from forum.site.condition import gauges
from forum.site.forms import OpenForm
from forum.site.views import site
from forum.site.words import LOTS, reaction_words
from forum.threads.queries.waiting import oldest_waiting
from forum.web.once import finish
from forum.web.pagination import as_number, cut

OUTBOX = "/quan-tri/hop-thu-di"
PAGE = 50
ADDRESS = re.compile(r"[^\s<>]+@[^\s<>]+")


@site.get("/quan-tri/tinh-trang")
@needs("administer")
def condition() -> str:
    """Every gauge with what is normal; what must be done."""
    found = gauges(queries.the_site(), oldest_text=oldest_waiting())
    return render_template(
        "site/condition.html",
        gauges=found,
        bad=[gauge for gauge in found if gauge.bad],
        is_time=lambda value: isinstance(value, datetime),
        age=waiting_since,
    )


@site.get("/quan-tri/hop-thu-di")
@needs("administer")
def outbox() -> str:
    """Deliveries that are not done: given up, failing, waiting."""
    asked, counted = request.args.get("loai", ""), counts()
    worst = next((one for one in Lot if counted[one]), Lot.DEAD)
    lot = Lot(asked) if asked in list(Lot) else worst
    found, more = cut(
        deliveries_of(lot, after=as_number(request.args.get("sau")), size=PAGE + 1), PAGE
    )
    return render_template(
        "site/outbox.html",
        lot=lot,
        lots=LOTS,
        counts=counted,
        rows=found,
        older=f"{OUTBOX}?loai={lot.value}&sau={found[-1].id}" if more else None,
        reaction_words=reaction_words,
        without_addresses=lambda text: ADDRESS.sub("…@…", text or ""),
    )


@site.post("/quan-tri/hop-thu-di/thu-lai")
@needs("administer")
def retry_all() -> Response:
    """Every delivery that was given up is tried again."""
    if not OpenForm().validate_on_submit():
        raise Conflict("outbox")
    count = service.retry_deliveries(g.actor)
    return finish(
        OUTBOX,
        ngettext("%(num)d delivery is tried again.", "%(num)d deliveries are tried again.", count),
    )


@site.post("/quan-tri/hop-thu-di/<int:delivery_id>/thu-lai")
@needs("administer")
def retry_delivery(delivery_id: int) -> Response:
    """One delivery that was given up is tried again."""
    if not OpenForm().validate_on_submit():
        raise Conflict("outbox")
    service.retry_deliveries(g.actor, delivery_id=delivery_id)
    return finish(OUTBOX, _("The delivery is tried again."))
