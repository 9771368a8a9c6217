"""Forms are accepted from our own pages only."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse

from services.core.config import config

_HARMLESS = {"GET", "HEAD", "OPTIONS"}


class SameOrigin:
    """Refuses what another site made the browser send; SameSite=Lax is the first line."""

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        changing = scope["type"] == "http" and scope["method"] not in _HARMLESS
        if changing and not _ours(Request(scope)):
            refusal = PlainTextResponse("This was not sent from the portal.", 403)
            await refusal(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _ours(request: Request) -> bool:
    if site := request.headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    return request.headers.get("origin") in (None, *config().origins)
