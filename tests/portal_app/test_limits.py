"""What portal_app/limits.py and portal_app/origin.py promise."""

import dataclasses

import httpx
import pytest
from starlette.responses import PlainTextResponse

from portal_app import limits, origin
from portal_app.limits import BodyLimit, Bucket, SocketLimit
from services.core.config import config


class Sockets:
    """Sockets that read all they are sent."""

    def __init__(self) -> None:
        self.limit = SocketLimit(self._serve)
        self.read = 0

    async def _serve(self, scope, receive, send) -> None:
        while (await receive())["type"] != "websocket.disconnect":
            self.read += 1

    async def open(self, address: str = "192.0.2.1", events: int = 0) -> int | None:
        """Open one and send events; return the code it was closed with, or None."""
        closed = []
        waiting = ["websocket.connect", *["websocket.receive"] * events, "websocket.disconnect"]

        async def receive():
            return {"type": waiting.pop(0)}

        async def send(message):
            closed.append(message["code"])

        scope = {"type": "websocket", "client": (address, 1), "headers": []}
        await self.limit(scope, receive, send)
        return closed[0] if closed else None


@pytest.mark.spec("OPS-11")
async def test_an_address_may_open_sixty_sockets_a_minute():
    sockets = Sockets()

    assert [await sockets.open() for _ in range(61)] == [None] * 60 + [1013]
    assert await sockets.open("192.0.2.2") is None


@pytest.mark.spec("OPS-11")
async def test_a_flood_of_events_closes_the_socket():
    sockets = Sockets()

    assert await sockets.open(events=5) is None
    assert await sockets.open(events=3000) == 1008
    assert sockets.read < 50


def test_a_bucket_fills_again(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(limits.time, "monotonic", lambda: now[0])
    bucket = Bucket(burst=2, per_second=1)

    assert [bucket.take() for _ in range(3)] == [True, True, False]
    now[0] += 1
    assert [bucket.take() for _ in range(2)] == [True, False]


@pytest.mark.spec("OPS-11")
@pytest.mark.parametrize(
    ("trusted", "forwarded", "found"),
    [
        (0, ["203.0.113.9"], "192.0.2.1"),
        (1, ["203.0.113.9"], "203.0.113.9"),
        (1, ["6.6.6.6, 203.0.113.9"], "203.0.113.9"),
        (1, ["6.6.6.6", "203.0.113.9"], "203.0.113.9"),
        (2, ["6.6.6.6, 203.0.113.9, 10.0.0.1"], "203.0.113.9"),
        (1, [], "192.0.2.1"),
        (2, ["203.0.113.9"], "192.0.2.1"),
    ],
)
def test_only_trusted_proxies_say_where_a_request_comes_from(
    monkeypatch, trusted, forwarded, found
):
    made = dataclasses.replace(config(), trusted_proxies=trusted)
    monkeypatch.setattr(origin, "config", lambda: made)
    headers = [(b"x-forwarded-for", line.encode()) for line in forwarded]

    assert origin.address({"client": ("192.0.2.1", 1), "headers": headers}) == found


@pytest.mark.spec("OPS-11")
@pytest.mark.parametrize(
    ("peer", "found"),
    [
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("x" * 100, "x" * 64),
    ],
)
def test_all_addresses_of_a_household_count_as_one(peer, found):
    assert origin.address({"client": (peer, 1), "headers": []}) == found


async def _post(**headers: str) -> int:
    async def read_all(scope, receive, send):
        await PlainTextResponse("read")(scope, receive, send)

    transport = httpx.ASGITransport(BodyLimit(read_all))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return (await client.post("/auth/code", headers=headers)).status_code


@pytest.mark.spec("OPS-11")
async def test_a_request_that_carries_too_much_is_not_read():
    assert await _post() == 200
    assert await _post(**{"Content-Length": "65536"}) == 200
    assert await _post(**{"Content-Length": "65537"}) == 413
    assert await _post(**{"Content-Length": "9" * 30}) == 413
    assert await _post(**{"Content-Length": "x"}) == 413
    assert await _post(**{"Transfer-Encoding": "chunked"}) == 411
