"""What providers of e-mail and SMS tell us: whatever they have not signed is refused."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal_app.api.answers import FRESH
from portal_app.origin import address
from services import notices
from services.core import db
from services.core.config import config
from services.customers import stopping
from services.delivery import reports

_LARGEST_BYTES = 1_000_000
_ARRIVED = {"twilio": {"delivered"}, "vonage": {"delivered"}}
_CAME_BACK = {
    "twilio": {"undelivered", "failed"},
    "vonage": {"failed", "rejected", "expired", "undeliverable"},
}
_COMPLAINTS = {"spamreport", "unsubscribe", "group_unsubscribe"}


async def twilio(request: Request) -> Response:
    """Hear of an SMS that was sent, or an answer to one."""
    form = _form(await _body(request))
    query = f"?{request.url.query}" if request.url.query else ""
    url = f"{config().public_url}{request.url.path}{query}"
    if not reports.is_twilios(url, form, request.headers.get("x-twilio-signature", "")):
        return _refused()
    if status := form.get("MessageStatus", ""):
        notice, sid = request.query_params.get("notice", ""), form.get("MessageSid", "")
        await db.write(_sms, "twilio", notice, sid, (status, form.get("ErrorCode", "")))
    elif "Body" in form:
        word = form.get("OptOutType") or form["Body"]
        said = (form.get("From", ""), word, form.get("MessageSid", ""), address(request.scope))
        await db.write(stopping.heed, *said)
    return _heard()


async def vonage(request: Request) -> Response:
    """Hear of an SMS that was sent, or an answer to one."""
    form = _form(await _body(request), request.headers.get("content-type", ""))
    if not reports.is_vonages(form):
        return _refused()
    if "status" in form:
        notice, sid = form.get("client-ref", ""), form.get("messageId", "")
        await db.write(_sms, "vonage", notice, sid, (form["status"], form.get("err-code", "")))
    elif "text" in form:
        said = (form.get("msisdn", ""), form["text"], form.get("messageId", ""))
        await db.write(stopping.heed, *said, address(request.scope))
    return _heard()


async def sendgrid(request: Request) -> Response:
    """Hear what became of e-mails."""
    body = await _body(request)
    signed = request.headers.get("x-twilio-email-event-webhook-signature", "")
    at = request.headers.get("x-twilio-email-event-webhook-timestamp", "")
    if not reports.is_sendgrids(body, at, signed):
        return _refused()
    await db.write(_mails, _events(body), address(request.scope))
    return _heard()


def _sms(session: Session, who: str, notice: str, sid: str, said: tuple[str, str]) -> None:
    status, code = said
    known = status in _ARRIVED[who] | _CAME_BACK[who]
    if known and (ours := _id(notice)):
        reason = f"{who.capitalize()}: {status}, {code}"[:60] if code else f"{who}: {status}"
        arrived = status in _ARRIVED[who]
        notices.report(session, ours, arrived, provider_id=sid, reason=reason)


def _mails(session: Session, events: list[dict[str, Any]], origin: str) -> None:
    for event in events:
        kind, ours = event.get("event"), _id(event.get("notice"))
        if ours is None:
            continue
        theirs = str(event.get("sg_message_id", ""))
        if kind in _COMPLAINTS:
            stopping.complained(session, ours, origin)
        elif kind in ("delivered", "bounce", "dropped"):
            said = f"SendGrid: {kind} {str(event.get('status', ''))[:10]}".strip()
            notices.report(session, ours, kind == "delivered", provider_id=theirs, reason=said)


def _events(body: bytes) -> list[dict[str, Any]]:
    try:
        said: Any = json.loads(body)
    except ValueError:
        return []
    return [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []


def _form(body: bytes, kind: str = "") -> Mapping[str, str]:
    """Read a form, or the JSON that Vonage can send instead."""
    try:
        text = body.decode()
        if kind.startswith("application/json"):
            said: Any = json.loads(text)
            return {str(k): str(v) for k, v in said.items()} if isinstance(said, dict) else {}
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=200))
    except ValueError:
        return {}


async def _body(request: Request) -> bytes:
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > _LARGEST_BYTES:
            return b""
    return bytes(read)


def _id(said: object) -> UUID | None:
    try:
        return UUID(str(said)[:40])
    except ValueError:
        return None


def _refused() -> Response:
    return Response(status_code=403, headers=FRESH)


def _heard() -> Response:
    return Response(status_code=204, headers=FRESH)


ROUTES = [
    Route("/webhooks/twilio", twilio, methods=["POST"]),
    Route("/webhooks/vonage", vonage, methods=["POST"]),
    Route("/webhooks/sendgrid", sendgrid, methods=["POST"]),
]
