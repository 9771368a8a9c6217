"""Vonage: its real protocol against a server on loopback."""

from datetime import timedelta
from uuid import uuid4

import pytest

from services.core import clock
from services.delivery import check, web
from services.delivery import vonage as adapter
from services.delivery.letter import Letter
from services.delivery.vonage import Vonage
from services.notices import Verdict
from tests.fakes.web import CUT, CUT_AFTER_ACCEPTING, SLOW

pytestmark = pytest.mark.spec("NOTE-2")


def sms(body="Good morning", **changed):
    return Letter(
        id=uuid4(),
        attempt=1,
        channel="sms",
        address="+12025550143",
        subject="",
        body=body,
        clinic="Willow Lane Vets",
        **changed,
    )


def test_vonage_takes_an_sms(vonage, noon):
    sent = sms(expires_at=clock.now() + timedelta(minutes=9))

    outcome = Vonage().send(sent)

    assert outcome.verdict == Verdict.SENT
    assert len(outcome.provider_id) == 16
    assert vonage.accepted == [
        {
            "api_key": "abcd1234",
            "api_secret": "secret",
            "from": "12025550100",
            "to": "12025550143",
            "text": "Good morning",
            "type": "text",
            "client-ref": str(sent.id),
            "ttl": "540000",
        }
    ]


def test_letters_beyond_those_of_sms_are_sent_as_unicode(vonage):
    Vonage().send(sms("Bonjour \N{DOG FACE}"))

    assert vonage.accepted[0]["type"] == "unicode"


@pytest.mark.spec("NOTE-1")
@pytest.mark.parametrize(
    ("fault", "verdict", "wait"),
    [
        ((400, {}), Verdict.NEVER, None),
        ((401, {}), Verdict.LATER, None),
        ((429, {"Retry_After": "40"}), Verdict.LATER, timedelta(seconds=40)),
        ((500, {}), Verdict.LATER, None),
        ((504, {}), Verdict.UNCERTAIN, None),
        ((200, {"part": "1"}), Verdict.LATER, None),
        ((200, {"part": "4"}), Verdict.LATER, None),
        ((200, {"part": "6"}), Verdict.NEVER, None),
        ((200, {"part": "99"}), Verdict.NEVER, None),
        (CUT, Verdict.UNCERTAIN, None),
        (CUT_AFTER_ACCEPTING, Verdict.UNCERTAIN, None),
    ],
)
def test_answers_are_judged_and_name_nobody(vonage, fault, verdict, wait):
    vonage.next_fault = lambda: fault

    outcome = Vonage().send(sms())

    assert (outcome.verdict, outcome.wait) == (verdict, wait)
    assert "2025550143" not in outcome.reason


@pytest.mark.spec("NOTE-1")
def test_an_answer_that_never_comes_leaves_it_open(vonage, monkeypatch):
    monkeypatch.setattr(web, "TIMEOUT", 0.2)
    vonage.next_fault = lambda: SLOW

    assert Vonage().send(sms()).verdict == Verdict.UNCERTAIN


def test_a_long_sms_that_went_in_part_is_not_sent_again():
    parts = [{"status": "0", "message-id": "A"}, {"status": "1"}]

    assert adapter._judged(parts).verdict == Verdict.UNCERTAIN
    assert adapter._judged([]).verdict == Verdict.UNCERTAIN


def test_checking_tells_a_wrong_secret(vonage, configure):
    assert check("sms").good

    configure(VONAGE_API_SECRET="wrong")

    assert check("sms").problem.startswith("Vonage answered 401")
    assert Vonage().send(sms()).verdict == Verdict.LATER
