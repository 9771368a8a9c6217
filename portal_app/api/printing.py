"""Parts of a pet's file as PDF, to be printed or kept."""

import asyncio
from uuid import UUID

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from portal_app import languages
from portal_app.api.answers import person_of
from portal_app.api.files import disposition
from services import printing
from services.access import Actor
from services.auth import sessions
from services.core import db, i18n
from services.core.errors import PortalError
from services.printing import Asked
from services.printing.paper import Paper
from services.records import paging

# Private for good: a paper is never the same twice, and stays on no shared computer.
_HEADERS = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
_AT_ONCE = asyncio.Semaphore(2)  # laying out many pages keeps a processor busy


async def paper(request: Request) -> Response:
    """Send a tab of a pet's file, or its vaccination certificate."""
    cookie = request.headers.get("cookie")
    actor = await person_of(request)
    accepted = request.headers.get("accept-language")
    i18n.use(await languages.choose(cookie, accepted, actor))
    try:
        found = await _gather(actor, UUID(request.path_params["id"]), _asked(request))
    except (PortalError, ValueError):
        return PlainTextResponse("Not found", 404, headers=_HEADERS)
    async with _AT_ONCE:
        content = await asyncio.to_thread(printing.pdf, found)
    inline = request.query_params.get("show") == "1"
    headers = {"Content-Disposition": disposition(f"{found.name}.pdf", inline=inline)}
    return Response(content, media_type="application/pdf", headers=_HEADERS | headers)


async def _gather(actor: Actor | None, pet_id: UUID, asked: Asked) -> Paper:
    """Collect it, and write down that it was."""
    proof = actor.proof if actor else None
    found = await db.read(sessions.acting, proof, printing.gather, pet_id, asked)
    if actor:
        await db.write(printing.tell, actor, pet_id, asked.what)
    return found


def _asked(request: Request) -> Asked:
    told = request.query_params
    asked = (told.get(name, "") for name in ("kind", "since", "until", "standing"))
    wanted = paging.narrowed(*asked)
    return Asked(request.path_params["what"], wanted)


ROUTES = [Route("/print/pets/{id}/{what}.pdf", paper)]
