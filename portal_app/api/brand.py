"""The clinic's colours, which the pages take on without being built anew."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services import branding, settings
from services.core import db


async def stylesheet(request: Request) -> Response:
    """Send the colours; browsers keep them for a minute, and then ask whether they changed."""
    written = branding.stylesheet(settings.cached() or await db.read(settings.load))
    tag = f'"{hashlib.sha256(written.encode()).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "public, max-age=60"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(written, headers=headers, media_type="text/css")


ROUTES = [Route("/brand.css", stylesheet)]
