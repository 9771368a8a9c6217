"""What customers change of their own details: name and address at once, contacts by a code."""

from dataclasses import dataclass
from typing import Any, cast

import reflex as rx
from sqlmodel import Session

from models.customers import Customer
from services import customers, notices
from services.access import Actor
from services.auth import people
from services.core import contacts
from services.core.errors import Invalid, NotFound
from services.core.i18n import translate as _
from services.customers import own
from services.customers.own import Pending
from services.notices import Channel
from states import forms
from states.base import PortalState, identifier
from states.feedback import FeedbackState

_EMAIL, _SMS = people.EMAIL, people.SMS


@dataclass(frozen=True)
class ContactRow:
    """A contact on file, and the new one that may take its place."""

    shown: str = ""
    changes: bool = False  # the customer may change it here
    waiting: str = ""  # the new one; empty: none has been asked for
    id: str = ""  # of the new one
    good: bool = False  # a code for it can be entered
    fresh: bool = False  # it was asked for a moment ago, in this tab


@dataclass(frozen=True)
class _Seen:
    customer: Customer
    places: list[tuple[str, str]]
    pending: list[Pending]
    changes: bool
    texts: bool  # codes can be sent by SMS


class DetailsState(PortalState):
    """The details of the customer on the account page, and the forms for them."""

    full_name: str = ""
    address: str = ""
    place: str = ""  # the home location, where there is a choice
    changes: bool = False  # the clinic lets customers change all this
    places: list[tuple[str, str]] = []
    email: ContactRow = ContactRow()
    sms: ContactRow = ContactRow()
    opened: str = ""  # the form that is open: details, email, sms
    form: forms.Form = forms.Form()
    email_form: forms.Form = forms.Form()  # for a new contact
    sms_form: forms.Form = forms.Form()
    email_code: forms.Form = forms.Form()  # for the code that was sent there
    sms_code: forms.Form = forms.Form()

    _fresh: str = ""  # the new contact that this tab has just asked for

    @rx.event
    async def load(self):
        """Show the details."""
        self.opened, self._fresh = "", ""
        await self._show()

    @rx.event
    async def refresh(self):
        """Show them again."""
        await self._show()

    @rx.event
    async def edit(self):
        """Open the form for name and address."""
        seen = await self._show()
        self.form = forms.opened(seen.customer.id, _values(seen.customer), seen.customer.version)
        self.opened = "details"

    @rx.event
    async def change(self, channel: str):
        """Open the form for a new contact."""
        setattr(self, f"{_channel(channel)}_form", forms.opened(channel, {"contact": ""}))
        await self._show()
        self.opened = channel

    @rx.event
    async def close(self, opened: bool = False):
        """Close the form that is open; what was typed stays in the tab."""
        self.opened = self.opened if opened else ""
        await self._show()

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Change name and address."""
        with forms.Answering(self, "form", typed) as answer:
            customer = await self._write(own.update, forms.version(typed), typed)
            answer.saved(_values(customer), customer.version)
            self.opened = ""
            await self._show()
            return FeedbackState.show(_("Your details are saved."))

    @rx.event
    async def request(self, channel: str, typed: dict[str, Any]):
        """Have a code sent to a new contact."""
        with forms.Answering(self, f"{_channel(channel)}_form", typed) as answer:
            contact = forms.text(typed, "contact", 254)
            await self._write(own.ask_for_contact, channel, contact)
            answer.saved({"contact": ""})
            self.opened, self._fresh = "", channel
            await self._show()

    @rx.event
    async def ask_again(self, id: str):
        """Have another code sent there."""
        await self._write(own.ask_again, identifier(id))
        await self._show()
        return FeedbackState.show(_("We have sent a new code. Only the newest one works."))

    @rx.event
    async def confirm(self, channel: str, typed: dict[str, Any]):
        """Put the new contact in force by its code."""
        with forms.Answering(self, f"{_channel(channel)}_code", typed) as answer:
            row = self.get_value(channel)
            right = await self._write(
                own.confirm_contact, identifier(row.id), forms.text(typed, "code", 32)
            )
            await self._show()
            if not right:
                raise Invalid(
                    "That code is not right. Please check it, or ask for a new one.", "code"
                )
            answer.saved({})
            return FeedbackState.show(
                _("Your new contact is in force. Elsewhere you are signed out.")
            )

    @rx.event
    async def cancel(self, id: str):
        """Leave the contact on file as it is."""
        await self._write(own.cancel_contact, identifier(id))
        await self._show()
        return FeedbackState.show(_("Nothing is changed."))

    async def _show(self) -> _Seen:
        seen = await self._read(_seen)
        customer = seen.customer
        town = f"{customer.postal_code} {customer.city}".strip()
        self.full_name = customer.name
        self.address = ", ".join(filter(None, (customer.street, town)))
        self.changes, self.places = seen.changes, seen.places
        home = str(customer.home_location_id)
        self.place = dict(seen.places).get(home, "") if len(seen.places) > 1 else ""
        self.email = self._contact(_EMAIL, customer.email or "", seen)
        self.sms = self._contact(_SMS, _written(customer.phone or ""), seen)
        return seen

    def _contact(self, channel: Channel, shown: str, seen: _Seen) -> ContactRow:
        """Show a contact, and keep the form for its code for as long as one is waiting."""
        waiting = next((one for one in seen.pending if one.channel == channel), None)
        changes = seen.changes and (channel == _EMAIL or seen.texts)
        of = str(waiting.id) if waiting else ""
        if self.get_value(f"{channel}_code").of != of:
            setattr(self, f"{channel}_code", forms.opened(of, {"code": ""}) if of else forms.Form())
        if waiting is None:
            return ContactRow(shown, changes)
        fresh = channel == self._fresh
        return ContactRow(shown, changes, _written(waiting.contact), of, waiting.good, fresh)


def _seen(db: Session, actor: Actor) -> _Seen:
    places = [(str(place.id), place.name) for place in customers.locations(db)]
    customer, waiting = customers.me(db, actor), own.pending(db, actor)
    return _Seen(customer, places, waiting, own.may_change(db, actor), notices.offers(_SMS))


def _values(customer: Customer) -> dict[str, Any]:
    return {name: getattr(customer, name) for name in own.FIELDS}


def _channel(said: str) -> Channel:
    if said not in (_EMAIL, _SMS):
        raise NotFound
    return cast("Channel", said)


def _written(contact: str) -> str:
    return contacts.written(contact) if contacts.is_phone(contact) else contact
