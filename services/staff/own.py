"""What staff do about their own account: password, authenticator, recovery codes, sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col

from models.auth import AuthSession
from models.staff import Group, GroupMembership, StaffMember
from services import audit
from services.access import Actor, system
from services.audit import Event
from services.auth import confirming, second_factor, sessions
from services.core.errors import Forbidden, Invalid, NotFound
from services.staff import founding


@dataclass(frozen=True)
class Account:
    """A staff member's own account, as of now."""

    member: StaffMember
    groups: Sequence[Group]
    sessions: Sequence[AuthSession]
    session_id: UUID  # the one that asks
    codes_left: int
    otpauth: str  # of an authenticator that waits to be proven; empty: none


def overview(db: Session, actor: Actor) -> Account:
    """Return the account of the staff member who asks.

    Raises:
        Forbidden: It is a customer who asks.
    """
    member = _me(db, actor)
    theirs = system(Group).join(GroupMembership, col(GroupMembership.group_id) == Group.id)
    waiting = member.next_totp_secret if confirming.fresh(actor) else ""
    return Account(
        member,
        db.exec(theirs.where(GroupMembership.staff_member_id == member.id)).all(),
        sessions.of(db, member.id),
        actor.session_id,
        second_factor.recovery_codes_left(db, member.id),
        second_factor.address(db, waiting, member.email) if waiting else "",
    )


def check_password(db: Session, actor: Actor, typed: object) -> str:
    """Return a new password that the actor may have.

    Raises:
        Forbidden: It is a customer who asks, or they have not confirmed who they are.
        Invalid: It would be guessed.
    """
    confirming.require_fresh(actor)
    member, text = _me(db, actor), typed if isinstance(typed, str) else ""
    founding.check_password(db, text, member.name, member.email)
    return text


def keep_password(db: Session, actor: Actor, password_hash: str) -> None:
    """Change the actor's password, and sign them out everywhere else.

    Raises:
        Forbidden: It is a customer who asks, or they have not confirmed who they are.
    """
    confirming.require_fresh(actor)
    member = _me(db, actor)
    member.password_hash = password_hash
    sessions.end_all_of(db, member.id, but=actor.session_id)
    audit.record(db, actor, Event.PASSWORD_CHANGED, member)


def begin_authenticator(db: Session, actor: Actor) -> None:
    """Make a secret for another authenticator; the present one stays until a code proves it.

    Raises:
        Forbidden: It is a customer who asks, or they have not confirmed who they are.
    """
    confirming.require_fresh(actor)
    _me(db, actor).next_totp_secret = second_factor.new_secret()


def take_authenticator(db: Session, actor: Actor, code: object) -> None:
    """Take over the other authenticator, and sign the actor out everywhere else.

    Raises:
        Forbidden: It is a customer who asks, or they have not confirmed who they are.
        Invalid: The code is not the new authenticator's.
    """
    confirming.require_fresh(actor)
    member = _me(db, actor)
    waiting = member.next_totp_secret
    step = second_factor.step_of(waiting, code) if waiting else 0
    if not step:
        raise Invalid("That code is not right. Please enter the one shown now.", "code")
    member.totp_secret, member.next_totp_secret, member.totp_step = waiting, "", step
    sessions.end_all_of(db, member.id, but=actor.session_id)
    audit.record(db, actor, Event.SECOND_FACTOR_CHANGED, member)


def new_recovery_codes(db: Session, actor: Actor) -> Sequence[str]:
    """Make ten recovery codes, to be shown this once; earlier ones are good no more.

    Raises:
        Forbidden: It is a customer who asks, or they have not confirmed who they are.
    """
    confirming.require_fresh(actor)
    member = _me(db, actor)
    audit.record(db, actor, Event.SECOND_FACTOR_CHANGED, member, recovery_codes=True)
    return second_factor.new_recovery_codes(db, member.id)


def want_email(db: Session, actor: Actor, wanted: bool) -> None:
    """Send the actor by e-mail, too, what the bell shows, or no longer (AUTH-26).

    Raises:
        Forbidden: It is a customer who asks.
    """
    member = _me(db, actor)
    if member.wants_email != wanted:
        member.wants_email = wanted
        audit.record(db, actor, Event.STAFF_MEMBER_CHANGED, member, fields=["wants_email"])


def end_session(db: Session, actor: Actor, id: UUID) -> None:
    """End one of the actor's sessions.

    Raises:
        Forbidden: It is a customer who asks.
        NotFound: They have no such session.
    """
    member = _me(db, actor)
    if not sessions.end_one(db, member.id, id):
        raise NotFound
    audit.record(db, actor, Event.SESSION_ENDED, member, session=id)


def end_other_sessions(db: Session, actor: Actor) -> None:
    """End all of the actor's sessions but the one that asks.

    Raises:
        Forbidden: It is a customer who asks.
    """
    member = _me(db, actor)
    if sessions.end_all_of(db, member.id, but=actor.session_id):
        audit.record(db, actor, Event.SESSION_ENDED, member, others=True)


def _me(db: Session, actor: Actor) -> StaffMember:
    found = db.exec(system(StaffMember).where(StaffMember.id == actor.id)).first()
    if found is None or not actor.is_staff:
        raise Forbidden("You do not have the permission for this.")
    return found
