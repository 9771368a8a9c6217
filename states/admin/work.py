"""What waits in one of the queues, the oldest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from services import failures, notices, queues
from services.access import Actor, Permission
from services.core import clock
from services.core.errors import Forbidden, NotFound
from services.core.i18n import translate as _
from services.queues import Item, Page, Place, Queue
from services.records import kinds
from states.admin.stepping import Service, SteppedState
from states.base import StaffState, identifier
from states.feedback import FeedbackState


@dataclass(frozen=True)
class ItemRow:
    """One thing that waits, whom it is about, and where it can be seen."""

    id: str
    title: str
    detail: str
    href: str  # empty: this person may not open it
    pet: str
    pet_href: str
    customer: str
    customer_href: str
    since: str
    moment: str


class WorkState(SteppedState, StaffState):
    """The queue in the address."""

    status: str = "loading"  # loading, ready, missing
    queue_shown: str = ""
    rows: list[ItemRow] = []
    undoable: str = ""  # the notice that was seen to last

    @rx.event
    async def load(self):
        """Show the queue from its beginning."""
        self._screen, self.undoable = "work", ""
        asked = self._in_address("queue")
        if asked != self.queue_shown:
            self.status, self.rows = "loading", []
        self.queue_shown = asked
        try:
            await self._begin()
        except NotFound:
            self._miss()
        except Forbidden:
            self._miss()
            raise

    @rx.event
    async def see_to(self, id: str):
        """Take a failed notice off the queue."""
        await self._settle(failures.see_to, id)
        self.undoable = str(identifier(id))

    @rx.event
    async def undo(self, id: str):
        """Put it back."""
        await self._settle(failures.leave_open, id)
        self.undoable = ""

    @rx.event
    async def send_again(self, id: str):
        """Have a failed notice sent again."""
        await self._settle(failures.send_again, id)
        return FeedbackState.show(_("It is being sent again."))

    async def _settle(self, deed: Callable[[Session, Actor, UUID], None], id: str) -> None:
        await self._write(deed, identifier(id))
        if self.queue_shown == Queue.NOTICES:
            await self._look()

    def _service(self) -> Service:
        if self.queue_shown not in list(Queue):
            raise NotFound
        queue = Queue(self.queue_shown)
        return lambda db, actor, after: queues.listed(db, actor, queue, after)

    def _fill(self, seen: Page) -> Place | None:
        queue = Queue(self.queue_shown)
        self.rows = [_row(queue, item, self.may) for item in seen.items]
        self.status = "ready"
        return seen.next

    def _miss(self) -> None:
        self.status, self.rows = "missing", []
        self.has_next = self.has_previous = False


def _row(queue: Queue, item: Item, may: Sequence[str]) -> ItemRow:
    opens = Permission.VIEW_RECORDS.value in may
    customer = f"/admin/customers/{item.customer_id}" if opens and item.customer_id else ""
    pet = f"/admin/pets/{item.pet_id}/overview" if opens and item.pet_id else ""
    title, detail = _words(queue, item)
    return ItemRow(
        id=str(item.id),
        title=title,
        detail=detail,
        href=_place(queue, item, may) if opens or queue is Queue.MESSAGES else "",
        pet=item.pet,
        pet_href=pet,
        customer=item.customer,
        customer_href=customer,
        since=clock.ago(item.since),
        moment=clock.moment(item.since),
    )


def _words(queue: Queue, item: Item) -> tuple[str, str]:
    if queue is Queue.DRAFTS:
        kind = kinds.find(item.kind).label()
        return item.title or _("Without a title"), f"{kind} · {item.by}" if item.by else kind
    if queue is Queue.MAILS:
        return item.title or _("E-mail without a subject"), item.by
    return (notices.named(item.kind), "") if queue is Queue.NOTICES else (item.title, "")


def _place(queue: Queue, item: Item, may: Sequence[str]) -> str:
    """Say where it can be seen: a draft in its editor, by whoever may write its kind."""
    if queue is Queue.DRAFTS:
        kind = kinds.find(item.kind)
        if kind.permission.value in may:
            return f"/admin/records/{item.id}"
        return f"/admin/pets/{item.pet_id}/{kind.tab or 'notes'}"
    if queue is Queue.MESSAGES:
        return f"/admin/messages/{item.id}"
    if queue in (Queue.DOCUMENTS, Queue.MAILS):
        return f"/admin/{queue.value}/{item.id}"
    return f"/admin/customers/{item.customer_id}" if item.customer_id else ""
