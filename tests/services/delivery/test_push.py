"""Web Push: the real protocols against a push service on loopback."""

import json
from datetime import timedelta

import pytest
from sqlmodel import select

from models.messaging import Thread
from models.notices import NoticeState
from models.push import PushSubscription
from models.staff import Group
from models.vaccinations import Dose, VaccineType
from services import bell, messaging, notices, pushing, settings
from services.auth import account, sessions
from services.bell import Told
from services.core import clock
from services.core.config import config
from services.core.db import look, run
from services.customers import own
from services.notices import log
from services.staff import mailing
from services.vaccinations import reminding
from tests.fakes.push import FakePush
from tests.fakes.web import CUT
from tests.services.delivery.outbox import deliver_all, rows

pytestmark = pytest.mark.spec("NOTE-1", "NOTE-2")


@pytest.fixture
def push(configure):
    configure(DEMO="1", PUSH_ANYWHERE="1")
    run(settings.put, quiet_from="", quiet_until="")
    with FakePush(pushing.public_key()) as server:
        yield server


@pytest.fixture
def write(alice, vera, put):
    """Have the clinic write to Alice, ticking that she is told on her devices."""
    thread = put(Thread(customer_id=alice.actor.id, topic="Rex's lump"))

    def post(body="The lump is benign."):
        along = messaging.Along(tell=["push"])
        run(messaging.post, vera.actor, thread.id, body, key=body, along=along)
        return thread

    return post


def pushes():
    return [row for row in rows() if row.channel == "push"]


def subscriptions():
    return look(lambda db: list(db.exec(select(PushSubscription))))


@pytest.mark.spec("NOTE-4")
async def test_a_message_reaches_the_browser_without_what_it_says(push, alice, write):
    run(pushing.keep, alice.actor, push.subscription())
    thread = write()

    await deliver_all()

    (sent,) = push.accepted
    assert sent["said"] == {
        "title": "New message from Willow Lane Vets",
        "page": f"/messages/{thread.id}",
        "unread": 1,
    }
    assert "lump" not in json.dumps(sent)
    assert sent["claims"]["aud"] == push.url
    (row,) = pushes()
    assert (row.state, row.provider_id) == (NoticeState.SENT, "m1")


async def test_a_customer_is_told_in_their_language(push, alice, write):
    run(account.speak, alice.actor, "de")
    run(pushing.keep, alice.actor, push.subscription())
    write()

    await deliver_all()

    assert push.accepted[0]["said"]["title"] == "Neue Nachricht von Willow Lane Vets"


@pytest.mark.spec("NOTE-6")
async def test_who_declines_it_later_is_not_told_what_was_on_its_way(push, alice, write):
    run(pushing.keep, alice.actor, push.subscription())
    write()
    wishes = dict.fromkeys((f"{kind}.push" for kind in notices.TO_DECLINE), False)
    run(own.update_wishes, alice.actor, 1, wishes)

    await deliver_all()

    assert (push.accepted, only_push().state) == ([], NoticeState.DROPPED)


@pytest.mark.spec("NOTE-8")
async def test_a_reminder_says_who_reminds_and_leads_to_what_is_due(push, alice, put):
    run(pushing.keep, alice.actor, push.subscription())
    rabies = put(VaccineType(name="Rabies", species=["dog"]))
    end = clock.today() + timedelta(days=7)
    put(Dose(pet_id=alice.pet_id, vaccine_type_id=rabies.id, valid_until=end))
    run(settings.put, dose_reminders=True, reminder_channels=["push"])
    run(reminding.remind, [alice.pet_id])

    await deliver_all()

    (sent,) = push.accepted
    assert sent["said"]["title"] == "Reminder from Willow Lane Vets"
    assert sent["said"]["page"] == f"/pets/{alice.pet_id}/vaccinations"
    assert [row.channel for row in rows()] == ["push"]


@pytest.mark.spec("NOTE-7")
async def test_the_log_names_the_push_service_and_what_was_shown(push, alice, vera, write):
    run(pushing.keep, alice.actor, push.subscription())
    write()
    await deliver_all()

    (line,) = look(log.page, vera.actor, log.Asked(channel="push")).lines

    assert line.address == "127.0.0.1"
    assert look(log.text, vera.actor, line.id) == "New message from Willow Lane Vets"


@pytest.mark.spec("AUTH-26")
async def test_staff_are_told_what_their_bell_shows(push, vera, alice):
    run(_want, Told.MESSAGE_RECEIVED)
    run(pushing.keep, vera.actor, push.subscription())
    run(bell.tell, Told.MESSAGE_RECEIVED, alice.actor.id)
    run(mailing.mail_news)
    run(mailing.mail_news)

    await deliver_all()

    assert [sent["said"] for sent in push.accepted] == [
        {"title": "Notification: A message was received", "page": "/admin"}
    ]


def _want(db, event):
    for group in db.exec(select(Group)):
        group.notices = {event: bell.GLOBAL}


@pytest.mark.parametrize("status", [404, 410])
async def test_a_browser_that_is_gone_is_forgotten(push, alice, write, status):
    run(pushing.keep, alice.actor, push.subscription())
    write()
    push.faults.append((status, {}))

    await deliver_all()

    assert (subscriptions(), push.accepted) == ([], [])
    assert pushes()[0].state == NoticeState.DROPPED


async def test_a_service_that_is_busy_is_asked_again_and_told_once(push, alice, write, later):
    run(pushing.keep, alice.actor, push.subscription())
    write()
    push.faults.extend([(429, {"Retry_After": "60"}), (503, {}), CUT])

    for minutes in (0, 2, 3, 4, 20):
        later(minutes=minutes)
        await deliver_all()

    assert len(push.accepted) == 1
    assert pushes()[0].state == NoticeState.SENT


async def test_what_is_refused_for_good_is_not_the_desks_business(push, alice, write):
    run(pushing.keep, alice.actor, push.subscription())
    write()
    push.faults.append((413, {}))

    await deliver_all()

    assert pushes()[0].state == NoticeState.DROPPED
    assert len(subscriptions()) == 1


async def test_who_has_signed_out_is_told_nothing_that_was_on_its_way(push, alice, write):
    run(pushing.keep, alice.actor, push.subscription())
    write()
    run(sessions.sign_out, alice.token)

    await deliver_all()

    assert push.accepted == []
    assert pushes()[0].state == NoticeState.DROPPED


async def test_old_news_is_not_sent(push, alice, write, later):
    run(pushing.keep, alice.actor, push.subscription())
    write()

    later(hours=13)
    await deliver_all()

    assert push.accepted == []


async def test_a_private_host_is_never_called(push, alice, write, configure):
    run(pushing.keep, alice.actor, push.subscription())
    write()
    configure(PUSH_ANYWHERE="0")

    await deliver_all()

    assert push.requests == []
    assert only_push().error == "the address leads into a private network"
    assert not config().push_anywhere


def only_push():
    (row,) = pushes()
    return row


async def test_another_key_than_the_browsers_is_refused_and_tried_later(push, alice, write):
    run(pushing.keep, alice.actor, push.subscription())
    write()
    push.key = "B" + "A" * 86

    await deliver_all()

    assert push.accepted == []
    assert only_push().state == NoticeState.QUEUED
    assert "is the key right" in only_push().error
