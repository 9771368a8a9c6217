"""What notices say, in whose language, and that none holds up another."""

import ast
import asyncio
from collections import Counter
from pathlib import Path

import pytest

from models.customers import Customer
from models.notices import NoticeState
from services import notices
from services.access import system
from services.core.db import run
from services.core.i18n import catalog
from services.delivery import compose
from services.delivery.worker import Worker
from services.notices import Kind
from tests.fakes import web
from tests.services.delivery.outbox import ask_for_code, deliver_all, queue, rows


@pytest.mark.spec("NOTE-2")
async def test_without_a_provider_a_notice_stays_visible_as_failed(configure, alice):
    configure()
    queue(address="alice@mail.test", body="", customer_id=alice.actor.id)

    await deliver_all()

    (row,) = run(notices.listed)
    assert (row.state, row.error) == (NoticeState.FAILED, "no provider is configured")
    assert row.body.startswith("Hello Alice,\n\n")


@pytest.mark.spec("NOTE-3")
@pytest.mark.parametrize(
    "kind",
    [
        Kind.WELCOME,
        Kind.PIN_DELETED,
        Kind.NEW_DEVICE,
        Kind.CONTACT_CHANGED,
        Kind.CONTACT_ADDED,
    ],
)
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
