"""What somebody can do who speaks to the socket without the pages."""

import asyncio
import time

import httpx
import pytest
import socketio

from portal_app.guard import FRAMEWORK, ROOT
from portal_app.portal_app import app  # noqa: F401 (registers every handler)
from tests.security.conftest import signed_in
from tests.security.hostile import HYDRATE, Socket, Visitor
from tests.security.matrix import PUBLIC_HANDLERS
from tests.security.registry import registered

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

NAMES = registered()
PETS = NAMES["pets_state.load"]
HERS = ("Biscuit", "Pepper", "Alice")  # what stands only on Alice's pages
ORIGINS = [
    "https://evil.example",
    "null",
    "http://localhost",
    "http://localhost.evil.example",
    "http://evil.example/localhost",
    "http://localhost:1",
    "https://localhost",
    "http://127.0.0.1.evil.example",
    "http://[::1]",
    "file://",
    "chrome-extension://abcdefgh",
    "http://LOCALHOST@evil.example",
]


def shows(socket: Socket) -> bool:
    return any(word in socket.heard for word in HERS)


@pytest.mark.spec("AUTH-6", "GEN-1")
async def test_signed_out_no_handler_but_the_public_ones_does_anything(portal):
    names = sorted(name for short, name in NAMES.items() if short not in PUBLIC_HANDLERS)
    redirects = 0
    for chunk in (names[start : start + 15] for start in range(0, len(names), 15)):
        async with Socket(portal) as stranger:
            for name in chunk:
                await stranger.emit(name, {})
            for _ in range(200):
                if stranger.heard.count("_redirect") == len(chunk):
                    break
                await asyncio.sleep(0.1)
            assert stranger.open
            assert "delta" not in stranger.heard.replace('"delta": {}', "") or not shows(stranger)
            redirects += stranger.heard.count('"_redirect"')

    assert redirects == len(names)


@pytest.mark.spec("AUTH-6", "OPS-11")
async def test_what_is_no_event_changes_nothing_and_the_socket_lives(portal, her):
    strange = [
        {"name": f"{ROOT}.setvar", "payload": {"var_name": "is_hydrated", "value": "Quince"}},
        {"name": PETS.replace("load", "setvar"), "payload": {"var_name": "x", "value": "Quince"}},
        {"name": PETS.replace("load", "_show"), "payload": {}},
        {"name": PETS.replace("load", "__init__"), "payload": {}},
        {"name": f"{ROOT}.no_such_handler", "payload": {"body": "Quince\nERROR forged"}},
        {"name": "Quince\nERROR forged", "payload": {}},
        {
            "name": f"{ROOT}.reflex___state____update_vars_internal_state.update_vars_internal",
            "payload": {"vars": {f"{PETS.rpartition('.')[0]}.phone": "Quince"}},
        },
        {"name": f"{ROOT}.hydrate_and_load", "payload": {"vars": {"phone": "Quince"}}},
        {"name": PETS, "payload": {"self": "Quince"}},
        {"name": PETS, "payload": {"unknown": "Quince"}},
        {"name": PETS, "payload": "Quince"},
        {"name": PETS, "payload": ["Quince"]},
        {"name": PETS, "payload": None},
        {"name": PETS, "payload": {}, "router_data": "Quince"},
        {"name": PETS, "payload": {}, "router_data": {"query": "Quince", "headers": 1}},
        {"name": PETS, "payload": {}, "token": "Quince", "client_state": {"phone": "Quince"}},
        {"name": 5},
        {"name": ["Quince"]},
        {"name": {"Quince": 1}},
        "Quince",
        ["Quince"],
        None,
        7,
        {"name": NAMES["search_state.find"], "payload": {"asked": {"text": "Quince\ud83d"}}},
        {"name": NAMES["search_state.find"], "payload": {"asked": {"text": "Quince" * 1700}}},
        {"name": NAMES["search_state.find"], "payload": {"asked": [[[[["Quince"] * 9]]]]}},
        {"name": NAMES["messaging_state.mark_read"], "payload": {"thread": "x", "position": "Q"}},
        {"name": NAMES["messaging_state.mark_read"], "payload": {"thread": 1, "position": 10**30}},
    ]
    async with Socket(portal, her.cookie) as alice:
        await alice.visit("/", PETS)
        assert shows(alice)
        before = len(alice.frames)
        for event in strange:
            await alice.raw(event)
        await asyncio.sleep(1)
        after = alice.frames[before:]
        await alice.call(PETS)

        assert alice.open
    values = [text for frame in after for text in frame.get("delta", {}).values()]
    assert not any("Quince" in str(one.get("phone_rx_state_")) for one in values)
    assert "Quince" not in portal.log
    assert not [line for line in portal.log.splitlines() if line.startswith("ERROR forged")]


@pytest.mark.spec("OPS-11")
@pytest.mark.parametrize("origin", ORIGINS)
async def test_a_socket_or_a_form_from_another_site_is_refused(portal, her, origin):
    with pytest.raises(socketio.exceptions.ConnectionError):
        async with Socket(portal, her.cookie, Origin=origin):
            pass
    forms = ("sign-in", "code", "code/again", "pin", "sign-out", "forget-device")
    for path in (*(f"/auth/{form}" for form in forms), "/language"):
        answer = httpx.post(f"{portal.url}{path}", headers={"Origin": origin, "Cookie": her.cookie})
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers
        assert "set-cookie" not in answer.headers
    assert her.get("/").status_code == 200


@pytest.mark.spec("OPS-11")
@pytest.mark.parametrize("host", ["evil.example", "localhost", "localhost.evil.example:80"])
async def test_a_socket_at_another_host_is_refused(portal, her, host):
    with pytest.raises(socketio.exceptions.ConnectionError):
        async with Socket(portal, her.cookie, Host=host):
            pass


@pytest.mark.spec("AUTH-6", "GEN-1")
async def test_the_tab_token_of_another_person_shows_nothing(portal, her, him):
    async with Socket(portal, her.cookie) as alice:
        await alice.visit("/", PETS)
        for cookie in ("", him.cookie):
            async with Socket(portal, cookie, tab=alice.tab) as thief:
                await thief.visit("/", PETS)
            assert not shows(thief)
        await alice.call(PETS)
        assert alice.open
    for cookie in ("", him.cookie):
        async with Socket(portal, cookie, tab=alice.tab) as thief:
            await thief.visit("/", NAMES["live_state.refresh"])
        assert not shows(thief)


@pytest.mark.spec("AUTH-8")
async def test_an_open_socket_goes_silent_when_its_session_ends(portal):
    visitor = signed_in(portal, "carla")
    async with Socket(portal, visitor.cookie) as carla:
        await carla.visit("/", PETS)
        before = len(carla.frames)
        assert Visitor(portal, cookies=dict(visitor.cookies)).post("/auth/sign-out").is_redirect
        await asyncio.sleep(1)
        ended = len(carla.frames)
        for name in (PETS, HYDRATE, NAMES["account_state.load"], NAMES["search_state.load"]):
            await carla.call(name)
        told, after = str(carla.frames[before:]), str(carla.frames[ended:])

    assert "/sign-in" in told
    assert "Carla" not in after
    assert "living_rx_state_': [{" not in after


@pytest.mark.spec("AUTH-8")
async def test_an_open_socket_goes_silent_when_its_customer_is_disabled(portal):
    visitor = signed_in(portal, "dora")
    async with Socket(portal, visitor.cookie) as dora:
        await dora.visit("/account", NAMES["account_state.load"])
        assert "dora@demo.test" in dora.heard
        _disable(portal, "dora@demo.test")
        await asyncio.sleep(1)
        ended = len(dora.frames)
        for name in (NAMES["account_state.load"], HYDRATE):
            await dora.call(name)
        after = str(dora.frames[ended:])

    assert "dora@demo.test" not in after
    assert "/sign-in" in after
    assert visitor.get("/account").status_code == 303


def _disable(portal, email: str) -> None:
    from pysqlite3 import dbapi2

    with dbapi2.connect(portal.folder / "data" / "portal.db") as database:
        moment = time.strftime("%Y-%m-%d %H:%M:%S.000000", time.gmtime())
        done = database.execute(
            "UPDATE customer SET disabled_at = ? WHERE email = ?", (moment, email)
        )
        assert done.rowcount == 1


@pytest.mark.spec("OPS-11")
def test_no_state_takes_its_values_from_the_browser():
    """Hydrating sets variables of the browser's storage to whatever it says: there are none."""
    import reflex as rx

    def below(state):
        return [state, *(one for child in state.get_substates() for one in below(child))]

    kept = (rx.Cookie, rx.LocalStorage, rx.SessionStorage)
    states = [one for one in below(rx.State) if one.__module__.startswith("states.")]
    assert states
    assert not [
        (state, name)
        for state in states
        for name, field in state.get_fields().items()
        if isinstance(getattr(field, "default", None), kept)
    ]
    assert all("update_vars" not in name for name in FRAMEWORK)
