"""The staff's log: whatever has left, whom it went to only in part, and never a code."""

from datetime import timedelta
from uuid import uuid4

import pytest

from models.notices import NoticeState, OutboxEntry
from services import notices, settings
from services.access import Permission
from services.core import clock, tokens
from services.core.db import run
from services.core.errors import Forbidden, NotFound
from services.notices import Kind, log
from services.notices.log import Asked

pytestmark = pytest.mark.spec("NOTE-7")


@pytest.fixture
def sent(put):
    """Put notices into the log: `sent(state="failed")`."""

    def store(**fields):
        given = {"kind": Kind.WELCOME, "channel": "email", "address": "alice@mail.test"}
        given |= {"state": NoticeState.SENT, "tries": 1, "body": "Good day", **fields}
        return put(OutboxEntry(**given))

    return store


def lines(person, **asked):
    return run(log.page, person.actor, Asked(**asked)).lines


def test_page_shows_how_far_each_has_come_and_masks_whom_it_went_to(sent, alice, vera):
    sent(state=NoticeState.FAILED, tries=3, error="no such mailbox", customer_id=alice.actor.id)

    (line,) = lines(vera)

    assert (line.kind, line.channel, line.address) == ("welcome", "email", "a•••@mail.test")
    assert (line.state, line.tries, line.error) == ("failed", 3, "no such mailbox")
    assert (line.customer, line.customer_id) == ("Alice Archer", alice.actor.id)
    assert "alice@mail.test" not in repr(line)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"one", "two", "three"}),
        ({"state": "failed"}, {"two"}),
        ({"state": "queued"}, {"three"}),
        ({"kind": "pin_deleted"}, {"one"}),
        ({"channel": "sms"}, {"two"}),
        ({"channel": "pigeon"}, {"one", "two", "three"}),
        ({"text": "arch"}, {"one"}),
        ({"text": "nobody"}, set()),
        ({"state": "failed", "channel": "email"}, set()),
    ],
)
def test_page_narrows_down(sent, alice, bob, vera, asked, found):
    sent(error="one", kind=Kind.PIN_DELETED, customer_id=alice.actor.id)
    sent(error="two", state=NoticeState.FAILED, channel="sms", customer_id=bob.actor.id)
    sent(error="three", state=NoticeState.SENDING)

    assert {line.error for line in lines(vera, **asked)} == found


def test_page_narrows_down_to_one_customer(sent, alice, bob, vera):
    sent(customer_id=alice.actor.id)
    sent(customer_id=bob.actor.id)

    assert [line.customer for line in lines(vera, customer_id=bob.actor.id)] == ["Bob"]


def test_pages_hold_each_notice_once_newest_first(sent, vera):
    run(lambda db: settings.put(db, page_size=5))
    moment = clock.now()
    for number in range(12):
        sent(error=f"{number}", created_at=moment + timedelta(seconds=number // 2))
    seen, after = [], None
    while True:
        page = run(log.page, vera.actor, Asked(), after)
        seen += page.lines
        after = page.next
        if after is None:
            break

    assert [line.at for line in seen] == sorted((line.at for line in seen), reverse=True)
    assert {line.error for line in seen} == {f"{number}" for number in range(12)}
    assert len(seen) == 12


def test_a_code_is_listed_once_somebody_was_found_and_can_never_be_read(sent, vera):
    sealed = {"kind": Kind.SIGN_IN_CODE, "body": tokens.seal("482915"), "encrypted": True}
    row = sent(**sealed)
    sent(**sealed, state=NoticeState.DROPPED)
    sent(**sealed, state=NoticeState.QUEUED, tries=0)

    (line,) = lines(vera)

    assert (line.id, line.readable) == (row.id, False)
    with pytest.raises(NotFound):
        run(log.text, vera.actor, row.id)


def test_text_is_read_while_it_is_kept(sent, vera, later):
    row = sent(subject="Hello", settled_at=clock.now())
    first = run(log.text, vera.actor, row.id)
    later(days=7, minutes=1)

    run(notices.forget_bodies)

    assert first == "Hello\n\nGood day"
    assert [line.readable for line in lines(vera)] == [False]
    with pytest.raises(NotFound):
        run(log.text, vera.actor, row.id)
    with pytest.raises(NotFound):
        run(log.text, vera.actor, uuid4())


@pytest.mark.spec("AUTH-25")
@pytest.mark.parametrize("name", ["alice", "rita"])
def test_nobody_sees_the_log_without_the_permission(sent, cast, name):
    row = sent()

    assert Permission.SEND_NOTICES not in cast[name].actor.permissions
    with pytest.raises(Forbidden):
        lines(cast[name])
    with pytest.raises(Forbidden):
        run(log.text, cast[name].actor, row.id)
