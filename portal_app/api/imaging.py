"""Images for the viewer: what there is of a record, frame by frame, and small pictures of it.

Rights are asked for on every request, before anything is said of what the browser has already.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import TypeVar
from uuid import UUID

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from models.records import MedicalRecord
from portal_app import languages
from portal_app.api.answers import person_of
from services import access, audit
from services.access import Actor
from services.auth import sessions
from services.core import db, i18n
from services.core.errors import NotFound, PortalError, TooMany
from services.decoding.dicom.codes import Code, Unviewable
from services.imaging import cache, frames, viewing
from services.imaging.cache import Kept
from services.imaging.sentences import sentence

T = TypeVar("T")

_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_STATUS = {Code.NO_SUCH_FRAME: 404, Code.TOO_LARGE: 413, Code.TIMEOUT: 503}
_UNVIEWABLE = 422


async def record(request: Request) -> Response:
    """Tell what images a record has."""
    try:
        actor, found = await _asked(request, _images)
    except PortalError:
        return _missing()
    rows, marks, untold = found
    if untold:
        await db.write(audit.record, actor, audit.Event.IMAGES_VIEWED, untold)
    body = await run_in_threadpool(_written, rows, marks)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=_HEADERS | {"ETag": tag})
    return Response(body, headers=_HEADERS | {"ETag": tag}, media_type="application/json")


async def frame(request: Request) -> Response:
    """Send one frame as the viewer draws it."""
    return await _frame(request, 0)


async def preview(request: Request) -> Response:
    """Send a picture of a frame that fits a screen, until the frame itself is there."""
    return await _frame(request, frames.PREVIEW)


async def thumb(request: Request) -> Response:
    """Send a small picture of a frame, for lists."""
    return await _frame(request, frames.THUMB)


async def _frame(request: Request, side: int) -> Response:
    number = int(request.path_params["number"])
    try:
        _actor, digest = await _asked(request, viewing.digest)
    except PortalError:
        return _missing()
    made = f"{digest}/{cache.PIPELINE}/{side}/{number}"
    tag = f'"{hashlib.sha256(made.encode()).hexdigest()[:32]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=_HEADERS | {"ETag": tag})
    try:
        return _sent(await frames.frame(digest, number, side), tag)
    except Unviewable as refusal:
        return _refused(refusal.code, _STATUS.get(refusal.code, _UNVIEWABLE))
    except TooMany as refusal:
        answer = _refused(Code.TIMEOUT, 503)
        answer.headers["Retry-After"] = str(refusal.seconds)
        return answer


async def _asked(
    request: Request, service: Callable[[Session, Actor, UUID], T]
) -> tuple[Actor | None, T]:
    """Prove the person and ask a service for what the address names."""
    actor = await person_of(request, touch=False)  # images that load are nobody's deed
    i18n.use(
        await languages.choose(
            request.headers.get("cookie"), request.headers.get("accept-language"), actor
        )
    )
    try:
        asked = UUID(request.path_params["id"])
    except ValueError:
        raise NotFound from None
    proof = actor.proof if actor else None
    return actor, await db.read(sessions.acting, proof, service, asked)


def _images(
    db_: Session, actor: Actor, record_id: UUID
) -> tuple[list[viewing.Row], bool, MedicalRecord | None]:
    rows = viewing.series(db_, actor, record_id)
    row = access.find(db_, actor, MedicalRecord, record_id)
    told = audit.told_lately(db_, actor, audit.Event.IMAGES_VIEWED, row)
    return rows, viewing.may_mark(db_, actor, record_id), None if told else row


def _written(rows: list[viewing.Row], marks: bool) -> bytes:
    told = {"series": [asdict(row) for row in rows], "marks": marks}
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()


def _sent(kept: Kept, tag: str) -> Response:
    headers = _HEADERS | {"ETag": tag}
    if kept.gzipped:
        headers["Content-Encoding"] = "gzip"
    media_type = kept.media_type  # what the viewer has to know travels with it
    if (kept.slope, kept.intercept) != (1.0, 0.0):
        media_type += f"; slope={kept.slope!r}; intercept={kept.intercept!r}"
    if kept.damaged:
        media_type += "; damaged=1"
    return FileResponse(kept.path, headers=headers, media_type=media_type)


def _refused(code: Code, status: int) -> JSONResponse:
    said = {"error": code, "said": sentence(code)}
    return JSONResponse(said, status, headers=_HEADERS | {"Cache-Control": "no-store"})


def _missing() -> Response:
    said = {"error": "not_found", "said": str(NotFound())}
    return JSONResponse(said, 404, headers=_HEADERS | {"Cache-Control": "no-store"})


ROUTES = [
    Route("/imaging/records/{id}", record),
    Route("/imaging/{id}/frames/{number:int}", frame),
    Route("/imaging/{id}/previews/{number:int}", preview),
    Route("/imaging/{id}/thumbs/{number:int}", thumb),
]
