"""Threads and messages as pages show them, and what a tab asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlmodel import Session

from models.messaging import Message, MessageFile, ThreadNote
from services import messaging
from services.access import Actor
from services.core import clock, links
from services.core.errors import NotFound
from services.core.i18n import plural
from services.core.i18n import translate as _
from states.records import file_about

_PREVIEW = 120  # characters


@dataclass(frozen=True)
class ThreadRow:
    """One line of a list."""

    id: str
    topic: str
    about: str  # the pet, or "General"
    author: str  # of the last message
    preview: str
    when: str
    unread: int
    href: str


@dataclass(frozen=True)
class MessageFileRow:
    """A picture or a PDF of a message."""

    id: str
    name: str
    about: str  # what it is, and how large
    href: str
    small: str = ""  # where the small picture is; empty for what is no picture
    width: int = 0  # pixels
    height: int = 0


@dataclass(frozen=True)
class MessageRow:
    """One message as the page shows it."""

    id: str
    position: int
    author: str
    pieces: list[links.Piece]  # the text, cut where links begin and end; none beside files alone
    day: str
    opens_day: bool
    time: str
    mine: bool  # from the reader's own side
    seen: str = ""  # when the other side first saw it
    note: bool = False  # of the staff's own, which no customer sees
    files: list[MessageFileRow] = field(default_factory=list)


@dataclass(frozen=True)
class Look:
    """What a tab asks for: a list of threads, one thread, or neither: just the badge."""

    thread_id: UUID | None = None
    before: int | None = None  # only messages before this position
    pages: int = 0  # of the list; 0: no list
    pet_id: UUID | None = None  # only threads about this pet
    holding: str = ""  # only threads in which this stands


@dataclass(frozen=True)
class Seen:
    """What there was, read in one transaction."""

    enabled: bool
    writes: bool
    unread: messaging.Unread
    listing: messaging.Listing | None
    reading: messaging.Reading | None
    messages: list[MessageRow]  # of what was read
    answered: str  # by when the clinic usually answers, as a sentence; or nothing
    emergency: list[links.Piece]


def see(db: Session, actor: Actor, look: Look) -> Seen:
    """Read what a tab asks for; what there is not is None, and the page says so."""
    listing = reading = None
    try:
        if look.thread_id:
            reading = messaging.read(db, actor, look.thread_id, before=look.before)
        elif look.pages:
            listing = messaging.threads(
                db, actor, look.pet_id, holding=look.holding, pages=look.pages
            )
    except NotFound:
        pass
    answered, emergency = expectation(db, actor)
    return Seen(
        enabled=messaging.enabled(db),
        writes=messaging.may_write(db, actor),
        unread=messaging.counted(db, actor),
        listing=listing,
        reading=reading,
        messages=message_rows(reading, staff=actor.is_staff) if reading else [],
        answered=answered,
        emergency=emergency,
    )


def expectation(db: Session, actor: Actor) -> tuple[str, list[links.Piece]]:
    """Say by when what is written now is answered, and whom to call until then."""
    by = messaging.answered_by(db, actor)
    said = _("We usually answer by {moment}.", moment=clock.coming(by)) if by else ""
    return said, messaging.emergency(db, actor)


def thread_row(entry: messaging.Entry, *, staff: bool) -> ThreadRow:
    """Write a thread as a line of a list."""
    last = entry.last
    return ThreadRow(
        id=str(entry.thread.id),
        topic=entry.thread.topic,
        about=entry.pet_name or _("General"),
        author=last.author_name,
        preview=_preview(last),
        when=clock.time(last.created_at) if _is_today(last) else clock.day(last.created_at),
        unread=entry.unread,
        href=f"{'/admin' if staff else ''}/messages/{entry.thread.id}",
    )


def message_rows(reading: messaging.Reading, *, staff: bool) -> list[MessageRow]:
    """Write messages as a thread shows them, each followed by the notes that staff made then."""
    rows = [_note_row(note, reading) for note in reading.notes]
    rows += _rows(reading, staff=staff)
    return sorted(rows, key=lambda row: (row.position, row.note))


def _preview(last: Message) -> str:
    said = " ".join(last.body[: 2 * _PREVIEW].split())[:_PREVIEW]
    return said or plural("{count} file", "{count} files", last.file_count)


def _note_row(note: ThreadNote, reading: messaging.Reading) -> MessageRow:
    return MessageRow(
        id=str(note.id),
        position=note.after_position,
        author=note.author_name,
        pieces=links.split(note.body),
        day=clock.day(note.created_at),
        opens_day=False,
        time=clock.time(note.created_at),
        mine=True,
        note=True,
        files=_files(reading.files.get(note.id, ())),
    )


def _rows(reading: messaging.Reading, *, staff: bool) -> list[MessageRow]:
    return [
        MessageRow(
            id=str(message.id),
            position=message.position,
            author=message.author_name,
            pieces=links.split(message.body),
            day=clock.day(message.created_at),
            opens_day=False,
            time=clock.time(message.created_at),
            mine=(mine := message.from_clinic == staff),
            seen=_seen(message) if mine else "",
            files=_files(reading.files.get(message.id, ())),
        )
        for message in reading.messages
    ]


def _files(files: Sequence[MessageFile]) -> list[MessageFileRow]:
    return [
        MessageFileRow(
            id=str(file.id),
            name=file.name,
            about=file_about(file.media_type, file.size_bytes),
            href=(href := f"/files/messages/{file.id}"),
            small=f"{href}/small" if file.small else "",
            width=file.width,
            height=file.height,
        )
        for file in files
    ]


def with_days(rows: list[MessageRow]) -> list[MessageRow]:
    """Note where a new day begins."""
    days = ["", *(row.day for row in rows)]
    return [
        replace(row, opens_day=row.day != before) if row.opens_day != (row.day != before) else row
        for row, before in zip(rows, days, strict=False)
    ]


def _seen(message: Message) -> str:
    """Say when a message was seen: the time alone, where it was on the day it was written."""
    if message.seen_at is None:
        return ""
    same_day = clock.local(message.seen_at).date() == clock.local(message.created_at).date()
    return clock.time(message.seen_at) if same_day else clock.moment(message.seen_at)


def _is_today(message: Message) -> bool:
    return clock.local(message.created_at).date() == clock.today()
