"""New contacts: a code to the new one, word to the old one, and what nobody learns by trying."""

import pytest

from models.audit import AuditEvent
from models.auth import AuthSession
from models.customers import Customer
from models.notices import OutboxEntry
from services import settings
from services.access import system
from services.auth import codes, entry
from services.auth.entry import Visitor
from services.core.db import run
from services.core.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from services.customers import own
from services.delivery import compose
from tests.signing_in import code_for, newest, sign_in

NEW = "alice@new.test"


@pytest.fixture(autouse=True)
def _sends(monkeypatch):
    """A clinic that can send both e-mail and SMS."""
    monkeypatch.setattr("services.notices.offers", lambda channel: True)


def customer(person) -> Customer:
    return run(lambda db: db.get(Customer, person.actor.id))


def asked(person, contact=NEW, channel="email"):
    """Ask for a new contact, and have its code sent; return what is pending and the code."""
    run(own.ask_for_contact, person.actor, channel, contact)
    made = run(codes.make, newest().id)
    [found] = [one for one in run(own.pending, person.actor) if one.channel == channel]
    return found, made.code


@pytest.mark.spec("AUTH-14", "GEN-3")
def test_nothing_changes_when_the_clinic_forbids_it(alice):
    found, code = asked(alice)
    run(settings.put, allow_customer_edit_contact=False)

    with pytest.raises(Forbidden):
        run(own.update, alice.actor, 1, {"first_name": "Alicia"})
    with pytest.raises(Forbidden):
        run(own.ask_for_contact, alice.actor, "email", "other@new.test")
    with pytest.raises(Forbidden):
        run(own.confirm_contact, alice.actor, found.id, code)
    assert run(own.pending, alice.actor) == []
    assert customer(alice).email == "alice@mail.test"


@pytest.mark.spec("AUTH-9")
def test_the_old_contact_stays_in_force_until_the_code_is_entered(alice):
    found, code = asked(alice)

    assert (found.contact, found.good) == (NEW, True)
    assert customer(alice).email == "alice@mail.test"
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert run(own.confirm_contact, alice.actor, found.id, wrong) is False
    assert customer(alice).email == "alice@mail.test"


@pytest.mark.spec("AUTH-9", "AUTH-8")
def test_the_right_code_puts_it_in_force_and_tells_the_old_one(alice):
    elsewhere = sign_in("+12025550143")
    found, code = asked(alice)

    assert run(own.confirm_contact, alice.actor, found.id, code) is True

    assert customer(alice).email == NEW
    assert run(own.pending, alice.actor) == []
    changed = system(OutboxEntry).where(OutboxEntry.kind == "contact_changed")
    assert "alice@mail.test" in {told.address for told in run(lambda db: db.exec(changed).all())}
    alive = system(AuthSession).where(
        AuthSession.customer_id == alice.actor.id, AuthSession.ended_at.is_(None)
    )
    assert [row.id for row in run(lambda db: db.exec(alive).all())] == [alice.actor.session_id]
    assert elsewhere.session
    assert "contact changed" in {
        line.event for line in run(lambda db: db.exec(system(AuditEvent)).all())
    }


@pytest.mark.spec("AUTH-9")
@pytest.mark.parametrize("first", ["email", "sms"])
def test_a_first_contact_of_its_kind_is_told_to_the_one_that_was_there(alice, first):
    kept = ("+12025550143", "alice@mail.test")[first == "sms"]
    without = {"email": None} if first == "email" else {"phone": None}
    run(lambda db: db.get(Customer, alice.actor.id).sqlmodel_update(without))
    found, code = asked(alice, NEW if first == "email" else "(202) 555-0144", first)

    run(own.confirm_contact, alice.actor, found.id, code)

    told = run(lambda db: db.exec(system(OutboxEntry)).all())
    assert [(one.kind, one.address) for one in told if one.kind.startswith("contact")] == [
        ("contact_added", kept)
    ]


@pytest.mark.spec("AUTH-9")
def test_a_mobile_number_is_changed_in_the_same_way(alice):
    found, code = asked(alice, "(202) 555-0144", "sms")

    assert run(own.confirm_contact, alice.actor, found.id, code)
    assert customer(alice).phone == "+12025550144"


@pytest.mark.spec("AUTH-9", "AUTH-2")
def test_wrong_codes_are_counted_and_then_no_code_is_right(alice):
    found, code = asked(alice)
    wrong = f"{(int(code) + 1) % 10**6:06}"

    tries = [run(own.confirm_contact, alice.actor, found.id, wrong) for _ in range(5)]

    assert tries == [False] * 5
    assert run(own.confirm_contact, alice.actor, found.id, code) is False
    assert run(own.pending, alice.actor)[0].good is False
    assert customer(alice).email == "alice@mail.test"


@pytest.mark.spec("AUTH-9", "AUTH-2")
def test_codes_are_sent_no_more_often_than_for_signing_in(alice, later):
    asked(alice)
    with pytest.raises(TooMany):
        run(own.ask_for_contact, alice.actor, "email", NEW)

    later(seconds=61)
    [found] = run(own.pending, alice.actor)
    run(own.ask_again, alice.actor, found.id)
    with pytest.raises(TooMany):
        run(own.ask_again, alice.actor, run(own.pending, alice.actor)[0].id)


@pytest.mark.spec("AUTH-9", "AUTH-2")
def test_only_the_newest_code_is_good(alice, later):
    first, code = asked(alice)
    later(seconds=61)
    second, newer = asked(alice)

    with pytest.raises(NotFound):
        run(own.confirm_contact, alice.actor, first.id, code)
    assert run(own.confirm_contact, alice.actor, second.id, newer)


@pytest.mark.spec("AUTH-9")
def test_a_code_expires_and_the_change_is_forgotten_after_a_day(alice, later):
    found, code = asked(alice)

    later(minutes=11)
    assert run(own.confirm_contact, alice.actor, found.id, code) is False
    assert [one.good for one in run(own.pending, alice.actor)] == [False]
    later(days=1)
    assert run(own.pending, alice.actor) == []


@pytest.mark.spec("AUTH-9")
def test_cancelling_leaves_everything_as_it_was(alice):
    found, code = asked(alice)

    run(own.cancel_contact, alice.actor, found.id)

    assert run(own.pending, alice.actor) == []
    with pytest.raises(NotFound):
        run(own.confirm_contact, alice.actor, found.id, code)


@pytest.mark.spec("AUTH-9")
def test_another_wish_takes_the_place_of_the_first(alice):
    first, code = asked(alice)
    second, _code = asked(alice, "third@new.test")

    assert [one.contact for one in run(own.pending, alice.actor)] == ["third@new.test"]
    with pytest.raises(NotFound):
        run(own.confirm_contact, alice.actor, first.id, code)
    assert second.good


@pytest.mark.spec("AUTH-9", "AUTH-3")
def test_somebody_elses_contact_is_answered_as_a_free_one(alice, bob):
    hers, her_code = asked(alice, "bob@mail.test")
    free, _code = asked(bob, "free@new.test")

    assert (hers.good, hers.channel) == (free.good, free.channel)
    with pytest.raises(Conflict, match="cannot be used"):
        run(own.confirm_contact, alice.actor, hers.id, her_code)
    assert customer(alice).email == "alice@mail.test"
    assert customer(bob).email == "bob@mail.test"


@pytest.mark.spec("AUTH-9")
def test_of_two_who_want_one_contact_the_first_gets_it(alice, bob, later):
    hers, her_code = asked(alice)
    later(minutes=1)
    his, his_code = asked(bob)

    assert run(own.confirm_contact, bob.actor, his.id, his_code)
    with pytest.raises(Conflict):
        run(own.confirm_contact, alice.actor, hers.id, her_code)
    assert (customer(alice).email, customer(bob).email) == ("alice@mail.test", NEW)


@pytest.mark.spec("AUTH-9", "GEN-1")
def test_nobody_confirms_or_cancels_for_somebody_else(alice, bob):
    found, code = asked(alice)

    for deed in (own.cancel_contact, own.ask_again):
        with pytest.raises(NotFound):
            run(deed, bob.actor, found.id)
    with pytest.raises(NotFound):
        run(own.confirm_contact, bob.actor, found.id, code)
    assert len(run(own.pending, alice.actor)) == 1


@pytest.mark.spec("AUTH-9", "AUTH-2")
def test_a_code_for_a_new_contact_signs_nobody_in_and_the_other_way_round(alice):
    _found, code = asked(alice, "bob@mail.test")
    for browser in ("", str(alice.actor.id), "x"):
        assert run(entry.by_code, Visitor(browser), code, remember=False) is None

    found, _code = asked(alice, "other@new.test")
    signs_in = code_for("alice@mail.test")
    assert run(own.confirm_contact, alice.actor, found.id, signs_in) is False


@pytest.mark.spec("AUTH-9")
@pytest.mark.parametrize(
    ("channel", "typed"),
    [
        ("email", "alice@mail.test"),
        ("sms", "+1 202 555 0143"),
        ("email", "nonsense"),
        ("email", ""),
        ("email", None),
        ("email", "x" * 10_000),
        ("sms", "12"),
        ("sms", NEW),
        ("pigeon", "+12025550199"),
    ],
)
def test_what_cannot_be_a_new_contact_is_refused(alice, channel, typed):
    with pytest.raises(Invalid) as refusal:
        run(own.ask_for_contact, alice.actor, channel, typed)

    assert refusal.value.field == "contact"


@pytest.mark.spec("AUTH-4")
def test_a_number_that_gets_no_codes_is_refused(alice):
    with pytest.raises(Invalid, match="cannot send a code"):
        run(own.ask_for_contact, alice.actor, "sms", "+49 30 901820")


@pytest.mark.spec("AUTH-9")
def test_the_code_says_what_it_is_for_in_the_customers_language(alice):
    run(own.ask_for_contact, alice.actor, "email", NEW)
    waiting = run(lambda db: db.exec(system(OutboxEntry)).one())

    letter = run(lambda db: compose.compose(db, db.get(OutboxEntry, waiting.id)))

    assert letter.address == NEW
    assert "Confirm your new contact" in letter.subject
