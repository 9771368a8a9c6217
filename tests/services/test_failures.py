"""A notice that failed waits until somebody has seen to it or it is sent again."""

from datetime import timedelta

import pytest
from sqlmodel import col

from models.audit import AuditEvent
from models.customers import Customer
from models.notices import NoticeState, OutboxEntry
from services import failures, notices, queues
from services.access import system
from services.core import clock
from services.core.db import run
from services.core.errors import Conflict, Forbidden, NotFound
from services.delivery.compose import compose
from services.queues import Queue

pytestmark = pytest.mark.spec("ADMIN-1", "NOTE-6")

DEEDS = (failures.see_to, failures.leave_open, failures.send_again)


@pytest.fixture
def failed(put, alice):
    """Add a notice that failed."""

    def make(**fields):
        told = {"kind": "welcome", "state": NoticeState.FAILED, "settled_at": clock.now(), **fields}
        told = {"channel": "email", "address": "old@mail.test", **told}
        return put(OutboxEntry(customer_id=alice.actor.id, **told)).id

    return make


def waiting(person):
    return len(run(queues.listed, person.actor, Queue.NOTICES).items)


def row(notice_id):
    return run(
        lambda db: db.exec(system(OutboxEntry).where(col(OutboxEntry.id) == notice_id)).one()
    )


def trail():
    lines = run(lambda db: db.exec(system(AuditEvent).order_by(col(AuditEvent.number))).all())
    return [(line.event, line.customer_id) for line in lines]


def test_seen_to_empties_the_queue_and_can_be_undone(vera, alice, failed):
    notice = failed()

    run(failures.see_to, vera.actor, notice)
    run(failures.see_to, vera.actor, notice)
    after, by = waiting(vera), row(notice).seen_to_by
    run(failures.leave_open, vera.actor, notice)
    run(failures.leave_open, vera.actor, notice)

    assert (after, by, waiting(vera)) == (0, "Vera Voss", 1)
    whose = alice.actor.id
    assert trail() == [("notice seen to", whose), ("notice left open again", whose)]


@pytest.mark.spec("NOTE-7")
def test_what_came_back_is_sent_again_where_the_customer_is_reached_now(vera, failed):
    notice = failed(state=NoticeState.BOUNCED, tries=1, error="no such mailbox")

    run(failures.send_again, vera.actor, notice)

    assert (waiting(vera), run(notices.claim).address) == (0, "alice@mail.test")


def test_send_again_goes_to_where_the_customer_is_reached_now(vera, alice, failed):
    notice = failed(
        tries=9, body="written for old@mail.test", subject="Old", error="no such mailbox"
    )

    run(failures.send_again, vera.actor, notice)

    sent = run(notices.claim)
    letter = run(lambda db: compose(db, db.merge(sent)))
    assert (sent.id, sent.address, sent.tries, sent.error) == (notice, "alice@mail.test", 1, "")
    assert "old@mail.test" not in letter.body
    assert waiting(vera) == 0
    assert trail() == [("notice sent again", alice.actor.id)]


def test_a_warning_goes_again_to_the_contact_that_it_warns(vera, failed):
    notice = failed(kind="contact_changed")

    run(failures.send_again, vera.actor, notice)

    assert row(notice).address == "old@mail.test"


def test_send_again_is_refused_where_it_cannot_arrive(vera, alice, failed):
    late = failed(expires_at=clock.now() - timedelta(minutes=1))
    texted = failed(channel="sms", address="+12025550143")
    run(lambda db: setattr(db.get(Customer, alice.actor.id), "phone", None))

    for notice in (late, texted):
        with pytest.raises(Conflict):
            run(failures.send_again, vera.actor, notice)

    assert waiting(vera) == 2


@pytest.mark.parametrize("deed", DEEDS)
def test_only_what_failed_is_found(vera, failed, deed):
    others = [failed(state=NoticeState.SENT), failed(kind="sign_in_code")]

    for notice in others:
        with pytest.raises(NotFound):
            run(deed, vera.actor, notice)


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("name", ["alice", "rita"])
def test_nobody_sees_to_notices_without_the_permission(cast, failed, deed, name):
    notice = failed()

    with pytest.raises(Forbidden):
        run(deed, cast[name].actor, notice)

    assert row(notice).state == NoticeState.FAILED
