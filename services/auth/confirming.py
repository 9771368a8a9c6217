"""Asking staff again who they are, before what is dangerous in the wrong hands (AUTH-23)."""

from datetime import timedelta

from sqlmodel import Session

from models.auth import StaffTry
from services import audit
from services.access import Actor, system
from services.auth import second_factor, sessions, staff_entry
from services.auth.entry import Visitor
from services.auth.staff_entry import Try
from services.core import clock
from services.core.errors import Forbidden

VALID = timedelta(minutes=15)


class NotConfirmed(Forbidden):
    """The person has to say again who they are; their page then asks them."""

    def __init__(self) -> None:
        super().__init__("Please confirm first that it is you.")


def fresh(actor: Actor) -> bool:
    """Tell whether the actor has proven who they are a moment ago."""
    return bool(actor.confirmed_at and clock.now() - actor.confirmed_at < VALID)


def require_fresh(actor: Actor) -> None:
    """Raise NotConfirmed unless the actor has proven who they are a moment ago."""
    if not fresh(actor):
        raise NotConfirmed


def attempt(db: Session, actor: Actor, visitor: Visitor) -> Try:
    """Count one try of whoever sits before a session.

    Raises:
        Forbidden: It is no staff member's session.
        TooMany: It has to wait.
    """
    member = staff_entry.by_id(db, actor.id) if actor.is_staff else None
    if member is None:
        raise Forbidden("You do not have the permission for this.")
    return staff_entry.attempt(db, visitor, member.email)


def confirm(db: Session, actor: Actor, attempt: Try, typed: object, *, right: bool) -> str | None:
    """Return the session's new token; None if it was neither the password nor a code.

    Args:
        right: Whether what was typed is the password; else it may be a code.
    """
    member = staff_entry.by_id(db, actor.id)
    if member is None or member.id != attempt.member_id:
        return None
    if not (right and member.password_hash == attempt.password_hash):
        step = second_factor.step_of(member.totp_secret, typed)
        if not second_factor.use(db, member, typed, step, actor=actor):
            audit.record(db, actor, audit.Event.SIGN_IN_FAILED, member, way="confirmation")
            return None
    for counted in db.exec(system(StaffTry).where(StaffTry.id == attempt.id)):
        counted.right = True
    audit.record(db, actor, audit.Event.IDENTITY_CONFIRMED, member)
    return sessions.renew(db, actor)
