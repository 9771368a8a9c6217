"""A notice that staff write to a customer in their own words."""

from typing import Any
from uuid import UUID

import reflex as rx

from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.delivery import custom
from services.delivery.places import MEANINGS
from services.notices import WAYS
from states import forms
from states.admin.wordings import PlaceRow, sms_length
from states.base import StaffState, identifier
from states.feedback import FeedbackState


class CustomState(StaffState):
    """The form, and how the notice would read."""

    form: forms.Form = forms.Form()
    status: str = "loading"  # loading, ready, missing
    customer: str = ""  # their name
    customer_shown: str = ""
    ways: list[str] = []  # the channels that the form asks for
    hindered: dict[str, str] = {}  # why one of them cannot be ticked; empty: it can
    places: list[PlaceRow] = []
    shown_subject: str = ""
    shown_body: str = ""
    shown_sms: str = ""
    length: str = ""  # of the SMS

    _subject: str = ""  # as typed so far
    _body: str = ""

    @rx.event
    async def load(self):
        """Show an empty form for the customer in the address."""
        self._screen, self.form, self.status = "form", forms.Form(), "loading"
        self._subject = self._body = ""
        try:
            found = await self._read(custom.opened, self._id())
        except NotFound:
            self.status = "missing"
            return
        self.customer, self.customer_shown = found.customer.name, str(found.customer.id)
        self.ways = [*found.offered, *found.hindered]
        self.hindered = {channel: found.hindered.get(channel, "") for channel in WAYS}
        self.places = [PlaceRow(f"{{{one}}}", MEANINGS[one]()) for one in custom.PLACES]
        ticked = {channel: found.offered.get(channel, False) for channel in WAYS}
        self.form = forms.opened(
            f"custom {found.customer.id}", {"subject": "", "body": "", **ticked}
        )
        await self._look()
        self.status = "ready"

    @rx.event
    async def type_subject(self, value: str):
        """Show how the subject would read."""
        self._subject = value[:1_000]
        await self._look()

    @rx.event
    async def type_text(self, value: str):
        """Show how the text would read."""
        self._body = value[:10_000]
        await self._look()

    @rx.event
    async def send(self, typed: dict[str, Any]):
        """Send it, and go back to the customer's page."""
        with forms.Answering(self, "form", typed) as answer:
            await self._write(custom.send, self._id(), typed, key=forms.key(typed))
            answer.saved({"subject": "", "body": ""})
            return [
                FeedbackState.show(_("The notice is on its way.")),
                rx.redirect(f"/admin/customers/{self.customer_shown}"),
            ]
        return None

    def _id(self) -> UUID:
        return identifier(self._in_address("customer_id"))

    async def _look(self) -> None:
        said = self._subject, self._body
        letter = await self._read(custom.preview, self._id(), "email", said)
        sms = await self._read(custom.preview, self._id(), "sms", said)
        self.shown_subject, self.shown_body = letter.subject, letter.body
        self.shown_sms, self.length = sms.body, sms_length(sms)
