"""Sending what waits in the outbox: by e-mail, by SMS, or in the demo to the terminal."""

from services.delivery.providers import Check, check
from services.delivery.worker import deliver_due, finish

__all__ = ["Check", "check", "deliver_due", "finish"]
