"""One's own account, and proving again who one is."""

from uuid import UUID

from pyotp.totp import TOTP
from sqlmodel import col

from models.staff import StaffMember
from services.access import system
from services.core import tokens
from services.core.db import look
from tests.security.staff.cases import StaffHandler, StaffRoute, sent
from tests.staff_signing_in import PASSWORD

OTHER_SESSION = UUID(int=7)  # of whoever calls


def _code() -> str:
    """Return what the authenticator shows that somebody has just begun to set up."""
    waiting = system(StaffMember).where(col(StaffMember.next_totp_secret) != "")
    member = look(lambda db: db.exec(waiting).first())
    return TOTP(tokens.unseal(member.next_totp_secret)).now() if member else "000000"


HANDLERS: dict[str, StaffHandler] = {
    "confirm_state.load": StaffHandler(),
    "confirm_state.ask": StaffHandler(),
    "confirm_state.ask_unless_fresh": StaffHandler(),
    "confirm_state.leave": StaffHandler(payload=sent(open=False)),
    "my_account_state.load": StaffHandler(),
    "my_account_state.set_password": StaffHandler(
        payload=sent(form={"password": "gT9$kLm2"}), confirmed=True
    ),
    "my_account_state.begin_authenticator": StaffHandler(confirmed=True),
    "my_account_state.take_authenticator": StaffHandler(
        payload=lambda _world: {"form": {"code": _code()}},
        confirmed=True,
        after=("my_account_state.begin_authenticator",),
    ),
    "my_account_state.make_codes": StaffHandler(confirmed=True),
    "my_account_state.hide_codes": StaffHandler(),
    "my_account_state.want_email": StaffHandler(payload=sent(wanted=True)),
    "my_account_state.end_session": StaffHandler(payload=sent(id=str(OTHER_SESSION))),
    "my_account_state.end_others": StaffHandler(),
}

ROUTES: dict[str, StaffRoute] = {
    "/auth/staff/confirm": StaffRoute(
        lambda _world: "/auth/staff/confirm",
        method="POST",
        form=sent(secret=PASSWORD, next="/admin/staff"),
    ),
}
