"""Past the door: at once with a password, or after the code of the second step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import g, request, session
from werkzeug.wrappers import Response

from forum.accounts import policy, service, spare_codes
from forum.accounts.browsers import kind_of
from forum.accounts.guards import signin_cookie, signin_token
from forum.accounts.lasting import lasting_of
from forum.accounts.models import Person
from forum.accounts.queries import get_person, token_hash
from forum.core import clock
from forum.core.errors import NotFound
from forum.core.settings import setting
from forum.web.addresses import inside
from forum.web.once import finish

WAITING = "second_step"  # in the form session, which is signed: who typed the right password


@dataclass(frozen=True)
class Arrival:
    """Somebody whose password was right and whose code is missing yet."""

    person: Person
    target: str
    message: str | None


def arrive(person: Person, target: str | None, message: str | None) -> Response:
    """Signed in; or sent on to the page that asks for the code of the second step, or whether a
    closed account shall be opened again."""
    spare_codes.forget()
    closed = policy.may_reopen(person)
    if person.factor_secret is None and not closed:
        return let_in(person, target, message)
    session[WAITING] = {
        "person": person.id,
        "password": _mark(person),
        "at": int(clock.now().timestamp()),
        "next": inside(target),
        "message": message,
    }
    return finish("/dang-nhap/mo-lai" if closed else "/dang-nhap/ma")


def arriving(may: Callable[[Person], bool] = policy.may_sign_in) -> Arrival | None:
    """Who stands between the two steps in this browser and ``may`` go on; for CODE_MINUTES, and
    only while the password is the one that was typed."""
    state = session.get(WAITING)
    if not isinstance(state, dict):
        return None
    age = clock.now().timestamp() - state["at"]
    if age > timedelta(minutes=setting("CODE_MINUTES")).total_seconds():
        return None
    try:
        person = get_person(state["person"])
    except NotFound:
        return None
    if state["password"] != _mark(person) or not may(person):
        return None
    return Arrival(person, state["next"], state["message"])


def let_in(person: Person, target: str | None, message: str | None) -> Response:
    """The new sign-in's cookie goes with the answer; an old sign-in of this browser ends."""
    forget_shown()
    if g.actor.is_person:
        service.sign_out(g.actor, token=signin_token())
    token = service.sign_in(person, browser=kind_of(request.user_agent.string))
    answer = finish(inside(target), message)
    answer.set_cookie(
        signin_cookie(),
        token,
        max_age=int(lasting_of(person).whole.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )
    return answer


def forget_shown() -> None:
    """The form session holds nothing of the account any more."""
    session.pop(WAITING, None)
    spare_codes.forget()


def _mark(person: Person) -> str:
    """Tells this password from a later one, and nobody what it is."""
    return token_hash(person.password_hash)[:16]
