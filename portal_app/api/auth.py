"""Signing in and out: only a response can set an HttpOnly cookie."""

from dataclasses import replace

from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from portal_app import cookies, languages
from portal_app.api.answers import FRESH, form_of, refuse, see, visitor_of
from portal_app.origin import address
from services.auth import account, codes, entry, forms, pins, proofs, sessions
from services.auth.entry import Entered, Visitor
from services.core import db, text, tokens
from services.core.errors import Invalid, PortalError

_SIGN_IN, _CODE, _SIGN_UP = "/sign-in", "/sign-in/code", "/sign-up"


async def challenge(request: Request) -> Response:
    """Hand out the work that a public form has to carry."""
    made = await db.read(proofs.challenge, address(request.scope))
    return PlainTextResponse(made, headers=FRESH)


async def send_code(request: Request) -> Response:
    """Have a code sent; the answer is the same whether or not the contact is known."""
    form, visitor = await form_of(request), visitor_of(request)
    contact, next_path = form.get("contact"), text.inside(form.get("next"))
    asking = replace(visitor, browser=visitor.browser or tokens.new())
    try:
        await db.write(_ask, asking, form, address(request.scope))
    except PortalError as refusal:
        return refuse(f"{_SIGN_IN}?next={next_path}&refused=1", refusal, contact=contact)
    return _on_its_way(asking, form)


async def sign_up(request: Request) -> Response:
    """Have a code sent to somebody who may be new; the answer tells nobody whether they are."""
    form, visitor = await form_of(request), visitor_of(request)
    asking = replace(visitor, browser=visitor.browser or tokens.new())
    headers = request.headers
    language = await languages.choose(headers.get("cookie"), headers.get("accept-language"), None)
    try:
        await db.write(_register, asking, form, language)
    except PortalError as refusal:
        return refuse(f"{_SIGN_UP}?refused=1", refusal, form)
    return _on_its_way(asking, form)


async def resend_code(request: Request) -> Response:
    """Send another code to the contact that this browser asked for last, or to the other one."""
    form, visitor = await form_of(request), visitor_of(request)
    try:
        asked = await db.write(_ask_again, visitor, form, address(request.scope))
    except PortalError as refusal:
        return refuse(f"{_CODE}?refused=1", refusal, forms.fields(visitor.form))
    return see(f"{_CODE}?again=1" if asked else _SIGN_IN)


async def sign_in(request: Request) -> Response:
    """Turn the right code into a new session."""
    form, visitor = await form_of(request), visitor_of(request)
    remember = form.get("remember") is not None
    entered = await db.write(entry.by_code, visitor, form.get("code"), remember=remember)
    if entered is None:
        offer = await db.read(entry.offer, visitor)
        return _wrong_code(visitor, offer.pending, remember)
    return _welcome(entered)


async def sign_in_by_pin(request: Request) -> Response:
    """Turn the right PIN, on a remembered device, into a new session."""
    form, visitor = await form_of(request), visitor_of(request)
    next_path = text.inside(form.get("next"))
    back = f"{_SIGN_IN}?next={next_path}&refused=1"
    attempt = await db.write(pins.attempt, visitor.device)
    if attempt is None:
        return refuse(back, Invalid("Please sign in with a code this time.", "contact"))
    try:
        right = await pins.matches(form.get("pin"), attempt)
    except PortalError as refusal:
        return refuse(back, refusal)
    entered = await db.write(entry.by_pin, visitor, attempt, right=right)
    if entered is None:
        return refuse(back, Invalid("That PIN is not right.", "pin"))
    return _welcome(entered, next_path)


async def sign_out(request: Request) -> Response:
    """End the session; its other tabs hear of it through the pump."""
    visitor = visitor_of(request)
    actor = await sessions.resolve(visitor.session, touch=False)
    await db.write(sessions.sign_out, visitor.session)
    answer = see("/admin/sign-in" if actor and actor.is_staff else _SIGN_IN)
    # What this site has stored in the browser goes, unsent drafts included (assets/portal.js
    # brings the colours back).
    answer.headers["Clear-Site-Data"] = '"storage"'
    cookies.drop(answer, cookies.SESSION)
    cookies.drop(answer, cookies.FORM)
    return answer


async def forget_device(request: Request) -> Response:
    """Remember this browser no longer."""
    visitor = visitor_of(request)
    await db.write(account.forget_this_device, visitor.device, visitor.origin)
    answer = see(_SIGN_IN)
    cookies.drop(answer, cookies.DEVICE)
    return answer


def _ask(session: Session, visitor: Visitor, form: FormData, origin: str) -> None:
    proofs.spend(session, form.get("proof"))
    next_path, channel = text.inside(form.get("next")), str(form.get("way") or "")
    if channel and entry.request_on_device(
        session, visitor, channel, origin=origin, next_path=next_path
    ):
        return
    codes.request(
        session, form.get("contact"), browser=visitor.browser, origin=origin, next_path=next_path
    )


def _register(session: Session, visitor: Visitor, form: FormData, language: str) -> None:
    proofs.spend(session, form.get("proof"))
    entry.register(session, form, browser=visitor.browser, origin=visitor.origin, language=language)


def _ask_again(session: Session, visitor: Visitor, form: FormData, origin: str) -> bool:
    proofs.spend(session, form.get("proof"))
    channel = str(form.get("way") or "")
    return codes.resend(session, browser=visitor.browser, origin=origin, channel=channel)


def _on_its_way(visitor: Visitor, form: FormData) -> Response:
    answer = see(_CODE)
    cookies.put(answer, cookies.BROWSER, visitor.browser)
    cookies.put(answer, cookies.FORM, forms.write(forms.typed(form)))
    return answer


def _wrong_code(visitor: Visitor, pending: codes.Pending | None, remember: bool) -> Response:
    typed = forms.fields(visitor.form)
    if pending is None:
        late = Invalid("That code is no longer good. Please ask for a new one.", "contact")
        begin = _SIGN_UP if typed["first_name"] else _SIGN_IN
        return refuse(f"{begin}?refused=1", late, typed)
    if pending.spent:
        wrong = Invalid("Those were too many wrong codes. Please ask for a new one later.", "code")
    else:
        wrong = Invalid("That code is not right. Please check it, or ask for a new one.", "code")
    return refuse(f"{_CODE}?refused=1", wrong, typed, remember=remember)


def _welcome(entered: Entered, next_path: str = "") -> Response:
    answer = see(next_path or entered.next_path)
    cookies.put(answer, cookies.SESSION, entered.session)
    if entered.device:
        cookies.put(answer, cookies.DEVICE, entered.device)
    cookies.drop(answer, cookies.BROWSER)
    cookies.drop(answer, cookies.FORM)
    return answer


ROUTES = [
    Route("/auth/challenge", challenge),
    Route("/auth/code", send_code, methods=["POST"]),
    Route("/auth/sign-up", sign_up, methods=["POST"]),
    Route("/auth/code/again", resend_code, methods=["POST"]),
    Route("/auth/sign-in", sign_in, methods=["POST"]),
    Route("/auth/pin", sign_in_by_pin, methods=["POST"]),
    Route("/auth/sign-out", sign_out, methods=["POST"]),
    Route("/auth/forget-device", forget_device, methods=["POST"]),
]
