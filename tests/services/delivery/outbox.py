"""Notices that wait, and having them delivered."""

from models.notices import OutboxEntry
from services import notices
from services.access import system
from services.auth import codes
from services.core import tokens
from services.core.db import run
from services.delivery.worker import Worker
from services.notices import Kind


def queue(number=0, **details):
    details = {"kind": Kind.WELCOME, "channel": "email", "subject": "Hello", **details}
    details = {"address": f"c{number}@mail.test", "body": f"Good day {number}\n", **details}
    run(notices.enqueue, details.pop("kind"), **details)


def ask_for_code(contact="alice@mail.test", channel=""):
    run(codes.request, contact, browser=tokens.new(), origin="192.0.2.7", channel=channel)


def rows():
    return run(lambda db: db.exec(system(OutboxEntry)).all())


def only():
    (row,) = rows()
    return row


async def deliver_all():
    worker = Worker()
    await worker.deliver_due()
    await worker.finish()
    while run(notices.due):
        await worker.deliver_due()
        await worker.finish()
