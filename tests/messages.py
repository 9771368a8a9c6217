"""A thread, and messages in it."""

from datetime import timedelta

import pytest

from models.messaging import Message, Thread
from services import messaging, settings
from services.core import clock
from services.core.db import run


@pytest.fixture
def thread(put, alice):
    """Alice's thread about Rex, still without a message."""
    return put(Thread(customer_id=alice.actor.id, topic="Rex is limping", pet_id=alice.pet_id)).id


def post(person, thread_id, body="How is he today?", key="k1"):
    """Have somebody write a message."""
    return run(messaging.post, person.actor, thread_id, body, key=key)


def fill(put, customer, thread_id, first, last, *, minutes=1):
    """Have the clinic write many messages, past the limit that people have."""
    now = clock.now()
    put(
        *(
            Message(
                created_at=now - timedelta(minutes=minutes * (last - number)),
                customer_id=customer.actor.id,
                thread_id=thread_id,
                position=number,
                author_id=thread_id,
                author_name="Vera Voss",
                from_clinic=True,
                body=f"Message {number}",
                client_key=f"fill {number}",
            )
            for number in range(first, last + 1)
        )
    )
    run(lambda db: setattr(db.get(Thread, thread_id), "last_position", last))


def mode(name):
    """Have the clinic take messages or not."""
    run(settings.put, messaging_mode=name)
