"""E-mails that SendGrid posts: signed they are taken once; otherwise they leave no trace."""

import base64
import json

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlmodel import select

from models.documents import Document
from models.mails import ReceivedMail
from portal_app.api import mails
from services.core import clock
from services.core.config import config
from services.core.db import run
from services.mailbox import reading, taking
from services.mailbox.filing import Full
from tests.mails import SERVER, mail
from tests.papers import pdf, png
from tests.portal_app.sending import send_to
from tests.portal_app.test_receiving import left_over
from tests.services.mailbox.test_taking import take

pytestmark = pytest.mark.spec("DOC-7")
KEY = ec.generate_private_key(ec.SECP256R1())
PATH = "/webhooks/sendgrid/mail"
BOUNDARY = "xYzZY"
FORM = f"multipart/form-data; boundary={BOUNDARY}"


@pytest.fixture(autouse=True)
def _configured(monkeypatch):
    public = KEY.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    monkeypatch.setenv("PORTAL_SENDGRID_INBOUND_KEY", base64.b64encode(public).decode())
    config.cache_clear()
    yield
    monkeypatch.undo()
    config.cache_clear()


def form(fields, files=()):
    pieces = [(f'name="{name}"', said) for name, said in fields.items()]
    pieces += [
        (f'name="{field}"; filename="{name}"\r\nContent-Type: {kind}', content)
        for field, name, kind, content in files
    ]
    out = b""
    for head, said in pieces:
        content = said if isinstance(said, bytes) else said.encode()
        out += f"--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode()
        out += content + b"\r\n"
    return out + f"--{BOUNDARY}--\r\n".encode()


def found(**changed):
    envelope = json.dumps({"to": ["papers@clinic.test"], "from": "alice@mail.test"})
    return {"dkim": "{@mail.test : pass}", "SPF": "pass", "envelope": envelope} | changed


async def post(body, *, key=KEY, age=0, tail=b"", kind=FORM, **headers):
    at = str(int(clock.now().timestamp()) - age)
    signed = base64.b64encode(key.sign(at.encode() + body, ec.ECDSA(hashes.SHA256()))).decode()
    name = "x-twilio-email-event-webhook"
    given = {f"{name}-signature": signed, f"{name}-timestamp": at, "content-type": kind} | headers
    answer, sent = await send_to(mails, PATH, body + tail, **given)
    return answer.status_code, sent.read


def rows(model):
    return run(lambda db: list(db.exec(select(model)).all()))


async def test_a_whole_e_mail_is_taken_once_also_beside_the_mailbox(alice):
    made = mail("Rabies", proven=False)
    body = form(found() | {"email": made.as_bytes()})

    assert (await post(body))[0] == 204
    assert (await post(body))[0] == 204
    assert not await take(mail("Rabies"))

    [row] = rows(Document)
    assert (row.customer_id, row.name) == (alice.actor.id, "Rabies.pdf")


async def test_an_e_mail_that_was_taken_apart_counts_as_the_same(alice):
    heads = "From: Alice <alice@mail.test>\nSubject: Rex\nMessage-ID: <one@mail.test>\n"
    fields = found() | {
        "headers": heads,
        "text": "For Rex",
        "attachments": "3",
        "attachment-info": "{}",
        "content-ids": json.dumps({"logo": "attachment2"}),
    }
    files = [
        ("attachment1", "Rabies.pdf", "application/pdf", pdf(1, "Rabies")),
        ("attachment2", "logo.png", "image/png", png()),
        ("attachment3", "fwd.eml", "message/rfc822", mail("DHPP").as_bytes()),
    ]

    assert (await post(form(fields, files)))[0] == 204
    assert not await take(mail("Rabies", "DHPP"))

    assert sorted(one.name for one in rows(Document)) == ["DHPP.pdf", "Rabies.pdf"]
    assert [(one.text, one.proven) for one in rows(ReceivedMail)] == [("For Rex", True)]


async def test_what_the_e_mail_says_of_itself_proves_nothing(alice):
    spoofed = found(dkim="{@evil.test : pass}", envelope='{"from": "x@evil.test"}')
    made = mail("Rabies")  # claims that SERVER has found it good

    await post(form(spoofed | {"email": made.as_bytes()}))

    assert SERVER in str(made["Authentication-Results"])
    assert [one.trouble for one in rows(ReceivedMail)] == ["unproven"]
    assert rows(Document) == []


async def test_what_sendgrid_has_not_signed_is_refused_and_leaves_nothing(alice):
    body = form(found() | {"email": mail("Rabies").as_bytes()})
    other = ec.generate_private_key(ec.SECP256R1())

    for given in (
        {"key": other},
        {"age": 700},
        {"age": -700},
        {"tail": b"more"},
        {"x-twilio-email-event-webhook-signature": ""},
        {"x-twilio-email-event-webhook-signature": "nonsense"},
        {"x-twilio-email-event-webhook-timestamp": "١٢٣"},
    ):
        assert (await post(body, **given))[0] == 403
    assert (rows(ReceivedMail), rows(Document), left_over()) == ([], [], [])


async def test_nothing_is_read_of_what_is_not_signed_at_all_or_too_large(monkeypatch):
    large = b"0" * 2_000_000

    status, read = await post(large, **{"x-twilio-email-event-webhook-signature": ""})
    assert (status, read <= 200_000) == (403, True)
    status, read = await post(large, **{"content-length": str(reading.MOST_BYTES + 1)})
    assert (status, read) == (413, 0)
    monkeypatch.setattr(mails, "MOST_BYTES", 1_000_000)
    assert (await post(large))[0] == 403
    monkeypatch.setenv("PORTAL_SENDGRID_INBOUND_KEY", "")
    config.cache_clear()
    status, read = await post(large)
    assert (status, read <= 200_000) == (403, True)
    assert left_over() == []


@pytest.mark.parametrize("body", [b"", b"nonsense", form({}), form({"email": ""})])
async def test_what_is_signed_and_cannot_be_read_waits_for_the_staff(body):
    assert (await post(body))[0] == 204

    assert [one.trouble for one in rows(ReceivedMail)] == ["unreadable"]


@pytest.mark.parametrize("fault", [Full(), OSError("no space")])
async def test_what_cannot_be_kept_has_to_come_again(monkeypatch, fault):
    async def full(*_args):
        raise fault

    monkeypatch.setattr(taking, "posted", full)

    assert (await post(form(found() | {"email": mail().as_bytes()})))[0] == 503
