"""What must stand before the forum is opened."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forum.accounts import queries as accounts_queries
from forum.board import queries as board_queries
from forum.rules import queries as rules_queries
from forum.site import queries as site_queries
from forum.site.opening import Line
from forum.threads.categories import categories_lack

SETUP = "/quan-tri/thiet-lap"

# Before opening to citizens: what must stand, who says what is missing, where it is mended.
OPENING: tuple[Line, ...] = (
    Line("rules", _l("The rules are issued."), rules_queries.rules_lack, "/quan-tri/quy-che"),
    Line("board", _l("The board is seated."), board_queries.seats_lack, "/quan-tri/ban-dieu-hanh"),
    Line(
        "deciders",
        _l("Two people can review, and two of one office can reply."),
        accounts_queries.deciders_lack,
        "/quan-tri/ban-dieu-hanh",
    ),
    Line("owner", _l("Readers learn who answers for this forum."), site_queries.owner_lacks, SETUP),
    Line(
        "contacts",
        _l("Readers learn whom to ask about data and about the law."),
        site_queries.contacts_lack,
        SETUP,
    ),
    Line("mail", _l("Mail works."), site_queries.mail_lacks, "/quan-tri/mo-cua#thu-dien-tu"),
    Line("backup", _l("A backup was made."), site_queries.backup_lacks, "/quan-tri/mo-cua#sao-luu"),
    Line(
        "categories",
        _l("There are categories, each with a description."),
        categories_lack,
        "/chuyen-muc",
    ),
)
