"""The account page: who this is, where they are signed in, and their PIN."""

from dataclasses import dataclass

import reflex as rx

from models.auth import Device
from services.auth import account, pins
from services.core import clock, i18n
from services.core.errors import Invalid
from services.core.i18n import translate as _
from states.base import PortalState, identifier
from states.details import DetailsState
from states.feedback import FeedbackState
from states.sessions import EndOne, EndOthers, SessionsState, named, seen


@dataclass(frozen=True)
class DeviceRow:
    """One browser that is remembered."""

    id: str
    browser: str
    seen: str
    until: str
    here: bool


class AccountState(SessionsState, PortalState):
    """What the account page shows of its customer."""

    loaded: bool = False
    language: str = i18n.DEFAULT
    devices: list[DeviceRow] = []
    remembered: bool = False  # there are devices
    takes_pin: bool = False
    has_pin: bool = False
    pin_error: str = ""
    pins_set: int = 0  # while this page is open; a new field each time, so that none stays filled

    @rx.event
    async def load(self):
        """Show the account."""
        self._screen, self.pin_error = "account", ""
        # In one event, so that nothing on the page is pushed down by what comes later.
        await (await self.get_state(DetailsState)).load()
        await self._show()

    @rx.event
    async def refresh(self):
        """Show it again."""
        await self._show()

    @rx.event
    async def set_pin(self, form: dict[str, str]):
        """Set or change the PIN."""
        self.pin_error = ""
        try:
            pin = await self._read(pins.check, form.get("pin"))
        except Invalid as refusal:
            self.pin_error = str(refusal)
            return None
        await self._write(pins.keep, await pins.hashed(pin))
        self.pins_set += 1
        await self._show()
        return FeedbackState.show(_("Your PIN is set. You can use it on this device."))

    @rx.event
    async def delete_pin(self):
        """Delete the PIN."""
        await self._write(pins.remove)
        await self._show()
        return FeedbackState.show(_("Your PIN is deleted."))

    @rx.event
    async def forget_device(self, id: str):
        """Remember a device no longer."""
        await self._write(account.forget_device, identifier(id))
        await self._show()

    def _endings(self) -> tuple[EndOne, EndOthers]:
        return account.end_session, account.end_other_sessions

    async def _show(self) -> None:
        found = await self._read(account.overview)
        self.language = self._language
        self._list(found.sessions, found.session_id)
        self.devices = [_device(row, row.id == found.device_id) for row in found.devices]
        self.remembered = bool(found.devices)
        self.takes_pin, self.has_pin = found.takes_pin, found.has_pin
        self.loaded = True


def _device(row: Device, here: bool) -> DeviceRow:
    return DeviceRow(
        str(row.id),
        named(row.name),
        seen(row.seen_at),
        _("Remembered until {day}", day=clock.short_date(clock.local(row.expires_at).date())),
        here,
    )
