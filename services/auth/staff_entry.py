"""Coming in as staff: password and second factor at once, in one transaction after the hashing.

A try is counted, then the password is compared outside any transaction, then both are settled.
An address that nobody has takes the same way, with a password that nobody knows.
"""

from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from sqlmodel import Session, col

from models.auth import StaffTry
from models.staff import StaffMember
from services import audit
from services.access import system
from services.audit import Event
from services.auth import second_factor, sessions, waits
from services.auth.entry import Visitor
from services.core import contacts, passwords, slowly, tokens
from services.core.config import config


@dataclass(frozen=True)
class Try:
    """One counted try, still to be evaluated."""

    id: UUID
    email: str
    member_id: UUID | None
    password_hash: str = field(repr=False)


@dataclass(frozen=True)
class Entered:
    """The tokens for a browser's cookies."""

    session: str
    known: str  # what makes this browser known for this person


async def ready() -> None:
    """Do once what the first try of all would otherwise take longer for than others."""
    await slowly.run(_nobody)


def attempt(db: Session, visitor: Visitor, typed: object) -> Try:
    """Count one try for an address.

    Raises:
        TooMany: It has to wait.
    """
    email = _email(typed)
    counted = waits.count(db, email, visitor.origin, visitor.known)
    member = _by_email(db, email)
    hashed = member.password_hash if member else ""
    return Try(counted.id, email, member.id if member else None, hashed or _nobody().password_hash)


async def matches(typed: object, attempt: Try) -> bool:
    """Tell whether what was typed is the password; as slow for nobody's address."""
    password = typed if isinstance(typed, str) else ""
    return await slowly.run(
        passwords.matches, password[: passwords.LONGEST + 1], attempt.password_hash
    )


def enter(
    db: Session, visitor: Visitor, attempt: Try, code: object, *, right: bool
) -> Entered | None:
    """Sign a staff member in; None for whatever was wrong, alike.

    Args:
        code: Of the authenticator, or a recovery code.
        right: Whether the password was.
    """
    member = by_id(db, attempt.member_id)
    same = member is not None and member.password_hash == attempt.password_hash
    step = second_factor.step_of((member or _nobody()).totp_secret, code)
    way = ""
    if member and same and right:
        way = second_factor.use(db, member, code, step, origin=visitor.origin)
    if member is None or not way:
        audit.record(db, None, Event.SIGN_IN_FAILED, member, origin=visitor.origin, way="password")
        return None
    return admit(db, visitor, member, attempt.id, way)


def admit(
    db: Session, visitor: Visitor, member: StaffMember, try_id: UUID | None, way: str
) -> Entered:
    """Begin a session under a new token; the one this browser had before ends."""
    for counted in db.exec(system(StaffTry).where(StaffTry.id == try_id)):
        counted.right = True
    sessions.end(db, visitor.session)
    token = sessions.start(
        db, member, browser=visitor.name, origin=visitor.origin, way=f"password and {way}"
    )
    return Entered(token, waits.browser(member.email, visitor.known))


def present_code(db: Session, email: str) -> str | None:
    """Return the authenticator code of a demo clinic's staff member; None if nobody has it.

    Returns:
        Empty while the codes of now are used up.
    """
    member = _by_email(db, _email(email)) if config().demo else None
    return None if member is None else second_factor.present_code(member) or ""


def _email(typed: object) -> str:
    text = typed.strip()[:254] if isinstance(typed, str) else ""
    return contacts.email(text) or text.lower()


def _by_email(db: Session, email: str) -> StaffMember | None:
    found = db.exec(system(StaffMember).where(col(StaffMember.email) == email)).first()
    return found if found and _may_enter(found) else None


def by_id(db: Session, id: UUID | None) -> StaffMember | None:
    """Return a staff member who may sign in."""
    found = db.exec(system(StaffMember).where(col(StaffMember.id) == id)).first()
    return found if found and _may_enter(found) else None


def _may_enter(member: StaffMember) -> bool:
    return bool(member.password_hash and member.totp_secret) and member.disabled_at is None


@cache
def _nobody() -> StaffMember:
    """Stand in for whoever has an address that nobody has."""
    hashed = passwords.kept(tokens.new())
    secret = second_factor.new_secret()
    return StaffMember(name="", email="", password_hash=hashed, totp_secret=secret)
