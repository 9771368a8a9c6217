"""What a tab sends, and what became of it."""

from typing import Any, ClassVar

import reflex as rx
from sqlmodel import Session

from models.messaging import Message
from services import messaging, pets
from services.access import Actor
from services.core.errors import Invalid, PortalError, SignedOut
from services.core.i18n import translate as _
from states.base import Audience, PortalState, identifier
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

    @rx.event
    async def load_new(self):
        """Offer what a new thread can be about."""
        await (await self.get_state(MessagingState)).load_badge()
        asked = str(self.router.url.query_parameters.get("pet") or "")
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
            return rx.redirect(f"/messages/{message.thread_id}", replace=True)
        await (await self.get_state(MessagingState)).refresh()
        return None


def _field_of(refused: PortalError) -> str:
    return (refused.field if isinstance(refused, Invalid) else "") or "body"


def _store(db: Session, actor: Actor, typed: dict[str, Any]) -> Message:
    body, key = typed.get("body"), typed.get("key")
    if typed.get("thread"):
        return messaging.post(db, actor, identifier(typed["thread"]), body, key=key)
    pet = identifier(typed["pet"]) if typed.get("pet") else None
    return messaging.start(db, actor, typed.get("topic"), body, key=key, about=(pet, None))


def _own_pets(db: Session, actor: Actor) -> list[tuple[str, str]]:
    return [(str(card.id), card.name) for card in pets.listed(db, actor, pets.PAGE)]
