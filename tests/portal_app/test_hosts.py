"""Which requests are for us, and which forms come from us."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from portal_app.hosts import KnownHost
from portal_app.same_origin import SameOrigin


async def answer(_request):
    return PlainTextResponse("served")


ROUTES = [Route(path, answer, methods=["GET", "POST"]) for path in ("/", "/healthz")]


async def ask(wrapper, method="GET", path="/", host="localhost:8000", **headers):
    transport = httpx.ASGITransport(wrapper(Starlette(routes=ROUTES)))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
        return await client.request(method, path, headers=headers)


@pytest.mark.spec("OPS-11")
@pytest.mark.parametrize("host", ["evil.example", "localhost:8000.evil.example", "localhost:9"])
async def test_another_host_is_refused_and_told_ours(host):
    refused = await ask(KnownHost, Host=host)

    assert refused.status_code == 421
    assert "http://localhost:8000" in refused.text


@pytest.mark.spec("OPS-11", "OPS-9")
async def test_our_host_is_served_and_probes_are_from_anywhere():
    assert (await ask(KnownHost)).text == "served"
    assert (await ask(KnownHost, host="127.0.0.1:8000")).text == "served"
    assert (await ask(KnownHost, path="/healthz", host="10.0.0.5:8000")).text == "served"


@pytest.mark.spec("OPS-11")
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://localhost:8000"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost:8000"}, 403),
    ],
)
async def test_a_form_must_come_from_our_pages(headers, status):
    assert (await ask(SameOrigin, "POST", **headers)).status_code == status
    assert (await ask(SameOrigin, **headers)).status_code == 200
