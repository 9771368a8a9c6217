"""What a tab sends, and what became of it."""

from typing import Any, ClassVar
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from models.messaging import Message, ThreadNote
from models.pets import Pet
from services import customers, messaging, pets
from services.access import Actor, find
from services.core.errors import Invalid, NotFound, PortalError, SignedOut
from services.core.i18n import translate as _
from states import forms
from states.base import Audience, PortalState, identifier
from states.messaging.channels import ChannelRow, channel_rows
from states.messaging.showing import MessagingState

_KEY = 64  # characters of a key that is named again


class WritingState(PortalState):
    """The composer (components/messaging/composer.jsx).

    It keeps each message in the browser under a key, and sends it again and again until the key
    is confirmed or refused here.
    """

    AUDIENCE: ClassVar[Audience] = Audience.SIGNED_IN

    confirmed: str = ""  # the key of the last message that the database has
    refused: str = ""  # the key of the last one that it will not have
    refusal: str = ""
    field: str = ""  # of the composer, that the refusal is about
    topics: list[tuple[str, str]] = []  # what a new thread can be about: what is sent, what is read
    about: str = ""  # which of them is chosen to begin with
    ready: bool = False  # `topics` have come

    customer: str = ""  # with whom staff begin a thread
    customer_name: str = ""
    channels: list[ChannelRow] = []  # by which that customer can be told
    nobody: bool = False  # the address names no customer that there is

    @rx.event
    async def load_new(self):
        """Offer what a new thread can be about."""
        await (await self.get_state(MessagingState)).load_badge()
        query = self.router.url.query_parameters
        asked = str(query.get("pet") or "")
        if self.is_staff:
            self.ready, self.customer, self.customer_name, self.nobody = False, "", "", False
            whom = asked, str(query.get("customer") or "")
            try:
                whose = await self._read(_theirs, *whom)
            except NotFound:
                self.nobody = True
                return
            self.customer, self.customer_name, own, self.channels = whose
        else:
            own = await self._read(_own_pets)
        self.topics = [("", _("General")), *own]
        self.about = asked if asked in [value for value, _name in own] else ""
        self.ready = True

    @rx.event
    async def send(self, typed: dict[str, Any]):
        """Store a message; the browser keeps it until its key is confirmed."""
        key = typed.get("key")
        try:
            message = await self._write(_store, typed)
        except SignedOut:
            raise
        except PortalError as refused:
            self.refusal, self.field = str(refused), _field_of(refused)
            self.refused = key[:_KEY] if isinstance(key, str) else ""
            return None
        self.refusal, self.confirmed = "", message.client_key
        if not typed.get("thread"):
            side = "/admin" if self.is_staff else ""
            return rx.redirect(f"{side}/messages/{message.thread_id}", replace=True)
        await (await self.get_state(MessagingState)).refresh()
        return None


def _field_of(refused: PortalError) -> str:
    return (refused.field if isinstance(refused, Invalid) else "") or "body"


def _store(db: Session, actor: Actor, typed: dict[str, Any]) -> Message | ThreadNote:
    body, key, attached = typed.get("body"), typed.get("key"), typed.get("files") or ()
    along = messaging.Along(attached, forms.several(typed, "tell"))
    if typed.get("thread"):
        thread_id = identifier(typed["thread"])
        if forms.flag(typed, "note"):
            return messaging.note(db, actor, thread_id, body, key=key, attached=attached)
        return messaging.post(db, actor, thread_id, body, key=key, along=along)
    about = messaging.About(_chosen(typed, "pet"), _chosen(typed, "customer"), along)
    return messaging.start(db, actor, typed.get("topic"), body, key=key, about=about)


def _chosen(typed: dict[str, Any], name: str) -> UUID | None:
    return identifier(typed[name]) if typed.get(name) else None


def _theirs(
    db: Session, actor: Actor, pet: str, customer: str
) -> tuple[str, str, list[tuple[str, str]], list[ChannelRow]]:
    """Return the customer to write to, what about, and by what they can be told of it."""
    customer_id = find(db, actor, Pet, identifier(pet)).customer_id if pet else identifier(customer)
    whose = customers.get(db, actor, customer_id)
    theirs = [(str(card.id), card.name) for card in pets.of(db, actor, whose.id)]
    return str(whose.id), whose.name, theirs, channel_rows(db, whose.id)


def _own_pets(db: Session, actor: Actor) -> list[tuple[str, str]]:
    return [(str(card.id), card.name) for card in pets.listed(db, actor, pets.PAGE)]
