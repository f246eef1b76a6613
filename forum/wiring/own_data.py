"""What each room stores about a person, and who hands it over to that person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from flask_babel import lazy_gettext as _l

from forum.accounts import own_data as accounts
from forum.accounts.parcel import Part
from forum.audit import own_data as audit
from forum.board import own_data as board
from forum.drafts import own_data as drafts
from forum.following import own_data as following
from forum.moderation import own_data as moderation
from forum.notifications import own_data as notifications
from forum.official import own_data as official
from forum.rules import own_data as rules
from forum.screening.words import FOR_AUTHOR
from forum.site import own_data as site
from forum.site.acts import ACTS
from forum.site.words import THINGS
from forum.threads import own_data as threads
from forum.web import own_data as web

EXPORTS: Mapping[str, Part] = {
    "account": Part(_l("Account"), accounts.account, ("person.id",)),
    "former_addresses": Part(
        _l("Former e-mail addresses"), accounts.former_addresses, ("former_address.person_id",)
    ),
    "roles": Part(_l("Roles"), accounts.grants, ("role_grant.person_id",)),
    "sign_ins": Part(_l("Sign-ins"), accounts.sign_ins, ("sign_in.person_id",)),
    "spare_codes": Part(_l("Spare codes"), accounts.spare_codes, ("spare_code.person_id",)),
    "recovery_codes": Part(
        _l("Recovery codes"), accounts.recovery_codes, ("recovery_code.person_id",)
    ),
    "mail_links": Part(_l("Links by mail"), accounts.mail_keys, ("mail_key.person_id",)),
    "invitations": Part(
        _l("Invitations"),
        accounts.invitations,
        ("invitation.person_id", "invitation.created_by_id"),
    ),
    "account_acts": Part(
        _l("What administrators did to the account"),
        accounts.account_acts,
        ("account_act.person_id",),
    ),
    "tries": Part(_l("Counted tries"), accounts.counted_tries, ("throttle.key",)),
    "forms": Part(_l("Forms sent lately"), web.answered_forms, ("answered_form.owner",)),
    "acts": Part(
        _l("Acts on record"),
        audit.acts,
        ("audit_row.actor_id", "audit_row.thing_id"),
        {"act": ACTS, "thing_kind": THINGS, "held": FOR_AUTHOR},
    ),
    "rules": Part(_l("Rules accepted"), rules.acceptances, ("rule_acceptance.person_id",)),
    "seats": Part(_l("Seats on boards"), board.terms, ("board_term.person_id",)),
    "settings": Part(_l("Settings changed"), site.tuning_changes, ("tuning_change.by_id",)),
    "pages": Part(_l("Texts of pages"), site.page_texts, ("page_text.by_id",)),
    "drafts": Part(_l("Drafts"), drafts.drafts, ("draft.person_id",)),
    "texts": Part(_l("Texts"), threads.posts, ("post.author_id",)),
    "wordings": Part(
        _l("Wordings of texts"),
        threads.wordings,
        ("revision.post_id",),
        {"hold_reasons": FOR_AUTHOR},
    ),
    "files": Part(_l("Photos and documents"), threads.attachments, ("attachment.person_id",)),
    "decisions": Part(_l("Decisions about texts"), moderation.decisions, ("decision.revision_id",)),
    "decisions_made": Part(
        _l("Decisions made"),
        moderation.decisions_made,
        ("decision.decided_by_id", "revision.decided_by_id"),
    ),
    "questions": Part(_l("Questions"), official.questions, ("question.asked_by_id",)),
    "letter_files": Part(
        _l("Files of letters"), official.letter_files, ("letter_file.question_id",)
    ),
    "replies": Part(
        _l("What offices replied"),
        official.replies,
        ("official_text.question_id", "official_text.about_post_id"),
    ),
    "official_texts": Part(
        _l("Texts for offices"), official.texts_written, ("official_text.author_id",)
    ),
    "approvals": Part(
        _l("Official texts approved"), official.texts_approved, ("official_text.approver_id",)
    ),
    "read": Part(_l("How far threads were read"), following.read_marks, ("read_mark.person_id",)),
    "bookmarks": Part(_l("Marked posts"), following.bookmarks, ("bookmark.person_id",)),
    "followed": Part(_l("What is followed"), following.subscriptions, ("subscription.person_id",)),
    "notices": Part(_l("Notices"), notifications.notices, ("notice.person_id",)),
    "wishes": Part(_l("How news comes"), notifications.wishes, ("notice_wish.person_id",)),
    "digests": Part(_l("Digests sent"), notifications.digests, ("digest.person_id",)),
}

# Files on the disk: person → name in the ZIP, name on the disk.
OWN_FILES: tuple[Callable[[int], Iterable[tuple[str, str]]], ...] = (threads.own_files,)

# Columns that name a person and are handed over nowhere, with the reason.
LEFT_OUT: Mapping[str, str] = {
    "account_closing.person_id": "stands only while nobody can sign in to the account",
    "role_grant.opened_by_id": "who gave a role: of the giver the act is on record",
    "recovery_code.made_by_id": "who handed over a paper code: of the officer the act is on record",
    "account_act.by_id": "which administrator acted: of that person the act is on record",
}
