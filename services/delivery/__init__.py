"""Sending what waits in the outbox: by e-mail, by SMS, or in the demo to the terminal."""

from services.delivery import custom, templates
from services.delivery.providers import Check, check, hand_over
from services.delivery.trying import Way, letter_to_oneself, ways
from services.delivery.worker import deliver_due, finish

__all__ = [
    "Check",
    "Way",
    "check",
    "custom",
    "deliver_due",
    "finish",
    "hand_over",
    "letter_to_oneself",
    "templates",
    "ways",
]
