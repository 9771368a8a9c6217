"""What every state starts from: whose session this is, and the one way to do work."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from services.access import Actor, Proof
from services.auth import sessions
from services.auth.entry import Visitor
from services.core import db, i18n, together
from services.core.errors import NotFound
from services.core.typed import maybe_id

P = ParamSpec("P")
T = TypeVar("T")


class Audience(StrEnum):
    """Who may open a page, or call a handler."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    CUSTOMERS = "customers"
    STAFF = "staff"
    NOBODY = "nobody"

    def admits(self, actor: Actor | None) -> bool:
        """Tell whether somebody belongs to this audience."""
        if actor is None:
            return self is Audience.PUBLIC
        other = Audience.CUSTOMERS if actor.is_staff else Audience.STAFF
        return self not in (other, Audience.NOBODY)


def open_to(audience: Audience) -> Callable[[T], T]:
    """Say who may call a handler. Without it: whom its state is for (portal_app/guard.py)."""

    def mark(handler: T) -> T:
        handler.portal_audience = audience  # pyright: ignore[reportAttributeAccessIssue]
        return handler

    return mark


class PortalState(rx.State):
    """Parent of every other state. The guard fills it before each event.

    No handler is told who is acting, and none can choose: `_read` and `_write` prove the actor
    from the session, in the transaction that does the work.
    """

    AUDIENCE: ClassVar[Audience] = Audience.CUSTOMERS  # of its handlers, unless they say otherwise

    clinic: str = ""  # its name, for the page's head and title
    logo: str = ""  # its address; empty: the paw stands there
    colors: str = ""  # the clinic's, as CSS
    name: str = ""  # of the person
    person: str = ""  # tells one from another, so that nobody is shown what somebody else typed
    is_staff: bool = False
    may: list[str] = []  # a staff member's permissions, so that pages show only what can be done
    viewing: str = ""  # the customer as whom a staff member looks at the portal
    arrived: str = ""  # the page whose contents have come; until then those of the one before stand
    _proof: Proof | None = None
    _visitor: Visitor = Visitor()  # what this browser has shown, whoever sits before it
    _language: str = i18n.DEFAULT
    _screen: str = ""  # what this tab shows, for states/live.py to refresh
    _done: dict[str, str] = {}  # the key of what each form of this tab has added last

    @open_to(Audience.PUBLIC)
    @rx.event
    def arrive(self):
        """Say that the page in the address has all that fills it."""
        self.arrived = self.router.url.path

    async def _read(
        self,
        service: Callable[Concatenate[Session, Actor, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Ask a service something: one transaction that changes nothing."""
        i18n.use(self._language)
        return await db.read(sessions.acting, self._proof, service, *args, **kwargs)

    async def _share(
        self,
        service: Callable[Concatenate[Session, Actor, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Ask as `_read` does, and once for all tabs of a session that ask the same just now.

        A change is told to all open tabs at the same moment. Their session is what proves who
        asks, so the answer is the one that each would have been given.

        Args:
            service: Takes only what can be hashed, and returns what nobody changes.
        """
        i18n.use(self._language)
        key = self._proof, self._language, service, args, tuple(kwargs.items())
        return await together.read(key, sessions.acting, self._proof, service, *args, **kwargs)

    def _put(self, **shown: Any) -> None:
        """Change only what differs, so that looking again sends nothing that the tab has."""
        for name, value in shown.items():
            if self.get_value(name) != value:
                setattr(self, name, value)

    async def _write(
        self,
        service: Callable[Concatenate[Session, Actor, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Have a service do something: one transaction, committed when this returns."""
        i18n.use(self._language)
        return await db.write(sessions.acting, self._proof, service, *args, **kwargs)

    async def _recall(
        self,
        service: Callable[Concatenate[Session, Visitor, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Ask a service, on behalf of nobody, what this browser's own cookies prove."""
        i18n.use(self._language)
        return await db.read(service, self._visitor, *args, **kwargs)

    def _in_address(self, name: str) -> str:
        """Return a part of the page's address, such as `tab` of /pets/[pet_id]/[tab]."""
        return str(getattr(self, name, "") or "")[:200]


class StaffState(PortalState):
    """Parent of the states behind the admin page: only staff may call their handlers."""

    AUDIENCE: ClassVar[Audience] = Audience.STAFF


def identifier(text: object) -> UUID:
    """Read an id from an address or an argument; a malformed one is simply not found."""
    if (found := maybe_id(text)) is None:
        raise NotFound
    return found
