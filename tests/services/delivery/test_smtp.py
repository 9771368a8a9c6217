"""E-mail by a mail server: the real protocol against a server on loopback."""

from uuid import uuid4

import pytest

from services.delivery.letter import Letter
from services.delivery.smtp import Smtp, server
from services.notices import Verdict
from tests.fakes.mail import CUT, CUT_AFTER_ACCEPTING, FakeMailServer


def letter(**changed):
    given = {
        "id": uuid4(),
        "attempt": 1,
        "channel": "email",
        "address": "alice@mail.test",
        "subject": "Ihre Tierärztin grüßt",
        "body": "Guten Tag,\n\nschöne Grüße.\n",
        "clinic": "Willow Lane Vets",
    }
    return Letter(**{**given, **changed})


@pytest.mark.spec("NOTE-2")
def test_send_hands_over_an_email_encrypted_and_signed_in(mail_server):
    sent = letter(answers_to="front@clinic.test")

    outcome = Smtp().send(sent)

    (message,) = mail_server.accepted
    assert outcome.verdict == Verdict.SENT
    assert outcome.provider_id == message["Message-ID"] == f"<{sent.id}@localhost>"
    assert message["From"] == "Willow Lane Vets <desk@clinic.test>"
    assert (message["To"], message["Subject"]) == ("alice@mail.test", "Ihre Tierärztin grüßt")
    assert (message["Reply-To"], message["Auto-Submitted"]) == (
        "front@clinic.test",
        "auto-generated",
    )
    assert message.get_body(("plain",)).get_content() == "Guten Tag,\n\nschöne Grüße.\n"


@pytest.mark.spec("NOTE-2")
def test_send_speaks_tls_from_the_start_where_asked_to(configure, tmp_path, monkeypatch):
    with FakeMailServer(tmp_path, implicit=True) as mail_server:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        configure(
            SMTP_URL=f"smtps://portal:p%3Aw%2Fd@localhost:{mail_server.number}",
            MAIL_FROM="desk@clinic.test",
        )

        outcome = Smtp().send(letter())

    assert (outcome.verdict, len(mail_server.accepted)) == (Verdict.SENT, 1)


def test_send_refuses_a_certificate_that_nobody_vouches_for(mail_server, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")

    outcome = Smtp().send(letter())

    assert outcome.verdict == Verdict.LATER
    assert outcome.reason == "the mail server's certificate cannot be trusted"
    assert mail_server.accepted == []


def test_send_never_signs_in_without_encryption(configure, tmp_path):
    with FakeMailServer(tmp_path, tls=False) as mail_server:
        configure(
            SMTP_URL=f"smtp://portal:secret@localhost:{mail_server.number}",
            MAIL_FROM="desk@clinic.test",
        )

        outcome = Smtp().send(letter())

    assert outcome.reason == "the mail server offers no STARTTLS or no sign-in"
    assert mail_server.accepted == []


@pytest.mark.parametrize(
    ("fault", "verdict", "reason"),
    [
        (
            "451 try later, alice@mail.test",
            Verdict.LATER,
            "the mail server refused the e-mail (451)",
        ),
        ("554 spam, alice@mail.test", Verdict.NEVER, "the mail server refused the e-mail (554)"),
        (CUT, Verdict.UNCERTAIN, "the mail server hung up"),
        (CUT_AFTER_ACCEPTING, Verdict.UNCERTAIN, "the mail server hung up"),
    ],
)
def test_send_judges_what_the_server_says(mail_server, fault, verdict, reason):
    mail_server.faults.append(fault)

    outcome = Smtp().send(letter())

    assert (outcome.verdict, outcome.reason) == (verdict, reason)


@pytest.mark.parametrize(
    ("answer", "verdict"), [("450 busy", Verdict.LATER), ("550 no such box", Verdict.NEVER)]
)
def test_send_judges_a_refused_recipient(mail_server, answer, verdict):
    mail_server.refuse_recipient = answer

    outcome = Smtp().send(letter())

    assert outcome.verdict == verdict
    assert outcome.reason == f"the mail server refused the recipient ({answer[:3]})"


def test_send_tries_again_when_the_password_is_wrong(mail_server, configure):
    configure(SMTP_URL=f"smtp://portal:wrong@localhost:{mail_server.number}")

    outcome = Smtp().send(letter())

    assert outcome.verdict == Verdict.LATER
    assert outcome.reason == "the mail server refused user or password"


def test_send_gives_a_silent_server_up(configure, monkeypatch):
    monkeypatch.setattr("services.delivery.smtp.CONNECT_SECONDS", 0.2)
    silent = pytest.importorskip("socket").create_server(("127.0.0.1", 0))
    with silent:
        configure(
            SMTP_URL=f"smtp://127.0.0.1:{silent.getsockname()[1]}", MAIL_FROM="desk@clinic.test"
        )

        outcome = Smtp().send(letter())

    assert (outcome.verdict, outcome.reason) == (
        Verdict.LATER,
        "the mail server cannot be reached",
    )


PAYLOADS = [
    start + line_break + rest
    for start in ("alice@mail.test", "")
    for line_break in ("\r\n", "\n", "\r", "\r\n ", "\n\n", "\r\n\r\n", "\0\r\n")
    for rest in ("Bcc: all@mail.test", "RCPT TO:<all@mail.test>", ".\r\nMAIL FROM:<x@y.test>")
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_send_adds_no_header_whatever_is_in_address_or_subject(mail_server, payload):
    outcomes = [Smtp().send(letter(address=payload)), Smtp().send(letter(subject=payload))]

    assert [outcome.verdict for outcome in outcomes] == [Verdict.NEVER] * 2
    assert mail_server.accepted == []


def test_send_adds_no_command_whatever_is_in_the_body(mail_server):
    body = "Hello\r\n.\r\nMAIL FROM:<x@y.test>\r\n.\nRCPT TO:<all@mail.test>\n.\n"

    outcome = Smtp().send(letter(body=body))

    (message,) = mail_server.accepted
    assert outcome.verdict == Verdict.SENT
    assert message.get_body(("plain",)).get_content() == body.replace("\r\n", "\n")


def test_write_repeats_a_letter_under_the_same_id():
    first = letter()
    second = letter(id=first.id, attempt=2)

    assert first.message_id == second.message_id


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://mail.test", "must look like"),
        ("smtp://", "must look like"),
        ("smtp://mail.test?starttls=off", "only for this machine"),
    ],
)
def test_server_refuses_what_is_no_safe_address(url, told):
    with pytest.raises(ValueError, match=told):
        server(url)


def test_server_reads_ports_and_escaped_passwords():
    found = server("smtps://u%40clinic:p%2Fw@mail.test")

    assert (found.host, found.port) == ("mail.test", 465)
    assert (found.user, found.password) == ("u@clinic", "p/w")
    assert server("smtp://localhost:25?starttls=off").starttls is False
    assert server("smtp://mail.test").starttls is True


@pytest.mark.spec("NOTE-2")
def test_check_signs_in_and_sends_nothing(mail_server):
    assert Smtp().check() == ""
    assert mail_server.accepted == []
