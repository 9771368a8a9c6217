"""Signing in and out: only a response can set an HttpOnly cookie."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portal_app import cookies
from services.auth import sessions
from services.core import db


async def sign_out(request: Request) -> Response:
    """End the session; its other tabs hear of it through the pump."""
    await db.write(sessions.end, cookies.read(request.headers.get("cookie"), cookies.SESSION))
    answer = RedirectResponse("/sign-in", 303, headers={"Cache-Control": "no-store"})
    cookies.drop(answer, cookies.SESSION)
    return answer


ROUTES = [Route("/auth/sign-out", sign_out, methods=["POST"])]
