"""Programs are told why not in one way, whoever on the way to an answer refuses."""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import JSONResponse

PROBLEM = "application/problem+json"
_KEPT = ("allow", "connection", "retry-after", "cache-control")


class Problems:
    """Makes of every refusal under /api/ a problem (RFC 9457), where it is none yet."""

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/api/"):
            return await self.app(scope, receive, send)
        begun, said = None, b""

        async def told(message) -> None:
            nonlocal begun, said
            if message["type"] == "http.response.start" and _is_mute(message):
                begun = message
            elif begun is None:
                await send(message)
            else:
                said += message.get("body", b"")[:1000]
                if not message.get("more_body"):
                    await _problem(begun, said)(scope, receive, send)

        return await self.app(scope, receive, told)


def _is_mute(message) -> bool:
    found = Headers(raw=message["headers"]).get("content-type", "")
    return message["status"] >= 400 and not found.startswith(PROBLEM)


def _problem(begun, said: bytes) -> JSONResponse:
    status, headers = begun["status"], Headers(raw=begun["headers"])
    title = HTTPStatus(status).phrase
    plain = headers.get("content-type", "").startswith("text/plain")
    told = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": said.decode(errors="replace") if plain else title,
    }
    kept = {name: headers[name] for name in _KEPT if name in headers}
    return JSONResponse(told, status, headers=kept, media_type=PROBLEM)
