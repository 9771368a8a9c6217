"""Plain HTTP beside the pages: what needs a cookie set, a file sent, or no browser at all."""

from starlette.applications import Starlette

from portal_app.api import auth, files, health, language


def routes() -> Starlette:
    """Return the routes, for Reflex to mount in front of its own."""
    return Starlette(routes=[*auth.ROUTES, *files.ROUTES, *language.ROUTES, *health.ROUTES])
