"""The log of notices as this tab shows it."""

from dataclasses import dataclass
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from models.notices import NoticeState
from services import customers, notices
from services.access import Actor
from services.core import clock
from services.core.errors import Forbidden, NotFound
from services.core.i18n import plural
from services.core.i18n import translate as _
from services.notices import log
from services.notices.log import Asked, Line, Page, Place
from states.admin.stepping import Service, SteppedState
from states.base import StaffState, identifier

_ASKED = ("state", "kind", "channel", "text")


@dataclass(frozen=True)
class NoticeRow:
    """One notice of the log."""

    id: str
    when: str
    kind: str
    way: str  # by which channel, and to where
    state: str
    tone: str
    tries: str
    error: str
    customer: str
    customer_id: str
    readable: bool


class NoticesState(SteppedState, StaffState):
    """One page of the log, narrowed down as somebody wishes."""

    status: str = "loading"  # loading, ready, refused
    rows: list[NoticeRow] = []
    narrowed: bool = False
    states: list[tuple[str, str]] = []
    kinds: list[tuple[str, str]] = []
    channels: list[tuple[str, str]] = []
    state: str = ""
    kind: str = ""
    channel: str = ""
    text: str = ""
    customer: str = ""  # whose notices these are; empty: everybody's
    reading: str = ""  # the notice whose text is open
    said: str = ""

    _customer: UUID | None = None

    @rx.event
    async def load(self):
        """Show the newest notices: all, or those of the customer in the address."""
        self._screen, self.status = "notices", "loading"
        self._forget()
        self.states, self.kinds, self.channels = _states(), _kinds(), _channels()
        asked = self.router.url.query_parameters.get("customer")
        try:
            if asked:
                whose = await self._read(_whose, str(asked)[:40])
                self._customer, self.customer = whose
            await self._begin()
        except Forbidden:
            self.status = "refused"
            raise

    @rx.event
    async def narrow(self, name: str, value: str):
        """Show only some notices."""
        if name in _ASKED:
            setattr(self, name, str(value)[:100])
            await self._begin()

    @rx.event
    async def clear(self):
        """Show all notices again."""
        self._forget()
        await self._begin()

    @rx.event
    async def read(self, id: str):
        """Open what a notice said, or close it again."""
        if self.reading == str(id):
            self.reading = self.said = ""
            return
        self.said = await self._read(log.text, identifier(id))
        self.reading = str(identifier(id))

    def _forget(self) -> None:
        self.state = self.kind = self.channel = self.text = self.customer = ""
        self.reading = self.said = ""
        self._customer = None

    def _service(self) -> Service:
        asked = Asked(self.state, self.kind, self.channel, self.text, self._customer)
        return lambda db, actor, after: _page(db, actor, asked, after)

    def _fill(self, seen: tuple[list[NoticeRow], Place | None]) -> Place | None:
        self.rows, further = seen
        self.narrowed = bool(self._customer) or any(getattr(self, name) for name in _ASKED)
        self.status = "ready"
        return further


def notice_row(line: Line) -> NoticeRow:
    """Write a notice as a line of a log."""
    said, tone = standing(line.state)
    error = line.error
    if line.again_at:
        again = _("next try {moment}", moment=clock.moment(line.again_at))
        error = f"{error} · {again}" if error else again
    return NoticeRow(
        id=str(line.id),
        when=clock.moment(line.at),
        kind=notices.named(line.kind),
        way=f"{dict(_channels()).get(line.channel, line.channel)} · {line.address}",
        state=said,
        tone=tone,
        tries=plural("{count} try", "{count} tries", line.tries) if line.tries > 1 else "",
        error=error,
        customer=line.customer,
        customer_id=str(line.customer_id or ""),
        readable=line.readable,
    )


def standing(state: NoticeState) -> tuple[str, str]:
    """Say how far a notice has come, and in what tone."""
    if state in log.ON_ITS_WAY:
        return _("On its way"), "accent"
    return {
        NoticeState.SENT: (_("Sent"), "success"),
        NoticeState.DELIVERED: (_("Delivered"), "success"),
        NoticeState.BOUNCED: (_("Came back"), "danger"),
        NoticeState.FAILED: (_("Failed"), "danger"),
        NoticeState.EXPIRED: (_("Too late"), "warning"),
        NoticeState.UNKNOWN: (_("Not certain"), "warning"),
    }.get(state, (_("Not sent"), "neutral"))


def _page(
    db: Session, actor: Actor, asked: Asked, after: Place | None
) -> tuple[list[NoticeRow], Place | None]:
    found: Page = log.page(db, actor, asked, after)
    return [notice_row(line) for line in found.lines], found.next


def _whose(db: Session, actor: Actor, asked: str) -> tuple[UUID | None, str]:
    """Name the customer whose notices are asked for; whoever does not exist has none."""
    try:
        customer = customers.get(db, actor, identifier(asked))
    except NotFound:
        return None, ""
    return customer.id, customer.name


def _states() -> list[tuple[str, str]]:
    unequal = [state for state in NoticeState if state not in log.ON_ITS_WAY[1:]]
    return [("", _("Any")), *((state.value, standing(state)[0]) for state in unequal)]


def _kinds() -> list[tuple[str, str]]:
    named = sorted(
        ((kind.value, notices.named(kind)) for kind in notices.Kind), key=lambda one: one[1]
    )
    return [("", _("Any")), *named]


def _channels() -> list[tuple[str, str]]:
    ways = ("email", _("E-mail")), ("sms", _("SMS")), ("push", _("On their devices"))
    return [("", _("Any")), *ways]
