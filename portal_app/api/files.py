"""Photos, attachments and documents. What is not for this person looks like what is not there."""

import logging
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from models.documents import Document
from models.mails import StrayPaper
from models.messaging import MessageFile
from models.records import Attachment
from portal_app.api.answers import person_of
from services import audit, copies, documents, mailbox, messaging, pets
from services.access import Actor, Permission, find, require
from services.auth import sessions
from services.core import db, files
from services.core.errors import Invalid, NotFound, PortalError
from services.records import reading

logger = logging.getLogger(__name__)

_PICTURES = (  # how those begin that browsers may show within our pages
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
)
_HEAD = 16  # bytes
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


_Kept = Attachment | Document | MessageFile | StrayPaper


@dataclass(frozen=True)
class _Found:
    """A file that this person may have."""

    digest: str
    name: str
    media_type: str  # as it was when it came in; what is shown goes by the content
    anew: bool = False  # written by the portal: its pixels are all that it tells
    untold: _Kept | None = None  # whose opening is still to be written down


async def photo(request: Request) -> Response:
    """Send a pet's photo."""
    return await _send(request, _photo)


async def attachment(request: Request) -> Response:
    """Send what is attached to a record."""
    return await _send(request, _attachment)


async def message_file(request: Request) -> Response:
    """Send a picture or a PDF of a message."""
    return await _send(request, _message_file)


async def small_message_file(request: Request) -> Response:
    """Send a small picture of a message's picture, as the thread shows it."""
    return await _send(request, _small_message_file)


async def document(request: Request) -> Response:
    """Send a document."""
    return await _send(request, _document)


async def document_page(request: Request) -> Response:
    """Send a page of a document, drawn."""
    return await _send(request, partial(_document_page, number=request.path_params["number"]))


async def stray(request: Request) -> Response:
    """Send a paper of an e-mail that waits for the staff."""
    return await _send(request, _stray)


async def stray_page(request: Request) -> Response:
    """Send a page of such a paper, drawn."""
    return await _send(request, partial(_stray_page, number=request.path_params["number"]))


def disposition(name: str, *, inline: bool) -> str:
    """Name a file for the browser, in any script and without anything that could mislead.

    Source: RFC 6266, section 4 and appendix D.
    """
    plain = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    safe = re.sub(r'[\\/:*?"<>|]', "_", plain).strip(". ")[:150] or "file"
    ascii_only = re.sub(r"[^ -~]|%", "_", unicodedata.normalize("NFKD", safe))
    how = "inline" if inline else "attachment"
    return f"{how}; filename=\"{ascii_only}\"; filename*=UTF-8''{quote(safe, safe='')}"


async def _send(request: Request, service: Callable[[Session, Actor, UUID], _Found]) -> Response:
    """Prove the person, ask for the file, and only then look at what the browser has already."""
    actor = await person_of(request, touch=False)  # a picture that loads is nobody's deed
    try:
        file_id = UUID(request.path_params["id"])
        proof = actor.proof if actor else None
        found = await db.read(sessions.acting, proof, service, file_id)
    except (PortalError, ValueError):
        return _missing()
    try:
        path = files.path(found.digest) if found.anew else await copies.of(found.digest)
        beginning = await run_in_threadpool(_beginning, path)
    except OSError:
        logger.exception("the file of %s is missing from the disk", file_id)
        return _missing()
    except Invalid:
        logger.warning("the file of %s cannot be read, so it is not handed out", file_id)
        return _missing()
    if found.untold:
        await db.write(audit.record, actor, audit.Event.FILE_DOWNLOADED, found.untold)
    return _answer(request, found, path, beginning)


def _answer(request: Request, found: _Found, path: Path, beginning: bytes) -> Response:
    picture = next((kind for begins, kind in _PICTURES if begins.match(beginning)), "")
    tag = f'"{found.digest}{path.suffix}"'
    headers = _HEADERS | {
        "ETag": tag,
        "Content-Disposition": disposition(found.name, inline=bool(picture)),
    }
    if _has_already(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    known = found.media_type if _MEDIA_TYPE.fullmatch(found.media_type) else ""
    other = "application/octet-stream" if not known or known.startswith("image/") else known
    return FileResponse(path, headers=headers, media_type=picture or other)


def _missing() -> Response:
    return PlainTextResponse("Not found", 404, headers=_HEADERS | {"Cache-Control": "no-store"})


def _has_already(sent: str, tag: str) -> bool:
    tags = [one.strip().removeprefix("W/") for one in sent.split(",")]
    return tag in tags or "*" in tags


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _photo(db: Session, actor: Actor, pet_id: UUID) -> _Found:
    return _Found(pets.photo(db, actor, pet_id), "photo", "", anew=True)


def _attachment(db: Session, actor: Actor, attachment_id: UUID) -> _Found:
    row = reading.file(db, actor, attachment_id)
    return _found(db, actor, row, row.shown)


def _message_file(db: Session, actor: Actor, file_id: UUID) -> _Found:
    row = messaging.files.get(db, actor, file_id)
    return _found(db, actor, row, row.file if row.small else "")


def _small_message_file(db: Session, actor: Actor, file_id: UUID) -> _Found:
    row = messaging.files.get(db, actor, file_id)
    if not row.small:
        raise NotFound
    return _Found(row.small, row.name, row.media_type, anew=True)


def _document(db: Session, actor: Actor, document_id: UUID) -> _Found:
    require(actor, Permission.VIEW_RECORDS)
    row = find(db, actor, Document, document_id)
    return _found(db, actor, row, row.whole)


def _document_page(db: Session, actor: Actor, document_id: UUID, number: int) -> _Found:
    row = documents.page(db, actor, document_id, number)
    return _Found(row.file, f"{number}.jpg", "image/jpeg", anew=True)


def _stray(db: Session, actor: Actor, paper_id: UUID) -> _Found:
    row = mailbox.unmatched.paper(db, actor, paper_id)
    return _found(db, actor, row, row.whole)


def _stray_page(db: Session, actor: Actor, paper_id: UUID, number: int) -> _Found:
    row = mailbox.unmatched.page(db, actor, paper_id, number)
    return _Found(row.file, f"{number}.jpg", "image/jpeg", anew=True)


def _found(db: Session, actor: Actor, row: _Kept, anew: str) -> _Found:
    """Find the file of a row.

    Args:
        anew: The digest of what the portal has written in its place, if it has.
    """
    told = audit.told_lately(db, actor, audit.Event.FILE_DOWNLOADED, row)
    untold = None if told else row
    return _Found(anew or row.file, row.name, row.media_type, bool(anew), untold)


ROUTES = [
    Route("/files/pets/{id}/photo", photo),
    Route("/files/attachments/{id}", attachment),
    Route("/files/documents/{id}", document),
    Route("/files/documents/{id}/pages/{number:int}", document_page),
    Route("/files/strays/{id}", stray),
    Route("/files/strays/{id}/pages/{number:int}", stray_page),
    Route("/files/messages/{id}", message_file),
    Route("/files/messages/{id}/small", small_message_file),
]
