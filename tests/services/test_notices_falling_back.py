"""What cannot be said by SMS is said by e-mail, once, and never a code."""

import pytest

from models.customers import Customer
from models.notices import OutboxEntry
from services import notices
from services.access import system
from services.core import clock
from services.core.db import run
from services.notices import Kind, Outcome, Verdict

pytestmark = pytest.mark.spec("NOTE-9")
PHONE, EMAIL = "+12025550143", "alice@mail.test"
REFUSED = Outcome(Verdict.NEVER, "the number does not exist")


def queue(person, channel="sms", kind=Kind.RECORD_PUBLISHED):
    run(
        notices.enqueue,
        kind,
        channel=channel,
        address=EMAIL if channel == "email" else PHONE,
        about_id=person.pet_id,
        customer_id=person.actor.id,
        language="de",
    )


def fail(outcome=REFUSED):
    def settle(db):
        entry = notices.claim(db, ["sms"])
        notices.begin(db, entry.id, entry.tries)
        notices.settle(db, entry.id, entry.tries, outcome)

    run(settle)


def emails():
    rows = run(lambda db: db.exec(system(OutboxEntry)).all())
    return [row for row in rows if row.channel == "email"]


def change(person, **values):
    def alter(db):
        row = db.exec(system(Customer).where(Customer.id == person.actor.id)).one()
        for name, value in values.items():
            setattr(row, name, value)

    run(alter)


def test_a_refused_sms_is_said_by_email_in_the_same_language(alice):
    queue(alice)

    fail()

    (mail,) = emails()
    assert (mail.address, mail.kind, mail.about_id, mail.customer_id, mail.language) == (
        EMAIL,
        Kind.RECORD_PUBLISHED,
        alice.pet_id,
        alice.actor.id,
        "de",
    )


def test_what_is_said_by_email_already_is_not_said_again(alice):
    queue(alice)
    queue(alice, "email")

    fail()

    assert len(emails()) == 1


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(Verdict.LATER, "Twilio answered 503"),  # it is still tried
        Outcome(Verdict.UNCERTAIN, "Twilio's answer did not come"),  # it may have arrived
    ],
)
def test_what_may_still_arrive_is_not_said_by_email(alice, outcome):
    queue(alice)

    fail(outcome)

    assert emails() == []


def test_nobody_is_written_to_who_has_no_address_or_may_not_sign_in(alice):
    queue(alice)
    change(alice, disabled_at=clock.now())

    fail()

    assert emails() == []


def test_a_code_goes_only_to_the_contact_that_it_was_asked_for_with(alice):
    queue(alice, kind=Kind.SIGN_IN_CODE)

    fail()

    assert emails() == []


def test_what_staff_have_written_themselves_is_said_in_the_same_words(alice):
    run(
        notices.enqueue,
        Kind.CUSTOM,
        channel="sms",
        address=PHONE,
        customer_id=alice.actor.id,
        subject="Our new hours",
        body="We open at 8.",
    )

    fail()

    (mail,) = emails()
    assert (mail.subject, mail.body) == ("Our new hours", "We open at 8.")
