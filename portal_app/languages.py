"""Which language a browser is spoken to in."""

from portal_app import cookies
from services import settings
from services.access import Actor
from services.core import i18n, together


async def choose(cookie: str | None, accepted: str | None, actor: Actor | None) -> str:
    """Take what this browser chose, else what the person chose, else what the browser asks for.

    Args:
        cookie: The Cookie header.
        accepted: The Accept-Language header (RFC 9110, 12.5.4).
    """
    chosen = cookies.read(cookie, cookies.LANGUAGE) or (actor.language if actor else None)
    return i18n.negotiate(chosen, accepted, (await clinic()).language)


async def clinic() -> settings.Settings:
    """Return the clinic's settings."""
    return settings.cached() or await together.read("settings", settings.load)
