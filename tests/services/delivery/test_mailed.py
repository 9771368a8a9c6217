"""What a customer reads of the papers that they have sent by e-mail."""

import pytest

from models.mails import ReceivedMail
from models.notices import OutboxEntry
from services.core.db import run
from services.delivery import compose, mailed
from services.notices import Kind

pytestmark = pytest.mark.spec("DOC-7", "NOTE-5")
LOCKED = {
    "name": "secret.pdf",
    "message": "This PDF opens with a password only. Please send it without.",
    "values": {},
}
LARGE = {
    "name": "large.pdf",
    "message": "This file is too large. At most {size} MB are fine.",
    "values": {"size": "25"},
}


def written(put, person, language="en", **fields):
    mail = put(ReceivedMail(key="a" * 64, customer_id=person.actor.id, **fields))
    entry = OutboxEntry(
        kind=Kind.DOCUMENTS_MAILED,
        channel="email",
        address="alice@mail.test",
        customer_id=person.actor.id,
        about_id=mail.id,
        language=language,
    )
    return run(lambda db: compose.compose(db, put(entry)))


def test_the_notice_says_what_came_in_and_why_the_rest_did_not(alice, put):
    letter = written(put, alice, filed=2, refused=[LOCKED, LARGE, LOCKED])

    assert "2 documents have come in." in letter.body
    assert "- This PDF opens with a password only." in letter.body
    assert letter.body.count("password") == 1
    assert "At most 25 MB are fine." in letter.body
    assert "http://localhost:8000/documents" in letter.body
    assert "secret" not in letter.body
    assert letter.headers["Auto-Submitted"] == "auto-generated"


def test_the_notice_speaks_the_customers_language(alice, put):
    letter = written(put, alice, "de", refused=[LOCKED])

    assert "Sie enthielt kein neues Dokument" in letter.body
    assert "Kennwort" in letter.body or "Passwort" in letter.body


def test_the_notice_has_an_example():
    assert mailed.examples() == {"papers": "2 documents have come in."}
