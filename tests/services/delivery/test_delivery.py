"""From the outbox to the provider: nothing lost, nothing late, nothing said that is secret."""

import ast
import asyncio
import logging
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from time import sleep as pause

import pytest

from models.customers import Customer
from models.notices import NoticeState, OutboxEntry
from services import notices
from services.access import system
from services.auth import codes
from services.core import tokens
from services.core.config import config
from services.core.db import run, write
from services.core.i18n import catalog
from services.delivery import compose
from services.delivery.providers import chosen
from services.delivery.worker import Worker, take
from services.notices import CHANNELS, Kind
from tests.fakes import web
from tests.fakes.mail import CUT_AFTER_ACCEPTING, OK


def queue(number=0, **details):
    details = {"kind": Kind.WELCOME, "channel": "email", "subject": "Hello", **details}
    details = {"address": f"c{number}@mail.test", "body": f"Good day {number}\n", **details}
    run(notices.enqueue, details.pop("kind"), **details)


def ask_for_code(contact="alice@mail.test", channel=""):
    run(codes.request, contact, browser=tokens.new(), origin="192.0.2.7", channel=channel)


def rows():
    return run(lambda db: db.exec(system(OutboxEntry)).all())


def only():
    (row,) = rows()
    return row


async def deliver_all():
    worker = Worker()
    await worker.deliver_due()
    await worker.finish()
    while run(notices.due):
        await worker.deliver_due()
        await worker.finish()


def bytes_on_disk():
    files = config().data_dir.glob("portal.db*")
    return b"".join(file.read_bytes() for file in files)


@pytest.mark.spec("NOTE-1", "NOTE-2", "AUTH-2")
async def test_code_by_email_reaches_the_contact_on_file_and_is_forgotten(mail_server):
    ask_for_code("Alice@MAIL.test")

    await deliver_all()

    (message,) = mail_server.accepted
    (code,) = re.findall(r"^\d{6}$", message.get_content(), re.MULTILINE)
    assert message["To"] == "alice@mail.test"
    assert message["Subject"] == "Your sign-in code for Willow Lane Vets"
    assert "10 minutes" in message.get_content()
    assert (only().state, only().body) == (NoticeState.SENT, "")
    assert code not in only().subject
    assert code.encode() not in bytes_on_disk()


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
    assert code.encode() not in bytes_on_disk()


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


@pytest.mark.spec("NOTE-2")
async def test_without_a_provider_a_notice_stays_visible_as_failed(configure, alice):
    configure()
    queue(address="alice@mail.test", body="", customer_id=alice.actor.id)

    await deliver_all()

    (row,) = run(notices.listed)
    assert (row.state, row.error) == (NoticeState.FAILED, "no provider is configured")
    assert row.body.startswith("Hello Alice,\n\n")


@pytest.mark.spec("NOTE-3")
@pytest.mark.parametrize("kind", [Kind.WELCOME, Kind.PIN_DELETED, Kind.NEW_DEVICE])
async def test_each_kind_has_words_for_both_channels(sendgrid, twilio, alice, kind):
    to = {"kind": kind, "body": "", "subject": "", "customer_id": alice.actor.id}
    queue(address="alice@mail.test", **to)
    queue(address="+12025550143", channel="sms", **to)

    await deliver_all()

    (mail,), (sms,) = sendgrid.accepted, twilio.accepted
    assert mail["subject"]
    assert mail["content"][0]["value"].startswith("Hello Alice,\n\n")
    assert mail["content"][0]["value"].endswith("\n\nWillow Lane Vets\nhttp://localhost:8000\n")
    assert "Willow Lane Vets" in sms["Body"]
    assert "Rex" not in str(mail) + str(sms)


@pytest.mark.spec("NOTE-1")
async def test_what_cannot_be_composed_holds_up_nothing_else(sendgrid, caplog):
    for number in range(5):
        queue(kind="unheard of", body="")
        queue(number)

    await deliver_all()

    assert len(sendgrid.accepted) == 5
    assert Counter(row.state for row in rows()) == {NoticeState.SENT: 5, NoticeState.QUEUED: 5}
    assert "cannot be composed" in caplog.text


@pytest.mark.spec("NOTE-1")
async def test_a_silent_provider_holds_up_neither_the_caller_nor_the_other_channel(
    sendgrid, twilio
):
    sendgrid.next_fault = lambda: web.SLOW
    for number in range(20):
        queue(number)
    queue(channel="sms", address="+12025550143")
    worker = Worker()

    async with asyncio.timeout(5):
        while not twilio.accepted:
            await worker.deliver_due()
            await asyncio.sleep(0.05)

    states = Counter(row.state for row in rows() if row.channel == "email")
    assert states == {NoticeState.SENDING: 6, NoticeState.QUEUED: 14}


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


NOTICES = 60
UNDER_WAY = {NoticeState.QUEUED, NoticeState.CLAIMED, NoticeState.SENDING}


def flaky(cut, failure):
    """Make a provider that fails three times in ten, now and then after it has accepted."""
    dice = random.Random(7)

    def fault():
        chance = dice.random()
        if chance < 0.05:
            cut.append(chance)
            return CUT_AFTER_ACCEPTING
        return failure if chance < 0.3 else OK

    return fault


async def deliver_until_nothing_waits(pass_time):
    while any(row.state in UNDER_WAY for row in rows()):
        await deliver_all()
        pass_time(minutes=2)


@pytest.mark.spec("NOTE-1")
async def test_nothing_is_lost_though_providers_fail(mail_server, twilio, later):
    cut = []
    mail_server.next_fault = flaky(cut, "451 busy")
    twilio.next_fault = flaky([], (503, {}))
    for number in range(NOTICES):
        queue(number)
        queue(number, channel="sms", address=f"+120255501{number:02}")

    await deliver_until_nothing_waits(later)

    states = Counter((row.channel, row.state) for row in rows())
    mails = Counter(str(message["To"]) for message in mail_server.accepted)
    messages = Counter(sms["To"] for sms in twilio.accepted)
    assert len(cut) > 0
    assert states["email", NoticeState.SENT] == len(mails) == NOTICES
    assert mails.total() == NOTICES + len(cut)
    assert set(messages.values()) == {1}
    assert len(messages) == NOTICES
    assert states["sms", NoticeState.SENT] + states["sms", NoticeState.UNKNOWN] == NOTICES


WORKER = """
import asyncio
from services.delivery import deliver_due

async def main():
    while True:
        await deliver_due()
        await asyncio.sleep(0.02)

asyncio.run(main())
"""


def work_and_be_killed(accepted, more):
    """Run a worker of its own, and kill it as soon as it has sent so many more."""
    goal = accepted() + more
    with subprocess.Popen([sys.executable, "-c", WORKER]) as worker:
        while accepted() < goal and worker.poll() is None:
            pause(0.001)
        worker.kill()


@pytest.mark.spec("NOTE-1")
@pytest.mark.parametrize("kills", [1, pytest.param(8, marks=pytest.mark.slow)])
async def test_a_killed_worker_loses_nothing_and_repeats_no_sms(mail_server, twilio, later, kills):
    for number in range(NOTICES):
        queue(number)
        queue(number, channel="sms", address=f"+120255501{number:02}")

    for _kill in range(kills):
        work_and_be_killed(lambda: len(mail_server.accepted) + len(twilio.accepted), more=11)
    died_with = Counter((row.channel, row.state) for row in rows())
    later(minutes=2)
    await deliver_until_nothing_waits(later)

    states = Counter((row.channel, row.state) for row in rows())
    mails = Counter(str(message["To"]) for message in mail_server.accepted)
    messages = Counter(sms["To"] for sms in twilio.accepted)
    assert died_with["email", NoticeState.QUEUED] + died_with["sms", NoticeState.QUEUED] > 0
    assert states["email", NoticeState.SENT] == len(mails) == NOTICES
    assert mails.total() - NOTICES <= died_with["email", NoticeState.SENDING]
    assert set(messages.values()) == {1}
    assert states["sms", NoticeState.UNKNOWN] == died_with["sms", NoticeState.SENDING]
    assert states["sms", NoticeState.SENT] == NOTICES - states["sms", NoticeState.UNKNOWN]
    assert len({message["Message-ID"] for message in mail_server.accepted}) == NOTICES


@pytest.mark.spec("NOTE-1")
async def test_a_repetition_can_be_recognised_by_its_id(sendgrid, later):
    queue()
    unsettled = await write(take, CHANNELS)
    run(notices.begin, unsettled.id, unsettled.attempt)
    chosen("email").send(unsettled)
    later(seconds=61)

    await deliver_all()

    assert (only().state, only().tries) == (NoticeState.SENT, 2)
    assert len(sendgrid.accepted) == 2
    assert len({mail["headers"]["Message-ID"] for mail in sendgrid.accepted}) == 1


@pytest.mark.spec("GEN-9", "NOTE-3")
async def test_a_notice_speaks_its_readers_language(sendgrid, alice):
    def prefer_german(db):
        db.exec(system(Customer).where(Customer.id == alice.actor.id)).one().language = "de"

    run(prefer_german)
    ask_for_code()
    queue(kind=Kind.PIN_DELETED, body="", customer_id=alice.actor.id, language="de")

    await deliver_all()

    said = {mail["subject"]: mail["content"][0]["value"] for mail in sendgrid.accepted}
    code, pin = said["Ihr Anmeldecode für Willow Lane Vets"], said["Ihre PIN wurde gelöscht"]
    assert code.startswith("Guten Tag,\n\nIhr Code zum Anmelden lautet:\n\n")
    assert "Er gilt 10 Minuten." in code
    assert pin.startswith("Guten Tag Alice,\n\nIhre PIN wurde zu oft falsch eingegeben")


@pytest.mark.spec("GEN-9")
def test_every_sentence_has_a_german_twin():
    german, lacking = catalog("de"), []
    tree = ast.parse(Path(compose.__file__).read_text())
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if getattr(call.func, "id", "") in {"_", "plural"}:
            text = ast.literal_eval(call.args[0])
            if not german.get(text):
                lacking.append(text)

    assert lacking == []
