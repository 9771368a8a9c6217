"""The cookies of the portal. Scripts can read none of them."""

from datetime import timedelta

from starlette.requests import cookie_parser
from starlette.responses import Response

from services.core.config import config

_PREFIX = "__Host-" if config().https else ""  # browsers then refuse it from anyone but us
SESSION = f"{_PREFIX}portal_session"
BROWSER = f"{_PREFIX}portal_browser"  # binds a sign-in code to the browser that asked for it
LANGUAGE = f"{_PREFIX}portal_language"

_LIVES = {
    SESSION: timedelta(days=1),
    BROWSER: timedelta(hours=1),
    LANGUAGE: timedelta(days=365),
}


def read(header: str | None, name: str) -> str | None:
    """Find one cookie; http.cookies would give up when it dislikes a neighbour."""
    return cookie_parser(header).get(name) if header else None


def put(response: Response, name: str, value: str) -> None:
    """Set a cookie."""
    response.set_cookie(
        name,
        value,
        max_age=int(_LIVES[name].total_seconds()),
        path="/",
        secure=config().https,
        httponly=True,
        samesite="lax",
    )


def drop(response: Response, name: str) -> None:
    """Delete a cookie."""
    response.delete_cookie(name, path="/", secure=config().https, httponly=True, samesite="lax")
