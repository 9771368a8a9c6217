"""Pictures and PDFs that go into messages. Of a picture only what is written anew is kept."""

from collections.abc import Mapping
from functools import partial
from pathlib import PurePath
from uuid import UUID

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal_app.api.receiving import Told, beginning, name_of, receive
from services import copies, messaging, pictures
from services.access import Actor, Proof
from services.auth import sessions
from services.core import db, files
from services.core.errors import NotFound
from services.core.files import Incoming
from services.messaging.files import MOST_BYTES, SIDE, SMALL, Stored, type_of


async def hand_in(request: Request) -> Response:
    """Take in a file for a message that is still to be sent.

    Staff say in the address with whom they write: a thread or a customer.
    """
    name, to = name_of(request), request.query_params

    async def keep(proof: Proof, file: Incoming) -> Told:
        stored = await _stored(file, name, type_of(await beginning(file)))
        stored_id = await db.write(sessions.acting, proof, _add, to, stored)
        return {
            "id": str(stored_id),
            "name": stored.name,
            "picture": bool(stored.small),
            "size_bytes": stored.size_bytes,
        }

    return await receive(request, partial(_may_add, to=to), keep, most=MOST_BYTES)


async def _stored(file: Incoming, name: str, media_type: str) -> Stored:
    if not media_type.startswith("image/"):
        return Stored(await copies.keep_pdf(file), name, media_type, file.size_bytes)
    whole, small = await pictures.remade(file.path, [SIDE, SMALL])
    return Stored(
        digest=await run_in_threadpool(files.keep, whole.content),
        name=f"{PurePath(name).stem or 'picture'}.jpg",  # whatever it was, that is what it is now
        media_type=whole.media_type,
        size_bytes=len(whole.content),
        small=await run_in_threadpool(files.keep, small.content),
        width=whole.width,
        height=whole.height,
    )


def _may_add(db: Session, actor: Actor, to: Mapping[str, str]) -> None:
    messaging.files.may_add(db, actor, _customer(db, actor, to))


def _add(db: Session, actor: Actor, to: Mapping[str, str], stored: Stored) -> UUID:
    return messaging.files.add(db, actor, _customer(db, actor, to), stored).id


def _customer(db: Session, actor: Actor, to: Mapping[str, str]) -> UUID | None:
    if not actor.is_staff:
        return None
    try:
        if thread := to.get("thread"):
            return messaging.files.customer_of(db, actor, UUID(thread))
        return UUID(to.get("customer", ""))
    except ValueError:
        raise NotFound from None


ROUTES = [Route("/uploads/messages", hand_in, methods=["POST"])]
