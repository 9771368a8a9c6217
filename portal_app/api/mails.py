"""E-mails with documents that SendGrid posts; whatever it has not signed is refused."""

import asyncio
import hashlib

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from portal_app.api.answers import FRESH
from portal_app.api.receiving import parts_of
from services.core import files
from services.core.files import Incoming
from services.delivery import reports
from services.mailbox import taking
from services.mailbox.filing import Full
from services.mailbox.reading import MOST_BYTES

_LONGEST = 120.0  # seconds that one e-mail may take to come
_AT_ONCE = 4
_places = asyncio.Semaphore(_AT_ONCE)
_CLOSING = {**FRESH, "Connection": "close"}  # what is still to come is not read


async def sendgrid(request: Request) -> Response:
    """Take in an e-mail. A 5xx answer has SendGrid post it again for three days."""
    at = request.headers.get("x-twilio-email-event-webhook-timestamp", "")
    signed = request.headers.get("x-twilio-email-event-webhook-signature", "")
    if not reports.may_be_mail(at, signed):
        return Response(status_code=403, headers=_CLOSING)
    if _places.locked():
        return Response(status_code=503, headers=_CLOSING)
    async with _places:
        with files.Incoming() as file:
            try:
                async with asyncio.timeout(_LONGEST):
                    digest = await _fill(file, request, at)
                if not (digest and reports.is_mail(digest, at, signed)):
                    return Response(status_code=403, headers=_CLOSING)
                await taking.posted(file, request.headers.get("content-type", ""))
            except (Full, OSError, TimeoutError, ClientDisconnect):
                return Response(status_code=503, headers=_CLOSING)
    return Response(status_code=204, headers=FRESH)


async def _fill(file: Incoming, request: Request, at: str) -> bytes:
    """Return the SHA-256 of what is signed; nothing if there is too much of it."""
    made = hashlib.sha256(at.encode())
    async for part in parts_of(request):
        if file.size_bytes + len(part) > MOST_BYTES:
            return b""
        made.update(part)
        await run_in_threadpool(file.write, part)
    await run_in_threadpool(file.finish)
    return made.digest()


ROUTES = [Route("/webhooks/sendgrid/mail", sendgrid, methods=["POST"])]
