"""The portal answers to its own address only."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from services.core.config import config

_PROBES = {"/healthz", "/readyz"}  # asked by machines, at whatever address they know


class KnownHost:
    """Refuses requests for another host: links and cookies must never be made for it."""

    def __init__(self, app) -> None:
        self.app = app
        self._known = {urlsplit(origin).netloc for origin in config().origins}

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] not in ("http", "websocket") or self._ours(scope):
            return await self.app(scope, receive, send)
        if scope["type"] == "websocket":
            await receive()
            return await send({"type": "websocket.close", "code": 1008})
        said = f"This portal is at {config().public_url} (PORTAL_PUBLIC_URL)."
        return await PlainTextResponse(said, 421)(scope, receive, send)

    def _ours(self, scope) -> bool:
        return Headers(scope=scope).get("host") in self._known or scope["path"] in _PROBES
