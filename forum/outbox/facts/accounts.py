"""Accounts, and the ways into them."""

from __future__ import annotations

from dataclasses import dataclass

from forum.outbox.facts.fact import Fact


@dataclass(frozen=True)
class SecondFactorChanged(Fact):
    """An account's two-step sign-in changed; ``what`` is one of accounts/lifecycle: FactorNews."""

    person_id: int
    what: str


@dataclass(frozen=True)
class InvitationMailWanted(Fact):
    """An invitation is to be mailed; its link is made at sending."""

    invitation_id: int


@dataclass(frozen=True)
class MailKeyWanted(Fact):
    """A link was asked for that opens an account or confirms its address; it is made at sending."""

    key_id: int


@dataclass(frozen=True)
class AccountChanged(Fact):
    """The account's owner is told ``what`` (accounts: AccountNews) became of ``ref_id``."""

    person_id: int
    what: str
    ref_id: int


@dataclass(frozen=True)
class AddressGivenUp(Fact):
    """An account's confirmed e-mail address was given up: that is told there, too."""

    former_address_id: int


@dataclass(frozen=True)
class AccountDeleted(Fact):
    """An account was deleted, by its owner or because its owner did not come back."""

    person_id: int


@dataclass(frozen=True)
class AccountActed(Fact):
    """An administrator did something to an account; its owner is told what and why."""

    act_id: int
