"""Notices in the staff's own words: to whom they go, by which ways, and what they say."""

import pytest
from sqlmodel import select

from models.audit import AuditEvent
from models.customers import Customer
from models.notices import NoticeState, OutboxEntry
from services import customers, failures
from services.core.db import run
from services.core.errors import Conflict, Forbidden, Invalid
from services.delivery import compose, custom
from services.notices import Kind
from tests.services.delivery.outbox import only, rows

pytestmark = pytest.mark.spec("NOTE-3")

SAID = {"subject": "Our new hours", "body": "Dear {customer_first_name}, we open at 8.\n\nYours"}


def send(person, whom, key="k", **form):
    return run(custom.send, person.actor, whom.actor.id, SAID | form, key=key)


def change(whom, **columns):
    def write(db):
        customer = db.exec(select(Customer).where(Customer.id == whom.actor.id)).one()
        for name, value in columns.items():
            setattr(customer, name, value)

    run(write)


def written(entry):
    return run(lambda db: compose.compose(db, db.merge(entry)))


def test_a_notice_goes_by_the_ways_that_are_ticked_in_the_words_that_were_typed(alice, vera):
    told = send(vera, alice, email=True)

    entry = only()
    letter = written(entry)
    assert told == ["email"]
    assert (entry.kind, entry.address, entry.customer_id) == (
        Kind.CUSTOM,
        "alice@mail.test",
        alice.actor.id,
    )
    assert (letter.subject, letter.unsubscribe != "") == ("Our new hours", True)
    assert letter.body.startswith("Dear Alice, we open at 8.\n\nYours\n\nWillow Lane Vets\n")
    assert "Stop these e-mails:" in letter.body


def test_it_is_sent_once_however_often_the_form_is_sent(alice, vera):
    for _ in range(3):
        send(vera, alice, email=True)
    send(vera, alice, key="another", email=True)

    assert len(rows()) == 2


def test_the_trail_holds_that_it_was_sent_and_nothing_of_what_it_says(alice, vera):
    send(vera, alice, email=True)

    sent = select(AuditEvent).where(AuditEvent.event == "notice sent")
    event = run(lambda db: db.exec(sent).one())
    assert event.details == {"kind": "custom", "channels": ["email"]}


@pytest.mark.spec("NOTE-6")
@pytest.mark.parametrize("wish", [{"declined": ["custom.email"]}, {"declines_email": True}])
def test_what_a_customer_declines_is_neither_offered_nor_sent(alice, vera, wish):
    change(alice, **wish)

    opened = run(custom.opened, vera.actor, alice.actor.id)
    with pytest.raises(Conflict):
        send(vera, alice, email=True)

    assert "email" not in opened.offered
    assert opened.hindered["email"] == "Wants no e-mail"
    assert rows() == []


@pytest.mark.spec("NOTE-6")
def test_what_is_declined_before_it_has_gone_is_dropped(alice, vera):
    send(vera, alice, email=True)
    change(alice, declined=["custom.email"])

    entry = only()
    assert written(entry) is None


def test_nobody_who_may_not_sign_in_is_written_to(alice, vera):
    run(customers.disable, vera.actor, alice.actor.id)

    assert run(custom.opened, vera.actor, alice.actor.id).offered == {}
    with pytest.raises(Conflict):
        send(vera, alice, email=True)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "email"),
        ({"email": True, "subject": " "}, "subject"),
        ({"email": True, "body": ""}, "body"),
        ({"email": True, "body": "{code}"}, "body"),
        ({"email": True, "subject": "{pet}"}, "subject"),
        ({"email": True, "body": "\u202e"}, "body"),
        ({"email": True, "body": "x" * 5_001}, "body"),
        ({"sms": True, "body": "x" * 481}, "body"),
        ({"email": True, "body": 7}, "body"),
    ],
)
def test_what_cannot_be_sent_is_refused_beside_its_field(alice, vera, form, field):
    with pytest.raises(Invalid) as refused:
        send(vera, alice, **form)

    assert (refused.value.field, rows()) == (field, [])


@pytest.mark.parametrize("who", ["rita", "alice"])
def test_only_those_who_may_send_notices_do(cast, bob, who):
    person = cast[who]
    asked = [
        (custom.opened, ()),
        (custom.preview, ("email", ("", ""))),
        (custom.send, (SAID | {"email": True},)),
    ]
    for service, said in asked:
        key = {"key": "k"} if service is custom.send else {}
        with pytest.raises(Forbidden):
            run(service, person.actor, bob.actor.id, *said, **key)

    assert rows() == []


@pytest.mark.spec("NOTE-5")
def test_the_preview_shows_what_will_be_sent(alice, vera):
    send(vera, alice, email=True)

    said = SAID["subject"], SAID["body"]
    seen = run(custom.preview, vera.actor, alice.actor.id, "email", said)
    sms = run(custom.preview, vera.actor, alice.actor.id, "sms", said)

    letter = written(only())
    assert (letter.subject, letter.body.startswith(seen.body)) == (seen.subject, True)
    assert (sms.body, sms.parts) == ("Dear Alice, we open at 8.\n\nYours", 1)


@pytest.mark.spec("GEN-9")
def test_the_signature_and_what_stands_below_are_in_the_customers_language(alice, vera):
    change(alice, language="de")
    send(vera, alice, email=True)

    assert "Diese E-Mails abbestellen:" in written(only()).body


@pytest.mark.spec("NOTE-7")
def test_a_failed_one_is_sent_again_in_the_same_words_while_they_are_kept(alice, vera):
    send(vera, alice, email=True)

    def fail(db):
        entry = db.exec(select(OutboxEntry)).one()
        entry.state = NoticeState.FAILED

    run(fail)
    run(failures.send_again, vera.actor, only().id)
    again = written(only())
    run(lambda db: (fail(db), setattr(db.exec(select(OutboxEntry)).one(), "body", "")))

    assert again.body.startswith("Dear Alice, we open at 8.")
    with pytest.raises(Conflict):
        run(failures.send_again, vera.actor, only().id)
