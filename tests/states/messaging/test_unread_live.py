"""Every badge on every open screen is right, whatever is cut, restarted or done twice (MSG-5)."""

import asyncio
import time
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import delete, select

from models.bell import StaffNotification
from models.messaging import Message, ReadMark, Thread, ThreadNote
from models.notices import OutboxEntry
from services import settings
from services.core.db import run
from services.messaging import rules
from states.admin.messages import InboxState
from states.messaging import MessagingState, WritingState
from tests.live import Portal
from tests.unread_oracle import Oracle

PATIENCE = 60.0  # seconds; a busy machine is no fault
TABS = {
    "desk": "alice",
    "phone": "alice",
    "vet": "vera",
    "vet at home": "vera",
    "reader": "rita",
}
OF_STAFF = ("vet", "vet at home", "reader")
ANY_TAB = st.sampled_from(sorted(TABS))
WRITERS = st.sampled_from([tab for tab in sorted(TABS) if tab != "reader"])
VETS = st.sampled_from(["vet", "vet at home"])
POSITIONS = st.integers(min_value=-1, max_value=12)


class Conversations(RuleBasedStateMachine):
    """Alice has two screens, Vera two, Rita one who may only read; the oracle counts by hand."""

    cast = None  # set by the test
    threads = Bundle("threads")

    def __init__(self):
        super().__init__()
        self.portal, self.oracle, self.keys = Portal(), Oracle(), 0
        self.on, self.cut_off = dict.fromkeys(TABS, "home"), set()
        for tab in TABS:
            self._come_back(tab)

    @rule(target=threads, tab=st.sampled_from(["desk", "phone"]), about=st.booleans())
    def begin(self, tab, about):
        self._reconnect(tab)
        pet = str(self.cast["alice"].pet_id) if about else ""
        known = set(self.oracle.threads)
        self._send(tab, WritingState.send, typed=self._typed(topic="A topic", pet=pet))
        (made,) = set(run(lambda db: db.exec(select(Thread.id)).all())) - known
        self.oracle.begin(made, pet)
        self.oracle.write("alice", made)
        return made

    @rule(thread=threads, tab=WRITERS, twice=st.booleans())
    def write(self, thread, tab, twice):
        self._reconnect(tab)
        typed = self._typed(thread=str(thread))
        for _ in range(1 + twice):
            self._send(tab, WritingState.send, typed=typed)
        self.oracle.write(TABS[tab], thread)

    @rule(thread=threads, tab=VETS)
    def note(self, thread, tab):
        self._reconnect(tab)
        self._send(tab, WritingState.send, typed=self._typed(thread=str(thread), note=True))

    @rule(thread=threads, tab=ANY_TAB)
    def open(self, thread, tab):
        self.on[tab] = thread
        self._come_back(tab)

    @rule(tab=ANY_TAB, place=st.sampled_from(["home", "list"]))
    def leave(self, tab, place):
        self.on[tab] = place
        self._come_back(tab)

    @rule(tab=ANY_TAB)
    def look(self, tab):
        """Do what a focused tab does with what it shows just then."""
        if tab in self.cut_off or self.on[tab] in ("home", "list"):
            return
        shown = self.portal.run(self.portal.tabs[tab].state(MessagingState))
        self._read(tab, self.on[tab], shown.last_position)

    @rule(tab=ANY_TAB, thread=threads, position=POSITIONS)
    def mark_read(self, tab, thread, position):
        self._reconnect(tab)
        self._read(tab, thread, position)

    @rule(tab=ANY_TAB, thread=threads, position=POSITIONS)
    def mark_unread(self, tab, thread, position):
        self._reconnect(tab)
        sent = {"thread": str(thread), "position": position}
        self._send(tab, MessagingState.mark_unread, **sent)
        self.oracle.mark_unread(TABS[tab], thread, position)
        self.leave(tab, "list")  # where that sends the page

    @rule(thread=threads, tab=VETS, closed=st.booleans())
    def close_or_reopen(self, thread, tab, closed):
        self._reconnect(tab)
        handler = InboxState.close_thread if closed else InboxState.reopen_thread
        self._send(tab, handler, thread=str(thread))
        self.oracle.close(thread) if closed else self.oracle.reopen(thread)

    @rule(tab=ANY_TAB)
    def cut(self, tab):
        self.portal.cut(tab)
        self.cut_off.add(tab)

    @rule(tab=ANY_TAB)
    def reconnect(self, tab):
        self._come_back(tab)

    @rule()
    def restart(self):
        self.portal.restart()
        for tab in TABS:
            if tab not in self.cut_off:
                self._come_back(tab)

    @invariant()
    def every_screen_shows_what_counting_gives(self):
        assert self.portal.run(self._settled()) == []

    def teardown(self):
        self.portal.close()
        run(_forget_everything)

    def _typed(self, **more):
        self.keys += 1
        return {"body": f"Text {self.keys}", "key": f"{id(self)}-{self.keys}", **more}

    def _read(self, tab, thread, position):
        self._send(tab, MessagingState.mark_read, thread=str(thread), position=position)
        self.oracle.mark_read(TABS[tab], thread, position)

    def _reconnect(self, tab):
        if tab in self.cut_off:
            self._come_back(tab)

    def _come_back(self, tab):
        """Open the tab's page again, as it does when its socket is back."""
        self.portal.open(tab, self.cast[TABS[tab]])
        self.cut_off.discard(tab)
        place = self.on[tab]
        route = {"thread_id": str(place)} if isinstance(place, UUID) else {}
        if tab in OF_STAFF:
            handler = MessagingState.load_badge if place == "home" else InboxState.load
        elif place == "home":
            handler = MessagingState.load_badge
        else:
            handler = MessagingState.load_thread if route else MessagingState.load_threads
        self._send(tab, handler, route=route)

    def _send(self, tab, handler, **sent):
        self.portal.run(self.portal.tabs[tab].send(handler, **sent))

    async def _settled(self):
        """Return what is wrong once every signal had the time to arrive."""
        until = time.monotonic() + PATIENCE
        for tab in set(TABS) - self.cut_off:
            while wrong := await self._faults(tab):
                if time.monotonic() > until:
                    return wrong
                await asyncio.sleep(0.01)
        return []

    async def _faults(self, tab):
        here = self.portal.tabs[tab]
        who, shown = TABS[tab], await here.state(MessagingState)
        expected = self.oracle.unread(who)
        pairs = [
            ("badge", shown.unread, sum(expected.values())),
            ("pets", dict(shown.of_pets), self.oracle.of_pets(who)),
        ]
        if self.on[tab] == "list":
            inbox = await here.state(InboxState)
            listed = inbox.rows if tab in OF_STAFF else shown.threads
            lines = [getattr(row, "thread", row) for row in listed]
            there = {UUID(line.id): line.unread for line in lines}
            pairs.append(("list", there, {one: expected.get(one, 0) for one in there}))
            pairs.append(("listed", set(there), self.oracle.listed(waiting=tab in OF_STAFF)))
        elif self.on[tab] != "home":
            rows = [*shown.older, *shown.settled, *shown.latest]
            positions = [row.position for row in rows if not row.note]
            pairs.append(("order", positions, self.oracle.positions(self.on[tab])))
        return [(tab, *pair) for pair in pairs if pair[1] != pair[2]]


def _forget_everything(db):
    for table in (ThreadNote, ReadMark, Message, Thread, StaffNotification, OutboxEntry):
        db.exec(delete(table))


def check(cast, monkeypatch, *, examples, steps):
    monkeypatch.setattr(rules, "RATE", 10**6)  # the pace of a machine is not the question
    monkeypatch.setattr(Conversations, "cast", cast)
    run(settings.put, page_size=100)  # so that a list shows all that one run can begin
    run_state_machine_as_test(
        Conversations,
        settings=hypothesis_settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],  # each step of a search for fewer would wait for PATIENCE
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.spec("MSG-4", "MSG-5")
def test_every_screen_is_right_whatever_happens(cast, monkeypatch):
    check(cast, monkeypatch, examples=2, steps=25)


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.spec("MSG-4", "MSG-5")
def test_every_screen_is_right_over_ten_thousand_steps(cast, monkeypatch):
    check(cast, monkeypatch, examples=110, steps=100)
