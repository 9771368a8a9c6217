"""What the routes of signing in have in common: reading forms, leading on, refusing."""

from dataclasses import replace

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from portal_app import cookies
from portal_app.origin import address
from services.auth import forms
from services.auth.entry import Visitor
from services.core.errors import PortalError

FRESH = {"Cache-Control": "no-store"}


async def form_of(request: Request) -> FormData:
    """Read a form of one of our pages."""
    return await request.form(max_files=0, max_fields=10)


def visitor_of(request: Request) -> Visitor:
    """Return what the browser has shown, and where it asks from."""
    headers = request.headers
    shown = cookies.visitor(headers.get("cookie"), headers.get("user-agent"))
    return replace(shown, origin=address(request.scope))


def see(path: str) -> Response:
    """Lead on to a page."""
    return RedirectResponse(path, 303, headers=FRESH)


def refuse(
    path: str, refusal: PortalError, *, contact: object = "", remember: bool = False
) -> Response:
    """Go back to a page that says why, with what was typed still there."""
    answer = see(path)
    form = forms.refused(refusal, contact=contact, remember=remember)
    cookies.put(answer, cookies.FORM, forms.write(form))
    return answer
