"""Choosing the language."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portal_app import cookies
from services.auth import account, sessions
from services.core import db, i18n, text


async def choose(request: Request) -> Response:
    """Speak this language to this browser from now on."""
    form = await request.form(max_files=0, max_fields=5)
    answer = RedirectResponse(
        text.inside(form.get("next")), 303, headers={"Cache-Control": "no-store"}
    )
    wanted = str(form.get("language"))
    if wanted in i18n.LANGUAGES:
        cookies.put(answer, cookies.LANGUAGE, wanted)
        token = cookies.read(request.headers.get("cookie"), cookies.SESSION)
        actor = await sessions.resolve(token)
        if actor and not actor.is_staff:
            await db.write(sessions.acting, actor.session_id, account.speak, wanted)
    return answer


ROUTES = [Route("/language", choose, methods=["POST"])]
