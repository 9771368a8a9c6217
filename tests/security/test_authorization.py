"""Every registered event handler and every route, tried by those who have no business there.

The lists come from the live registries: a handler or a route without an entry fails.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

import httpx
import pytest
from reflex_base.registry import RegistrationContext
from sqlmodel import col, select

from models.auth import AuthSession
from models.customers import Customer
from portal_app import api, cookies
from portal_app.guard import FRAMEWORK, ROOT, audience_of
from services.auth import sessions
from services.core import clock
from services.core.db import run
from services.core.errors import PortalError
from states.base import Audience
from tests import pdf
from tests.security import world as worlds
from tests.security.matrix import HANDLERS, PUBLIC_HANDLERS
from tests.security.registry import registered
from tests.security.routes import PUBLIC_ROUTES, ROUTES
from tests.security.rows import rows
from tests.security.staff_matrix import STAFF_ROUTES

pytestmark = pytest.mark.spec("GEN-1", "AUTH-6", "AUTH-8", "PET-4")


@pytest.fixture
def world(alice):
    """Everything that is Alice's."""
    return worlds.make(alice.actor.customer_id, alice.pet_id)


@dataclass(frozen=True)
class Intruder:
    """Somebody with no right to what is Alice's: how they come by their tab or their cookie."""

    name: str
    token: Callable[[dict], str]


def _revoked(cast) -> str:
    run(sessions.end, cast["alice"].token)
    return cast["alice"].token


def _disabled(cast) -> str:
    def disable(db):
        found = col(Customer.id) == cast["alice"].actor.customer_id
        db.exec(select(Customer).where(found)).one().disabled_at = clock.now()

    run(disable)
    return cast["alice"].token


def _expired(cast) -> str:
    def expire(db):
        found = col(AuthSession.id) == cast["alice"].actor.session_id
        db.exec(select(AuthSession).where(found)).one().expires_at = clock.now()

    run(expire)
    return cast["alice"].token


OUTSIDERS = [
    Intruder("signed out", lambda cast: ""),
    Intruder("invented cookie", lambda cast: "x" * 43),
    Intruder("revoked session", _revoked),
    Intruder("expired session", _expired),
    Intruder("disabled customer", _disabled),
]


def ids_of(world: worlds.World) -> list[UUID]:
    return [world.pet_id, *world.ids.values()]


def test_every_handler_has_an_entry():
    ours = registered()
    of_staff = {said for said, name in ours.items() if audience_of(name) is Audience.STAFF}

    assert set(ours) - of_staff == set(HANDLERS) | PUBLIC_HANDLERS


def test_every_route_has_an_entry():
    served = {route.path for route in api.routes().routes}

    assert served == set(ROUTES) | PUBLIC_ROUTES | set(STAFF_ROUTES)


@pytest.mark.parametrize("handler", sorted(HANDLERS))
@pytest.mark.parametrize("who", OUTSIDERS, ids=lambda who: who.name)
async def test_a_handler_does_nothing_for_outsiders(who, handler, cast, world, open_tab):
    case = HANDLERS[handler]
    token = who.token(cast)
    before = rows()
    tab = open_tab(None)
    tab.carry(token)

    answers = await tab.send(registered()[handler], route=case.route(world), **case.payload(world))

    assert answers == ["_redirect"]
    assert worlds.WORD not in tab.heard
    assert rows() == before


async def _try(tab, handler: str, world: worlds.World) -> str:
    """Call a handler; return what the person is told if it refuses."""
    case = HANDLERS[handler]
    try:
        await tab.send(registered()[handler], route=case.route(world), **case.payload(world))
    except PortalError as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize("handler", sorted(HANDLERS))
async def test_a_handler_gives_another_customer_nothing_of_hers(
    handler, cast, world, bob, open_tab
):
    case, before = HANDLERS[handler], rows()
    stranger, nobody = open_tab(bob), open_tab(bob)

    refusal = await _try(stranger, handler, world)
    missing = worlds.World(uuid4(), {name: uuid4() for name in world.ids})
    other_refusal = await _try(nobody, handler, missing)

    assert worlds.WORD not in stranger.heard
    assert worlds.SECRET not in stranger.heard
    assert refusal == other_refusal
    assert stranger.shape(ids_of(world)) == nobody.shape(ids_of(missing))
    after = rows()
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= case.own_tables


@pytest.mark.parametrize("handler", sorted(name for name in HANDLERS if HANDLERS[name].shows))
async def test_a_handler_shows_alice_what_is_hers(handler, cast, world, alice, open_tab):
    case, tab = HANDLERS[handler], open_tab(alice)

    for first in case.after:
        await tab.send(
            registered()[first], route=case.route(world), **HANDLERS[first].payload(world)
        )
    await tab.send(registered()[handler], route=case.route(world), **case.payload(world))

    assert worlds.WORD in tab.heard
    assert worlds.SECRET not in tab.heard


@pytest.mark.parametrize("name", sorted(set(RegistrationContext.get().event_handlers)))
def test_what_is_not_ours_is_refused_but_for_what_reflex_needs(name):
    ours = name.startswith(f"{ROOT}.states___") and not name.endswith(".setvar")
    assert ours or name in FRAMEWORK or audience_of(name) is Audience.NOBODY


async def _ask(path: str, method: str, token: str) -> httpx.Response:
    transport = httpx.ASGITransport(api.routes())
    headers = {"Cookie": f"{cookies.SESSION}={token}"} if token else {}
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        return await client.request(method, path, headers=headers)


def _said(answer: httpx.Response) -> bytes:
    """Return what stands in an answer, out of a PDF's own letters."""
    if answer.headers["content-type"] == "application/pdf":
        return pdf.read(answer.content).text.encode()
    return answer.content


@pytest.mark.parametrize("path", sorted(ROUTES))
@pytest.mark.parametrize("who", OUTSIDERS, ids=lambda who: who.name)
async def test_a_route_gives_outsiders_nothing(who, path, cast, world):
    case = ROUTES[path]
    token, before = who.token(cast), rows()

    answer = await _ask(case.address(world), case.method, token)

    assert answer.status_code == case.refusal
    assert worlds.WORD.encode() not in answer.content
    assert rows() == before


@pytest.mark.parametrize("path", sorted(path for path in ROUTES if ROUTES[path].owned))
async def test_a_route_answers_another_customer_as_if_there_were_nothing(path, world, alice, bob):
    case = ROUTES[path]
    missing = worlds.World(uuid4(), {name: uuid4() for name in world.ids})

    hers = await _ask(case.address(world), case.method, alice.token)
    his = await _ask(case.address(world), case.method, bob.token)
    none = await _ask(case.address(missing), case.method, bob.token)

    told = case.pictured or worlds.WORD.encode() in _said(hers)
    assert (hers.status_code, told) == (200, True)
    assert (his.status_code, his.content) == (none.status_code, none.content)
    assert dict(his.headers) == dict(none.headers)
    assert his.status_code == 404
