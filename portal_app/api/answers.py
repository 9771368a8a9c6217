"""What the routes of signing in have in common: reading forms, leading on, refusing."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from portal_app import cookies, languages
from portal_app.origin import address
from services.access import Actor
from services.auth import forms, sessions
from services.auth.entry import Visitor
from services.core import i18n
from services.core.errors import PortalError

FRESH = {"Cache-Control": "no-store"}


async def form_of(request: Request) -> FormData:
    """Read a form of one of our pages, and answer in the language that the page is in."""
    headers = request.headers
    cookie, accepted = headers.get("cookie"), headers.get("accept-language")
    i18n.use(await languages.choose(cookie, accepted, await person_of(request, touch=False)))
    return await request.form(max_files=0, max_fields=10)


def visitor_of(request: Request) -> Visitor:
    """Return what the browser has shown, and where it asks from."""
    headers = request.headers
    shown = cookies.visitor(headers.get("cookie"), headers.get("user-agent"))
    return replace(shown, origin=address(request.scope))


async def person_of(request: Request, *, touch: bool = True) -> Actor | None:
    """Return who asks, on the page that they ask from.

    A staff member who looks at the portal as a customer does asks as that customer, unless the
    browser says that it was one of the staff's own pages.

    Args:
        touch: Whether this counts as the person doing something.
    """
    token = cookies.read(request.headers.get("cookie"), cookies.SESSION)
    actor = await sessions.resolve(token, touch=touch)
    return await sessions.on_page(actor, urlsplit(request.headers.get("referer", "")).path)


def see(path: str) -> Response:
    """Lead on to a page."""
    return RedirectResponse(path, 303, headers=FRESH)


def refuse(
    path: str,
    refusal: PortalError,
    typed: Mapping[str, object] | None = None,
    *,
    contact: object = "",
    remember: bool = False,
) -> Response:
    """Go back to a page that says why, with what was typed still there.

    Args:
        typed: What was typed, where that is more than the contact.
    """
    answer = see(path)
    form = replace(forms.typed(typed or {"contact": contact}), remember=remember)
    cookies.put(answer, cookies.FORM, forms.write(forms.refused(refusal, form)))
    return answer
