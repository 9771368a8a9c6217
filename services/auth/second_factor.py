"""The second factor of staff: codes of an authenticator app, and recovery codes in its place."""

import re
import secrets
from collections.abc import Sequence
from uuid import UUID

from pyotp import random_base32
from pyotp.totp import TOTP
from sqlalchemy import Update, delete, update
from sqlmodel import Session, col

from models.auth import RecoveryCode
from models.staff import StaffMember
from services import audit, settings
from services.access import Actor, system
from services.core import clock, tokens

STEP = 30  # seconds that a code is shown for (RFC 6238)
RECOVERY_CODES = 10
_DRIFT = 1  # steps that a clock may be off
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mistaken for another
_LENGTH = 10


def new_secret() -> str:
    """Make a secret for an authenticator, sealed for the database."""
    return tokens.seal(random_base32())


def address(db: Session, sealed: str, email: str) -> str:
    """Return the otpauth address that an authenticator app reads from a QR code."""
    issuer = settings.load(db).clinic_name.replace(":", " ")
    return TOTP(tokens.unseal(sealed)).provisioning_uri(name=email, issuer_name=issuer)


def step_of(sealed: str, typed: object) -> int:
    """Return the time step whose code was typed; 0 if it is none of now."""
    code = re.sub(r"\s", "", typed[:32]) if isinstance(typed, str) else ""
    totp, now = TOTP(tokens.unseal(sealed)), present_step()
    steps = range(now - _DRIFT, now + _DRIFT + 1)
    right = [step for step in steps if tokens.same(totp.generate_otp(step), code)]
    return right[0] if right else 0


def use(
    db: Session,
    member: StaffMember,
    typed: object,
    step: int,
    *,
    actor: Actor | None = None,
    origin: str = "",
) -> str:
    """Use up a code: those of the authenticator are good once, and none older than the last.

    Args:
        step: What `step_of` made of what was typed.
        actor: Who it is, if they are signed in already.
        origin: The address of somebody who is not.

    Returns:
        "code" or "recovery code": what it was; empty if it is not right.
    """
    if step:
        unused = update(StaffMember).where(
            col(StaffMember.id) == member.id, col(StaffMember.totp_step) < step
        )
        return "code" if _done(db, unused.values(totp_step=step)) else ""
    if not _use_recovery_code(db, member.id, typed):
        return ""
    audit.record(db, actor, audit.Event.RECOVERY_CODE_USED, member, origin=origin)
    return "recovery code"


def new_recovery_codes(db: Session, member_id: UUID) -> Sequence[str]:
    """Make recovery codes, to be shown this once; earlier ones are good no more."""
    db.connection().execute(
        delete(RecoveryCode).where(col(RecoveryCode.staff_member_id) == member_id)
    )
    made = [_recovery_code() for _ in range(RECOVERY_CODES)]
    for code in made:
        db.add(RecoveryCode(staff_member_id=member_id, code_hash=_hash(member_id, code)))
    db.flush()
    return [f"{code[:5]}-{code[5:]}" for code in made]


def recovery_codes_left(db: Session, member_id: UUID) -> int:
    """Count the recovery codes that are still good."""
    good = system(RecoveryCode).where(RecoveryCode.staff_member_id == member_id)
    return len(db.exec(good.where(col(RecoveryCode.used_at).is_(None))).all())


def present_code(member: StaffMember) -> str | None:
    """Return a code that would be taken now: the first that was not used. None: not yet."""
    totp, now = TOTP(tokens.unseal(member.totp_secret)), present_step()
    step = max(now, member.totp_step + 1)
    return totp.generate_otp(step) if step <= now + _DRIFT else None


def present_step() -> int:
    """Return the number of the present time step."""
    return int(clock.now().timestamp()) // STEP


def _recovery_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def _use_recovery_code(db: Session, member_id: UUID, typed: object) -> bool:
    code = re.sub(r"[\s-]", "", typed[:64]).lower() if isinstance(typed, str) else ""
    good = update(RecoveryCode).where(
        col(RecoveryCode.staff_member_id) == member_id,
        col(RecoveryCode.code_hash) == _hash(member_id, code),
        col(RecoveryCode.used_at).is_(None),
    )
    return _done(db, good.values(used_at=clock.now()))


def _hash(member_id: UUID, code: str) -> str:
    return tokens.keyed("recovery", str(member_id), code)


def _done(db: Session, statement: Update) -> bool:
    """Tell whether a conditional update changed its row: whoever comes second finds none."""
    quietly = statement.execution_options(synchronize_session=False)
    return db.connection().execute(quietly).rowcount == 1
