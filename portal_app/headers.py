"""Security and cache headers on every response, the pages' own and Reflex's."""

import json
import re
from pathlib import Path

from starlette.datastructures import MutableHeaders

from portal_app.build import HASHES
from services.core.config import config

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_HASHED = re.compile(r"/(\w\w/)?assets[-/]")  # files whose name changes with their content
_YEAR = 31_536_000  # seconds


def content_policy(hashes: Path) -> str:
    """Allow our own scripts and the inline ones of this very build, and nothing else."""
    inline = " ".join(f"'{item}'" for item in json.loads(hashes.read_text()))
    return (
        f"default-src 'self'; script-src 'self' {inline}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


class Headers:
    """Adds the headers; never overrides stricter ones that a route has set itself."""

    def __init__(self, app, web: Path) -> None:
        self.app = app
        self.policy = content_policy(web / HASHES)

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def with_headers(message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), scope["path"], message["status"])
            await send(message)

        return await self.app(scope, receive, with_headers)

    def _add(self, headers: MutableHeaders, path: str, status: int) -> None:
        for name, value in _ALWAYS.items():
            headers.setdefault(name, value)
        if config().https:
            headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}")
        if headers.get("content-type", "").startswith("text/html"):
            headers.setdefault("Content-Security-Policy", self.policy)
            headers.setdefault("Cache-Control", "no-cache")
            headers.add_vary_header("Cookie, Accept-Language")  # they choose the page's language
        elif _HASHED.match(path) and status in (200, 304):
            headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
        else:
            headers.setdefault("Cache-Control", "no-cache")
