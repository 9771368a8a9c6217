"""Every handler and route of the staff, tried by outsiders and with each permission missing.

The lists come from the live registries: a handler or a route without an entry fails.
"""

from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest
from sqlmodel import col, select

from models.auth import AuthSession
from models.staff import Group, GroupMembership, StaffMember
from portal_app import api, cookies
from portal_app.guard import audience_of
from services.access import Permission
from services.auth import second_factor, sessions
from services.bell import GLOBAL, Told
from services.core import clock
from services.core.db import run
from services.core.errors import PortalError
from states.base import Audience
from tests.security import world as worlds
from tests.security.registry import registered
from tests.security.rows import rows
from tests.security.staff.own import OTHER_SESSION
from tests.security.staff_matrix import STAFF_HANDLERS, STAFF_ROUTES
from tests.staff_signing_in import HASH

pytestmark = pytest.mark.spec("AUTH-8", "AUTH-20", "AUTH-25")

TOLD = "do not have the permission"


@dataclass(frozen=True)
class Browser:
    """A staff member's browser."""

    token: str


def staff(may, *, confirmed: bool = True) -> Browser:
    """Sign somebody in who may do exactly this."""

    name = "Sam Stone"

    def begin(db):
        member = StaffMember(
            name=name,
            email="sam@mail.test",
            password_hash=HASH,
            totp_secret=second_factor.new_secret(),
        )
        told = dict.fromkeys(Told, GLOBAL)
        group = Group(name=name, permissions=[word.value for word in may], notices=told)
        db.add_all([member, group])
        db.flush()
        db.add(GroupMembership(staff_member_id=member.id, group_id=group.id))
        db.flush()
        sessions.start(db, member)
        theirs = select(AuthSession).where(col(AuthSession.staff_member_id) == member.id)
        db.exec(theirs).one().id = OTHER_SESSION
        db.flush()
        token = sessions.start(db, member)
        if not confirmed:
            for row in db.exec(theirs):
                row.confirmed_at = clock.now() - timedelta(hours=1)
        return Browser(token)

    return run(begin)


def _disable(browser: Browser) -> Browser:
    def disable(db):
        found = select(StaffMember).where(col(StaffMember.name) == "Sam Stone")
        db.exec(found).one().disabled_at = clock.now()

    run(disable)
    return browser


def _revoke(browser: Browser) -> Browser:
    run(sessions.end, browser.token)
    return browser


OUTSIDERS = {
    "signed out": lambda cast: Browser(""),
    "customer": lambda cast: cast["alice"],
    "another customer": lambda cast: cast["bob"],
    "disabled": lambda cast: _disable(staff(Permission)),
    "revoked": lambda cast: _revoke(staff(Permission)),
}


@pytest.fixture
def world(alice):
    """Everything that is Alice's."""
    made = worlds.make(alice.actor.customer_id, alice.pet_id)
    made.ids["customer"] = alice.actor.id
    return made


def _prepared(case, world) -> None:
    if case.before:
        run(case.before, world)


def _theirs() -> dict[str, str]:
    return {
        said: name for said, name in registered().items() if audience_of(name) is Audience.STAFF
    }


def test_every_handler_of_the_staff_has_an_entry():
    assert set(_theirs()) == set(STAFF_HANDLERS)


async def _call(tab, handler: str, world) -> str:
    """Call a handler; return what the person is told if it refuses."""
    case = STAFF_HANDLERS[handler]
    try:
        await tab.send(registered()[handler], route=case.route(world), **case.payload(world))
    except PortalError as refusal:
        return str(refusal)
    return ""


async def _before(tab, handler: str, world) -> dict:
    """Call what comes before a handler; return the rows as they are then."""
    for first in STAFF_HANDLERS[handler].after:
        await _call(tab, first, world)
    return rows()


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("handler", sorted(STAFF_HANDLERS))
async def test_a_handler_does_nothing_for_outsiders(who, handler, cast, world, open_tab):
    case = STAFF_HANDLERS[handler]
    _prepared(case, world)
    tab = open_tab(OUTSIDERS[who](cast))
    before = rows()

    answers = await tab.send(_theirs()[handler], route=case.route(world), **case.payload(world))

    assert answers == ["_redirect"]
    assert worlds.WORD not in tab.heard
    assert worlds.SECRET not in tab.heard
    assert rows() == before


NEEDED = [
    pytest.param(handler, permission, id=f"{handler}-{permission.value}")
    for handler, case in sorted(STAFF_HANDLERS.items())
    for permission in case.permissions
]


@pytest.mark.parametrize(("handler", "permission"), NEEDED)
async def test_a_handler_is_refused_without_its_permission(handler, permission, world, open_tab):
    _prepared(STAFF_HANDLERS[handler], world)
    tab = open_tab(staff(set(Permission) - {permission}))
    before = await _before(tab, handler, world)

    told = await _call(tab, handler, world)

    assert TOLD in told + tab.heard
    assert worlds.WORD not in tab.heard
    assert worlds.SECRET not in tab.heard
    assert rows() == before


@pytest.mark.parametrize("handler", sorted(STAFF_HANDLERS))
async def test_a_handler_works_with_its_permissions_alone(handler, world, open_tab):
    case = STAFF_HANDLERS[handler]
    _prepared(case, world)
    tab = open_tab(staff(case.permissions))
    await _before(tab, handler, world)

    told = await _call(tab, handler, world)

    assert told == ""
    assert TOLD not in tab.heard


@pytest.mark.spec("AUTH-23")
@pytest.mark.parametrize(
    "handler", sorted(name for name, case in STAFF_HANDLERS.items() if case.confirmed)
)
async def test_a_handler_asks_who_one_is_again(handler, world, open_tab):
    _prepared(STAFF_HANDLERS[handler], world)
    tab = open_tab(staff(Permission, confirmed=False))
    before = await _before(tab, handler, world)

    await _call(tab, handler, world)

    assert rows() == before


async def _ask(case, world, token: str) -> httpx.Response:
    transport = httpx.ASGITransport(api.routes())
    headers = {"Cookie": f"{cookies.SESSION}={token}"} if token else {}
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        form = case.form(world) if case.method == "POST" else None
        return await client.request(case.method, case.address(world), headers=headers, data=form)


def _refused(answer: httpx.Response) -> bool:
    sent_away = answer.status_code == 303 and "refused=1" in answer.headers["location"]
    return sent_away or answer.status_code in (401, 403, 404)


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("path", sorted(STAFF_ROUTES))
async def test_a_route_gives_outsiders_nothing(who, path, cast, world):
    case = STAFF_ROUTES[path]
    _prepared(case, world)
    browser = OUTSIDERS[who](cast)
    before = rows()

    answer = await _ask(case, world, browser.token)

    assert _refused(answer) or answer.headers.get("location", "").startswith("/admin/sign-in")
    assert worlds.WORD.encode() not in answer.content
    assert worlds.SECRET.encode() not in answer.content
    assert rows() == before


@pytest.mark.parametrize(
    ("path", "permission"),
    [
        pytest.param(path, permission, id=f"{path}-{permission.value}")
        for path, case in sorted(STAFF_ROUTES.items())
        for permission in case.permissions
    ],
)
async def test_a_route_is_refused_without_its_permission(path, permission, world):
    case = STAFF_ROUTES[path]
    _prepared(case, world)
    browser = staff(set(Permission) - {permission})
    before = rows()

    answer = await _ask(case, world, browser.token)

    assert _refused(answer)
    assert worlds.WORD.encode() not in answer.content
    assert rows() == before


@pytest.mark.parametrize("path", sorted(STAFF_ROUTES))
async def test_a_route_works_with_its_permissions_alone(path, world):
    case = STAFF_ROUTES[path]
    _prepared(case, world)

    answer = await _ask(case, world, staff(case.permissions).token)

    assert answer.status_code in (200, 204, 303)
    assert not _refused(answer)
