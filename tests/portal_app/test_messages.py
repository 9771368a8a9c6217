"""Messages over HTTP."""

import httpx
import pytest
from sqlmodel import select

from models.messaging import Message
from portal_app import api, cookies
from portal_app.api import openapi
from portal_app.problems import Problems
from portal_app.same_origin import SameOrigin
from services import messaging
from services.core.db import run
from tests.messages import fill, mode, post, thread  # noqa: F401

pytestmark = pytest.mark.spec("MSG-11")

MY, SEND, COUNT = "/api/v1/messages/my", "/api/v1/messages", "/api/v1/messages/my/unread-count"


async def ask(person, path, method="GET", *, key="k1", **request) -> httpx.Response:
    jar = {cookies.SESSION: person.token} if person else {}
    headers = {"Idempotency-Key": key, **request.pop("headers", {})}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(Problems(SameOrigin(api.routes()))),
        base_url="http://localhost:8000",
        cookies=jar,
        headers=headers,
    ) as browser:
        return await browser.request(method, path, **request)


async def send(person, **typed) -> httpx.Response:
    return await ask(person, SEND, "POST", json={"body": "Better", **typed})


def bodies():
    return run(lambda db: [message.body for message in db.exec(select(Message))])


def refused(answer, status) -> bool:
    told = answer.json()
    return (
        answer.headers["content-type"] == "application/problem+json"
        and answer.status_code == told["status"] == status
        and set(told) >= {"type", "title", "status", "detail"}
    )


async def test_my_messages_come_page_by_page_without_gap_or_repetition(put, alice, thread):  # noqa: F811
    fill(put, alice, thread, 1, 25)
    seen, cursor = [], None
    while True:
        query = {"limit": "10", **({"cursor": cursor} if cursor else {})}
        told = (await ask(alice, MY, params=query)).json()
        seen += [message["position"] for message in told["messages"]]
        cursor = told["next"]
        if cursor is None:
            break

    assert seen == list(range(25, 0, -1))


async def test_pages_stay_as_they_are_while_messages_come(put, alice, vera, thread):  # noqa: F811
    fill(put, alice, thread, 1, 25)
    seen, cursor = [], None
    for number in range(9):
        query = {"limit": "3", **({"cursor": cursor} if cursor else {})}
        told = (await ask(alice, MY, params=query)).json()
        seen += [message["position"] for message in told["messages"]]
        cursor = told["next"]
        post(vera, thread, key=f"new {number}")

    assert (seen, cursor) == (list(range(25, 0, -1)), None)


async def test_a_message_says_where_it_belongs_and_nothing_of_the_staffs(alice, vera, thread):  # noqa: F811
    post(vera, thread, "How is he?")
    run(messaging.note, vera.actor, thread, "Quagmire", key="n")

    answer = await ask(alice, MY)

    [message] = answer.json()["messages"]
    assert set(message) == set(openapi.DOCUMENT["components"]["schemas"]["Message"]["properties"])
    assert (message["topic"], message["pet_id"], message["body"], message["from_clinic"]) == (
        "Rex is limping",
        str(alice.pet_id),
        "How is he?",
        True,
    )
    assert b"Quagmire" not in answer.content


async def test_send_answers_a_thread_and_one_key_makes_one_message(alice, thread):  # noqa: F811
    answers = [await send(alice, thread_id=str(thread)) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert bodies() == ["Better"]
    assert refused(await send(alice, thread_id=str(thread), body="Other"), 409)


async def test_send_begins_a_thread_about_a_pet_or_none(alice):
    about = await send(alice, topic="Diet", pet_id=str(alice.pet_id))
    general = await ask(
        alice, SEND, "POST", key="k2", json={"topic": "Hours", "body": "Open?", "pet_id": None}
    )

    assert (about.status_code, about.json()["pet_id"]) == (201, str(alice.pet_id))
    assert (general.status_code, general.json()["pet_id"]) == (201, None)


async def test_the_count_is_what_the_badge_shows(alice, bob, vera, thread):  # noqa: F811
    post(vera, thread)

    counts = [(await ask(person, COUNT)).json() for person in (alice, bob)]

    assert counts == [{"unread": 1}, {"unread": 0}]


@pytest.mark.spec("GEN-1")
async def test_another_customer_finds_nothing(alice, bob, vera, thread):  # noqa: F811
    post(vera, thread)

    assert (await ask(bob, MY)).json() == {"messages": [], "next": None}
    theirs = await send(bob, thread_id=str(thread))
    none = await send(bob, thread_id="00000000-0000-0000-0000-000000000000")
    assert refused(theirs, 404)
    assert theirs.content == none.content
    assert refused(await send(bob, topic="Diet", pet_id=str(alice.pet_id)), 404)


@pytest.mark.spec("MSG-1", "GEN-3")
@pytest.mark.parametrize(
    ("now", "reads", "writes"), [("read_only", 200, 403), ("disabled", 404, 404)]
)
async def test_the_mode_holds(alice, thread, now, reads, writes):  # noqa: F811
    mode(now)

    assert [(await ask(alice, path)).status_code for path in (MY, COUNT)] == [reads] * 2
    assert refused(await send(alice, thread_id=str(thread)), writes)
    assert bodies() == []


async def test_nobody_and_staff_are_refused(vera, thread):  # noqa: F811
    for person, status in ((None, 401), (vera, 403)):
        assert refused(await ask(person, MY), status)
        assert refused(await ask(person, COUNT), status)
        assert refused(await send(person, thread_id=str(thread)), status)
    assert bodies() == []


async def test_another_origin_is_refused(alice, thread):  # noqa: F811
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = await ask(
            alice,
            SEND,
            "POST",
            headers=headers,
            json={"thread_id": str(thread), "body": "Better"},
        )
        assert refused(answer, 403)
    assert bodies() == []


@pytest.mark.spec("MSG-7", "GEN-5")
@pytest.mark.parametrize(
    ("typed", "status", "field"),
    [
        ({"thread_id": "nonsense"}, 404, None),
        ({"thread_id": None}, 404, None),
        ({"topic": ""}, 422, "topic"),
        ({"topic": "x", "body": ""}, 422, "body"),
        ({"topic": "x", "body": "  "}, 422, "body"),
        ({"topic": "x", "body": "x" * 10_001}, 422, "body"),
        ({"topic": "x", "body": 7}, 422, "body"),
        ({"topic": "x", "body": "a\0b"}, 422, "body"),
        ({"topic": "x", "pet_id": ""}, 404, None),
    ],
)
async def test_odd_messages_are_refused_and_leave_nothing(alice, typed, status, field):
    answer = await send(alice, **typed)

    assert refused(answer, status)
    assert answer.json().get("field") == field
    assert bodies() == []


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"7", b"[" * 50_000])
async def test_what_is_no_object_is_refused(alice, content):
    assert refused(await ask(alice, SEND, "POST", content=content), 400)


@pytest.mark.parametrize("key", ["", "k" * 65])
async def test_a_key_is_needed(alice, key):
    assert refused(await ask(alice, SEND, "POST", key=key, json={"topic": "x", "body": "x"}), 400)


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "0"},
        {"limit": "101"},
        {"limit": "x"},
        {"limit": "-1"},
        {"limit": ""},
        {"limit": "9" * 5000},
        {"cursor": ""},
        {"cursor": "x"},
        {"cursor": "\u00fc"},
        {"cursor": "MjAyNi0wMS0wMSBub3BlCg=="},
    ],
)
async def test_odd_queries_are_refused(alice, query):
    assert refused(await ask(alice, MY, params=query), 400)


@pytest.mark.spec("MSG-7")
async def test_the_rate_holds(alice, monkeypatch):
    monkeypatch.setattr(messaging.writing.rules, "RATE", 1)
    await send(alice, topic="x")

    answer = await ask(alice, SEND, "POST", key="k2", json={"topic": "x", "body": "x"})

    assert refused(answer, 429)
    assert answer.headers["retry-after"] == "60"


async def test_the_description_names_what_there_is():
    answer = await ask(None, "/api/v1/openapi.json")

    told = answer.json()
    served = {
        (route.path, method.lower())
        for route in api.routes().routes
        for method in route.methods - {"HEAD"}
        if route.path.startswith("/api/v1/messages")
    }
    assert {(path, method) for path, item in told["paths"].items() for method in item} == served
    assert told["openapi"] == "3.1.0"
