"""Which requests are for us, and which forms come from us."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from portal_app.hosts import KnownHost
from portal_app.same_origin import SameOrigin


async def answer(_request):
    return PlainTextResponse("served")


ROUTES = [Route(path, answer, methods=["GET", "POST"]) for path in ("/", "/healthz")]


def client(wrapper, host="localhost:8000"):
    return TestClient(wrapper(Starlette(routes=ROUTES)), base_url=f"http://{host}")


@pytest.mark.spec("OPS-11")
@pytest.mark.parametrize("host", ["evil.example", "localhost:8000.evil.example", "localhost:9"])
def test_another_host_is_refused_and_told_ours(host):
    refused = client(KnownHost, host).get("/")

    assert refused.status_code == 421
    assert "http://localhost:8000" in refused.text


@pytest.mark.spec("OPS-11", "OPS-9")
def test_our_host_is_served_and_probes_are_from_anywhere():
    assert client(KnownHost).get("/").text == "served"
    assert client(KnownHost, "127.0.0.1:8000").get("/").text == "served"
    assert client(KnownHost, "10.0.0.5:8000").get("/healthz").text == "served"


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
def test_a_form_must_come_from_our_pages(headers, status):
    assert client(SameOrigin).post("/", headers=headers).status_code == status
    assert client(SameOrigin).get("/", headers=headers).status_code == 200
