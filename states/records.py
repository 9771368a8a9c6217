"""The clinical notes, diagnoses, pictures and treatments of the pet in the address."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from babel.numbers import format_decimal
from sqlmodel import Session

from models.base import Status
from services.access import Actor
from services.core import clock
from services.core.i18n import locale, plural
from services.core.i18n import translate as _
from services.records import desk, kinds, reading, standings
from services.records.paging import Page, Wanted
from states.base import Audience, PortalState
from states.paging import PagedState, Service

_SHOWN = {"image/jpeg", "image/png", "image/webp", "image/gif"}  # by every browser


@dataclass(frozen=True)
class LineRow:
    """A label and what stands there."""

    label: str
    text: str


@dataclass(frozen=True)
class FileRow:
    """One attachment."""

    id: str
    name: str
    about: str  # what it is, and how large
    href: str  # empty: it stays at the clinic
    icon: str
    width: int
    height: int


@dataclass(frozen=True)
class ScansRow:
    """What the clinic's machines have made, to be looked at in the viewer."""

    href: str = ""  # empty: there is nothing
    thumb: str = ""
    said: str = ""  # how many


@dataclass(frozen=True)
class RecordRow:
    """One record, with all that is shown of it."""

    id: str
    title: str
    badge: str  # its subtype, else its type
    color: str
    type: str  # where the badge does not say it
    date: str
    author: str
    amended: str
    status: str
    notes: str
    facts: list[LineRow] = field(default_factory=list)
    parts: list[LineRow] = field(default_factory=list)
    pictures: list[FileRow] = field(default_factory=list)
    files: list[FileRow] = field(default_factory=list)
    scans: ScansRow = field(default_factory=ScansRow)


@dataclass(frozen=True)
class StandingRow:
    """What only staff know of a record: how far it has come, and what they note for themselves."""

    said: str = ""
    tone: str = "neutral"
    changing: bool = False  # something waits beside it to be published
    notes: str = ""


Standings = dict[str, StandingRow]  # by the record's id


class RecordsState(PagedState, PortalState):
    """One tab of records that are told in words and pictures."""

    AUDIENCE: ClassVar[Audience] = Audience.SIGNED_IN
    SCREEN = "records"

    rows: list[RecordRow] = []
    standing_of: Standings = {}  # empty for customers

    def _service(self) -> Service:
        return partial(_listed, tab=self._tab)

    def _fill(self, page: Page[reading.Entry], found: Any) -> None:
        self.rows = [record_row(entry) for entry in page.rows]
        self.types, self.standing_of = found
        self.standings = standing_choices(staff=self.is_staff)

    def _empty(self) -> None:
        self.rows, self.standing_of = [], {}


def types_of(db: Session, kind: kinds.Kind) -> list[tuple[str, str]]:
    """List what a tab can be narrowed down to: the clinic's subtypes, else the kind's own types."""
    subtypes = [row for row in kinds.subtypes(db, kind.key) if not row.retired]
    chosen = [(str(row.id), _(row.name)) for row in subtypes] or list(kind.types().items())
    return [("", _("All types")), *sorted(chosen, key=lambda one: one[1])] if chosen else []


def standing_choices(*, staff: bool) -> list[tuple[str, str]]:
    """List how far entries may have come, for staff to narrow a list down by."""
    return [("", _("All")), *standings.choices()] if staff else []


def standing_rows(db: Session, actor: Actor, page: Page[reading.Entry]) -> Standings:
    """Write what only staff know of the records of a page."""
    if not actor.is_staff:
        return {}
    known = desk.standing(db, actor, [entry.id for entry in page.rows])
    kinds_of = {entry.id: entry.kind for entry in page.rows}
    return {
        str(record_id): StandingRow(
            said=status_label(status, stays=not kinds_of[record_id].tab),
            tone=tone(status),
            changing=changing and status is not Status.DRAFT,
            notes=notes,
        )
        for record_id, (status, changing, notes) in known.items()
    }


def status_label(status: Status, *, stays: bool = False) -> str:
    """Name a status to staff."""
    if status is Status.PUBLISHED:
        return _("Published")
    if status is Status.DRAFT:
        return _("Draft")
    return _("Filed") if stays else _("Kept in the clinic")


def tone(status: Status) -> str:
    """Choose the colour of a status."""
    return {Status.PUBLISHED: "success", Status.DRAFT: "warning"}.get(status, "neutral")


def record_row(entry: reading.Entry) -> RecordRow:
    """Write a record as the page shows it."""
    kind, details = entry.kind, entry.details
    type_label = kind.types().get(str(getattr(details, kind.typed_by, "")), "")
    subtype = _(entry.subtype.name) if entry.subtype else ""
    files = [_file_row(file) for file in entry.files]
    pictures = [row for row, file in zip(files, entry.files, strict=True) if _is_picture(file)]
    return RecordRow(
        id=str(entry.id),
        title=entry.title,
        badge=subtype or type_label or kind.label(),
        color=entry.color,
        type=type_label if subtype else "",
        date=clock.long_date(entry.happened_on),
        author=entry.author,
        amended=_("Amended on {date}", date=_day(entry)) if entry.amended_at else "",
        status=entry.status.value,
        notes=entry.notes,
        facts=[
            LineRow(label, text) for label, text in details.facts() if text not in ("", entry.title)
        ],
        parts=[LineRow(label, text) for label, text in details.parts() if text],
        pictures=pictures,
        files=[row for row in files if row.href and row not in pictures],
        scans=_scans_row(entry),
    )


def _listed(
    db: Session, actor: Actor, pet_id: UUID, wanted: Wanted, *, tab: str
) -> tuple[Page[reading.Entry], tuple[list[tuple[str, str]], Standings]]:
    kind = kinds.at(tab)
    page = reading.listed(db, actor, pet_id, kind.key, wanted)
    return page, (types_of(db, kind), standing_rows(db, actor, page))


def _day(entry: reading.Entry) -> str:
    return clock.short_date(clock.local(entry.amended_at).date()) if entry.amended_at else ""


def _scans_row(entry: reading.Entry) -> ScansRow:
    scans = [file for file in entry.files if file.media_type == reading.DICOM]
    if not scans:
        return ScansRow()
    return ScansRow(
        href=f"/images/{entry.id}",
        thumb=f"/imaging/{scans[len(scans) // 2].id}/thumbs/0",
        said=plural("{count} DICOM file", "{count} DICOM files", len(scans)),
    )


def _is_picture(file: reading.File) -> bool:
    return file.media_type in _SHOWN and file.downloadable


def _file_row(file: reading.File) -> FileRow:
    icons = {"application/pdf": "file-text", reading.DICOM: "scan-line"}
    return FileRow(
        id=str(file.id),
        name=file.name,
        about=file_about(file.media_type, file.size_bytes),
        href=f"/files/attachments/{file.id}" if file.downloadable else "",
        icon=icons.get(file.media_type, "paperclip"),
        width=file.width,
        height=file.height,
    )


def file_about(media_type: str, size_bytes: int) -> str:
    """Say what a file is, and how large."""
    names = {"application/pdf": _("PDF"), reading.DICOM: _("DICOM image")}
    other = _("Picture") if media_type.startswith("image/") else _("File")
    return f"{names.get(media_type, other)}, {_size(size_bytes)}"


def _size(count: int) -> str:
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))}\N{NO-BREAK SPACE}kB"
    return f"{format_decimal(round(count / 1_000_000, 1), locale=locale())}\N{NO-BREAK SPACE}MB"
