"""A staff member's own account."""

import reflex as rx

from services.core import passwords, qr, slowly
from services.core.errors import Invalid
from services.core.i18n import translate as _
from services.staff import own
from states.admin.set_up import key_of
from states.base import StaffState
from states.feedback import FeedbackState
from states.sessions import EndOne, EndOthers, SessionsState


class MyAccountState(SessionsState, StaffState):
    """What the account page shows of its staff member."""

    loaded: bool = False
    full_name: str = ""
    email: str = ""
    title: str = ""
    groups: str = ""
    codes_left: int = 0
    codes: list[str] = []  # shown once, to whoever has just made them
    picture: str = ""  # the QR code of an authenticator that waits to be proven
    key: str = ""
    wants_email: bool = False
    password_error: str = ""
    code_error: str = ""
    changes: int = 0  # a new field each time, so that none stays filled

    @rx.event
    async def load(self):
        """Show the account."""
        self.codes, self.password_error, self.code_error = [], "", ""
        await self._show()

    @rx.event
    async def set_password(self, form: dict[str, str]):
        """Change the password."""
        self.password_error = ""
        try:
            chosen = await self._read(own.check_password, form.get("password"))
        except Invalid as refusal:
            self.password_error = str(refusal)
            return None
        await self._write(own.keep_password, await slowly.run(passwords.kept, chosen))
        self.changes += 1
        await self._show()
        return FeedbackState.show(_("Your password is changed."))

    @rx.event
    async def begin_authenticator(self):
        """Show the secret of another authenticator."""
        self.code_error = ""
        await self._write(own.begin_authenticator)
        await self._show()

    @rx.event
    async def take_authenticator(self, form: dict[str, str]):
        """Take over the other authenticator."""
        self.code_error = ""
        try:
            await self._write(own.take_authenticator, form.get("code"))
        except Invalid as refusal:
            self.code_error = str(refusal)
            return None
        await self._show()
        return FeedbackState.show(_("Your authenticator is replaced."))

    @rx.event
    async def make_codes(self):
        """Show new recovery codes, this once."""
        self.codes = list(await self._write(own.new_recovery_codes))
        await self._show()

    @rx.event
    def hide_codes(self):
        """Show the recovery codes no longer."""
        self.codes = []

    @rx.event
    async def want_email(self, wanted: bool):
        """Send by e-mail what the bell shows, or no longer."""
        await self._write(own.want_email, wanted)
        await self._show()

    def _endings(self) -> tuple[EndOne, EndOthers]:
        return own.end_session, own.end_other_sessions

    async def _show(self) -> None:
        found = await self._read(own.overview)
        member = found.member
        self.full_name, self.email, self.title = member.name, member.email, member.title
        self.groups = ", ".join(group.name for group in found.groups)
        self.wants_email, self.codes_left = member.wants_email, found.codes_left
        self.picture = qr.data_uri(found.otpauth) if found.otpauth else ""
        self.key = key_of(found.otpauth) if found.otpauth else ""
        self._list(found.sessions, found.session_id)
        self.loaded = True
