"""Providers on loopback, and the portal told to use them."""

import pytest

from services.core.config import config
from tests.fakes.mail import FakeMailServer
from tests.fakes.web import FakeSendGrid, FakeTwilio, FakeVonage


@pytest.fixture
def configure(monkeypatch):
    """Set the environment: `configure(MAIL_FROM="desk@clinic.test")`."""

    def set_variables(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(f"PORTAL_{name}", value)
        config.cache_clear()

    yield set_variables
    monkeypatch.undo()
    config.cache_clear()


@pytest.fixture
def mail_server(configure, tmp_path, monkeypatch):
    with FakeMailServer(tmp_path) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        configure(
            SMTP_URL=f"smtp://portal:p%3Aw%2Fd@localhost:{server.number}",
            MAIL_FROM="desk@clinic.test",
        )
        yield server


@pytest.fixture
def sendgrid(configure):
    with FakeSendGrid() as server:
        configure(SENDGRID_URL=server.url, SENDGRID_API_KEY="SG.key", MAIL_FROM="desk@clinic.test")
        yield server


@pytest.fixture
def twilio(configure):
    with FakeTwilio() as server:
        configure(
            TWILIO_URL=server.url,
            TWILIO_ACCOUNT_SID="AC0123456789",
            TWILIO_AUTH_TOKEN="token",
            TWILIO_FROM="+12025550100",
        )
        yield server


@pytest.fixture
def vonage(configure):
    with FakeVonage() as server:
        configure(
            VONAGE_URL=server.url,
            VONAGE_API_KEY="abcd1234",
            VONAGE_API_SECRET="secret",
            VONAGE_FROM="+12025550100",
        )
        yield server
