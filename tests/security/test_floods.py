"""What a stranger can use up: sockets, events, memory, tries."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import socketio

from tests.browser.serving import serve
from tests.security.hostile import HYDRATE, Socket, Visitor
from tests.security.test_hostile_socket import PETS

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]


def _memory(portal) -> float:
    """Return what the portal's process takes, in MB."""
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            environment = (status.parent / "environ").read_bytes()
            if str(portal.folder / "data").encode() in environment:
                resident = status.read_text().partition("VmRSS:")[2].split()[0]
                return int(resident) / 1024
        except OSError:
            continue
    raise AssertionError("it does not run")


async def _times(socket: Socket, count: int = 8) -> list[float]:
    taken = []
    for _ in range(count):
        before, began = len(socket.frames), time.monotonic()
        await socket.emit(PETS)
        while len(socket.frames) == before and time.monotonic() - began < 20:
            await asyncio.sleep(0.005)
        taken.append(time.monotonic() - began)
        await asyncio.sleep(0.2)
    return sorted(taken)


@pytest.mark.spec("OPS-11")
async def test_a_flood_is_cut_off_and_others_hardly_notice(portal, her, him):
    async def flood(cookie: str) -> float:
        async with Socket(portal, cookie) as attacker:
            began = time.monotonic()
            while attacker.open and time.monotonic() - began < 10:
                try:
                    for _ in range(100):
                        await attacker.emit(PETS)
                except socketio.exceptions.BadNamespaceError:
                    break
                await asyncio.sleep(0.03)
            return time.monotonic() - began

    async with Socket(portal, her.cookie) as alice:
        await alice.visit("/", PETS)
        calm, memory = await _times(alice), _memory(portal)
        floods = [asyncio.create_task(flood(cookie)) for cookie in (him.cookie, "", "")]
        await asyncio.sleep(0.1)
        busy = await _times(alice)
        taken = await asyncio.gather(*floods)
        after = _memory(portal)

    assert max(taken) <= 2
    assert busy[len(busy) // 2] <= 2 * calm[len(calm) // 2] + 0.25
    assert after - memory <= 50


@pytest.mark.spec("OPS-11")
async def test_many_anonymous_connections_leave_little_behind(portal, her):
    memory = _memory(portal)
    for _ in range(30):
        await asyncio.gather(*(_look_in(portal) for _ in range(10)))

    assert _memory(portal) - memory <= 60
    assert her.get("/healthz").status_code == 200


async def _look_in(portal) -> None:
    async with Socket(portal) as stranger:
        await stranger.emit(HYDRATE)


@pytest.mark.spec("OPS-11")
async def test_an_oversized_frame_closes_only_its_own_socket(portal, her):
    async with Socket(portal, her.cookie) as alice, Socket(portal) as attacker:
        await attacker.raw({"name": PETS, "payload": {"x": "x" * 2_000_000}})
        for _ in range(50):
            if not attacker.open:
                break
            await asyncio.sleep(0.1)
        await alice.visit("/", PETS)

        assert not attacker.open
        assert "Biscuit" in alice.heard


@pytest.mark.spec("OPS-11")
async def test_deep_nesting_breaks_nothing(portal, her):
    async with Socket(portal) as attacker:
        text = '2/_event,["event",' + "[" * 100_000 + "]" * 100_000 + "]"
        await attacker.client.eio.send(text)
        await asyncio.sleep(0.5)

    assert her.get("/healthz").status_code == 200


@pytest.mark.spec("OPS-11")
def test_what_carries_too_much_is_refused_unread(portal):
    large = "contact=" + "x" * 1_000_000
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for path in ("/auth/code", "/auth/sign-in", "/language", "/_upload", "/nothing"):
        try:
            answer = httpx.post(f"{portal.url}{path}", content=large, headers=form)
        except httpx.HTTPError:  # it hung up while we were still sending
            continue
        assert answer.status_code == 413

    assert httpx.get(f"{portal.url}/healthz").status_code == 200


@pytest.mark.spec("AUTH-2", "AUTH-3")
def test_one_code_makes_one_session(portal):
    visitor, before = Visitor(portal), len(portal.codes("carla@demo.test"))
    visitor.ask("carla@demo.test")
    code, cookie = portal.new_code("carla@demo.test", after=before), visitor.cookie

    def redeem(_number: int) -> bool:
        form = {"code": code}
        answer = httpx.post(
            f"{portal.url}/auth/sign-in", data=form, headers={"Cookie": cookie}, timeout=60
        )
        return "portal_session" in answer.cookies

    with ThreadPoolExecutor(10) as threads:
        sessions = list(threads.map(redeem, range(30)))

    assert sessions.count(True) == 1


@pytest.mark.spec("AUTH-2", "AUTH-3")
def test_no_amount_of_guessing_finds_a_code():
    with serve(PORTAL_DEMO="0") as portal:
        visitor = Visitor(portal)
        assert visitor.ask("somebody@mail.test").headers["location"] == "/sign-in/code"
        cookie = visitor.cookie

        def guess(code: int) -> httpx.Response:
            return httpx.post(
                f"{portal.url}/auth/sign-in",
                data={"code": f"{code:06}"},
                headers={"Cookie": cookie},
                timeout=60,
            )

        with ThreadPoolExecutor(10) as threads:
            answers = list(threads.map(guess, range(60)))
        again = visitor.ask("somebody@mail.test")
        asked = [Visitor(portal).ask(f"person{number}@mail.test") for number in range(25)]
        spoofed = Visitor(portal, headers={"X-Forwarded-For": "203.0.113.9"}).ask("p@mail.test")

    assert not [answer for answer in answers if "portal_session" in answer.cookies]
    assert again.headers["location"].startswith("/sign-in?")
    sent = [answer.headers["location"] == "/sign-in/code" for answer in asked]
    assert sent == sorted(sent, reverse=True)
    assert sent.count(True) <= 20
    assert spoofed.headers["location"].startswith("/sign-in?")
