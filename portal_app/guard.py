"""Who may run which handler: looked up before every event, refused unless allowed.

Whoever opens a socket can name any public method of any state, with any arguments. So nothing
here trusts the event; and what a handler then does is decided once more by services.access.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from inspect import Signature, signature
from typing import Any, cast, get_origin, get_type_hints

import reflex as rx
from reflex.event import Event
from reflex.state import BaseState, StateUpdate
from reflex_base.registry import RegistrationContext

from portal_app import cookies, languages, tabs
from services import branding
from services.access import Actor, Proof
from services.auth import sessions
from services.auth.entry import Visitor
from services.core import i18n, tokens
from services.live import hub
from services.settings import Settings
from states.base import Audience, PortalState
from states.live import LiveState

logger = logging.getLogger(__name__)

ROOT = "reflex___state____state"
FRAMEWORK = {  # what Reflex itself sends; all that is not here or ours is refused
    f"{ROOT}.hydrate",
    f"{ROOT}.hydrate_and_load",
    f"{ROOT}.set_is_hydrated",
    f"{ROOT}.reflex___state____on_load_internal_state.on_load_internal",
    f"{ROOT}.reflex___state____on_load_internal_state.set_is_hydrated",
    f"{ROOT}.reflex___state____frontend_event_exception_state.handle_frontend_exception",
}
_OPENING = f"{ROOT}.hydrate_and_load"  # with `hashes` where a page is loaded, not reconnected
_PLAIN = (str, int, bool, dict, list)  # what JSON can be told apart by


class Guard(rx.Middleware):
    """Runs before every event, under the lock of the tab's state."""

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        """Return None to let the event pass, an update to answer in its place."""
        tab = tabs.current()
        if state.router_data and state.router.session.client_token != tab:
            logger.error("event for one tab carries another's address: %s", event.name)
            return StateUpdate()
        cookie = tabs.header(app, tab, "cookie")
        actor = await sessions.resolve(
            cookies.read(cookie, cookies.SESSION),
            touch=event.name != _name_of(LiveState.refresh),  # pushed by us, not by a person
            former=True,
        )
        actor = await sessions.on_page(actor, state.router.url.path)
        language = await languages.choose(cookie, tabs.header(app, tab, "accept-language"), actor)
        if event.name == _OPENING and event.payload.get("hashes") is not None:
            await _begin_anew(state)
        await _adopt(state, tab, actor, language)
        await _recognise(state, cookies.visitor(cookie))
        if event.name in FRAMEWORK:
            return None
        audience = audience_of(event.name)
        if audience.admits(actor):
            return None if _fits(event) else StateUpdate()
        logger.warning("refused %s to %s", event.name, actor.id if actor else "nobody")
        return StateUpdate(events=Event.from_event_type(rx.redirect(home_of(actor, audience))))


def home_of(actor: Actor | None, wanted: Audience) -> str:
    """Return the page that somebody starts from who wanted what is for this audience."""
    if actor is None:
        return "/admin/sign-in" if wanted is Audience.STAFF else "/sign-in"
    return "/admin" if actor.is_staff else "/"


def audience_of(event_name: str) -> Audience:
    """Return who may send an event."""
    registered = RegistrationContext.get().event_handlers.get(event_name)
    if registered is None or not event_name.removeprefix(ROOT).startswith(".states___"):
        return Audience.NOBODY
    if event_name.endswith(".setvar"):
        return Audience.NOBODY
    state = registered.states[0]
    for_state = state.AUDIENCE if issubclass(state, PortalState) else Audience.NOBODY
    return getattr(registered.handler.fn, "portal_audience", for_state)


def _whole(sent: Any) -> Any:
    """Return what was sent with nothing in it that UTF-8 cannot hold, such as half a sign."""
    if isinstance(sent, str):
        return sent.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(sent, list):
        return [_whole(one) for one in cast("list[Any]", sent)]
    if isinstance(sent, dict):
        return {_whole(name): _whole(one) for name, one in cast("dict[str, Any]", sent).items()}
    return sent


def _fits(event: Event) -> bool:
    """Tell whether a handler takes such arguments; our own pages never send others."""
    try:
        event.payload.update(_whole(event.payload))
    except RecursionError:
        logger.warning("%s is nested too deeply", event.name)
        return False
    takes, wanted = _arguments(RegistrationContext.get().event_handlers[event.name].handler.fn)
    try:
        given = takes.bind(None, **event.payload).arguments
    except TypeError:
        logger.warning("%s takes other arguments", event.name)
        return False
    for name, value in given.items():
        if name in wanted and not isinstance(value, wanted[name]):
            logger.warning("%s takes another %s", event.name, name)
            return False
    return True


@cache
def _arguments(handler: Callable[..., Any]) -> tuple[Signature, dict[str, type]]:
    """Return what a handler takes, and the arguments whose type JSON can tell."""
    hints = {name: get_origin(hint) or hint for name, hint in get_type_hints(handler).items()}
    return signature(handler), {name: kind for name, kind in hints.items() if kind in _PLAIN}


async def _begin_anew(state: BaseState) -> None:
    """Forget what the page before has shown: the one that is loaded does not begin with that.

    What its forms have added is remembered: the browser may still keep it as not yet added.
    """
    portal = await state.get_state(PortalState)
    if portal._proof is not None:
        done = portal._done
        state._get_root_state().reset()
        portal._done = done


async def _adopt(state: BaseState, tab: str, actor: Actor | None, language: str) -> None:
    """Make the state tree this actor's; whatever it held of somebody else is wiped."""
    i18n.use(language)
    portal = await state.get_state(PortalState)
    proof = actor.proof if actor else None
    if _differs(portal._proof, proof):
        state._get_root_state().reset()
    if portal._proof != proof:
        portal._proof = proof
        portal.name, portal.is_staff = (actor.name, actor.is_staff) if actor else ("", False)
        portal.viewing = portal.name if actor and actor.viewer_id else ""
        portal.person = tokens.digest(str(actor.id))[:16] if actor else ""
    may = sorted(word.value for word in actor.permissions) if actor and actor.is_staff else []
    if portal.get_value("may") != may:
        portal.may = may
    if portal._language != language:
        portal._language = language
    _dress(portal, await languages.clinic())
    if actor:
        hub.bind(tab, actor)
    else:
        hub.unbind(tab)


def _dress(portal: PortalState, clinic: Settings) -> None:
    """Have a tab look as the clinic wants it to, as of now."""
    logo = f"/brand/{clinic.logo}.png" if clinic.logo else ""
    looks = {"clinic": clinic.clinic_name, "logo": logo, "colors": branding.stylesheet(clinic)}
    for name, value in looks.items():
        if portal.get_value(name) != value:
            setattr(portal, name, value)


def _differs(before: Proof | None, now: Proof | None) -> bool:
    """Tell whether a tab was somebody else's before."""
    if before is None:
        return False
    return now is None or (before.session_id, before.looking) != (now.session_id, now.looking)


async def _recognise(state: BaseState, visitor: Visitor) -> None:
    """Note what the browser itself has shown; its session stays out of the state."""
    portal = await state.get_state(PortalState)
    shown = replace(visitor, session=None)
    if portal._visitor != shown:
        portal._visitor = shown


def _name_of(handler: rx.event.EventType[()]) -> str:
    return Event.from_event_type(handler)[0].name
