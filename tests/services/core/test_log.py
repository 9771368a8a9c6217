"""What may never stand in a log."""

import logging
import sys

import pytest

from services.core.log import Redacted


def written(message, *args, exc_info=None):
    record = logging.LogRecord("x", logging.ERROR, "f", 1, message, args, exc_info)
    return Redacted("%(levelname)s %(message)s").format(record)


@pytest.mark.spec("OPS-9", "AUTH-2")
@pytest.mark.parametrize(
    "secret",
    [
        "{'cookie': 'portal_session=tops3cret'}",
        '"token": "tops3cret"',
        "code=tops3cret",
        "to tops3cret@mail.test",
        "number +12025550143",
    ],
)
def test_secrets_and_contacts_are_blanked(secret):
    line = written("said %s", secret)

    assert "tops3cret" not in line
    assert "2025550143" not in line
    assert "[redacted]" in line


@pytest.mark.spec("OPS-9")
def test_a_sender_cannot_forge_a_line():
    assert written("said %s", "a\nERROR b\r\nc").count("\n") == 0


@pytest.mark.spec("OPS-9")
def test_a_traceback_is_kept_and_redacted():
    try:
        raise ValueError("for alice@mail.test")
    except ValueError:
        line = written("broken", exc_info=sys.exc_info())

    assert "ValueError" in line
    assert "alice" not in line.split("ValueError")[-1]


def test_a_long_message_is_cut():
    assert len(written("x" * 10_000)) < 2100
