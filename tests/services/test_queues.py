"""What waits for the staff: how much, since when, and for whose eyes."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from models.documents import Document, DocumentState
from models.mails import ReceivedMail
from models.messaging import Thread
from models.notices import NoticeState, OutboxEntry
from services import live, messaging, notices, queues, settings
from services.access import Permission
from services.core import clock
from services.core.db import run
from services.core.errors import Forbidden, NotFound
from services.queues import Queue
from services.records import writing

pytestmark = pytest.mark.spec("ADMIN-1")


@pytest.fixture
def thread(put, alice):
    return put(Thread(customer_id=alice.actor.id, topic="Rex limps", pet_id=alice.pet_id)).id


def say(person, thread):
    run(messaging.post, person.actor, thread, "Hello", key=uuid4().hex)


def paper(person, **fields):
    given = {"file": "0" * 64, "name": "scan.pdf", "media_type": "application/pdf"}
    return Document(customer_id=person.actor.id, size_bytes=1, **given, **fields)


def failed(person, **fields):
    given = {"kind": "welcome", "state": NoticeState.FAILED, "settled_at": clock.now(), **fields}
    return OutboxEntry(channel="email", address="a@mail.test", customer_id=person.actor.id, **given)


def count(person, queue):
    found = {one.queue: one for one in run(queues.waiting, person.actor)}
    return found[queue].count


def titles(person, queue, **options):
    return [item.title for item in run(queues.listed, person.actor, queue, **options).items]


def test_a_question_waits_from_when_it_was_asked_until_it_is_answered(vera, alice, thread, later):
    asked = clock.now()
    say(alice, thread)
    later(hours=2)
    say(alice, thread)

    (waiting, *_others) = run(queues.waiting, vera.actor)
    assert (waiting.queue, waiting.count, waiting.oldest) == (Queue.MESSAGES, 1, asked)

    say(vera, thread)
    assert count(vera, Queue.MESSAGES) == 0

    later(hours=1)
    say(alice, thread)
    assert run(queues.waiting, vera.actor)[0].oldest == clock.now()


@pytest.mark.spec("NOTE-7")
def test_notices_that_came_back_wait_beside_those_that_failed(vera, alice, put, later):
    put(failed(alice))
    later(hours=1)
    put(failed(alice, state=NoticeState.BOUNCED), failed(alice, state=NoticeState.DELIVERED))

    assert count(vera, Queue.NOTICES) == 2


def test_a_closed_thread_waits_for_nobody_until_its_customer_writes_again(vera, alice, put, later):
    closed = put(
        Thread(customer_id=alice.actor.id, topic="T", asked_at=clock.now(), closed_at=clock.now())
    )
    assert count(vera, Queue.MESSAGES) == 0

    later(days=1)
    say(alice, closed.id)

    assert run(queues.waiting, vera.actor)[0].oldest == clock.now()


def test_a_document_waits_until_it_was_decided_about(vera, alice, put):
    put(
        paper(alice, pet_id=alice.pet_id),
        paper(alice, state=DocumentState.IN_REVIEW),
        paper(alice, state=DocumentState.ACCEPTED),
        paper(alice, state=DocumentState.SENT_BACK),
        paper(alice, from_clinic=True),
    )

    assert count(vera, Queue.DOCUMENTS) == 2
    found = run(queues.listed, vera.actor, Queue.DOCUMENTS).items
    assert [(one.pet, one.customer) for one in found] == [
        ("Rex", "Alice Archer"),
        ("", "Alice Archer"),
    ]


def test_a_notice_waits_that_failed_lately_and_is_no_code(vera, alice, put):
    put(
        failed(alice),
        failed(alice, settled_at=clock.now() - queues.LATELY - timedelta(hours=1)),
        failed(alice, kind=notices.Kind.SIGN_IN_CODE),
        failed(alice, state=NoticeState.SENT),
    )

    assert count(vera, Queue.NOTICES) == 1
    assert [one.kind for one in run(queues.listed, vera.actor, Queue.NOTICES).items] == ["welcome"]


def test_a_draft_waits_with_its_pet_and_its_author(vera, alice, write_record):
    write_record(alice.pet_id, title="Limping", status="draft", author_name="Vera Voss")
    write_record(alice.pet_id, title="Finished", status="published")

    (item,) = run(queues.listed, vera.actor, Queue.DRAFTS).items
    assert (item.title, item.kind, item.by) == ("Limping", "note", "Vera Voss")
    assert (item.pet, item.customer) == ("Rex", "Alice Archer")


@pytest.mark.spec("GEN-8")
def test_a_queue_goes_on_where_a_page_ended_the_oldest_first(vera, alice, write_record, later):
    for number in range(5):
        write_record(alice.pet_id, title=f"Draft {number}", status="draft")
        later(minutes=1)

    seen, after = [], None
    while True:
        page = run(queues.listed, vera.actor, Queue.DRAFTS, after, 2)
        seen += [item.title for item in page.items]
        if (after := page.next) is None:
            break

    assert seen == [f"Draft {number}" for number in range(5)]


@pytest.mark.spec("AUTH-25")
@pytest.mark.parametrize("queue", Queue)
def test_a_queue_is_shown_to_whoever_may_see_it_alone(vera, queue, put):
    put(ReceivedMail(key="seen to", settled_at=clock.now()))  # so that e-mails have a queue at all
    without = replace(vera.actor, permissions=frozenset(Permission) - {queues.NEEDS[queue]})
    alone = replace(vera.actor, permissions=frozenset({queues.NEEDS[queue]}))

    same = [one for one in Queue if queues.NEEDS[one] == queues.NEEDS[queue]]
    assert [one.queue for one in run(queues.waiting, alone)] == same
    assert queue not in [one.queue for one in run(queues.waiting, without)]
    assert run(queues.listed, alone, queue).items == []
    with pytest.raises(Forbidden):
        run(queues.listed, without, queue)


@pytest.mark.spec("GEN-1")
def test_customers_are_told_of_no_queue(alice, thread):
    say(alice, thread)

    with pytest.raises(NotFound):
        run(queues.waiting, alice.actor)
    with pytest.raises(NotFound):
        run(queues.listed, alice.actor, Queue.MESSAGES)


@pytest.mark.spec("MSG-1")
def test_there_is_no_queue_of_messages_where_the_clinic_uses_none(vera, alice, thread):
    say(alice, thread)
    run(settings.put, messaging_mode="disabled")

    assert Queue.MESSAGES not in [one.queue for one in run(queues.waiting, vera.actor)]
    with pytest.raises(NotFound):
        run(queues.listed, vera.actor, Queue.MESSAGES)


def test_beginning_and_discarding_a_draft_tells_the_staff_alone(vera, alice, monkeypatch):
    told = []
    monkeypatch.setattr(live.hub, "send", told.append)

    record = run(writing.start, vera.actor, alice.pet_id, "note")
    run(writing.discard, vera.actor, record.id)

    assert told == [live.WorkChanged(), live.WorkChanged()]
    assert live.WorkChanged().concerns(vera.actor)
    assert not live.WorkChanged().concerns(alice.actor)


def test_a_notice_that_fails_for_good_tells_the_staff(alice, put, monkeypatch):
    told = []
    entry = put(
        failed(alice, state=NoticeState.SENDING, tries=1, claimed_at=clock.now(), settled_at=None)
    )
    monkeypatch.setattr(live.hub, "send", told.append)

    run(notices.settle, entry.id, 1, notices.Outcome(notices.Verdict.NEVER, "no such mailbox"))

    assert told == [live.WorkChanged()]
