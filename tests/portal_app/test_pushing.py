"""Switching notices on and off for a browser, over HTTP."""

import httpx
import pytest
from sqlmodel import select
from starlette.applications import Starlette

from models.push import PushSubscription
from portal_app import cookies
from portal_app.api.pushing import ROUTES
from services import settings
from services.auth import viewing
from services.core.db import look, run
from tests.fakes.push import browser_keys
from tests.staff_signing_in import equip

pytestmark = pytest.mark.spec("NOTE-1", "GEN-1")

ENDPOINT = "https://push.example.test/send/phone"


@pytest.fixture
def ask():
    """Say something of a browser, as somebody."""

    async def send(method, person=None, content=None, **said):
        app = httpx.ASGITransport(Starlette(routes=ROUTES))
        headers = {"Cookie": f"{cookies.SESSION}={person.token}"} if person else {}
        headers["Referer"] = "http://localhost:8000/account"
        more = {"content": content} if content is not None else {"json": said}
        async with httpx.AsyncClient(transport=app, base_url="http://localhost:8000") as browser:
            return await browser.request(method, "/push/subscription", headers=headers, **more)

    return send


def owners():
    return look(lambda db: [row.customer_id for row in db.exec(select(PushSubscription))])


async def test_a_browser_is_switched_on_and_off(ask, alice):
    begun = await ask("POST", alice, endpoint=ENDPOINT, keys=browser_keys())
    assert (begun.status_code, begun.json()) == (200, {"on": True})
    assert (await ask("PUT", alice, endpoint=ENDPOINT)).json() == {"on": True}
    assert begun.headers["cache-control"] == "no-store"

    ended = await ask("DELETE", alice, endpoint=ENDPOINT)

    assert ended.json() == {"on": False}
    assert (await ask("PUT", alice, endpoint=ENDPOINT)).json() == {"on": False}
    assert owners() == []


async def test_nobody_switches_off_what_is_not_theirs(ask, alice, bob):
    await ask("POST", alice, endpoint=ENDPOINT, keys=browser_keys())

    other = await ask("DELETE", bob, endpoint=ENDPOINT)
    unknown = await ask("DELETE", bob, endpoint=f"{ENDPOINT}/unknown")

    assert (other.status_code, other.content) == (unknown.status_code, unknown.content)
    assert owners() == [alice.actor.id]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_nobody_is_told_without_a_session(ask, method):
    answer = await ask(method, endpoint=ENDPOINT, keys=browser_keys())

    assert (answer.status_code, owners()) == (401, [])


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("content", ["", "null", "[]", "7", '{"endpoint": {}}', "{" * 50_000])
async def test_what_is_no_browser_is_refused_or_nothing(ask, alice, method, content):
    answer = await ask(method, alice, content=content)

    assert answer.status_code == 422 or answer.json() == {"on": False}
    assert owners() == []


async def test_whoever_looks_as_a_customer_switches_nothing(ask, alice, vera):
    equip("vera@mail.test")
    run(viewing.begin, vera.actor, alice.actor.customer_id)

    answer = await ask("POST", vera, endpoint=ENDPOINT, keys=browser_keys())

    assert (answer.status_code, owners()) == (403, [])


@pytest.mark.spec("GEN-3")
async def test_a_clinic_that_wants_no_app_takes_no_browser(ask, alice):
    run(settings.put, phone_app=False)

    answer = await ask("POST", alice, endpoint=ENDPOINT, keys=browser_keys())

    assert (answer.status_code, owners()) == (404, [])
