"""Plain HTTP beside the pages: what needs a cookie set, a file sent, or no browser at all."""

from starlette.applications import Starlette

from portal_app.api import (
    attachments,
    auth,
    brand,
    documents,
    files,
    health,
    imaging,
    installing,
    language,
    mails,
    message_files,
    messages,
    photos,
    printing,
    pushing,
    staff_auth,
    unsubscribe,
    webhooks,
)

_PARTS = (
    attachments,
    auth,
    brand,
    documents,
    files,
    health,
    imaging,
    installing,
    language,
    mails,
    message_files,
    messages,
    photos,
    printing,
    pushing,
    staff_auth,
    unsubscribe,
    webhooks,
)


def routes() -> Starlette:
    """Return the routes, for Reflex to mount in front of its own."""
    return Starlette(routes=[route for part in _PARTS for route in part.ROUTES])
