"""The HTTP interface does what its OpenAPI document says, whatever it is sent."""

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from starlette.responses import PlainTextResponse

from portal_app import api, cookies
from portal_app.hosts import KnownHost
from portal_app.limits import BodyLimit
from portal_app.problems import PROBLEM, Problems
from portal_app.same_origin import SameOrigin
from services.core.typed import maybe_id
from services.messaging import rules
from tests.messages import thread  # noqa: F401

pytestmark = pytest.mark.spec("MSG-11")

HOST = {"Host": "localhost:8000"}
APP = Problems(KnownHost(SameOrigin(BodyLimit(api.routes()))))


def described() -> schemathesis.BaseSchema:
    made = schemathesis.openapi.from_asgi("/api/v1/openapi.json", APP, headers=HOST)
    made.config.generation.update(with_security_parameters=False)  # the cookie is ours to send
    return made


SCHEMA = described()


@SCHEMA.parametrize()
@hypothesis_settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case, alice, thread, monkeypatch):  # noqa: F811
    monkeypatch.setattr(rules, "RATE", 10**6)  # what came before must not decide
    lenient = [negative_data_rejection, positive_data_acceptance]  # any cursor, further parameters
    if isinstance(case.body, dict) and maybe_id(case.body.get("thread_id")):
        case.body["thread_id"] = str(thread)
    sent = {"headers": HOST, "cookies": {cookies.SESSION: alice.token}}

    answer = case.call(**sent)

    case.validate_response(
        answer,
        excluded_checks=lenient if case.method == "GET" else [],
        headers=HOST,
        transport_kwargs=sent,
    )
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == [PROBLEM]


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/api/v1/messages", {}, 405),
        ("DELETE", "/api/v1/messages/my", {}, 405),
        ("GET", "/api/v1/nothing", {}, 404),
        ("POST", "/api/v1/messages", {"Content-Length": str(10**9)}, 413),
        ("POST", "/api/v1/messages", {"Transfer-Encoding": "chunked"}, 411),
        ("POST", "/api/v1/messages", {"Origin": "https://evil.example"}, 403),
        ("GET", "/api/v1/messages/my", {"Host": "evil.example"}, 421),
    ],
)
async def test_whoever_refuses_does_so_as_a_problem(alice, method, path, headers, status):
    jar = {cookies.SESSION: alice.token}
    transport = httpx.ASGITransport(APP)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://localhost:8000", cookies=jar
    ) as browser:
        answer = await browser.request(method, path, headers=headers)

    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert answer.json()["status"] == status
    assert set(answer.json()) == {"type", "title", "status", "detail"}
    assert ("allow" in answer.headers) == (status == 405)


async def test_elsewhere_refusals_are_as_they_were():
    transport = httpx.ASGITransport(Problems(PlainTextResponse("No", 404)))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as browser:
        answer = await browser.get("/pets")

    assert (answer.status_code, answer.text) == (404, "No")
