"""Unread, whatever happens in whatever order: compared with counting by hand (MSG-5)."""

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import delete

from models.messaging import Message, ReadMark, Thread
from services import messaging
from services.core.db import run
from services.messaging import rules

PEOPLE = st.sampled_from(["alice", "vera", "rita"])
POSITIONS = st.integers(min_value=-2, max_value=30)


class Conversation(RuleBasedStateMachine):
    """Alice, Vera and Rita use two threads; the oracle keeps plain lists."""

    cast = None  # set by the test
    threads = Bundle("threads")

    def __init__(self):
        super().__init__()
        self.written = {}  # thread → who wrote each message, in order
        self.marks = {}  # (reader, thread) → how far they have read
        self.keys = 0

    @rule(target=threads)
    def begin(self):
        made = Thread(customer_id=self.cast["alice"].actor.id, topic="A topic")
        run(lambda db: db.add(made))
        self.written[made.id] = []
        return made.id

    @rule(thread=threads, who=st.sampled_from(["alice", "vera"]), twice=st.booleans())
    def post(self, thread, who, twice):
        self.keys += 1
        for _ in range(1 + twice):
            run(
                messaging.post, self.cast[who].actor, thread, "Words", key=f"{id(self)}-{self.keys}"
            )
        self.written[thread].append(who)

    @rule(thread=threads, who=PEOPLE, position=POSITIONS)
    def mark_read(self, thread, who, position):
        run(messaging.mark_read, self.cast[who].actor, thread, position)
        before = self.marks.get((who, thread), 0)
        after = max(before, min(position, len(self.written[thread])))
        if after != before:
            self.marks[who, thread] = after

    @rule(thread=threads, who=PEOPLE, position=POSITIONS)
    def mark_unread(self, thread, who, position):
        run(messaging.mark_unread, self.cast[who].actor, thread, position)
        before = self.marks.get((who, thread), 0)
        after = min(before, max(position, 1) - 1)
        if after != before:
            self.marks[who, thread] = after

    @rule(thread=threads, who=PEOPLE)
    def read(self, thread, who):
        shown = run(messaging.read, self.cast[who].actor, thread)
        assert [message.position for message in shown.messages] == list(
            range(1, len(self.written[thread]) + 1)
        )[-messaging.STEP :]

    @invariant()
    def everybody_has_the_count_that_counting_gives(self):
        for who in ("alice", "vera", "rita"):
            counted = {thread: self._by_hand(who, thread) for thread in self.written}
            expected = {thread: count for thread, count in counted.items() if count}
            assert run(messaging.unread, self.cast[who].actor) == expected
        assert run(messaging.unread, self.cast["bob"].actor) == {}

    def teardown(self):
        run(_forget_everything)

    def _by_hand(self, who, thread):
        answered = self.written[thread][-1:] != ["alice"]
        if who != "alice" and answered and (who, thread) not in self.marks:
            return 0  # a colleague has seen to it
        unseen = self.written[thread][max(self.marks.get((who, thread), 0), 0) :]
        return sum((writer == "alice") != (who == "alice") for writer in unseen)


def _forget_everything(db):
    for table in (ReadMark, Message, Thread):
        db.exec(delete(table))


def check(cast, monkeypatch, *, examples, steps):
    monkeypatch.setattr(rules, "RATE", 10**6)  # the pace of a machine is not the question
    monkeypatch.setattr(Conversation, "cast", cast)
    run_state_machine_as_test(
        Conversation,
        settings=hypothesis_settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=True
        ),
    )


@pytest.mark.spec("MSG-5")
def test_unread_always_is_what_counting_gives(cast, monkeypatch):
    check(cast, monkeypatch, examples=8, steps=40)


@pytest.mark.slow
@pytest.mark.spec("MSG-5")
def test_unread_is_what_counting_gives_over_many_steps(cast, monkeypatch):
    check(cast, monkeypatch, examples=200, steps=60)
