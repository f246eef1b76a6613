"""What the owner of an account is told about its second step of signing in; invitations."""

from __future__ import annotations

from forum.notifications import letters, post_office
from forum.notifications.service import tell
from forum.notifications.words import Word
from forum.outbox import facts
from forum.outbox.service import by_itself


def tell_second_step(fact: facts.SecondFactorChanged) -> None:
    """The owner, whoever did it: so a stranger's act is seen."""
    tell(fact.person_id, Word(f"factor_{fact.what}"), fact.person_id)


def mail_invitation(fact: facts.InvitationMailWanted) -> None:
    """The link, made now, while it opens something."""
    letter = letters.letter_of_invitation(fact.invitation_id)
    if letter is not None:
        by_itself()
        post_office.hand_over(post_office.written_invitation(letter))
