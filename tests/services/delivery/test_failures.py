"""Providers that fail and workers that are killed: nothing is lost, no SMS is sent twice."""

import random
import subprocess
import sys
from collections import Counter
from time import sleep as pause

import pytest

from models.notices import NoticeState
from services import notices
from services.core.db import run, write
from services.delivery.providers import chosen
from services.delivery.worker import take
from services.notices import CHANNELS
from tests.fakes.mail import CUT_AFTER_ACCEPTING, OK
from tests.services.delivery.outbox import deliver_all, only, queue, rows

NOTICES = 60

UNDER_WAY = {NoticeState.QUEUED, NoticeState.CLAIMED, NoticeState.SENDING}


def flaky(cut, failure):
    """Make a provider that fails three times in ten, now and then after it has accepted."""
    dice = random.Random(7)

    def fault():
        chance = dice.random()
        if chance < 0.05:
            cut.append(chance)
            return CUT_AFTER_ACCEPTING
        return failure if chance < 0.3 else OK

    return fault


async def deliver_until_nothing_waits(pass_time):
    while any(row.state in UNDER_WAY for row in rows()):
        await deliver_all()
        pass_time(minutes=2)


@pytest.mark.spec("NOTE-1")
async def test_nothing_is_lost_though_providers_fail(mail_server, twilio, later):
    cut = []
    mail_server.next_fault = flaky(cut, "451 busy")
    twilio.next_fault = flaky([], (503, {}))
    for number in range(NOTICES):
        queue(number)
        queue(number, channel="sms", address=f"+120255501{number:02}")

    await deliver_until_nothing_waits(later)

    states = Counter((row.channel, row.state) for row in rows())
    mails = Counter(str(message["To"]) for message in mail_server.accepted)
    messages = Counter(sms["To"] for sms in twilio.accepted)
    assert len(cut) > 0
    assert states["email", NoticeState.SENT] == len(mails) == NOTICES
    assert mails.total() == NOTICES + len(cut)
    assert set(messages.values()) == {1}
    assert len(messages) == NOTICES
    assert states["sms", NoticeState.SENT] + states["sms", NoticeState.UNKNOWN] == NOTICES


WORKER = """
import asyncio
from services.delivery import deliver_due

async def main():
    while True:
        await deliver_due()
        await asyncio.sleep(0.02)

asyncio.run(main())
"""


def work_and_be_killed(accepted, more):
    """Run a worker of its own, and kill it as soon as it has sent so many more."""
    goal = accepted() + more
    with subprocess.Popen([sys.executable, "-c", WORKER]) as worker:
        while accepted() < goal and worker.poll() is None:
            pause(0.001)
        worker.kill()


@pytest.mark.spec("NOTE-1")
@pytest.mark.parametrize("kills", [1, pytest.param(8, marks=pytest.mark.slow)])
async def test_a_killed_worker_loses_nothing_and_repeats_no_sms(mail_server, twilio, later, kills):
    for number in range(NOTICES):
        queue(number)
        queue(number, channel="sms", address=f"+120255501{number:02}")

    for _kill in range(kills):
        work_and_be_killed(lambda: len(mail_server.accepted) + len(twilio.accepted), more=11)
    died_with = Counter((row.channel, row.state) for row in rows())
    later(minutes=2)
    await deliver_until_nothing_waits(later)

    states = Counter((row.channel, row.state) for row in rows())
    mails = Counter(str(message["To"]) for message in mail_server.accepted)
    messages = Counter(sms["To"] for sms in twilio.accepted)
    assert died_with["email", NoticeState.QUEUED] + died_with["sms", NoticeState.QUEUED] > 0
    assert states["email", NoticeState.SENT] == len(mails) == NOTICES
    assert mails.total() - NOTICES <= died_with["email", NoticeState.SENDING]
    assert set(messages.values()) == {1}
    assert states["sms", NoticeState.UNKNOWN] == died_with["sms", NoticeState.SENDING]
    assert states["sms", NoticeState.SENT] == NOTICES - states["sms", NoticeState.UNKNOWN]
    assert len({message["Message-ID"] for message in mail_server.accepted}) == NOTICES


@pytest.mark.spec("NOTE-1")
async def test_a_repetition_can_be_recognised_by_its_id(sendgrid, later):
    queue()
    unsettled = await write(take, CHANNELS)
    run(notices.begin, unsettled.id, unsettled.attempt)
    chosen("email").send(unsettled)
    later(seconds=61)

    await deliver_all()

    assert (only().state, only().tries) == (NoticeState.SENT, 2)
    assert len(sendgrid.accepted) == 2
    assert len({mail["headers"]["Message-ID"] for mail in sendgrid.accepted}) == 1
