"""Messages over HTTP, for programs that act for the signed-in customer (MSG-11)."""

import base64
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from models.messaging import Message, MessageFile, Thread
from portal_app import languages
from portal_app.api import openapi
from portal_app.api.answers import person_of
from portal_app.problems import PROBLEM
from services import messaging
from services.access import Actor
from services.auth import actors, sessions
from services.core import db, i18n
from services.core.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    PortalError,
    SignedOut,
    TooMany,
)
from services.core.i18n import translate as _
from services.messaging import history
from services.messaging.history import Files, Place

_STATUS = {SignedOut: 401, Forbidden: 403, NotFound: 404, Conflict: 409, Invalid: 422, TooMany: 429}
_TITLES = {
    400: "Bad request",
    401: "Signed out",
    403: "Forbidden",
    404: "Not found",
    409: "Conflict",
    422: "Invalid",
    429: "Too many requests",
}
_HEADERS = {"Cache-Control": "no-store"}

Handler = Callable[[Request], Awaitable[Response]]


class _Malformed(PortalError):
    """The request cannot be read."""


def _answered(handler: Handler) -> Handler:
    """Answer refusals as problem details (RFC 9457), and everybody alike where there is nothing."""

    @wraps(handler)
    async def answer(request: Request) -> Response:
        try:
            if not await db.read(messaging.enabled):
                raise NotFound
            return await handler(request)
        except PortalError as refusal:
            return problem(refusal)

    return answer


def problem(refusal: PortalError) -> Response:
    """Say why not, for programs and people."""
    status = next((code for kind, code in _STATUS.items() if isinstance(refusal, kind)), 400)
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": _TITLES[status],
        "status": status,
        "detail": str(refusal),
    }
    headers = dict(_HEADERS)
    if isinstance(refusal, Invalid) and refusal.field:
        told["field"] = refusal.field
    if isinstance(refusal, TooMany):
        headers["Retry-After"] = str(refusal.seconds)
    return JSONResponse(told, status, headers=headers, media_type=PROBLEM)


@_answered
async def mine(request: Request) -> Response:
    """List the customer's messages, the newest first."""
    actor = await _customer(request)
    limit = _limit(request.query_params.get("limit"))
    after = _place(request.query_params.get("cursor"))
    found = await db.read(sessions.acting, actor.proof, history.mine, after, limit)
    told = [_message(*entry, found.files) for entry in found.entries]
    return JSONResponse(
        {"messages": told, "next": _cursor(found.next) if found.next else None}, headers=_HEADERS
    )


@_answered
async def send(request: Request) -> Response:
    """Store a message, once for each idempotency key."""
    actor = await _customer(request)
    actors.refuse_looking(actor)
    typed = await _body(request)
    key = request.headers.get("idempotency-key", "")
    stored = await db.write(sessions.acting, actor.proof, _store, typed, key)
    return JSONResponse(_message(*stored), 201, headers=_HEADERS)


@_answered
async def unread_count(request: Request) -> Response:
    """Count what is unread."""
    actor = await _customer(request)
    found = await db.read(sessions.acting, actor.proof, _unread)
    return JSONResponse({"unread": found}, headers=_HEADERS)


async def document(_request: Request) -> Response:
    """Describe these addresses."""
    return JSONResponse(openapi.DOCUMENT)


async def _customer(request: Request) -> Actor:
    actor = await person_of(request)
    cookie, accepted = (request.headers.get(name) for name in ("cookie", "accept-language"))
    i18n.use(await languages.choose(cookie, accepted, actor))
    if actor is None:
        raise SignedOut
    return actor


def _unread(db: Session, actor: Actor) -> int:
    history.require_customer(actor)
    return messaging.counted(db, actor).total


def _store(
    db: Session, actor: Actor, typed: dict[str, Any], key: str
) -> tuple[Message, Thread, Files]:
    history.require_customer(actor)
    if "thread_id" in typed:
        message = messaging.post(
            db,
            actor,
            _uuid(typed["thread_id"]),
            typed.get("body"),
            key=_keyed(key),
        )
    else:
        pet_id = _uuid(typed["pet_id"]) if typed.get("pet_id") is not None else None
        message = messaging.start(
            db,
            actor,
            typed.get("topic"),
            typed.get("body"),
            key=_keyed(key),
            about=messaging.About(pet_id),
        )
    thread = messaging.read(db, actor, message.thread_id).thread
    return message, thread, messaging.files.of(db, actor, [message])


def _keyed(key: str) -> str:
    if not 0 < len(key) <= openapi.KEY or not key.isprintable():
        raise _Malformed(_("Please send a header Idempotency-Key of 1 to 64 characters."))
    return key


async def _body(request: Request) -> dict[str, Any]:
    try:
        typed = json.loads(await request.body())
    except (ValueError, RecursionError):
        typed = None
    if not isinstance(typed, dict):
        raise _Malformed(_("Please send a JSON object."))
    return typed


def _uuid(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise NotFound from None


def _limit(text: str | None) -> int:
    if text is None:
        return 50
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= history.MOST):
        raise _Malformed(_("The limit is a number from 1 to 100."))
    return int(text)


def _cursor(place: Place) -> str:
    moment, message_id = place
    return base64.urlsafe_b64encode(f"{moment.isoformat()} {message_id}".encode()).decode()


def _place(cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    try:
        moment, _space, message_id = base64.urlsafe_b64decode(cursor).decode().partition(" ")
        at = datetime.fromisoformat(moment)
        if at.tzinfo is None:
            raise ValueError(moment)
        return at, UUID(message_id)
    except ValueError:
        raise _Malformed(_("This cursor is none that was given out here.")) from None


def _message(message: Message, thread: Thread, files: Files) -> dict[str, Any]:
    return {
        "id": str(message.id),
        "thread_id": str(thread.id),
        "topic": thread.topic,
        "pet_id": str(thread.pet_id) if thread.pet_id else None,
        "position": message.position,
        "author": message.author_name,
        "from_clinic": message.from_clinic,
        "body": message.body,
        "files": [_file(file) for file in files.get(message.id, ())],
        "created_at": message.created_at.isoformat(),
        "seen_at": message.seen_at.isoformat() if message.seen_at else None,
    }


def _file(file: MessageFile) -> dict[str, Any]:
    return {
        "id": str(file.id),
        "name": file.name,
        "media_type": file.media_type,
        "size_bytes": file.size_bytes,
        "url": f"/files/messages/{file.id}",
    }


ROUTES = [
    Route("/api/v1/messages/my", mine),
    Route("/api/v1/messages", send, methods=["POST"]),
    Route("/api/v1/messages/my/unread-count", unread_count),
    Route("/api/v1/openapi.json", document),
]
