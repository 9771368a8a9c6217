"""What makes the portal an app on a phone: manifest, icons, worker, and a page without network."""

import hashlib
import json
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from reflex.utils.prerequisites import get_web_dir
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from portal_app import languages
from services import branding, installing
from services.core import i18n
from services.core.i18n import speaking
from services.core.i18n import translate as _
from services.installing import Icon
from services.settings import Settings

_WORKER = Path(__file__).parents[1] / "worker"
_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
_FOR_AN_HOUR = {"Cache-Control": "public, max-age=3600"}
_POLICY = "default-src 'none'; connect-src 'self'; img-src 'self'"  # of the worker
_SHOWN = {"small", "large", "maskable", "badge"}


async def manifest(request: Request) -> Response:
    """Describe the portal as an app, in the language of the page that asks."""
    rules, language = await languages.clinic(), request.path_params["language"]
    if not rules.phone_app or language not in i18n.LANGUAGES:
        return _missing()
    return JSONResponse(
        installing.manifest(rules, language),
        headers=_FOR_AN_HOUR,
        media_type="application/manifest+json",
    )


async def icon(request: Request) -> Response:
    """Send an icon; another look has another address."""
    rules, name = await languages.clinic(), request.path_params["name"]
    if request.path_params["version"] != installing.version(rules) or name not in _SHOWN:
        return _missing()
    return await _picture(rules, Icon(name), _FOR_GOOD)


async def touch_icon(_request: Request) -> Response:
    """Send the icon that iPhones ask for."""
    return await _picture(await languages.clinic(), Icon.TOUCH, _FOR_AN_HOUR)


async def worker(_request: Request) -> Response:
    """Send the worker; where the clinic wants no app, the one that takes it away."""
    rules = await languages.clinic()
    name = "worker.js" if rules.phone_app else "ending.js"
    known = {
        "VERSION": _version(rules),
        "ICON": installing.address(rules, Icon.SMALL),
        "BADGE": installing.address(rules, Icon.BADGE),
    }
    said = "".join(f"const {word} = {json.dumps(value)};\n" for word, value in known.items())
    script = said + _source(name)
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": _POLICY}
    return Response(script, headers=headers, media_type="text/javascript")


async def offline(request: Request) -> Response:
    """Send the page that the worker keeps for when there is no network; it tells of nobody."""
    rules = await languages.clinic()
    language = i18n.negotiate(request.query_params.get("language"), None, rules.language)
    return HTMLResponse(_offline(rules, language), headers={"Cache-Control": "no-cache"})


def _offline(rules: Settings, language: str) -> str:
    with speaking(language):
        texts = {
            "title": _("You are offline"),
            "kept": _("A message that you were writing is kept on this device."),
            "again": _("This page comes back by itself once there is a connection."),
            "retry": _("Try again"),
        }
    return Template(_source("offline.html")).substitute(
        {name: escape(text) for name, text in texts.items()},
        clinic=escape(rules.clinic_name),
        language=language,
        colors=branding.stylesheet(rules),
    )


def _version(rules: Settings) -> str:
    """Name this build and what the offline page says; another version is another worker."""
    parts = (_build(), _source("worker.js"), *(_offline(rules, code) for code in i18n.LANGUAGES))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


@cache
def _build() -> str:
    """Name the files of this build; each one's name changes with its content."""
    names = sorted(file.name for file in (get_web_dir() / "build/client/assets").glob("*"))
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


@cache
def _source(name: str) -> str:
    return (_WORKER / name).read_text(encoding="utf-8")


async def _picture(rules: Settings, which: Icon, headers: dict[str, str]) -> Response:
    drawn = await run_in_threadpool(installing.draw, rules, which)
    return Response(drawn, headers=headers, media_type="image/png")


def _missing() -> Response:
    return PlainTextResponse("Not found", 404, headers={"Cache-Control": "no-store"})


ROUTES = [
    Route("/app/manifest-{language}.webmanifest", manifest),
    Route("/app/{version}/{name}.png", icon),
    Route("/apple-touch-icon.png", touch_icon),
    Route("/sw.js", worker),
    Route("/offline", offline),
]
