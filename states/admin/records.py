"""The page on which staff write a record: saved as they type, published when they say so."""

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from models.base import Status
from models.records import Term
from services import editing
from services.access import Actor
from services.core.errors import Invalid, NotFound
from services.core.i18n import translate as _
from services.records import attaching, desk, publishing, sheets, terms, writing
from services.records.desk import Desk
from states import forms
from states.admin.record_rows import (
    DeskRow,
    FieldRow,
    FileRow,
    LinkRow,
    beside_rows,
    desk_row,
    field_rows,
    file_rows,
    offered_rows,
    told_of,
    twin_rows,
    values_of,
    visit_pairs,
)
from states.base import StaffState, identifier
from states.feedback import FeedbackState

_OURS = frozenset({"version", "key", "turn", "auto", "title", "subtype_id"})


class RecordEditorState(StaffState):
    """One record and its form."""

    status: str = "loading"  # loading, ready, missing
    form: forms.Form = forms.Form()
    row: DeskRow = DeskRow()
    fields: list[FieldRow] = []
    authors: list[tuple[str, str]] = []
    visits: list[tuple[str, str]] = []
    files: list[FileRow] = []
    beside: list[LinkRow] = []
    twins: list[LinkRow] = []  # drafts of others that may be about the same
    offered: list[LinkRow] = []  # kinds that can be added to the visit; `id` is the kind
    notify: bool = False
    found_titles: forms.Found = forms.Found()
    found_subtypes: forms.Found = forms.Found()

    _record: UUID | None = None

    @rx.event
    async def load(self):
        """Show the record in the address."""
        self._screen = "record"
        try:
            record_id = identifier(self._in_address("record_id"))
        except NotFound:
            self.status = "missing"
            return
        if record_id != self._record:
            self.status, self.form, self._record = "loading", forms.Form(), record_id
        if await self._show(opening=True):
            self.notify = self.row.notifies

    @rx.event
    async def refresh(self):
        """Show again what may have changed; what is being typed stays."""
        if self._record and await self._show():
            for asked, find in (
                (self.found_titles, self._find_titles),
                (self.found_subtypes, self._find_subtypes),
            ):
                if asked.said:  # somebody has looked into the list
                    await find(asked.asked)

    @rx.event
    async def begin(self, pet_id: str, kind: str, beside: str = ""):
        """Begin a draft and go on to its page."""
        other = identifier(beside) if beside else None
        made = await self._write(writing.start, identifier(pet_id), str(kind)[:20], beside=other)
        return rx.redirect(f"/admin/records/{made.id}")

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Keep what was typed."""
        record_id, saved = self._open(), None
        with forms.Answering(self, "form", typed) as answer:
            saved, laid = await self._write(_save, record_id, forms.version(typed), typed)
            answer.saved(values_of(laid), saved.version)
            self._fill(laid)
        if saved and saved.faults:
            faults = {name: str(fault) for name, fault in saved.faults.items()}
            self.form = forms.partly(self.form, faults)
        if self.form.outcome == "stale":
            laid = await self._read(desk.lay_out, record_id)
            now = (values_of(laid), laid.record.version)
            self.form = forms.met(self.get_value("form"), typed, now, told_of(laid))
            self._fill(laid)

    @rx.event
    async def publish(self):
        """Show the record to the customer, with a notice if that is ticked."""
        if self.form.outcome in ("refused", "stale"):
            return None  # what is wrong is shown already
        notify = self.notify and self.row.notifiable
        return await self._settle(
            _("Published"), publishing.publish, self._open(), self.form.version, notify=notify
        )

    @rx.event
    async def put_back(self):
        """Make the record a draft again."""
        return await self._withdraw(_("This is a draft again"), Status.DRAFT)

    @rx.event
    async def keep_private(self):
        """Keep the record in the clinic."""
        return await self._withdraw(_("Kept in the clinic"), Status.PRIVATE)

    @rx.event
    async def discard(self):
        """Throw the draft away, or what is being changed."""
        back, was_draft = self.row.back, not self.row.changing
        await self._write(writing.discard, self._open())
        if was_draft:
            self._record, self.form = None, forms.Form()
            return rx.redirect(back)
        await self._show()
        return FeedbackState.show(_("The changes are discarded"))

    @rx.event
    async def find_titles(self, text: str):
        """Find diagnoses or treatments that hold what is typed."""
        await self._find_titles(str(text)[:160])

    @rx.event
    async def find_subtypes(self, text: str):
        """Find subtypes that hold what is typed."""
        await self._find_subtypes(str(text)[:60])

    @rx.event
    async def tick_notify(self):
        """Choose whether the customer is told, or not."""
        self.notify = not self.notify

    @rx.event
    async def attached(self, _id: str):
        """Show a file that has been stored."""
        await self._show()

    @rx.event
    async def remove_file(self, id: str):
        """Take a file off the record."""
        await self._write(attaching.remove, self._open(), identifier(id))
        await self._show()

    @rx.event
    async def move_file(self, id: str, to: int):
        """Put a file at another place."""
        await self._write(attaching.move, self._open(), identifier(id), to)
        await self._show()

    async def _find_titles(self, wanted: str) -> None:
        rows = await self._read(_titles, self._open(), wanted)
        found = [forms.OptionRow(one.name, one.name) for one in rows]
        self.found_titles = forms.found(wanted, found)

    async def _find_subtypes(self, wanted: str) -> None:
        laid = await self._read(desk.lay_out, self._open())
        rows = [forms.OptionRow(one.name, _(one.name)) for one in laid.subtypes]
        held = [row for row in rows if wanted.casefold() in row.label.casefold()]
        self.found_subtypes = forms.found(wanted, held)

    async def _withdraw(self, said: str, to: Status) -> Any:
        if self.form.outcome in ("refused", "stale"):
            return None
        return await self._settle(said, publishing.withdraw, self._open(), self.form.version, to)

    async def _settle(self, said: str, service: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            await self._write(service, *args, **kwargs)
        except Invalid as fault:
            self.form = forms.partly(self.form, {fault.field: str(fault)})
            return rx.set_focus(f"record-{fault.field}")
        except editing.Stale as stale:
            await self._show()
            return FeedbackState.show(str(stale), True)
        await self._show()
        return FeedbackState.show(said)

    async def _show(self, *, opening: bool = False) -> bool:
        try:
            record_id = self._open()
            laid = await (
                self._write(desk.opened, record_id)
                if opening
                else self._read(desk.lay_out, record_id)
            )
        except NotFound:
            self.status, self.form, self._record = "missing", forms.Form(), None
            return False
        self.form = forms.opened(laid.record.id, values_of(laid), laid.record.version)
        self._fill(laid)
        self.status = "ready"
        return True

    def _fill(self, laid: Desk) -> None:
        self.row, self.fields = desk_row(laid), field_rows(laid)
        self.authors = [("", ""), *((str(one.id), one.name) for one in laid.authors)]
        self.visits = visit_pairs(laid)
        self.files, self.beside = file_rows(laid), beside_rows(laid)
        self.twins, self.offered = twin_rows(laid), offered_rows(laid)

    def _open(self) -> UUID:
        if self._record is None:
            raise NotFound
        return self._record


def _titles(db: Session, actor: Actor, record_id: UUID, typed: str) -> list[Term]:
    return terms.search(db, actor, writing.find(db, actor, record_id).kind, typed)


def _save(
    db: Session, actor: Actor, record_id: UUID, version: int, typed: dict[str, Any]
) -> tuple[writing.Saved, Desk]:
    """Keep what was typed; a new subtype or term is added to its list on the way."""
    record = writing.find(db, actor, record_id)
    given: dict[str, Any] = {name: value for name, value in typed.items() if name not in _OURS}
    if "title" in typed:
        listed = record.kind in terms.KINDS
        given["title"] = forms.one(typed, "title") if listed else typed["title"]
        if listed and 0 < len(given["title"]) <= sheets.TITLE:
            terms.add(db, actor, record.kind, given["title"])
    if "subtype_id" in typed:
        name = forms.one(typed, "subtype_id")
        given["subtype_id"] = ""
        if name:
            given["subtype_id"] = str(terms.add_subtype(db, actor, record.kind, name[:60]).id)
    saved = writing.save(db, actor, record_id, version, given)
    return saved, desk.lay_out(db, actor, record_id)
