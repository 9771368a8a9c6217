"""What the bell shows goes by e-mail to those who want that, once, without a name."""

import pytest
from sqlmodel import select

from models.staff import Group, StaffMember
from services import bell, delivery, notices
from services.bell import GLOBAL, Told
from services.core.db import run
from services.staff import mailing

pytestmark = pytest.mark.spec("AUTH-26", "NOTE-3")


@pytest.fixture
def wanting(vera, rita):
    """Vera wants e-mail of what her group is told of; Rita's group is told nothing."""

    def want(db):
        for group in db.exec(select(Group)):
            group.notices = dict.fromkeys(Told, GLOBAL) if group.name == "Veterinarians" else {}
        for member in db.exec(select(StaffMember)):
            member.wants_email = True

    run(want)


def mails():
    return [(entry.address, entry.subject) for entry in run(notices.listed)]


def test_one_event_is_named_and_nobody_in_it(alice, wanting):
    run(bell.tell, Told.DOCUMENT_UPLOADED, customer_id=alice.actor.id)

    run(mailing.mail_news)

    assert mails() == [("vera@mail.test", "Notification: New Owner Uploaded File")]


def test_several_make_one_mail(alice, bob, wanting):
    for person in (alice, bob):
        run(bell.tell, Told.CUSTOMER_REGISTERED, customer_id=person.actor.id)
    run(bell.tell, Told.MESSAGE_RECEIVED, customer_id=alice.actor.id)

    run(mailing.mail_news)

    assert mails() == [("vera@mail.test", "3 things are new")]


def test_it_is_mailed_once_and_again_when_it_happens_again(alice, wanting):
    for _ in range(2):
        run(bell.tell, Told.MESSAGE_RECEIVED, customer_id=alice.actor.id)
        run(mailing.mail_news)
        run(mailing.mail_news)

    assert len(mails()) == 2


def test_the_disabled_and_those_who_do_not_want_it_get_none(alice, vera, wanting):
    def change(db):
        db.get(StaffMember, vera.actor.id).wants_email = False

    run(change)
    run(bell.tell, Told.MESSAGE_RECEIVED, customer_id=alice.actor.id)

    run(mailing.mail_news)

    assert mails() == []


def test_the_mail_leads_to_the_portal(alice, wanting):
    run(bell.tell, Told.MESSAGE_RECEIVED, customer_id=alice.actor.id)
    run(mailing.mail_news)

    letter = run(delivery.worker.take, ["email"])

    assert letter.subject == "Notification: A message was received"
    assert "http://localhost:8000/admin" in letter.body
    assert "Alice" not in letter.body
