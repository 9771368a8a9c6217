"""Files that browsers send. Nothing is read before it is clear that this person may send it."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from portal_app import languages
from portal_app.api.answers import person_of
from services import scanning
from services.access import Actor, Proof
from services.auth import actors, sessions
from services.core import db, files, i18n, sniffing, text
from services.core.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    PortalError,
    SignedOut,
    TooMany,
    Unavailable,
)
from services.core.files import Incoming
from services.core.i18n import translate as _

logger = logging.getLogger(__name__)

Told = dict[str, Any]

_TOGETHER = 1024 * 1024  # bytes that are written at a time
_LONGEST = 15 * 60.0  # seconds that one file may take
_AT_ONCE = 6  # files of one session; a page sends three at a time (upload.jsx)
_STATUS = {
    SignedOut: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    Invalid: 422,
    TooMany: 429,
    Unavailable: 503,
}
_HEADERS = {"Cache-Control": "no-store"}
_under_way: Counter[UUID] = Counter()


async def receive(
    request: Request,
    allowed: Callable[[Session, Actor], Any],
    keep: Callable[[Proof, Incoming], Awaitable[Told]],
    *,
    most: int | Callable[[Session, Actor], int],
) -> Response:
    """Take in the file that is a request's body, and tell what became of it.

    Args:
        allowed: A service that is asked before the file is read; what it raises is the answer.
        keep: Does with the whole file what it was sent for, as the person of the session. What it
            has not kept is deleted.
        most: Bytes that the file may have, or a service that tells.
    """
    cookie = request.headers.get("cookie")
    actor = await person_of(request)
    i18n.use(await languages.choose(cookie, request.headers.get("accept-language"), actor))
    try:
        if actor is None:
            raise SignedOut
        actors.refuse_looking(actor)
        await db.read(sessions.acting, actor.proof, allowed)
        with _one_more(actor.session_id), files.Incoming() as file:
            bound = most if isinstance(most, int) else await _asked(actor.proof, most)
            size = request.headers.get("content-length", "")
            _refuse_larger(size, bound)
            _refuse_without_room(size)
            async with asyncio.timeout(_LONGEST):
                await _fill(file, request, bound)
                await scanning.refuse_infected(file.path)
            return JSONResponse(await keep(actor.proof, file), headers=_HEADERS)
    except PortalError as refusal:
        return _refused(refusal)
    except (ClientDisconnect, TimeoutError):  # nobody waits for an answer
        return Response(status_code=400, headers={"Connection": "close"})
    except OSError:
        logger.exception("a file could not be stored")
        said = _("The file could not be stored. Please try again later.")
        return JSONResponse({"refusal": said}, 507, headers=_HEADERS | {"Connection": "close"})


def name_of(request: Request) -> str:
    """Return what the browser calls the file; a label and nothing else."""
    return text.label(unquote(request.headers.get("x-file-name", "")[:4000]))


async def beginning(file: Incoming) -> bytes:
    """Return the bytes that tell what a file is."""
    return await run_in_threadpool(_head, file.path)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(sniffing.HEAD)


@contextmanager
def _one_more(session_id: UUID):
    if _under_way[session_id] >= _AT_ONCE:
        raise TooMany("Please wait until the other files have been sent.")
    _under_way[session_id] += 1
    try:
        yield
    finally:
        _under_way[session_id] -= 1
        if not _under_way[session_id]:
            del _under_way[session_id]


async def _asked(proof: Proof, service: Callable[[Session, Actor], int]) -> int:
    return await db.read(sessions.acting, proof, service)


def _refuse_larger(size: int | str, most: int) -> None:
    if int(size or 0) > most:
        raise Invalid("This file is too large. At most {size} MB are fine.", size=most >> 20)


def _refuse_without_room(size: str) -> None:
    if not files.has_room(int(size or 0)):
        logger.error("the disk is nearly full: files are refused")
        raise Unavailable(
            "The portal has too little room left for files. Please tell the clinic, "
            "and try again later."
        )


async def _fill(file: Incoming, request: Request, most: int) -> None:
    async for part in parts_of(request):
        _refuse_larger(file.size_bytes + len(part), most)
        await run_in_threadpool(file.write, part)
    if not file.size_bytes:
        raise Invalid("This file is empty.")
    await run_in_threadpool(file.finish)


async def parts_of(request: Request) -> AsyncIterator[bytes]:
    """Yield the body in larger parts than it comes in, so that threads have something to do."""
    gathered = bytearray()
    async for chunk in request.stream():
        gathered += chunk
        if len(gathered) >= _TOGETHER:
            yield bytes(gathered)
            gathered.clear()
    if gathered:
        yield bytes(gathered)


def _refused(refusal: PortalError) -> Response:
    """Say why not. What is still to come of the file is not read, so the connection ends."""
    status = next((code for kind, code in _STATUS.items() if isinstance(refusal, kind)), 400)
    headers = _HEADERS | {"Connection": "close"}
    return JSONResponse({"refusal": str(refusal)}, status, headers=headers)
