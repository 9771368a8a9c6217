"""Which browsers take notices: bound to a person and a session, and never longer than that."""

import pytest
from sqlmodel import col, select

from models.auth import AuthSession
from models.notices import OutboxEntry
from models.push import PushSubscription
from services import pushing, settings
from services.auth import account, sessions
from services.core import tokens
from services.core.db import look, run
from services.core.errors import NotFound
from services.notices import Kind
from tests.fakes.push import browser_keys
from tests.signing_in import sign_in

pytestmark = pytest.mark.spec("NOTE-1")


def subscription(name="phone", host="push.example.test"):
    keys = browser_keys()
    return {"endpoint": f"https://{host}/send/{name}", "keys": keys}


def rows():
    return look(lambda db: list(db.exec(select(PushSubscription))))


def queued():
    return look(lambda db: list(db.exec(select(OutboxEntry).where(OutboxEntry.channel == "push"))))


def told(person_id, **more):
    run(pushing.tell, Kind.MESSAGE_TO_CUSTOMER, person_id, **more)
    return len(queued())


async def remembered():
    """Sign Alice in on a device that remembers her."""
    entered = sign_in(remember=True)
    return entered, await sessions.resolve(entered.session)


def test_a_browser_is_kept_once_and_belongs_to_who_asked_last(alice, bob):
    given = subscription()

    for person in (alice, alice, bob):
        run(pushing.keep, person.actor, given)

    (row,) = rows()
    assert (row.customer_id, row.session_id) == (bob.actor.id, bob.actor.session_id)
    assert told(alice.actor.id) == 0
    assert told(bob.actor.id) == 1


def test_staff_have_browsers_too(vera):
    run(pushing.keep, vera.actor, subscription())

    (row,) = rows()
    assert (row.staff_member_id, row.customer_id) == (vera.actor.id, None)


def test_the_eleventh_browser_of_a_person_takes_the_place_of_the_oldest(alice, bob, later):
    run(pushing.keep, bob.actor, subscription("bob"))
    for number in range(11):
        run(pushing.keep, alice.actor, subscription(f"n{number}"))
        later(seconds=1)

    names = {row.endpoint.rpartition("/")[2] for row in rows()}

    assert names == {"bob", *(f"n{number}" for number in range(1, 11))}


@pytest.mark.spec("GEN-3")
def test_a_clinic_that_wants_no_app_takes_no_browser(alice):
    run(settings.put, phone_app=False)

    assert run(pushing.offer, alice.actor) == ""
    with pytest.raises(NotFound):
        run(pushing.keep, alice.actor, subscription())


@pytest.mark.spec("AUTH-9")
def test_signing_out_ends_it_and_nobody_elses(alice, bob):
    run(pushing.keep, alice.actor, subscription("alice"))
    run(pushing.keep, bob.actor, subscription("bob"))

    run(sessions.sign_out, alice.token)

    assert [row.customer_id for row in rows()] == [bob.actor.id]


def test_a_session_that_runs_out_ends_it_where_nobody_is_remembered(alice, later):
    run(pushing.keep, alice.actor, subscription())

    later(minutes=31)
    run(sessions.end_idle)

    assert rows() == []


async def test_a_device_that_is_remembered_goes_on_being_told_until_it_is_forgotten(later):
    entered, actor = await remembered()
    run(pushing.keep, actor, subscription())
    later(minutes=31)
    run(sessions.end_idle)
    assert [row.device_id for row in rows()] == [actor.device_id]

    run(account.forget_this_device, entered.device, "192.0.2.1")

    assert rows() == []


async def test_the_next_session_on_a_device_takes_it_over_so_that_signing_out_ends_it(later):
    _entered, actor = await remembered()
    run(pushing.keep, actor, subscription())
    later(minutes=31)
    run(sessions.end_idle)

    token = run(_again, actor)
    assert rows()[0].session_id != actor.session_id
    run(sessions.sign_out, token)

    assert rows() == []


def _again(db, actor):
    begun = AuthSession(
        token_hash=tokens.digest("next"),
        customer_id=actor.id,
        device_id=actor.device_id,
        seen_at=look(lambda db: db.exec(select(AuthSession.seen_at)).first()),
        expires_at=look(lambda db: db.exec(select(col(AuthSession.expires_at))).first()),
    )
    db.add(begun)
    db.flush()
    pushing.carry_on(db, begun)
    begun.seen_at = begun.created_at
    begun.expires_at = begun.created_at.replace(year=begun.created_at.year + 1)
    return "next"


def test_ending_all_sessions_but_one_ends_all_browsers_but_that(alice):
    run(pushing.keep, alice.actor, subscription())

    run(sessions.end_all_of, alice.actor.id, but=alice.actor.session_id)
    assert len(rows()) == 1
    run(sessions.end_all_of, alice.actor.id)

    assert rows() == []


def test_who_sits_before_somebody_elses_browser_ends_that(alice, bob):
    given = subscription()
    run(pushing.keep, alice.actor, given)

    assert run(pushing.renew, alice.actor, given["endpoint"]) is True
    run(pushing.end, bob.actor, given["endpoint"])
    assert len(rows()) == 1
    assert run(pushing.renew, bob.actor, given["endpoint"]) is False

    assert rows() == []


def test_the_same_news_waits_once_for_each_browser(alice):
    run(pushing.keep, alice.actor, subscription("one"))
    run(pushing.keep, alice.actor, subscription("other"))

    assert told(alice.actor.id) == 2
    assert told(alice.actor.id) == 2
    assert told(alice.actor.id, about_id=alice.pet_id) == 4
