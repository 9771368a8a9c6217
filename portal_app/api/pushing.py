"""Notices by Web Push: browsers say here where they take them."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portal_app.api.answers import FRESH, person_of
from portal_app.api.messages import problem
from services import pushing
from services.access import Proof
from services.auth import actors, sessions
from services.core import db
from services.core.errors import Invalid, PortalError, SignedOut


async def subscription(request: Request) -> Response:
    """Begin, look at or end telling whoever asks on their browser; say whether it is so."""
    try:
        proof, said = await _proof(request), await _said(request)
        if request.method == "PUT":
            on = await db.write(sessions.acting, proof, pushing.renew, said.get("endpoint"))
        elif request.method == "DELETE":
            await db.write(sessions.acting, proof, pushing.end, said.get("endpoint"))
            on = False
        else:
            await db.write(sessions.acting, proof, pushing.keep, said)
            on = True
    except PortalError as refusal:
        return problem(refusal)
    return JSONResponse({"on": on}, headers=FRESH)


async def _proof(request: Request) -> Proof:
    actor = await person_of(request, touch=False)
    if actor is None:
        raise SignedOut
    actors.refuse_looking(actor)
    return actor.proof


async def _said(request: Request) -> dict[str, Any]:
    try:
        said = json.loads(await request.body())
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise Invalid("This browser's push service cannot be used.", "endpoint")
    return said


ROUTES = [Route("/push/subscription", subscription, methods=["POST", "PUT", "DELETE"])]
