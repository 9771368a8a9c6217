"""Choosing the language."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portal_app import cookies
from services.core import i18n, text


async def choose(request: Request) -> Response:
    """Speak this language to this browser from now on."""
    form = await request.form(max_files=0, max_fields=5)
    answer = RedirectResponse(
        text.inside(form.get("next")), 303, headers={"Cache-Control": "no-store"}
    )
    wanted = str(form.get("language"))
    if wanted in i18n.LANGUAGES:
        cookies.put(answer, cookies.LANGUAGE, wanted)
    return answer


ROUTES = [Route("/language", choose, methods=["POST"])]
