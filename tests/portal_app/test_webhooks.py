"""What providers report: signed it counts, once; otherwise it leaves no trace."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import httpx
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlmodel import col, select

from models.customers import Customer
from models.notices import NoticeState, OutboxEntry
from portal_app import api
from services import notices
from services.core import clock
from services.core.config import config
from services.core.db import look, run
from services.notices import Kind, Outcome, Verdict

pytestmark = pytest.mark.spec("NOTE-7")
KEY = ec.generate_private_key(ec.SECP256R1())
PHONE, EMAIL = "+12025550143", "alice@mail.test"


@pytest.fixture(autouse=True)
def _configured(monkeypatch):
    public = KEY.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    given = {
        "TWILIO_AUTH_TOKEN": "token",
        "TWILIO_ACCOUNT_SID": "AC1",
        "TWILIO_FROM": "+12025550100",
        "VONAGE_SIGNATURE_SECRET": "signing",
        "SENDGRID_WEBHOOK_KEY": base64.b64encode(public).decode(),
    }
    for name, value in given.items():
        monkeypatch.setenv(f"PORTAL_{name}", value)
    config.cache_clear()
    yield
    monkeypatch.undo()
    config.cache_clear()


async def post(path, content, **headers):
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(api.routes()), base_url="http://localhost:8000"
    ) as provider:
        return (await provider.post(path, content=content, headers=headers)).status_code


async def twilio(path="/webhooks/twilio", key="token", **form):
    said = config().public_url + path + "".join(f"{name}{form[name]}" for name in sorted(form))
    made = base64.b64encode(hmac.new(key.encode(), said.encode(), hashlib.sha1).digest()).decode()
    return await post(path, urlencode(form), **{"X-Twilio-Signature": made})


async def vonage(key="signing", age=0, **form):
    form = {**form, "timestamp": str(int(clock.now().timestamp()) - age), "nonce": "n=1&2"}
    plain = {name: value.replace("&", "_").replace("=", "_") for name, value in form.items()}
    said = "".join(f"&{name}={plain[name]}" for name in sorted(plain))
    form["sig"] = hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()
    return await post("/webhooks/vonage", urlencode(form))


async def sendgrid(*events, key=KEY, age=0, tail=b""):
    body = json.dumps(events).encode()
    at = str(int(clock.now().timestamp()) - age)
    signed = base64.b64encode(key.sign(at.encode() + body, ec.ECDSA(hashes.SHA256()))).decode()
    name = "X-Twilio-Email-Event-Webhook"
    headers = {f"{name}-Signature": signed, f"{name}-Timestamp": at}
    return await post("/webhooks/sendgrid", body + tail, **headers)


def sent(person, channel, provider_id):
    """A notice that a provider has taken."""

    def make(db):
        notices.enqueue(
            db,
            Kind.RECORD_PUBLISHED,
            channel=channel,
            address=EMAIL if channel == "email" else PHONE,
            about_id=person.pet_id,
            customer_id=person.actor.id,
        )
        db.flush()
        entry = notices.claim(db)
        notices.begin(db, entry.id, 1)
        notices.settle(db, entry.id, 1, Outcome(Verdict.SENT, provider_id=provider_id))
        return entry.id

    return run(make)


def state(one):
    return look(lambda db: db.get(OutboxEntry, one)).state


def customer(person):
    return look(lambda db: db.get(Customer, person.actor.id))


def reach(person):
    def change(db):
        row = db.get(Customer, person.actor.id)
        row.phone, row.email = PHONE, EMAIL
        db.add(row)

    run(change)


async def test_twilios_report_counts_once_and_only_for_its_own_message(alice):
    sms = sent(alice, "sms", "SM1")
    path = f"/webhooks/twilio?notice={sms}"

    other = await twilio(path, MessageSid="SM2", MessageStatus="undelivered")
    assert state(sms) == NoticeState.SENT
    codes = [await twilio(path, MessageSid="SM1", MessageStatus="delivered") for _ in range(2)]
    late = await twilio(path, MessageSid="SM1", MessageStatus="undelivered", ErrorCode="30003")

    assert [other, *codes, late] == [204] * 4
    assert state(sms) == NoticeState.DELIVERED


@pytest.mark.spec("NOTE-9")
async def test_an_sms_that_comes_back_is_said_by_email_once(alice):
    reach(alice)
    sms = sent(alice, "sms", "SM1")
    path = f"/webhooks/twilio?notice={sms}"

    for _ in range(2):
        await twilio(path, MessageSid="SM1", MessageStatus="undelivered", ErrorCode="30003")

    rows = look(lambda db: db.exec(select(OutboxEntry).order_by(col(OutboxEntry.channel))).all())
    assert [(row.channel, row.address, row.state) for row in rows] == [
        ("email", EMAIL, NoticeState.QUEUED),
        ("sms", PHONE, NoticeState.BOUNCED),
    ]
    assert rows[1].error == "Twilio: undelivered, 30003"


async def test_vonages_report_counts(alice):
    sms = sent(alice, "sms", "0A1")
    report = {"client-ref": str(sms), "messageId": "0A1", "status": "delivered"}

    assert await vonage(**report) == 204
    assert state(sms) == NoticeState.DELIVERED


async def test_an_email_that_bounces_marks_its_address_for_the_staff(alice):
    reach(alice)
    mail = sent(alice, "email", "abc")
    event = {"notice": str(mail), "sg_message_id": "abc.filter1", "email": EMAIL}

    await sendgrid({**event, "event": "delivered"}, {**event, "event": "open"})
    arrived = state(mail)
    await sendgrid({**event, "event": "bounce", "status": "5.1.1"})

    assert (arrived, state(mail)) == (NoticeState.DELIVERED, NoticeState.BOUNCED)
    assert look(notices.bounced, alice.actor.id) == {EMAIL}


@pytest.mark.spec("NOTE-6")
async def test_a_complaint_stops_email(alice):
    reach(alice)
    mail = sent(alice, "email", "abc")

    await sendgrid({"notice": str(mail), "sg_message_id": "abc.f", "event": "spamreport"})

    assert customer(alice).declines_email


@pytest.mark.spec("NOTE-6")
async def test_stop_and_start_are_heeded_and_a_replay_is_not(alice):
    reach(alice)
    stop = {"MessageSid": "SM1", "From": PHONE, "Body": " stop "}

    await twilio(**stop)
    stopped = customer(alice).declines_sms
    await vonage(msisdn=PHONE[1:], text="START", messageId="V1")
    started = not customer(alice).declines_sms
    await twilio(**stop)
    await twilio(MessageSid="SM3", From=PHONE, Body="please stop calling")

    assert (stopped, started, customer(alice).declines_sms) == (True, True, False)


async def test_what_is_forged_old_or_unknown_leaves_no_trace(alice):
    reach(alice)
    ids = sent(alice, "sms", "SM1"), sent(alice, "email", "abc")
    path = f"/webhooks/twilio?notice={ids[0]}"
    failed = {"MessageSid": "SM1", "MessageStatus": "failed"}
    report = {"client-ref": str(ids[0]), "messageId": "SM1", "status": "failed"}
    bounce = {"notice": str(ids[1]), "sg_message_id": "abc.f", "event": "bounce"}
    stranger = ec.generate_private_key(ec.SECP256R1())

    refused = [
        await twilio(path, key="guess", **failed),
        await post(path, urlencode(failed)),
        await vonage(key="guess", **report),
        await vonage(age=3600, **report),
        await sendgrid(bounce, key=stranger),
        await sendgrid(bounce, age=3600),
        await sendgrid(bounce, tail=b" "),
        await twilio(key="guess", MessageSid="SM9", From=PHONE, Body="STOP"),
    ]
    ignored = [
        await twilio(f"/webhooks/twilio?notice={uuid4()}", **failed),
        await twilio("/webhooks/twilio?notice=%27--", **failed),
        await sendgrid({**bounce, "sg_message_id": "other.f"}, {"event": "bounce"}),
    ]

    assert (set(refused), set(ignored)) == ({403}, {204})
    assert {state(one) for one in ids} == {NoticeState.SENT}
    assert not customer(alice).declines_sms


async def test_a_report_of_long_ago_is_ignored(alice, noon):
    sms = sent(alice, "sms", "SM1")

    noon.shift(timedelta(days=8))
    await twilio(f"/webhooks/twilio?notice={sms}", MessageSid="SM1", MessageStatus="failed")

    assert state(sms) == NoticeState.SENT
