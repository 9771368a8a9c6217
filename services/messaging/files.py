"""Pictures and PDFs in messages: handed in first, then sent with a message or a note (MSG-3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, or_, update
from sqlmodel import Session, col

from models.base import Status
from models.messaging import Message, MessageFile, Thread, ThreadNote
from services.access import Actor, find, visible
from services.core import clock, sniffing
from services.core.errors import Invalid, NotFound, TooMany
from services.messaging import rules

MOST = 10  # files of one message
MOST_BYTES = 25 * 2**20
SIDE, SMALL = 2400, 480  # px; of the longer side of a picture, and of the small one
_PDF = "application/pdf"
_A_DAY = 200  # files of one person
_KEPT = timedelta(days=7)  # for as long as it is not sent


@dataclass(frozen=True)
class Stored:
    """A file that lies in the data folder, to be sent with a message."""

    digest: str
    name: str  # as the browser says; a label and nothing else
    media_type: str
    size_bytes: int
    small: str = ""  # digest of a small picture of it
    width: int = 0  # pixels
    height: int = 0


def type_of(head: bytes) -> str:
    """Tell what a file is from its first bytes.

    Raises:
        Invalid: It is nothing that a message can hold.
    """
    media_type = sniffing.type_of(head)
    if not (media_type.startswith("image/") or media_type == _PDF):
        raise Invalid("Only pictures and PDF files can be sent.", "files")
    return media_type


def may_add(db: Session, actor: Actor, customer_id: UUID | None) -> None:
    """Refuse whoever may not hand in a file, before anything of it is read.

    Args:
        customer_id: With whom staff are writing.

    Raises:
        Forbidden: The actor may not write, or nobody on their side may (MSG-1).
        NotFound: There is no such customer, or the clinic does not use messages.
        TooMany: They have handed in very many today.
    """
    rules.require_writing(db, actor)
    if actor.is_staff:
        rules.known_customer(db, customer_id)
    recent = visible(actor, MessageFile).where(
        MessageFile.author_id == actor.id,
        col(MessageFile.created_at) > clock.now() - timedelta(days=1),
    )
    if len(db.exec(recent.limit(_A_DAY)).all()) == _A_DAY:
        raise TooMany("Those were very many files for one day. Please go on tomorrow.")


def add(db: Session, actor: Actor, customer_id: UUID | None, file: Stored) -> MessageFile:
    """Take in a file; nobody else sees it before it is sent.

    Raises:
        Forbidden, NotFound, TooMany: As for `may_add`.
    """
    may_add(db, actor, customer_id)
    row = MessageFile(
        customer_id=actor.customer_id or rules.known_customer(db, customer_id),
        author_id=actor.id,
        file=file.digest,
        small=file.small,
        name=" ".join(file.name.split())[:150] or "file",
        media_type=file.media_type,
        size_bytes=file.size_bytes,
        width=file.width,
        height=file.height,
        status=Status.DRAFT if actor.is_staff else Status.PUBLISHED,
    )
    db.add(row)
    return row


def get(db: Session, actor: Actor, file_id: UUID) -> MessageFile:
    """Return a file that the actor may open.

    Raises:
        Forbidden: The actor may not read messages.
        NotFound: There is no such file for the actor, it is somebody else's and not sent yet, or
            the clinic does not use messages.
    """
    rules.require_reading(db, actor)
    row = find(db, actor, MessageFile, file_id)
    if row.message_id is None and row.note_id is None and row.author_id != actor.id:
        raise NotFound
    return row


def named(value: object) -> list[UUID]:
    """Read the ids of the files that somebody wants to send, in their order.

    Raises:
        Invalid: Those are too many, or no ids.
    """
    if not isinstance(value, list | tuple):
        raise _gone()
    if len(value) > MOST:  # pyright: ignore[reportUnknownArgumentType]
        raise Invalid("At most {most} files fit into one message.", "files", most=MOST)
    try:
        ids = [UUID(str(one)) for one in value]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    except ValueError:
        raise _gone() from None
    if len(set(ids)) != len(ids):
        raise _gone()
    return ids


def send(db: Session, actor: Actor, ids: Sequence[UUID], into: Message | ThreadNote) -> None:
    """Put files into a message or a note. Each goes into one only, whoever sends it at once.

    Raises:
        Invalid: One of them is gone, was sent already, or is not the actor's own.
    """
    noted = isinstance(into, ThreadNote)
    for position, file_id in enumerate(ids, 1):
        unsent = update(MessageFile).where(
            col(MessageFile.id) == file_id,
            col(MessageFile.author_id) == actor.id,
            col(MessageFile.customer_id) == into.customer_id,
            col(MessageFile.message_id).is_(None),
            col(MessageFile.note_id).is_(None),
        )
        sent = unsent.values(
            message_id=None if noted else into.id,
            note_id=into.id if noted else None,
            status=Status.PRIVATE if noted else Status.PUBLISHED,
            position=position,
        )
        if db.exec(sent.execution_options(synchronize_session=False)).rowcount != 1:
            raise _gone()


def of(
    db: Session, actor: Actor, entries: Iterable[Message | ThreadNote]
) -> dict[UUID, list[MessageFile]]:
    """List the files of messages and notes that the actor was shown, in their order."""
    ids = [entry.id for entry in entries if entry.file_count]
    found: dict[UUID, list[MessageFile]] = {}
    if not ids:
        return found
    query = visible(actor, MessageFile).where(
        or_(col(MessageFile.message_id).in_(ids), col(MessageFile.note_id).in_(ids))
    )
    for row in db.exec(query.order_by(col(MessageFile.position))):
        if into := row.message_id or row.note_id:
            found.setdefault(into, []).append(row)
    return found


def forget_unsent(db: Session) -> int:
    """Forget what was handed in a week ago and never sent; return how many files that were."""
    unsent = delete(MessageFile).where(
        col(MessageFile.message_id).is_(None),
        col(MessageFile.note_id).is_(None),
        col(MessageFile.created_at) < clock.now() - _KEPT,
    )
    return db.exec(unsent).rowcount


def customer_of(db: Session, actor: Actor, thread_id: UUID) -> UUID:
    """Tell with whom a thread is.

    Raises:
        NotFound: There is no such thread for the actor.
    """
    return find(db, actor, Thread, thread_id).customer_id


def _gone() -> Invalid:
    return Invalid("One of the files is no longer there. Please attach it again.", "files")
