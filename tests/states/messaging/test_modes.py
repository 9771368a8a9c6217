"""What the clinic has switched off is off on the server: events, HTTP, badges, counts, notices."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlmodel import select

from models.notices import OutboxEntry
from models.staff import Group
from portal_app import api, cookies
from services import attention, bell, messaging, queues, settings
from services.core.db import run
from services.core.errors import PortalError
from services.delivery import compose
from services.live import SettingsChanged, hub
from services.notices import Kind
from states.admin.bell import BellState
from states.admin.messages import InboxState
from states.attention import AttentionState
from states.messaging import MessagingState
from states.pets import PetsState
from tests.live import Portal
from tests.messages import mode, post
from tests.security.registry import registered
from tests.security.rows import rows

pytestmark = pytest.mark.spec("MSG-1", "GEN-3")

NAMES = registered()
CANARIES = ("Honeydew", "limping")  # of the text, and of the topic
PATIENCE = 60.0  # seconds


@dataclass(frozen=True)
class Case:
    """A handler, whether it changes something, and who can use it while messages are read only."""

    name: str
    payload: Callable[[UUID], dict[str, Any]] = lambda _thread: {}
    deed: bool = False
    staff: bool = False
    reader: bool = True  # what customers can still do while they can only read
    after: str = ""


def of_thread(**more: Any) -> Callable[[UUID], dict[str, Any]]:
    return lambda thread: {"thread": str(thread), **more}


def typed(**more: Any) -> Callable[[UUID], dict[str, Any]]:
    return lambda thread: {"typed": {"thread": str(thread), "body": "Mine", "key": "k", **more}}


CASES = [
    *(
        Case(f"messaging_state.{name}")
        for name in (
            "load_badge",
            "load_threads",
            "load_pet",
            "load_thread",
            "refresh",
            "pass_time",
        )
    ),
    Case("messaging_state.show_more", after="messaging_state.load_thread"),
    Case(
        "messaging_state.find",
        lambda _thread: {"text": "oneyde"},
        after="messaging_state.load_threads",
    ),
    Case("messaging_state.mark_read", of_thread(position=2), deed=True),
    Case("messaging_state.mark_unread", of_thread(position=1), deed=True),
    Case("writing_state.load_new"),
    Case("writing_state.send", typed(), deed=True, reader=False),
    Case(
        "writing_state.send",
        lambda _thread: {"typed": {"topic": "New", "body": "Mine", "key": "k"}},
        deed=True,
        reader=False,
    ),
    Case("attention_state.load"),
    Case("live_state.refresh"),
    Case("writing_state.send", typed(tell=["email"]), deed=True, staff=True),
    Case("writing_state.send", typed(note=True), deed=True, staff=True),
    Case("messaging_state.load_thread", staff=True),
    Case("messaging_state.mark_read", of_thread(position=1), deed=True, staff=True),
    Case("inbox_state.load", staff=True),
    Case("inbox_state.refresh", staff=True),
    Case("inbox_state.choose", lambda _thread: {"part": "all"}, staff=True),
    Case("inbox_state.search", lambda _thread: {"text": "oneyde"}, staff=True),
    Case("inbox_state.show_more", staff=True, after="inbox_state.load"),
    Case("inbox_state.assign", of_thread(to=""), staff=True),
    Case("inbox_state.close_thread", of_thread(), deed=True, staff=True),
    Case("inbox_state.reopen_thread", of_thread(), staff=True),
    Case("inbox_state.stay", of_thread(typing=True), staff=True),
    Case("bell_state.load", staff=True),
]


def test_every_handler_of_messages_is_tried():
    tried = {case.name for case in CASES}
    ours = ("messaging_state.", "writing_state.", "inbox_state.")
    assert {name for name in NAMES if name.startswith(ours)} <= tried


@pytest.fixture
def talk(alice, vera, thread):
    """A thread in which both have written something; Alice has read none of it."""
    post(alice, thread, "Honeydew?", key="a")
    post(vera, thread, "No honeydew: Honeydew makes him ill.", key="b")
    post(alice, thread, "He had Honeydew.", key="c")
    return thread


def canaries(heard: str) -> list[str]:
    return [word for word in CANARIES if word in heard]


@pytest.mark.parametrize("now", ["full", "read_only", "disabled"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_the_mode_holds_for_every_handler(open_tab, alice, vera, talk, case, now):
    mode(now)
    tab, before = open_tab(vera if case.staff else alice), rows()
    route = {"thread_id": str(talk), "pet_id": str(alice.pet_id)}
    if case.after:
        with suppress(PortalError):
            await tab.send(NAMES[case.after], route=route)

    with suppress(PortalError):
        await tab.send(NAMES[case.name], route=route, **case.payload(talk))

    refused = now == "disabled" or (now == "read_only" and not (case.reader or case.staff))
    if case.deed and case.name != "messaging_state.mark_unread":
        assert (rows() == before) == refused
    elif refused:
        assert rows() == before
    if now == "disabled":
        assert canaries(tab.heard) == []
        shown = await tab.state(MessagingState)
        assert (shown.unread, shown.of_pets, shown.threads, shown.latest) == (0, {}, [], [])


ROUTES = [
    ("GET", "/api/v1/messages/my", 200),
    ("GET", "/api/v1/messages/my/unread-count", 200),
    ("POST", "/api/v1/messages", 403),
    ("GET", "/print/pets/{pet}/messages.pdf", 200),
]


@pytest.mark.parametrize(("method", "path", "reading"), ROUTES)
async def test_the_mode_holds_for_every_route(alice, talk, method, path, reading):
    answers = []
    for now in ("full", "read_only", "disabled"):
        mode(now)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(api.routes()),
            base_url="http://localhost:8000",
            cookies={cookies.SESSION: alice.token},
        ) as browser:
            answer = await browser.request(
                method,
                path.format(pet=alice.pet_id),
                headers={"Idempotency-Key": now},
                json={"thread_id": str(talk), "body": "Mine"},
            )
        answers.append(answer)

    full = 201 if method == "POST" else 200
    assert [answer.status_code for answer in answers] == [full, reading, 404]
    assert canaries(answers[2].text) == []


@pytest.mark.parametrize(("now", "there"), [("full", 1), ("read_only", 1), ("disabled", 0)])
def test_the_mode_holds_for_every_count_and_notice(alice, vera, talk, put, now, there):
    run(_tell_the_vets)
    kinds = (Kind.MESSAGE_TO_CUSTOMER, Kind.MESSAGE_TO_CLINIC)
    waiting = put(
        *(
            OutboxEntry(
                kind=kind,
                channel="email",
                address="a@mail.test",
                customer_id=alice.actor.id,
                about_id=talk,
            )
            for kind in kinds
        )
    )
    mode(now)

    assert run(messaging.counted, alice.actor).total == there
    assert run(messaging.counted, vera.actor).total == 2 * there
    items = [item.kind for item in run(attention.listed, alice.actor)]
    assert items.count(attention.Kind.UNREAD) == there
    assert len(run(bell.heard, vera.actor).news) == run(bell.heard, vera.actor).unread == there
    found = [one.count for one in run(queues.waiting, vera.actor) if one.queue == "messages"]
    assert found == [1] * there
    letters = [run(compose.compose, entry) for entry in waiting]
    assert [letter is not None for letter in letters] == [bool(there)] * 2


@pytest.mark.spec("MSG-4")
def test_open_tabs_follow_when_the_mode_changes(alice, vera, talk):
    run(_tell_the_vets)
    portal = Portal()
    opened = {
        "thread": (alice, MessagingState.load_thread),
        "list": (alice, MessagingState.load_threads),
        "home": (alice, PetsState.load),
        "inbox": (vera, InboxState.load),
        "bell": (vera, BellState.load),
    }
    for name, (person, handler) in opened.items():
        portal.open(name, person)
        portal.run(portal.tabs[name].send(MessagingState.load_badge))
        route = {} if name == "list" else {"thread_id": str(talk)}
        portal.run(portal.tabs[name].send(handler, route=route))
    portal.run(portal.tabs["home"].send(AttentionState.load))

    for now in ("disabled", "read_only", "disabled", "full"):
        run(settings.put, messaging_mode=now)
        hub.send(SettingsChanged())
        expected = {name: (now != "disabled", *_rights(name, now)) for name in opened}
        assert portal.run(_comes_to(portal, expected)) == expected

    portal.close()


async def _comes_to(portal, expected):
    until = time.monotonic() + PATIENCE
    while True:
        shown = {name: await _look(tab) for name, tab in portal.tabs.items()}
        if shown == expected or time.monotonic() > until:
            return shown
        await asyncio.sleep(0.01)


async def _look(tab) -> tuple[bool, bool, bool]:
    """Tell whether a tab shows messages or counts, says they are used, and lets one write."""
    badge = await tab.state(MessagingState)
    inside = [badge, *[await tab.state(one) for one in (AttentionState, InboxState, BellState)]]
    held = str([state.dict() for state in inside])
    told = (await tab.state(BellState)).news if tab.id == "bell" else badge.unread
    return bool(canaries(held) or told), badge.enabled, badge.writes


def _rights(name: str, now: str) -> tuple[bool, bool]:
    staff = name in ("inbox", "bell")
    return now != "disabled", now == "full" or (now == "read_only" and staff)


def _tell_the_vets(db) -> None:
    group = db.exec(select(Group).where(Group.name == "Veterinarians")).one()
    group.notices = {bell.Told.MESSAGE_RECEIVED: bell.GLOBAL}
