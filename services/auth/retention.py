"""How long what is about signing in is kept."""

from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from models.auth import AuthSession, Device, Invitation, SignInCode, SpentProof, StaffTry
from services import settings
from services.core import clock

_DEVICES = timedelta(days=60)  # after they were remembered last; their sessions are gone by then


def forget_old(db: Session) -> None:
    """Delete what is too old to count for anything."""
    now, rules = clock.now(), settings.load(db)
    codes = timedelta(hours=rules.code_hours_kept)
    sessions = timedelta(days=rules.session_days_kept)  # after their end
    for model, over in (
        (SignInCode, col(SignInCode.created_at) < now - codes),
        (StaffTry, col(StaffTry.created_at) < now - codes),
        (Invitation, col(Invitation.expires_at) < now - sessions),
        (SpentProof, col(SpentProof.expires_at) < now),
        (AuthSession, col(AuthSession.expires_at) < now - sessions),
        (AuthSession, col(AuthSession.ended_at) < now - sessions),
        (Device, col(Device.expires_at) < now - _DEVICES),
    ):
        db.exec(delete(model).where(over))
