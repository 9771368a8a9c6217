"""Whatever people type is kept and shown sign for sign, or refused; by the page and by HTTP."""

import json

import httpx
import pytest
from sqlmodel import select

from models.messaging import Message
from portal_app import api, cookies
from portal_app.problems import Problems
from services.core.db import run
from services.messaging import rules
from states.messaging import MessagingState, WritingState
from tests.messages import thread  # noqa: F401
from tests.naughty import BLANK, KEPT, REFUSED, UNKEEPABLE

pytestmark = pytest.mark.spec("MSG-3", "MSG-7", "GEN-4", "OPS-11")

NONE = "00000000-0000-0000-0000-000000000000"


EACH = pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.slow)])


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    monkeypatch.setattr(rules, "RATE", 10**6)


def bodies():
    in_order = select(Message).order_by(Message.position)
    return run(lambda db: [message.body for message in db.exec(in_order)])


async def type_in(tab, thread, text, key):  # noqa: F811
    typed = {"thread": str(thread), "body": text, "key": key}
    await tab.send(WritingState.send, typed=typed)
    return await tab.state(WritingState)


@EACH
async def test_a_page_keeps_every_text_as_it_was_typed(open_tab, alice, thread, step):  # noqa: F811
    tab, texts = open_tab(alice), KEPT[::step]
    for number, text in enumerate(texts):
        state = await type_in(tab, thread, text, f"k{number}")
        assert (state.confirmed, state.refusal) == (f"k{number}", ""), text[:50]

    assert bodies() == texts
    await tab.send(MessagingState.load_thread, route={"thread_id": str(thread)})
    while (state := await tab.state(MessagingState)).more:
        await tab.send(MessagingState.show_more)
    rows = [*state.older, *state.settled, *state.latest]
    assert ["".join(piece.text for piece in row.pieces) for row in rows] == texts
    led = {piece.href.partition(":")[0] for row in rows for piece in row.pieces if piece.href}
    assert led <= {"https"}


async def test_a_page_is_refused_what_says_nothing_or_cannot_be_kept(open_tab, alice, thread):  # noqa: F811
    tab = open_tab(alice)
    halves = [text for text in UNKEEPABLE if any("\ud800" <= sign <= "\udfff" for sign in text)]
    for number, text in enumerate(one for one in REFUSED if one not in halves):
        state = await type_in(tab, thread, text, f"k{number}")
        assert (state.refused, state.field) == (f"k{number}", "body"), text[:50]
        if text in BLANK:
            assert state.refusal == "Please write something first."
    assert bodies() == []

    for number, text in enumerate(halves):  # a browser sends those when a text was cut
        await type_in(tab, thread, text, f"h{number}")

    assert bodies() == ["half \ufffd of a sign", "\ufffd\ufffd", "\ufffd"]


async def test_a_thread_of_nobody_or_of_somebody_else_takes_nothing(open_tab, bob, thread):  # noqa: F811
    tab = open_tab(bob)
    for odd in (str(thread), NONE, f"{{{thread}}}", *KEPT[:40]):
        state = await type_in(tab, odd, "Hello", "k1")
        assert state.refusal == (
            "We could not find that. It may have been moved, or the link is wrong."
        )

    assert bodies() == []


@EACH
async def test_http_keeps_and_refuses_the_same(alice, thread, step):  # noqa: F811
    texts = KEPT[::step]
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(Problems(api.routes())),
        base_url="http://localhost:8000",
        cookies={cookies.SESSION: alice.token},
    ) as browser:

        async def send(number, text):
            typed = json.dumps({"thread_id": str(thread), "body": text})
            headers = {"Idempotency-Key": str(number)}
            return await browser.post("/api/v1/messages", headers=headers, content=typed)

        for number, text in enumerate(texts):
            answer = await send(number, text)
            assert (answer.status_code, answer.json()["body"]) == (201, text)
        for text in REFUSED:
            answer = await send("refused", text)
            assert (answer.status_code, answer.json()["field"]) == (422, "body"), text[:50]

        listed, cursor = [], None
        while not listed or cursor:
            query = {"limit": "100", **({"cursor": cursor} if cursor else {})}
            told = (await browser.get("/api/v1/messages/my", params=query)).json()
            listed += [message["body"] for message in told["messages"]]
            cursor = told["next"]

    assert listed == bodies()[::-1] == texts[::-1]
