"""Declining notices by the link in them: a mail program posts it, a person is asked first."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from portal_app.api.answers import FRESH, see
from portal_app.origin import address
from services.core import db, i18n
from services.core.errors import NotFound
from services.customers import unsubscribing


async def ask(request: Request) -> Response:
    """Lead to the page that asks; whoever only follows a link changes nothing."""
    return see(f"/unsubscribe/{request.path_params['token']}")


async def decline(request: Request) -> Response:
    """Send such notices no longer: at once, without signing in (RFC 8058)."""
    token = request.path_params["token"]
    try:
        await db.write(unsubscribing.decline, token, address(request.scope))
    except NotFound as refusal:
        return PlainTextResponse(str(refusal), 404, headers=FRESH)
    if "ask" in request.query_params:
        return see(f"/unsubscribe/{token}?done=1")
    return PlainTextResponse(i18n.translate("Done."), headers=FRESH)


ROUTES = [
    Route("/notices/unsubscribe/{token}", ask, methods=["GET"]),
    Route("/notices/unsubscribe/{token}", decline, methods=["POST"]),
]
