"""SendGrid and Twilio: the real protocols against servers on loopback."""

from datetime import timedelta
from socket import create_server
from uuid import uuid4

import pytest

from services.core import clock
from services.delivery import check
from services.delivery.console import Console
from services.delivery.letter import Letter
from services.delivery.sendgrid import SendGrid
from services.delivery.twilio import Twilio
from services.notices import Outcome, Verdict
from tests.fakes.web import CUT, CUT_AFTER_ACCEPTING, SLOW


def letter(**changed):
    given = {
        "id": uuid4(),
        "attempt": 1,
        "channel": "email",
        "address": "alice@mail.test",
        "subject": "Grüße",
        "body": "Guten Tag\n",
        "clinic": "Willow Lane Vets",
    }
    return Letter(**{**given, **changed})


def sms(**changed):
    return letter(channel="sms", address="+12025550143", subject="", **changed)


@pytest.mark.spec("NOTE-2")
def test_sendgrid_takes_an_email(sendgrid):
    sent = letter(answers_to="front@clinic.test")

    outcome = SendGrid().send(sent)

    (mail,) = sendgrid.accepted
    assert outcome.verdict == Verdict.SENT
    assert len(outcome.provider_id) == 32
    assert mail["from"] == {"email": "desk@clinic.test", "name": "Willow Lane Vets"}
    assert mail["reply_to"] == {"email": "front@clinic.test"}
    assert mail["personalizations"] == [
        {
            "to": [{"email": "alice@mail.test"}],
        }
    ]
    assert mail["headers"]["Message-ID"] == sent.message_id
    assert mail["custom_args"] == {"notice": str(sent.id)}
    plain, page = mail["content"]
    assert plain == {"type": "text/plain", "value": "Guten Tag\n"}
    assert (page["type"], "Guten Tag" in page["value"]) == ("text/html", True)
    assert mail["tracking_settings"]["click_tracking"]["enable"] is False
    assert mail["tracking_settings"]["open_tracking"]["enable"] is False


@pytest.mark.spec("NOTE-2")
def test_twilio_takes_an_sms(twilio):
    outcome = Twilio().send(sms())

    assert outcome.verdict == Verdict.SENT
    assert outcome.provider_id.startswith("SM")
    assert twilio.accepted == [
        {"To": "+12025550143", "From": "+12025550100", "Body": "Guten Tag\n"}
    ]


@pytest.mark.spec("NOTE-1")
def test_twilio_is_told_when_a_code_is_no_longer_worth_sending(twilio, noon):
    Twilio().send(sms(expires_at=clock.now() + timedelta(minutes=9)))

    assert twilio.accepted[0]["ValidityPeriod"] == "540"


def test_twilio_sends_by_a_messaging_service(twilio, configure):
    configure(TWILIO_FROM="MG0123456789")

    Twilio().send(sms())

    assert twilio.accepted[0]["MessagingServiceSid"] == "MG0123456789"
    assert "From" not in twilio.accepted[0]


WAIT = {"Retry_After": "40"}
JUDGED = [
    ((400, {}), Verdict.NEVER, None),
    ((401, {}), Verdict.LATER, None),
    ((403, {}), Verdict.LATER, None),
    ((413, {}), Verdict.NEVER, None),
    ((429, WAIT), Verdict.LATER, timedelta(seconds=40)),
    ((500, {}), Verdict.LATER, None),
    ((503, WAIT), Verdict.LATER, timedelta(seconds=40)),
    ((504, {}), Verdict.UNCERTAIN, None),
]


@pytest.mark.spec("NOTE-1")
@pytest.mark.parametrize(("fault", "verdict", "wait"), JUDGED)
def test_sendgrid_answers_are_judged(sendgrid, fault, verdict, wait):
    status, headers = fault
    sendgrid.next_fault = lambda: (status, headers)

    outcome = SendGrid().send(letter())

    assert (outcome.verdict, outcome.wait) == (verdict, wait)
    assert outcome.reason.startswith(f"SendGrid answered {status}")


@pytest.mark.spec("NOTE-1")
@pytest.mark.parametrize(("fault", "verdict", "wait"), JUDGED)
def test_twilio_answers_are_judged(twilio, fault, verdict, wait):
    status, headers = fault
    twilio.next_fault = lambda: (status, headers)

    outcome = Twilio().send(sms())

    assert (outcome.verdict, outcome.wait) == (verdict, wait)
    assert outcome.reason.startswith(f"Twilio answered {status}")


def test_twilio_says_why_a_number_cannot_be_reached(twilio):
    twilio.next_fault = lambda: (400, {"code": 21610})

    outcome = Twilio().send(sms())

    assert outcome == Outcome(Verdict.NEVER, "the recipient has answered STOP")


@pytest.mark.spec("NOTE-1")
@pytest.mark.parametrize("fault", [CUT, CUT_AFTER_ACCEPTING])
def test_a_cut_answer_is_uncertain(sendgrid, twilio, fault):
    sendgrid.next_fault = twilio.next_fault = lambda: fault

    outcomes = [SendGrid().send(letter()), Twilio().send(sms())]

    assert [outcome.verdict for outcome in outcomes] == [Verdict.UNCERTAIN] * 2


@pytest.mark.spec("NOTE-1")
def test_an_answer_that_does_not_come_in_time_is_uncertain(sendgrid, twilio, monkeypatch):
    monkeypatch.setattr("services.delivery.sendgrid.ANSWER_SECONDS", 0.2)
    monkeypatch.setattr("services.delivery.web.TIMEOUT", 0.2)
    sendgrid.next_fault = twilio.next_fault = lambda: SLOW

    outcomes = [SendGrid().send(letter()), Twilio().send(sms())]

    assert [outcome.verdict for outcome in outcomes] == [Verdict.UNCERTAIN] * 2


def test_nobody_there_is_no_uncertainty(configure):
    with create_server(("127.0.0.1", 0)) as closed:
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}"
    configure(
        SENDGRID_URL=nowhere,
        SENDGRID_API_KEY="SG.key",
        MAIL_FROM="desk@clinic.test",
        TWILIO_URL=nowhere,
        TWILIO_ACCOUNT_SID="AC0123456789",
        TWILIO_AUTH_TOKEN="token",
        TWILIO_FROM="+12025550100",
    )

    outcomes = [SendGrid().send(letter()), Twilio().send(sms())]

    assert outcomes == [
        Outcome(Verdict.LATER, "SendGrid cannot be reached"),
        Outcome(Verdict.LATER, "Twilio cannot be reached"),
    ]


def test_keys_do_not_follow_a_redirect(sendgrid, twilio):
    with create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        elsewhere = {"Location": f"http://127.0.0.1:{canary.getsockname()[1]}/"}
        for status in (301, 302, 303, 307, 308):
            sendgrid.faults.append((status, elsewhere))
            twilio.faults.append((status, elsewhere))

            outcomes = [SendGrid().send(letter()), Twilio().send(sms())]

            assert [outcome.verdict for outcome in outcomes] == [Verdict.LATER] * 2
        with pytest.raises(TimeoutError):
            canary.accept()


def test_sendgrid_gets_no_second_recipient_from_a_line_break(sendgrid):
    bcc = "\r\nBcc: all@mail.test"

    outcomes = [
        SendGrid().send(letter(subject=f"Hello{bcc}")),
        SendGrid().send(letter(address=f"alice@mail.test{bcc}")),
    ]

    assert [outcome.verdict for outcome in outcomes] == [Verdict.NEVER] * 2
    assert sendgrid.accepted == []


@pytest.mark.spec("NOTE-2")
def test_check_asks_for_the_rights_of_the_keys_and_sends_nothing(sendgrid, twilio):
    found = [check("email"), check("sms")]

    assert [(one.provider, one.configured, one.problem) for one in found] == [
        ("SendGrid", True, ""),
        ("Twilio", True, ""),
    ]
    assert sendgrid.accepted == twilio.accepted == []
    assert [request[:2] for request in sendgrid.requests + twilio.requests] == [
        ("GET", "/v3/scopes"),
        ("GET", "/2010-04-01/Accounts/AC0123456789.json"),
    ]


@pytest.mark.spec("NOTE-2")
def test_check_says_what_is_wrong_with_a_key(sendgrid, twilio, configure):
    configure(SENDGRID_API_KEY="SG.wrong", TWILIO_AUTH_TOKEN="wrong")

    problems = [check("email").problem, check("sms").problem]

    assert problems == [
        "SendGrid answered 401: is the key right, and may it send?",
        "Twilio answered 401: is the key right, and may it send?",
    ]


@pytest.mark.spec("NOTE-2")
def test_without_a_provider_notices_fail_and_say_why(configure):
    configure()

    outcome = Console().send(letter())

    assert outcome == Outcome(Verdict.NEVER, "no provider is configured")
    assert (check("email").configured, check("email").good) == (False, False)


@pytest.mark.spec("NOTE-2")
def test_console_shows_the_demos_notices_and_no_control_characters(configure, capsys):
    configure(DEMO="1")

    outcome = Console().send(letter(subject="Hi\x1b[2J", body="482915\n\nBye\a\n"))

    assert outcome.verdict == Verdict.SENT
    assert capsys.readouterr().out == "  To alice@mail.test\n  Hi[2J\n  482915\n  Bye\n\n"
