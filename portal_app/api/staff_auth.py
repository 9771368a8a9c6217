"""Signing in as staff: only a response can set an HttpOnly cookie."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal_app import cookies
from portal_app.api.answers import form_of, refuse, see, visitor_of
from services.auth import proofs, staff_entry
from services.auth.entry import Visitor
from services.auth.staff_entry import Entered, Try
from services.core import db, text
from services.core.errors import Invalid, PortalError

SIGN_IN = "/admin/sign-in"


async def sign_in(request: Request) -> Response:
    """Turn the right password and code into a new session; whatever is wrong looks alike."""
    form, visitor = await form_of(request), visitor_of(request)
    email, next_path = form.get("email"), text.inside(form.get("next"))
    back = f"{SIGN_IN}?next={next_path}&refused=1"
    try:
        await staff_entry.ready()
        attempt = await db.write(_attempt, visitor, email, form.get("proof"))
        right = await staff_entry.matches(form.get("password"), attempt)
    except PortalError as refusal:
        return refuse(back, refusal, contact=email)
    entered = await db.write(staff_entry.enter, visitor, attempt, form.get("code"), right=right)
    if entered is None:
        wrong = Invalid("The e-mail, the password or the code is not right.", "code")
        return refuse(back, wrong, contact=email)
    return welcome(entered, next_path if next_path.startswith("/admin") else "/admin")


def welcome(entered: Entered, path: str) -> Response:
    """Lead somebody who has come in on to a page, with their cookies."""
    answer = see(path)
    cookies.put(answer, cookies.SESSION, entered.session)
    cookies.put(answer, cookies.KNOWN, entered.known)
    cookies.drop(answer, cookies.FORM)
    return answer


def _attempt(session: Session, visitor: Visitor, email: object, proof: object) -> Try:
    proofs.spend(session, proof)
    return staff_entry.attempt(session, visitor, email)


ROUTES = [Route("/auth/staff/sign-in", sign_in, methods=["POST"])]
