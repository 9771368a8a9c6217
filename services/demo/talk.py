"""The conversations between customers and the clinic."""

from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any
from uuid import UUID

from models.messaging import Message, ReadMark, Thread
from services.bell import Told
from services.demo.book import Book, stable, tome
from services.demo.clinic import ring, staff_id, staff_name
from services.demo.people import Animal


def converse(book: Book, animals: list[Animal], customers: dict[str, str]) -> None:
    """Note down the threads.

    Args:
        customers: What the customers are called, by key.
    """
    pets = {animal.key: animal for animal in animals}
    for told in tome("threads")["thread"]:
        pet = pets[told["pet"]] if "pet" in told else None
        _thread(book, told, pet.id if pet else None, customers[told["who"]])


def _thread(book: Book, told: dict[str, Any], pet_id: UUID | None, customer: str) -> None:
    customer_id, messages = stable("customer", told["who"]), told["messages"]
    evening = book.moment(book.today, 570)  # the day before, so that nothing lies ahead
    moments = [evening - timedelta(days=1, hours=hours) for hours, _, _ in messages]
    thread = book.add(
        Thread(
            id=stable("thread", told["who"], told["topic"]),
            created_at=moments[0],
            customer_id=customer_id,
            topic=told["topic"],
            pet_id=pet_id,
            last_position=len(messages),
            last_message_at=moments[-1],
            asked_at=_asked_at(messages, moments),
        )
    )
    if thread.asked_at:
        ring(book, Told.MESSAGE_RECEIVED, thread, thread.last_message_at)
    for position, ((_, author, body), moment) in enumerate(zip(messages, moments, strict=True), 1):
        ours = author != "customer"
        book.add(
            Message(
                id=stable("message", thread.id, position),
                created_at=moment,
                customer_id=customer_id,
                thread_id=thread.id,
                position=position,
                author_id=staff_id(author) if ours else customer_id,
                author_name=staff_name(author) if ours else customer,
                from_clinic=ours,
                body=body,
                client_key=f"demo-{stable('key', thread.id, position).hex}",
            )
        )
    _read(book, thread, customer_id, len(messages) - told["unread"], from_clinic=False)
    answered = messages[-1][1] != "customer"
    _read(book, thread, staff_id("frank"), len(messages) - (not answered), from_clinic=True)


def _asked_at(messages: list[Any], moments: list[datetime]) -> datetime | None:
    """Return when the first message came that the clinic has not answered yet."""
    waiting = takewhile(
        lambda one: one[0][1] == "customer", zip(messages[::-1], moments[::-1], strict=True)
    )
    return min((moment for _message, moment in waiting), default=None)


def _read(book: Book, thread: Thread, who: UUID, upto: int, *, from_clinic: bool) -> None:
    if not upto:
        return
    book.add(
        ReadMark(
            id=stable("read", thread.id, who),
            created_at=thread.last_message_at,
            customer_id=thread.customer_id,
            thread_id=thread.id,
            reader_id=who,
            from_clinic=from_clinic,
            position=upto,
        )
    )
