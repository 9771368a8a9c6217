"""How long what is about signing in is kept."""

from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from models.auth import AuthSession, Device, Invitation, SignInCode, SpentProof, StaffTry
from services.core import clock

_CODES = timedelta(days=1)  # the longest span that a limit looks back
_SESSIONS = timedelta(days=30)  # after their end
_DEVICES = timedelta(days=60)  # after they were remembered last; their sessions are gone by then


def forget_old(db: Session) -> None:
    """Delete what is too old to count for anything."""
    now = clock.now()
    for model, over in (
        (SignInCode, col(SignInCode.created_at) < now - _CODES),
        (StaffTry, col(StaffTry.created_at) < now - _CODES),
        (Invitation, col(Invitation.expires_at) < now - _SESSIONS),
        (SpentProof, col(SpentProof.expires_at) < now),
        (AuthSession, col(AuthSession.expires_at) < now - _SESSIONS),
        (AuthSession, col(AuthSession.ended_at) < now - _SESSIONS),
        (Device, col(Device.expires_at) < now - _DEVICES),
    ):
        db.exec(delete(model).where(over))
