"""What somebody was when acting: the audit table keeps who, the grants keep as what."""

from __future__ import annotations

import sqlalchemy as sa

from forum.accounts.lifecycle import Role
from forum.accounts.models import Grant
from forum.audit.models import AuditRow
from forum.audit.queries import Condition


def acted_as(word: str) -> Condition:
    """Condition on AuditRow: ``word`` is a role that the person held at that moment, or ``guest``
    or ``system``. As a citizen acts whoever held no other role."""
    if word not in list(Role):
        return AuditRow.actor_kind == word
    role = Role(word)
    if not role.is_duty:
        return _persons(~_held(Grant.role.in_([one for one in Role if one.is_duty])))
    # The first half alone would do nothing but say which few people to look for.
    ever = sa.select(Grant.person_id).where(Grant.role == role)
    return _persons(AuditRow.actor_id.in_(ever), _held(Grant.role == role))


def _persons(*conditions: Condition) -> Condition:
    return sa.and_(AuditRow.actor_kind == "person", *conditions)


def _held(role: Condition) -> Condition:
    """A grant of such a role stood when the act was done."""
    return (
        sa.select(Grant.id)
        .where(Grant.person_id == AuditRow.actor_id, role)
        .where(Grant.opened_at <= AuditRow.at)
        .where(sa.or_(Grant.closed_at.is_(None), Grant.closed_at > AuditRow.at))
        .correlate(AuditRow)
        .exists()
    )
