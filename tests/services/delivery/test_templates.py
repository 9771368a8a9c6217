"""The clinic's own words for notices: filled in, checked, tried out, and as they ship again."""

import pytest
from sqlmodel import select

from models.audit import AuditEvent
from models.notices import OutboxEntry
from services import editing, settings
from services.core.db import run
from services.core.errors import Forbidden, Invalid, NotFound
from services.delivery import compose, places, templates
from services.delivery.templates import Which
from services.delivery.wordings import NOTICES
from services.notices import Kind

pytestmark = pytest.mark.spec("NOTE-5")
LETTER = Which("pin_deleted", "email", "en")


def save(person, of=LETTER, subject="News", body="Dear {customer_first_name}, look.", version=0):
    return run(templates.save, person.actor, of, (subject, body), version)


def composed(alice, kind=Kind.PIN_DELETED, channel="email", **fields):
    def write(db):
        entry = OutboxEntry(kind=kind, channel=channel, address="alice@mail.test", **fields)
        entry.customer_id = alice.actor.id
        compose.compose(db, entry)
        return entry

    return run(write)


def test_own_words_are_sent_with_their_places_filled_in(alice, vera):
    run(lambda db: settings.put(db, clinic_phone="+1 202 555 0100"))
    save(vera, subject="{clinic_name}", body="Dear {customer_first_name}, call {clinic_phone}.")

    entry = composed(alice)

    assert entry.subject == "Willow Lane Vets"
    assert entry.body.startswith("Dear Alice, call +1 202 555 0100.\n\nWillow Lane Vets\n")


def test_own_words_hold_for_one_channel_and_one_language_only(alice, vera):
    save(vera)

    others = [composed(alice, channel="sms"), composed(alice, language="de")]

    assert not any("look." in entry.body for entry in others)


def test_what_a_value_holds_is_not_read_as_a_place():
    assert places.fill("{a} {b} {c}", {"a": "{b}", "b": "x"}) == "{b} x {c}"


@pytest.mark.parametrize(
    ("channel", "notice", "subject", "body", "field"),
    [
        ("email", "welcome", "Hi {pet}", "{link}", "subject"),
        ("email", "welcome", "Hi", "{link} {code}", "body"),
        ("email", "welcome", "Hi", "{link} {}", "body"),
        ("email", "welcome", "Hi", "no way in", "body"),
        ("email", "welcome", "", "{link}", "subject"),
        ("email", "welcome", "Hi", "  ", "body"),
        ("email", "welcome", "x" * 201, "{link}", "subject"),
        ("email", "welcome", "Hi", "{link}" + "x" * 5_000, "body"),
        ("email", "welcome", "Hi", "{link}\x1b[2J", "body"),
        ("sms", "welcome", "", "{link}" + "x" * 480, "body"),
        ("email", "sign_in_code", "{code}", "{code}", "subject"),
        ("sms", "sign_in_code", "", "Sign in now", "body"),
    ],
)
def test_save_refuses_what_cannot_be_sent(vera, channel, notice, subject, body, field):
    with pytest.raises(Invalid) as refusal:
        save(vera, Which(notice, channel, "en"), subject, body)

    assert refusal.value.field == field
    assert not run(templates.opened, vera.actor, Which(notice, channel, "en")).own


def test_save_names_the_place_that_is_unknown(vera):
    with pytest.raises(Invalid, match=r"Nothing can be put in for \{pet\}"):
        save(vera, body="Dear {pet}")


def test_save_keeps_a_subject_on_one_line(vera):
    found = save(vera, subject="Hello\r\nBcc: all@mail.test")

    assert found.subject == "Hello Bcc: all@mail.test"


def test_save_tells_whoever_is_second(vera):
    save(vera)

    with pytest.raises(editing.Stale):
        save(vera, body="Otherwise", version=0)
    assert save(vera, body="Otherwise", version=1).body == "Otherwise"


def test_save_tells_whoever_did_not_know_of_the_reset(vera):
    save(vera)
    run(templates.reset, vera.actor, LETTER)

    with pytest.raises(editing.Stale) as stale:
        save(vera, body="Otherwise", version=1)

    assert stale.value.version == 0
    assert save(vera, body="Otherwise", version=0).body == "Otherwise"


def test_save_leaves_shipped_words_alone_that_were_not_changed(vera):
    shipped = run(templates.opened, vera.actor, LETTER)

    found = save(vera, subject=shipped.subject, body=shipped.body)

    assert (found.own, found.version) == (False, 0)


def test_reset_brings_the_shipped_words_back_and_both_are_written_down(alice, vera):
    save(vera)

    found = run(templates.reset, vera.actor, LETTER)

    assert not found.own
    assert composed(alice).subject == "Your PIN was deleted"
    lines = run(lambda db: db.exec(select(AuditEvent)).all())
    assert [(line.event, line.details["reset"]) for line in lines] == [
        ("wording of a notice changed", False),
        ("wording of a notice changed", True),
    ]
    assert "Dear" not in repr([line.details for line in lines])


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("key", NOTICES)
def test_what_ships_can_be_saved_and_has_no_place_left_open(vera, key, language):
    for channel in ("email", "sms")[: 1 if NOTICES[key].to_the_clinic else 2]:
        of = Which(key, channel, language)
        found = run(templates.opened, vera.actor, of)

        seen = run(templates.preview, vera.actor, of, found.subject, found.body)

        assert save(vera, of, found.subject, found.body + ".").own
        assert "{" not in seen.subject + seen.body
        assert seen.parts <= 2


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("x" * 160, (160, 1)),
        ("x" * 161, (161, 2)),
        ("x" * 307, (307, 3)),
        ("\u20ac" * 81, (162, 2)),
        ("\u0416" * 70, (70, 1)),
        ("\u0416" * 71, (71, 2)),
        ("\U0001f43e", (2, 1)),
    ],
)
def test_sms_are_counted_as_networks_do(text, length):
    assert places.sms_parts(text) == length


def test_a_test_goes_to_oneself_as_it_is_typed(vera):
    letter = run(
        templates.letter_to_oneself, vera.actor, LETTER, "Try", "Dear {customer_first_name}"
    )

    assert (letter.channel, letter.address, letter.subject) == ("email", "vera@mail.test", "Try")
    assert letter.body.startswith("Dear Alex\n\n")


@pytest.mark.parametrize(
    "odd", [("x", "email", "en"), ("welcome", "x", "en"), ("welcome", "email", 7)]
)
def test_which_finds_no_text_that_does_not_exist(odd):
    with pytest.raises(NotFound):
        templates.which(*odd)


@pytest.mark.spec("AUTH-25")
@pytest.mark.parametrize("name", ["alice", "rita"])
def test_nobody_words_notices_without_the_permission(cast, name):
    actor = cast[name].actor

    for call in (
        lambda: run(templates.listed, actor),
        lambda: run(templates.opened, actor, LETTER),
        lambda: run(templates.preview, actor, LETTER, "", ""),
        lambda: run(templates.reset, actor, LETTER),
        lambda: run(templates.letter_to_oneself, actor, LETTER, "a", "b"),
        lambda: save(cast[name]),
    ):
        with pytest.raises(Forbidden):
            call()
