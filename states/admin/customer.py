"""One customer's page: how to reach them, what is theirs, and what was done about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from models.auth import AuthSession
from models.customers import Customer
from services import customers, documents, messaging, notices, pets, vaccinations
from services.access import Actor, Permission
from services.audit import reading as trail
from services.core import clock, marks
from services.core.errors import Forbidden, NotFound
from services.core.i18n import LANGUAGES
from services.core.i18n import translate as _
from services.notices import log
from states.admin.customers import phone_of
from states.admin.notices import notice_row
from states.admin.pets import MarkRow
from states.base import StaffState, identifier
from states.documents import DocumentRow, document_row
from states.feedback import FeedbackState
from states.messaging import ThreadRow, thread_row
from states.pets import CardRow, card_row
from states.shields import ShieldRow, shield_row

_NOTICES = 10  # the latest; the log has them all


@dataclass(frozen=True)
class PersonRow:
    """What is known of the customer."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    language: str = ""
    location: str = ""
    declines: str = ""
    notes: str = ""
    since: str = ""
    disabled: bool = False
    marks: list[MarkRow] = field(default_factory=list)


@dataclass(frozen=True)
class OwnPetRow:
    """A pet of the customer, with its shield."""

    card: CardRow
    shield: ShieldRow
    deceased: bool


@dataclass(frozen=True)
class LineRow:
    """A line of one of the lists."""

    id: str
    text: str
    about: str
    tone: str = ""


@dataclass(frozen=True)
class _Seen:
    """All that the page shows, read in one transaction."""

    id: str
    person: PersonRow
    pets: list[OwnPetRow]
    threads: list[ThreadRow]
    papers: list[DocumentRow]
    notices: list[LineRow]
    sessions: list[LineRow]
    trail: list[LineRow]


class CustomerState(StaffState):
    """The customer in the address."""

    SCREEN: ClassVar[str] = "customer"

    status: str = "loading"  # loading, ready, missing
    customer_shown: str = ""
    about: PersonRow = PersonRow()
    pets: list[OwnPetRow] = []
    threads: list[ThreadRow] = []
    papers: list[DocumentRow] = []
    notices: list[LineRow] = []
    sessions: list[LineRow] = []
    trail: list[LineRow] = []

    @rx.event
    async def open(self):
        """Show the customer in the address, and note that they were looked at."""
        self._screen = self.SCREEN
        self._clear("loading")
        try:
            asked = identifier(self._in_address("customer_id"))
            self._show(await self._write(_opened, asked))
        except NotFound:
            self._clear("missing")
            return None
        except Forbidden:
            self._clear("missing")
            raise
        if self.customer_shown != str(asked):  # they were merged into this one
            return rx.redirect(f"/admin/customers/{self.customer_shown}", replace=True)
        return None

    @rx.event
    async def refresh(self):
        """Show the same customer again."""
        if self.customer_shown:
            try:
                self._show(await self._read(_seen, identifier(self.customer_shown)))
            except NotFound:
                self._clear("missing")

    @rx.event
    async def welcome(self):
        """Send the customer the link that leads to the portal."""
        await self._write(customers.welcome, self._id())
        await self.refresh()
        return FeedbackState.show(_("The welcome is on its way."))

    @rx.event
    async def disable(self):
        """Keep the customer from signing in."""
        await self._write(customers.disable, self._id())
        await self.refresh()

    @rx.event
    async def enable(self):
        """Let the customer sign in again."""
        await self._write(customers.enable, self._id())
        await self.refresh()

    @rx.event
    async def end_session(self, id: str):
        """Sign the customer out of one browser."""
        await self._write(customers.end_session, self._id(), identifier(id))
        await self.refresh()

    def _id(self) -> UUID:
        return identifier(self._in_address("customer_id"))

    def _show(self, seen: _Seen) -> None:
        self.customer_shown, self.about, self.pets = seen.id, seen.person, seen.pets
        self.threads, self.papers, self.notices = seen.threads, seen.papers, seen.notices
        self.sessions, self.trail, self.status = seen.sessions, seen.trail, "ready"

    def _clear(self, status: str) -> None:
        self.status, self.customer_shown, self.about = status, "", PersonRow()
        self.pets, self.threads, self.papers = [], [], []
        self.notices, self.sessions, self.trail = [], [], []


def _opened(db: Session, actor: Actor, id: UUID) -> _Seen:
    return _rows(db, actor, customers.opened(db, actor, id))


def _seen(db: Session, actor: Actor, id: UUID) -> _Seen:
    return _rows(db, actor, customers.get(db, actor, id))


def _rows(db: Session, actor: Actor, row: Customer) -> _Seen:
    may = actor.permissions.__contains__
    theirs = pets.of(db, actor, row.id)
    shields = vaccinations.shields(db, actor, [card.id for card in theirs])
    lists: dict[str, list[Any]] = {"threads": [], "notices": [], "sessions": [], "trail": []}
    if may(Permission.READ_MESSAGES) and messaging.enabled(db):
        entries = messaging.threads(db, actor, customer_id=row.id).entries
        lists["threads"] = [thread_row(entry, staff=True) for entry in entries]
    if may(Permission.SEND_NOTICES):
        lists["notices"] = [_notice(one) for one in _told(db, actor, row.id)]
    if may(Permission.MANAGE_CUSTOMERS):
        lists["sessions"] = [_session(one) for one in customers.sessions_of(db, actor, row.id)]
    if may(Permission.SEE_AUDIT):
        part = trail.listed(db, actor, trail.Asked(customer_id=row.id))
        lists["trail"] = [_deed(one) for one in part.lines]
    return _Seen(
        id=str(row.id),
        person=_person(db, row),
        pets=[
            OwnPetRow(card_row(card), shield_row(shields, card.id), card.deceased)
            for card in theirs
        ],
        papers=[
            document_row(paper, staff=True) for paper in documents.of(db, actor, row.id).documents
        ],
        **lists,
    )


def _person(db: Session, row: Customer) -> PersonRow:
    town = f"{row.postal_code} {row.city}".strip()
    places = {place.id: place.name for place in customers.locations(db)}
    unreached = notices.bounced(db, row.id)
    declined = [
        word
        for word, said in ((_("E-mail"), row.declines_email), (_("SMS"), row.declines_sms))
        if said
    ]
    return PersonRow(
        name=row.name,
        email=_contact(row.email or "", row.email in unreached),
        phone=_contact(phone_of(row), row.phone in unreached),
        address=", ".join(filter(None, (row.street, town))),
        language=LANGUAGES.get(row.language, _("The clinic's")),
        location=places.get(row.home_location_id, ""),
        declines=", ".join(declined),
        notes=row.notes,
        since=clock.short_date(clock.local(row.created_at).date()),
        disabled=row.disabled_at is not None,
        marks=[MarkRow(mark.key, mark.label) for mark in marks.chosen(row.icons)],
    )


def _contact(said: str, unreached: bool) -> str:
    return _("{contact} (the last notice came back)", contact=said) if unreached else said


def _told(db: Session, actor: Actor, id: UUID) -> Sequence[log.Line]:
    return log.page(db, actor, log.Asked(customer_id=id), limit=_NOTICES).lines


def _notice(line: log.Line) -> LineRow:
    row = notice_row(line)
    return LineRow(row.id, row.kind, f"{row.state} · {row.way} · {row.when}", row.tone)


def _session(row: AuthSession) -> LineRow:
    seen = _("Last seen: {moment}", moment=clock.moment(row.seen_at))
    return LineRow(str(row.id), row.browser or _("Unknown browser"), seen)


def _deed(line: trail.Line) -> LineRow:
    return LineRow(str(line.number), line.said, clock.moment(line.at) if line.at else "")
