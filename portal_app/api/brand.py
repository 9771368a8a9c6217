"""The clinic's colours and logo, which the pages take on without being built anew."""

import hashlib

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from portal_app import languages
from portal_app.api.receiving import Told, receive
from services import branding, pictures, settings
from services.access import Proof
from services.auth import sessions
from services.core import db, files
from services.core.files import Incoming

_SIDE = 512  # px; twice what any page or paper shows
_YEAR = 31_536_000  # seconds


async def stylesheet(request: Request) -> Response:
    """Send the colours; browsers keep them for a minute, and then ask whether they changed."""
    written = branding.stylesheet(await languages.clinic())
    tag = f'"{hashlib.sha256(written.encode()).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "public, max-age=60"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(written, headers=headers, media_type="text/css")


async def logo(request: Request) -> Response:
    """Send the logo in force to anybody; another one has another address."""
    digest = (await languages.clinic()).logo
    path = files.path(digest) if digest else None
    if path is None or request.path_params["digest"] != digest or not path.exists():
        return PlainTextResponse("Not found", 404, headers={"Cache-Control": "no-store"})
    kept = {"Cache-Control": f"public, max-age={_YEAR}, immutable"}
    return FileResponse(path, headers=kept, media_type="image/png")


async def set_logo(request: Request) -> Response:
    """Give the clinic another logo."""

    async def keep(proof: Proof, file: Incoming) -> Told:
        made = await pictures.remade_sign(file.path, _SIDE)
        digest = await run_in_threadpool(files.keep, made.content)
        await db.write(sessions.acting, proof, settings.set_logo, digest)
        return {}

    return await receive(request, settings.may_change, keep, most=pictures.MOST_BYTES)


ROUTES = [
    Route("/brand.css", stylesheet),
    Route("/brand/{digest}.png", logo),
    Route("/uploads/logo", set_logo, methods=["POST"]),
]
