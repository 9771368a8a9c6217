"""The first way in: a link with which a person chooses a password and an authenticator, once."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.auth import Invitation, RecoveryCode
from models.staff import StaffMember
from services import audit
from services.access import system
from services.audit import Event
from services.auth import second_factor, sessions, staff_entry
from services.auth.entry import Visitor
from services.auth.staff_entry import Entered
from services.core import clock, tokens
from services.core.config import config
from services.core.errors import Conflict, Invalid
from services.staff import founding

_GOOD_FOR, _FIRST_RUN = timedelta(days=3), timedelta(days=1)
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that are mistaken for another


@dataclass(frozen=True)
class Offer:
    """What the page behind a link shows."""

    name: str
    email: str
    otpauth: str  # for the authenticator app


def make(db: Session, member: StaffMember) -> str:
    """Return the address of a new link for a staff member; earlier ones are good no more."""
    withdraw(db, member.id)
    return f"{config().public_url}/admin/set-up/{_new(db, member, tokens.new(), _GOOD_FOR)}"


def withdraw(db: Session, member_id: UUID) -> None:
    """Make a staff member's links good no more."""
    for row in db.exec(_good().where(Invitation.staff_member_id == member_id)):
        row.used_at = clock.now()


def offer(db: Session, token: object) -> Offer | None:
    """Return what the page behind a link shows; None if the link is good no more."""
    row, member = _find(db, token)
    if row is None or member is None:
        return None
    return Offer(
        member.name, member.email, second_factor.address(db, row.totp_secret, member.email)
    )


def check(db: Session, token: object, password: object) -> str:
    """Return a password that may be chosen with this link.

    Raises:
        Conflict: The link is good no more.
        Invalid: The password would be guessed.
    """
    _row, member = _find(db, token)
    if member is None:
        raise Conflict("This link is good no more. Please ask for a new one.")
    text = password if isinstance(password, str) else ""
    founding.check_password(db, text, member.name, member.email)
    return text


def accept(
    db: Session, visitor: Visitor, token: object, password_hash: str, code: object
) -> Entered | None:
    """Use a link: take over password and authenticator, and sign its person in.

    Whatever they had before is good no more, their other sessions included.

    Returns:
        None if the code is not the authenticator's.

    Raises:
        Conflict: The link is good no more.
    """
    row, member = _find(db, token)
    if row is None or member is None:
        raise Conflict("This link is good no more. Please ask for a new one.")
    step = second_factor.step_of(row.totp_secret, code)
    if not step:
        failed = Event.SIGN_IN_FAILED
        audit.record(db, None, failed, member, origin=visitor.origin, way="invitation")
        return None
    row.used_at = clock.now()
    member.password_hash, member.totp_secret, member.totp_step = (
        password_hash,
        row.totp_secret,
        step,
    )
    for code_row in db.exec(system(RecoveryCode).where(RecoveryCode.staff_member_id == member.id)):
        db.delete(code_row)
    sessions.end_all_of(db, member.id)
    for event in (Event.PASSWORD_CHANGED, Event.SECOND_FACTOR_CHANGED):
        audit.record(db, None, event, member, origin=visitor.origin, by="invitation")
    return staff_entry.admit(db, visitor, member, None, "invitation")


def first_run_code(db: Session) -> str | None:
    """Return a new code with which the first administrator is made; None if there is one."""
    if _somebody_works_here(db):
        return None
    for row in db.exec(_good()):  # nobody works here: they all come from earlier such codes
        row.used_at = clock.now()
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    return _new(db, None, code, _FIRST_RUN)


def waits_for_first(db: Session) -> bool:
    """Tell whether the portal waits for its first administrator."""
    return not _somebody_works_here(db)


def found(db: Session, code: object, name: str, email: str, location: str) -> str:
    """Make the first administrator, and return the address of the page that goes on.

    Raises:
        Invalid: The code is not the one that the console shows, or a field cannot be.
    """
    typed = code.strip().upper()[:40] if isinstance(code, str) else ""
    row, _member = _find(db, typed)
    if row is None or row.staff_member_id or _somebody_works_here(db):
        raise Invalid("This is not the code that the portal shows where it was started.", "code")
    row.used_at = clock.now()
    for half_made in db.exec(system(StaffMember).where(col(StaffMember.email) == email.lower())):
        founding.forget(db, half_made)
    member, _otpauth = founding.add_administrator(
        db, founding.NewAdministrator(name, email, "", location)
    )
    member.totp_secret = ""
    return f"/admin/set-up/{_new(db, member, tokens.new(), _FIRST_RUN)}"


def _new(db: Session, member: StaffMember | None, token: str, lasts: timedelta) -> str:
    db.add(
        Invitation(
            token_hash=tokens.digest(token),
            staff_member_id=member.id if member else None,
            totp_secret=second_factor.new_secret(),
            expires_at=clock.now() + lasts,
        )
    )
    db.flush()
    return token


def _find(db: Session, token: object) -> tuple[Invitation | None, StaffMember | None]:
    text = token[:100] if isinstance(token, str) else ""
    row = db.exec(_good().where(Invitation.token_hash == tokens.digest(text))).first()
    if row is None:
        return None, None
    member = db.exec(system(StaffMember).where(StaffMember.id == row.staff_member_id)).first()
    return row, member if member and member.disabled_at is None else None


def _good() -> SelectOfScalar[Invitation]:
    return system(Invitation).where(
        col(Invitation.used_at).is_(None), col(Invitation.expires_at) > clock.now()
    )


def _somebody_works_here(db: Session) -> bool:
    able = system(StaffMember).where(col(StaffMember.password_hash) != "")
    return db.exec(able).first() is not None
