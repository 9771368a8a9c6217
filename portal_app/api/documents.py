"""Papers that customers hand in, or staff for them."""

from functools import partial
from pathlib import PurePath
from uuid import UUID

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal_app.api.receiving import Told, beginning, name_of, receive
from services.access import Actor, Proof
from services.auth import sessions
from services.core import db, files
from services.core.files import Incoming
from services.decoding.pictures import Picture
from services.documents import examining, intake
from services.documents.intake import Drawn, Stored, To

_NOBODYS = UUID(int=0)  # stands for what is no id at all


async def hand_in(request: Request) -> Response:
    """Take in a document; the address may say which pet it is about, and staff say whose it is."""
    name, to = name_of(request), To(_id(request, "customer"), _id(request, "pet"))

    async def keep(proof: Proof, file: Incoming) -> Told:
        taken = await db.read(sessions.acting, proof, intake.allowed)
        media_type = examining.type_of(await beginning(file), taken.types)
        await db.read(sessions.acting, proof, intake.refuse_known, to, file.digest)
        paper = await examining.examined(file.path, media_type)
        stored = Stored(
            digest=await run_in_threadpool(file.keep),
            name=f"{PurePath(name).stem or 'picture'}.jpg" if paper.whole else name,
            media_type=media_type,
            size_bytes=file.size_bytes,
            pages=[await _drawn(page) for page in paper.pages],
            whole=(await _drawn(paper.whole)).digest if paper.whole else "",
            active=paper.active,
        )
        row = await db.write(sessions.acting, proof, intake.hand_in, to, stored)
        return {"id": str(row.id)}

    may = partial(intake.may_hand_in, to=to)
    return await receive(request, may, keep, most=_most_bytes)


def _most_bytes(db: Session, actor: Actor) -> int:
    return intake.allowed(db, actor).most_bytes


async def _drawn(page: Picture) -> Drawn:
    return Drawn(await run_in_threadpool(files.keep, page.content), page.width, page.height)


def _id(request: Request, name: str) -> UUID | None:
    asked = request.query_params.get(name)
    try:
        return UUID(asked) if asked else None
    except ValueError:
        return _NOBODYS


ROUTES = [Route("/uploads/documents", hand_in, methods=["POST"])]
