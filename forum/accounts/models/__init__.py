"""People, grants, sign-ins, ways back, invitations, throttle counters."""

from forum.accounts.models.acts import AccountAct
from forum.accounts.models.addresses import FormerAddress
from forum.accounts.models.closing import Closing
from forum.accounts.models.factor import SpareCode
from forum.accounts.models.invitations import Invitation
from forum.accounts.models.people import Grant, Person
from forum.accounts.models.recovery import MailKey, RecoveryCode
from forum.accounts.models.sign_ins import SignIn, Throttle

__all__ = [
    "AccountAct",
    "Closing",
    "FormerAddress",
    "Grant",
    "Invitation",
    "MailKey",
    "Person",
    "RecoveryCode",
    "SignIn",
    "SpareCode",
    "Throttle",
]
