"""Codes on their way: in time, to the contact on file, readable nowhere."""

import logging
import re

import pytest

from models.notices import NoticeState
from services import notices
from services.core import tokens
from services.core.config import config
from services.core.db import run
from services.delivery.worker import Worker
from tests.fakes import web
from tests.services.delivery.outbox import ask_for_code, deliver_all, only, queue, rows


def on_disk(code):
    """Find a code by itself; the same six digits also end one time of day in a million."""
    files = config().data_dir.glob("portal.db*")
    alone = rb"(?<![0-9a-f.])%s(?![0-9a-f])" % code.encode()
    return re.search(alone, b"".join(file.read_bytes() for file in files))


@pytest.mark.spec("NOTE-1", "NOTE-2", "AUTH-2")
async def test_code_by_email_reaches_the_contact_on_file_and_is_forgotten(mail_server):
    ask_for_code("Alice@MAIL.test")

    await deliver_all()

    (message,) = mail_server.accepted
    text = message.get_body(("plain",)).get_content()
    (code,) = re.findall(r"^\d{6}$", text, re.MULTILINE)
    assert message["To"] == "alice@mail.test"
    assert message["Subject"] == "Your sign-in code for Willow Lane Vets"
    assert "10 minutes" in text
    assert (only().state, only().body) == (NoticeState.SENT, "")
    assert code not in only().subject
    assert not on_disk(code)


@pytest.mark.spec("NOTE-1", "NOTE-2", "AUTH-2")
async def test_code_by_sms_comes_first_and_is_bound_to_the_host(twilio, configure):
    configure(PUBLIC_URL="https://pets.clinic.test")
    ask_for_code("+1 202 555 0143")

    await deliver_all()

    (sms,) = twilio.accepted
    code = sms["Body"][:6]
    assert sms["To"] == "+12025550143"
    assert re.fullmatch(r"\d{6}", code)
    assert sms["Body"] == (
        f"{code} is your code for Willow Lane Vets. It is good for 10 minutes."
        f"\n\n@pets.clinic.test #{code}"
    )
    assert (only().channel, only().subject, only().state) == ("sms", "", NoticeState.SENT)


@pytest.mark.spec("AUTH-3")
async def test_nobody_is_told_about_an_unknown_contact(sendgrid):
    ask_for_code("stranger@mail.test")

    await deliver_all()

    assert sendgrid.requests == []
    assert only().state == NoticeState.DROPPED
    assert run(notices.listed) == []


@pytest.mark.spec("NOTE-1")
async def test_a_second_try_sends_the_same_code(sendgrid, later):
    sendgrid.faults.append((500, {}))
    ask_for_code()
    await deliver_all()
    sealed = only().body
    later(seconds=7)

    await deliver_all()

    (mail,) = sendgrid.accepted
    assert tokens.unseal(sealed) == mail["content"][0]["value"]
    assert (only().state, only().tries) == (NoticeState.SENT, 2)


@pytest.mark.spec("NOTE-1")
async def test_a_code_is_readable_nowhere_while_it_waits(sendgrid):
    sendgrid.faults.append((500, {}))
    ask_for_code()

    await deliver_all()

    (code,) = re.findall(r"^\d{6}$", tokens.unseal(only().body), re.MULTILINE)
    assert only().state == NoticeState.QUEUED
    assert not on_disk(code)


@pytest.mark.spec("NOTE-1")
async def test_no_code_leaves_late(sendgrid, later):
    sendgrid.next_fault = lambda: (503, {})
    for name in ("alice", "bob"):
        ask_for_code(f"{name}@mail.test")
    await deliver_all()
    sendgrid.next_fault = lambda: web.OK
    ask_for_code("+12025550143", "email")
    later(minutes=15)

    await deliver_all()

    assert sendgrid.accepted == []
    assert [row.state for row in rows()] == [NoticeState.EXPIRED] * 3
    assert {row.body for row in rows()} == {""}


@pytest.mark.spec("NOTE-1")
async def test_the_demo_keeps_a_code_until_it_expires(configure, capsys, later):
    configure(DEMO="1")
    ask_for_code()
    await deliver_all()
    (code,) = re.findall(r"^  (\d{6})$", capsys.readouterr().out, re.MULTILINE)
    kept = only().body
    later(minutes=10)

    await Worker().deliver_due()

    assert code in tokens.unseal(kept)
    assert (only().state, only().body) == (NoticeState.SENT, "")


@pytest.mark.spec("NOTE-1")
async def test_logs_and_errors_say_no_code_and_no_address(sendgrid, twilio, caplog):
    caplog.set_level(logging.DEBUG)
    sendgrid.faults.extend([(400, {}), web.OK])
    twilio.next_fault = lambda: (400, {"code": 21211})
    ask_for_code()
    ask_for_code("+12025550143")
    queue(address="bob@mail.test")

    await deliver_all()

    said = caplog.text + "".join(row.error for row in rows())
    codes_sent = [re.findall(r"\b\d{6}\b", str(mail["content"])) for mail in sendgrid.accepted]
    assert "was not sent" in said
    assert not re.search(r"(alice|bob)@mail\.test|2025550143|SG\.key", said)
    assert not any(code in said for found in codes_sent for code in found)
