"""The cookies of the portal. Scripts can read none of them."""

from datetime import timedelta

from starlette.requests import cookie_parser
from starlette.responses import Response

from services.auth import browsers
from services.auth.entry import Visitor
from services.core.config import config

_PREFIX = "__Host-" if config().https else ""  # browsers then refuse it from anyone but us
SESSION = f"{_PREFIX}portal_session"
BROWSER = f"{_PREFIX}portal_browser"  # binds a sign-in code to the browser that asked for it
DEVICE = f"{_PREFIX}portal_device"  # proves a remembered device
FORM = f"{_PREFIX}portal_form"  # what was typed, sealed, until the page shows it again
KNOWN = f"{_PREFIX}portal_known"  # proves that a staff member has signed in here before
LANGUAGE = f"{_PREFIX}portal_language"

_LIVES = {
    SESSION: timedelta(days=30),  # at most; services/auth/sessions.py ends it
    BROWSER: timedelta(hours=1),
    DEVICE: timedelta(days=30),
    FORM: timedelta(minutes=20),  # longer than a code is good
    KNOWN: timedelta(days=180),
    LANGUAGE: timedelta(days=365),
}


def read(header: str | None, name: str) -> str | None:
    """Find one cookie; http.cookies would give up when it dislikes a neighbour."""
    return cookie_parser(header).get(name) if header else None


def visitor(header: str | None, user_agent: str | None = None) -> Visitor:
    """Return what a browser shows: its secrets, and what it calls itself."""
    return Visitor(
        browser=read(header, BROWSER) or "",
        session=read(header, SESSION),
        device=read(header, DEVICE),
        name=browsers.name(user_agent),
        form=read(header, FORM) or "",
        known=read(header, KNOWN) or "",
    )


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
