"""Page requests: the right file for an address and a language, or the way to sign-in."""

import re
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse

from portal_app import cookies, languages
from portal_app.guard import home_of
from portal_app.page import Page
from services.access import Actor
from services.auth import sessions
from services.core import i18n
from services.core.config import config
from states.base import Audience

_NOWHERE = "/nowhere"
_FALLBACK = "/__spa-fallback.html"  # the shell that finds out by itself which page to show


class FrontDoor:
    """A courtesy, and quicker than asking the page: no data is in a page before its socket is."""

    def __init__(self, app, static: Path, pages: tuple[Page, ...]) -> None:
        self.app = app
        self._pages = [(_pattern(page), page) for page in pages]
        self._files = {f"/{file.relative_to(static)}" for file in static.rglob("*.html")}

    async def __call__(self, scope, receive, send) -> None:
        page = self._page(scope) if scope["type"] == "http" else None
        if page is None:
            return await self.app(scope, receive, send)
        if page.demo_only and not config().demo:
            return await self.app(_moved(scope, _NOWHERE), receive, send)
        request = Request(scope)
        cookie = request.headers.get("cookie")
        actor = await sessions.resolve(cookies.read(cookie, cookies.SESSION))
        actor = await sessions.on_page(actor, scope["path"])
        if away := _elsewhere(page, scope, actor):
            answer = RedirectResponse(away, 303, headers={"Cache-Control": "no-store"})
            return await answer(scope, receive, send)
        accepted = request.headers.get("accept-language")
        language = await languages.choose(cookie, accepted, actor)
        file = self._file(scope["path"], language)
        return await self.app(_moved(scope, file), receive, _as_found(send))

    def _page(self, scope) -> Page | None:
        path = scope["path"]
        return next((page for pattern, page in self._pages if pattern.fullmatch(path)), None)

    def _file(self, path: str, language: str) -> str:
        folder = "" if language == i18n.DEFAULT else f"/{language}"
        own = f"{folder}{path.rstrip('/')}/index.html"
        return own if own in self._files else f"{folder}{_FALLBACK}"


def _elsewhere(page: Page, scope, actor: Actor | None) -> str | None:
    """Return where to send somebody who should not be on this page."""
    if actor is None:
        if page.audience is Audience.PUBLIC:
            return None
        query = scope["query_string"].decode("latin-1")
        next_path = "" if scope["path"] == "/" else f"next={quote(scope['path'])}"
        asked = "&".join(filter(None, (next_path, query)))
        return "?".join(filter(None, (home_of(None, page.audience), asked)))
    welcome = page.audience is Audience.PUBLIC or page.audience.admits(actor)
    doors = "/admin/sign-in" if actor.is_staff else ("/sign-in", "/sign-up")
    signs_in = page.route.startswith(doors)
    return None if welcome and not signs_in else home_of(actor, page.audience)


def _moved(scope, path: str):
    return {**scope, "path": path, "raw_path": path.encode()}


def _as_found(send):
    """Answer 200 for a page that is put together in the browser; its file is the one for 404."""

    async def found(message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 404:
            message = {**message, "status": 200}
        await send(message)

    return found


def _pattern(page: Page) -> re.Pattern[str]:
    return re.compile(re.sub(r"\[\w+\]", "[^/]+", page.route.rstrip("/")) + "/?")
