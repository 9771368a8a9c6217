"""One's own account, and proving again who one is."""

from uuid import UUID

from tests.security.staff.cases import StaffHandler, StaffRoute, sent
from tests.staff_signing_in import PASSWORD

OTHER_SESSION = UUID(int=7)  # of whoever calls

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
        payload=sent(form={"code": "000000"}), confirmed=True
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
