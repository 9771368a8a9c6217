"""Signing in as staff: only a response can set an HttpOnly cookie."""

from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from portal_app import cookies
from portal_app.api.answers import FRESH, form_of, refuse, see, visitor_of
from services.auth import confirming, proofs, sessions, staff_entry, viewing
from services.auth.entry import Visitor
from services.auth.staff_entry import Entered, Try
from services.core import db, passwords, slowly, text
from services.core.errors import Invalid, PortalError
from services.staff import invitations

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


async def confirm(request: Request) -> Response:
    """Give whoever says again who they are a new token, good for what is dangerous."""
    form, visitor = await form_of(request), visitor_of(request)
    next_path, typed = text.inside(form.get("next")), form.get("secret")
    back = f"/admin/confirm?next={next_path}&refused=1"
    actor = await sessions.resolve(visitor.session)
    if actor is None:
        return see(f"{SIGN_IN}?next={next_path}")
    try:
        await staff_entry.ready()
        acting = sessions.acting, actor.session_id
        attempt = await db.write(*acting, confirming.attempt, visitor)
        right = await staff_entry.matches(typed, attempt)
        token = await db.write(*acting, confirming.confirm, attempt, typed, right=right)
    except PortalError as refusal:
        return refuse(back, refusal)
    if token is None:
        return refuse(back, Invalid("That is neither your password nor a code.", "secret"))
    answer = see(next_path)
    cookies.put(answer, cookies.SESSION, token)
    cookies.drop(answer, cookies.FORM)
    return answer


async def set_up(request: Request) -> Response:
    """Take over the password and the authenticator that somebody has chosen by their link."""
    form, visitor = await form_of(request), visitor_of(request)
    link = str(form.get("token") or "")[:100]
    back = f"{text.inside(f'/admin/set-up/{link}')}?refused=1"
    try:
        password = await db.read(invitations.check, link, form.get("password"))
        hashed = await slowly.run(passwords.kept, password)
        entered = await db.write(invitations.accept, visitor, link, hashed, form.get("code"))
    except PortalError as refusal:
        return refuse(back, refusal)
    if entered is None:
        wrong = Invalid("That code is not right. Please enter the one shown now.", "code")
        return refuse(back, wrong)
    return welcome(entered, "/admin/account")


async def first_run(request: Request) -> Response:
    """Make the first administrator, for whoever can read the console."""
    form = await form_of(request)
    name, email, location = (str(form.get(key) or "") for key in ("name", "email", "location"))
    try:
        await db.write(proofs.spend, form.get("proof"))
        path = await db.write(invitations.found, form.get("code"), name, email, location)
    except PortalError as refusal:
        return refuse("/admin/first-run?refused=1", refusal, contact=email)
    return see(path)


async def view_as(request: Request) -> Response:
    """Show the portal as a customer sees it."""
    form, visitor = await form_of(request), visitor_of(request)
    actor = await sessions.resolve(visitor.session)
    if actor is None:
        return see(SIGN_IN)
    try:
        customer_id = UUID(str(form.get("customer")))
        await db.write(sessions.acting, actor.session_id, viewing.begin, customer_id)
    except (PortalError, ValueError):
        return PlainTextResponse("Not found", 404, headers=FRESH)
    return see("/")


async def view_as_oneself(request: Request) -> Response:
    """Go back from looking as a customer."""
    actor = await sessions.resolve(visitor_of(request).session)
    if actor is None or not actor.is_staff:
        return see(SIGN_IN)
    customer_id = await db.write(sessions.acting, actor.session_id, viewing.end)
    return see(f"/admin/customers/{customer_id}" if customer_id else "/admin")


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


ROUTES = [
    Route("/auth/staff/sign-in", sign_in, methods=["POST"]),
    Route("/auth/staff/confirm", confirm, methods=["POST"]),
    Route("/auth/staff/set-up", set_up, methods=["POST"]),
    Route("/auth/staff/first-run", first_run, methods=["POST"]),
    Route("/auth/staff/view-as", view_as, methods=["POST"]),
    Route("/auth/staff/view-as/end", view_as_oneself, methods=["POST"]),
]
