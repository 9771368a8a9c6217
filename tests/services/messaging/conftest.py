"""Threads to write into, and what tabs hear of it."""

import pytest

from models.messaging import Thread
from services.live import hub
from tests.messages import thread  # noqa: F401


@pytest.fixture
def general(put, alice):
    return put(Thread(customer_id=alice.actor.id, topic="Opening hours")).id


@pytest.fixture
def sent(monkeypatch):
    """The signals that were sent."""
    signals = []
    monkeypatch.setattr(hub, "send", signals.append)
    return signals
