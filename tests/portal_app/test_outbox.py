"""`portal outbox`: what scripts rely on."""

import json
import re
from datetime import datetime, timedelta

import pytest
from typer.testing import CliRunner

from portal_app.cli import cli
from services import notices
from services.auth import codes
from services.core import tokens
from services.core.config import config
from services.core.db import run
from services.delivery.worker import Worker
from services.notices import Kind


@pytest.fixture
def demo(monkeypatch):
    monkeypatch.setenv("PORTAL_DEMO", "1")
    config.cache_clear()
    yield
    monkeypatch.undo()
    config.cache_clear()


def outbox(*arguments):
    result = CliRunner().invoke(cli, ["outbox", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def queue(address="alice@mail.test", body="Good day"):
    run(
        notices.enqueue,
        Kind.WELCOME,
        channel="sms" if address.startswith("+") else "email",
        address=address,
        subject="Hello [bold]",
        body=body,
    )


@pytest.mark.spec("OPS-13")
async def test_outbox_shows_scripts_the_code_of_the_demo(demo, later):
    queue()
    later(seconds=1)
    run(codes.request, "alice@mail.test", browser=tokens.new(), origin="192.0.2.7")
    worker = Worker()
    await worker.deliver_due()
    await worker.finish()

    newest, welcome = json.loads(outbox("--json"))

    columns = ["id", "kind", "channel", "to", "state", "created_at", "subject", "body"]
    assert list(newest) == columns
    assert (newest["kind"], newest["channel"]) == ("sign_in_code", "email")
    assert (newest["to"], newest["state"]) == ("alice@mail.test", "sent")
    assert datetime.fromisoformat(newest["created_at"]).utcoffset() == timedelta(0)
    assert len(re.findall(r"\d{6}", newest["body"])) == 1
    assert (welcome["subject"], welcome["body"]) == ("Hello [bold]", "Good day")


@pytest.mark.spec("OPS-13")
def test_outbox_hides_what_notices_say_outside_the_demo():
    queue()

    (entry,) = json.loads(outbox("--json"))

    assert (entry["subject"], entry["body"]) == ("Hello [bold]", "")
    assert "Good day" not in outbox()


@pytest.mark.spec("OPS-13")
def test_outbox_finds_an_address_however_it_is_written():
    queue()
    queue("+12025550143")

    by_number = json.loads(outbox("--json", "--to", "+1 202 555 0143"))
    by_mail = json.loads(outbox("--json", "--to", "Alice@Mail.test"))
    by_other = json.loads(outbox("--json", "--to", "nobody@mail.test"))

    assert [entry["to"] for entry in by_number] == ["+12025550143"]
    assert [entry["to"] for entry in by_mail] == ["alice@mail.test"]
    assert by_other == []
    assert len(json.loads(outbox("--json", "--limit", "1"))) == 1


def test_outbox_reads_well_without_json(demo, monkeypatch):
    monkeypatch.setenv("COLUMNS", "140")
    queue()

    shown = outbox()

    assert "alice@mail.test" in shown
    assert "Hello [bold]" in shown
    assert "queued" in shown


def test_outbox_says_when_there_is_nothing():
    assert outbox() == "There is no notice yet.\n"
