"""Asking for a code, making it, redeeming it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from models.auth import AuthSession, SignInCode
from models.customers import Customer
from models.notices import OutboxEntry
from services import settings
from services.auth import codes
from services.auth.entry import Visitor, by_code
from services.core import config as configuration
from services.core.db import run
from services.core.errors import Invalid, TooMany
from tests.signing_in import BROWSER, ask, code_for, made, newest

OTHER_BROWSER = "browser-2"


def redeem(code, browser=BROWSER):
    redeemed = run(codes.redeem, browser, code)
    return redeemed and redeemed.customer.first_name


@pytest.fixture
def texting(monkeypatch):
    """Have the clinic send SMS by a provider."""
    real = configuration.config()
    with_sms = {**real.__dict__, "twilio_auth_token": "x" * 32}
    fake = configuration.Config(**with_sms)
    for place in ("services.notices.queueing.config", "services.auth.limits.config"):
        monkeypatch.setattr(place, lambda: fake)


@pytest.mark.spec("AUTH-1", "AUTH-2")
def test_the_right_code_signs_in_once():
    code = code_for()

    assert len(code) == 6
    assert redeem(f" {code[:3]} {code[3:]} ") == "Alice"
    assert redeem(code) is None


@pytest.mark.spec("AUTH-1")
@pytest.mark.parametrize(
    "typed", ["Alice@Mail.test", " alice@mail.test ", "+1 202 555 0143", "(202) 555-0143"]
)
def test_a_customer_is_recognised_however_the_contact_is_written(typed):
    assert redeem(code_for(typed)) == "Alice"


@pytest.mark.spec("AUTH-2")
def test_a_code_works_only_in_the_browser_that_asked():
    code = code_for()

    assert redeem(code, OTHER_BROWSER) is None
    assert redeem(code) == "Alice"


@pytest.mark.spec("AUTH-2")
def test_a_code_dies_after_ten_minutes(later):
    code = code_for()
    later(minutes=10, seconds=1)

    assert redeem(code) is None


@pytest.mark.spec("AUTH-2")
def test_a_resend_makes_the_earlier_code_worthless_and_keeps_the_count(later):
    first = code_for()
    for _ in range(4):
        assert redeem("000000" if first != "000000" else "1") is None
    later(minutes=1)
    second = code_for()

    assert redeem(first if first != second else "1") is None
    assert redeem(second) is None


@pytest.mark.spec("AUTH-2")
def test_after_five_wrong_tries_a_new_code_is_worth_waiting_for(later):
    ask()
    for _ in range(5):
        redeem("1")
    later(minutes=2)

    with pytest.raises(TooMany) as refused:
        ask()

    assert refused.value.seconds == 8 * 60
    later(minutes=8, seconds=1)
    assert redeem(code_for()) == "Alice"


@pytest.mark.spec("AUTH-2")
@pytest.mark.parametrize("typed", ["", "abc", None, 5, "0" * 5000, "1234567", ["123456"]])
def test_anything_else_is_a_wrong_code(typed):
    ask()

    assert redeem(typed) is None


@pytest.mark.spec("AUTH-2")
def test_waiting_times_between_sends_grow(later):
    ask()
    waits = []
    for wait in (60, 120, 300):
        with pytest.raises(TooMany) as refused:
            ask()
        waits.append(refused.value.seconds)
        later(seconds=wait)
        ask()

    assert waits == [60, 120, 300]


@pytest.mark.spec("AUTH-2")
def test_a_contact_gets_five_codes_an_hour_and_ten_a_day(later):
    sent = 0
    for _ in range(48):
        for browser in range(8):
            try:
                ask(browser=f"b{browser}", origin=f"198.51.100.{browser}")
                sent += 1
            except TooMany:
                break
        later(minutes=30)

    assert sent == 10


@pytest.mark.spec("AUTH-2")
def test_an_origin_gets_twenty_codes_an_hour(later):
    for number in range(20):
        ask(f"somebody{number}@mail.test", f"b{number}")

    with pytest.raises(TooMany):
        ask("alice@mail.test", "b21")
    later(hours=1, seconds=1)
    assert redeem(code_for()) == "Alice"


@pytest.mark.spec("AUTH-2")
def test_a_contact_on_file_is_not_flooded_by_way_of_another(texting, later):
    for number in range(5):
        assert made(ask("alice@mail.test", f"b{number}", channel="sms"))
        later(seconds=1)

    row = ask("+1 202 555 0143", "b9")

    assert made(row) is None


@pytest.mark.spec("AUTH-2")
def test_a_code_is_kept_only_as_a_keyed_hash():
    code = code_for()

    row = newest()
    assert code not in repr(row)
    assert len(row.code_hash) == 64


@pytest.mark.spec("AUTH-3")
def test_asking_never_looks_a_contact_up():
    known, unknown = ask("bob@mail.test", "b1"), ask("nobody@mail.test", "b2")

    differing = {"id", "created_at", "expires_at", "contact", "browser_hash"}
    assert known.model_dump(exclude=differing) == unknown.model_dump(exclude=differing)
    queued = run(lambda db: db.exec(select(OutboxEntry.kind)).all())
    assert queued == ["sign_in_code", "sign_in_code"]
    assert made(unknown) is None


@pytest.mark.spec("AUTH-3")
def test_a_disabled_customer_is_answered_like_a_stranger():
    def disable(db):
        customer = db.exec(select(Customer).where(Customer.first_name == "Bob")).one()
        customer.disabled_at = customer.created_at

    code = code_for("bob@mail.test")
    run(disable)

    assert redeem(code) is None
    assert made(ask("bob@mail.test", "b2")) is None


@pytest.mark.spec("AUTH-3")
def test_a_contact_that_is_none_is_refused_beside_its_field():
    with pytest.raises(Invalid) as refused:
        ask("not a contact")

    assert refused.value.field == "contact"


@pytest.mark.spec("AUTH-2", "AUTH-4")
def test_a_code_goes_to_the_mobile_number_on_file_when_asked(texting):
    row = ask("alice@mail.test", channel="sms")
    sent = run(codes.make, row.id)

    assert (sent.channel, sent.address) == ("sms", "+12025550143")
    assert redeem(sent.code) == "Alice"


@pytest.mark.spec("AUTH-4")
def test_without_a_provider_email_serves():
    row = ask("+1 202 555 0143", channel="sms")
    sent = run(codes.make, row.id)

    assert (sent.channel, sent.address) == ("email", "alice@mail.test")
    assert run(codes.pending, BROWSER).other_channel == ""


@pytest.mark.spec("AUTH-4")
def test_no_sms_goes_to_a_country_that_is_not_allowed(texting):
    run(settings.put, country="DE")
    by_number = run(codes.make, ask("+1 202 555 0143", "b1").id)
    by_choice = run(codes.make, ask("alice@mail.test", "b2", channel="sms").id)

    assert [by_number.channel, by_choice.channel] == ["email", "email"]
    run(settings.put, sms_countries=["US"])
    assert run(codes.make, ask("+1 202 555 0143", "b3").id).channel == "sms"


@pytest.mark.spec("AUTH-3", "AUTH-4")
def test_the_code_step_says_only_what_was_typed(texting):
    ask("alice@mail.test", "b1")
    ask("zoe@mail.test", "b2")

    known, unknown = run(codes.pending, "b1"), run(codes.pending, "b2")

    assert known.masked == "a•••@mail.test"
    assert unknown.masked == "z•••@mail.test"
    assert known.other_channel == unknown.other_channel == "sms"
    assert run(codes.pending, "another") is None


@pytest.mark.spec("AUTH-2")
def test_parallel_guesses_get_no_extra_tries():
    ask()

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(redeem, [f"{guess:07}" for guess in range(200)])) == {None}

    tried = run(lambda db: db.exec(select(SignInCode.wrong_tries)).one())
    assert tried == 5


@pytest.mark.spec("AUTH-2")
def test_the_right_code_a_hundred_times_at_once_is_one_session():
    code = code_for()
    before = run(lambda db: len(db.exec(select(AuthSession)).all()))

    with ThreadPoolExecutor(16) as pool:
        entered = list(
            pool.map(
                lambda _: run(by_code, Visitor(browser=BROWSER), code, remember=False), range(100)
            )
        )

    after = run(lambda db: len(db.exec(select(AuthSession)).all()))
    assert len([one for one in entered if one]) == 1
    assert after - before == 1


@pytest.mark.spec("AUTH-2")
def test_a_demo_has_no_cool_down_and_two_hundred_an_hour(monkeypatch):
    demo = configuration.Config(**{**configuration.config().__dict__, "demo": True})
    monkeypatch.setattr("services.auth.limits.config", lambda: demo)
    for _ in range(200):
        ask()

    with pytest.raises(TooMany):
        ask()
