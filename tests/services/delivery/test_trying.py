"""What can send is shown without what it is sent with, and tried out with a letter to oneself."""

import pytest
from sqlmodel import select

from models.audit import AuditEvent
from services import delivery
from services.core.config import config
from services.core.db import run
from services.core.errors import Forbidden
from services.notices import Verdict
from tests.fakes.mail import FakeMailServer

SECRETS = ("SG.very-secret", "p%3Aw%2Fd", "p:w/d", "t" * 32)


@pytest.fixture
def configure(monkeypatch):
    """Set variables of the environment."""

    def put(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(f"PORTAL_{name}", value)
        config.cache_clear()

    yield put
    monkeypatch.undo()
    config.cache_clear()


@pytest.mark.spec("SET-1", "NOTE-2")
def test_ways_say_what_is_configured_and_used_and_never_with_what(configure, vera):
    bare = run(delivery.ways, vera.actor)
    configure(
        SENDGRID_API_KEY=SECRETS[0],
        SMTP_URL=f"smtp://portal:{SECRETS[1]}@mail.test:587",
        MAIL_FROM="desk@mail.test",
    )
    found = run(delivery.ways, vera.actor)

    assert [(way.configured, way.in_use) for way in bare] == [(False, False)] * 4
    assert [(way.name, way.configured, way.in_use) for way in found] == [
        ("SendGrid", True, True),
        ("SMTP", True, False),
        ("Twilio", False, False),
        ("Vonage", False, False),
    ]
    assert not any(secret in repr(found) for secret in SECRETS)


@pytest.mark.spec("SET-1", "NOTE-2")
def test_a_test_goes_to_oneself_and_is_written_down(configure, vera, tmp_path):
    with FakeMailServer(tmp_path, tls=False) as server:
        configure(
            SMTP_URL=f"smtp://127.0.0.1:{server.number}?starttls=off", MAIL_FROM="desk@mail.test"
        )
        letter = run(delivery.letter_to_oneself, vera.actor)
        name, outcome = delivery.hand_over(letter)

    assert (name, outcome.verdict) == ("SMTP", Verdict.SENT)
    assert [mail["To"] for mail in server.accepted] == ["vera@mail.test"]
    line = run(lambda db: db.exec(select(AuditEvent)).one())
    assert (line.event, line.subject_id, line.details) == (
        "notice sent",
        vera.actor.id,
        {"test": True},
    )


@pytest.mark.spec("AUTH-25")
@pytest.mark.parametrize("name", ["alice", "rita"])
def test_nothing_is_told_or_sent_without_the_permission(cast, name):
    for service in (delivery.ways, delivery.letter_to_oneself):
        with pytest.raises(Forbidden):
            run(service, cast[name].actor)
