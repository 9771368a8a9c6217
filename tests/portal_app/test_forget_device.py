"""Forgetting a remembered browser from the sign-in page, over HTTP."""

import httpx
import pytest
from starlette.applications import Starlette

from portal_app import cookies
from portal_app.api import auth
from services.auth import devices
from services.core.db import run
from tests.signing_in import sign_in


async def forget(device: str) -> httpx.Response:
    transport = httpx.ASGITransport(Starlette(routes=auth.ROUTES))
    jar = {cookies.DEVICE: device} if device else {}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://localhost:8000", cookies=jar
    ) as browser:
        return await browser.post("/auth/forget-device")


@pytest.mark.spec("AUTH-5", "AUTH-7")
async def test_a_remembered_browser_is_forgotten_and_its_cookie_dropped():
    device = sign_in(remember=True).device
    assert run(devices.recognise, device)

    answer = await forget(device)

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert run(devices.recognise, device) is None


@pytest.mark.spec("AUTH-5")
@pytest.mark.parametrize("device", ["", "x", "x" * 10_000])
async def test_an_unknown_browser_gets_the_same_answer_and_forgets_nobody(device):
    known = sign_in(remember=True).device

    answer = await forget(device)

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert run(devices.recognise, known)
