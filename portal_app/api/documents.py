"""Papers that customers hand in, or staff for them."""

from functools import partial
from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal_app.api.receiving import Told, beginning, name_of, receive
from services.access import Actor, Proof
from services.auth import sessions
from services.core import db
from services.core.files import Incoming
from services.documents import examining, intake
from services.documents.intake import To

_NOBODYS = UUID(int=0)  # stands for what is no id at all


async def hand_in(request: Request) -> Response:
    """Take in a document; the address may say which pet it is about, and staff say whose it is."""
    name, to = name_of(request), To(_id(request, "customer"), _id(request, "pet"))

    async def keep(proof: Proof, file: Incoming) -> Told:
        taken = await db.read(sessions.acting, proof, intake.allowed)
        media_type = examining.type_of(await beginning(file), taken.types)
        await db.read(sessions.acting, proof, intake.refuse_known, to, file.digest)
        stored = await examining.stored(file, name, media_type)
        row = await db.write(sessions.acting, proof, intake.hand_in, to, stored)
        return {"id": str(row.id)}

    may = partial(intake.may_hand_in, to=to)
    return await receive(request, may, keep, most=_most_bytes)


def _most_bytes(db: Session, actor: Actor) -> int:
    return intake.allowed(db, actor).most_bytes


def _id(request: Request, name: str) -> UUID | None:
    asked = request.query_params.get(name)
    try:
        return UUID(asked) if asked else None
    except ValueError:
        return _NOBODYS


ROUTES = [Route("/uploads/documents", hand_in, methods=["POST"])]
