"""Whatever becomes of the worker and of the provider, no notice is lost and no code comes late."""

import random
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from models.notices import NoticeState
from services import notices
from services.core import clock
from services.notices import Kind
from tests.fakes.web import CUT, CUT_AFTER_ACCEPTING, OK, FakeSendGrid, SendGridHandler
from tests.services.delivery.outbox import queue, rows

ROOT = Path(__file__).parents[3]
LEASE, WAIT = 3.0, 0.05  # seconds
PATIENCE = 600.0  # seconds until all is settled; a busy machine is no fault
FAULTS = (CUT, CUT_AFTER_ACCEPTING, (503, {}), (429, {"Retry_After": "0"}))
UNDER_WAY = (NoticeState.QUEUED, NoticeState.CLAIMED, NoticeState.SENDING)


class Handler(SendGridHandler):
    """Notes whose answer was cut."""

    def accept(self, body, *, cut):
        super().accept(body, cut=cut)
        if cut:
            self.server.cut.append(recipient(self.server.accepted[-1]))


class Provider(FakeSendGrid):
    """Fails at 30 of 100 requests, in every way there is."""

    handler = Handler

    def __init__(self):
        super().__init__()
        self.cut = []
        chance = random.Random(20261122)
        self.next_fault = lambda: chance.choice(FAULTS) if chance.random() < 0.3 else OK


@pytest.fixture
def provider(configure):
    with Provider() as server:
        configure(SENDGRID_URL=server.url, SENDGRID_API_KEY="SG.key", MAIL_FROM="desk@clinic.test")
        yield server


@contextmanager
def working():
    """Have a worker work, and kill it as a power cut would."""
    program = [sys.executable, "-m", "tests.services.delivery.worker_process"]
    with subprocess.Popen(
        [*program, str(LEASE), str(WAIT)], cwd=ROOT, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"ready\n"
        yield
        process.kill()


def recipient(mail):
    return mail["personalizations"][0]["to"][0]["email"]


def settled():
    return not any(row.state in UNDER_WAY for row in rows())


def go_through(provider, count, kills):
    for number in range(count - 2 * kills):
        queue(number)
    cut_by_us = Counter()
    for turn in range(kills):
        with working():
            wait_until(lambda turn=turn: len(provider.requests) > turn * count // (kills + 1))
        cut_by_us.update(row.address for row in rows() if row.state == NoticeState.SENDING)
        # Two codes are asked for while nobody works; by the time somebody does, one is too old.
        ask_for_code(f"late{turn}", timedelta(seconds=0.5))
        ask_for_code(f"early{turn}", timedelta(minutes=5))
    with working():
        wait_until(settled)

    check(provider, cut_by_us)


def ask_for_code(name, good_for):
    address, expires = f"{name}@mail.test", clock.now() + good_for
    queue(kind=Kind.SIGN_IN_CODE, address=address, expires_at=expires)


def wait_until(came):
    until = time.monotonic() + PATIENCE
    while not came():
        assert time.monotonic() < until
        time.sleep(0.02)


def check(provider, cut_by_us):
    came = Counter(recipient(mail) for mail in provider.accepted)
    cut = Counter(provider.cut) + cut_by_us
    found = {row.address: row for row in rows()}
    ended = (NoticeState.EXPIRED, NoticeState.FAILED)
    lost = [one for one, row in found.items() if not came[one] and row.state not in ended]
    late = [one for one, row in found.items() if came[one] and not in_time(row)]
    twice = {address: times - 1 for address, times in came.items() if times > 1}
    print(
        f"{len(found)} notices, {len(provider.requests)} requests, {len(provider.cut)} answers "
        f"cut by the provider: {len(lost)} lost, {sum(twice.values())} came again, {len(late)} "
        f"codes late, {sum(row.state == NoticeState.EXPIRED for row in found.values())} not sent"
    )
    assert came.keys() <= found.keys()
    assert lost == late == []
    assert {address: times for address, times in twice.items() if times > cut[address]} == {}
    assert all(row.tries == most(row) for row in found.values() if row.state == NoticeState.FAILED)


def in_time(row):
    """Tell whether a notice was begun before it was too old."""
    return row.expires_at is None or row.claimed_at < row.expires_at


def most(row):
    return 2 if row.kind == Kind.SIGN_IN_CODE else len(notices.WAITS) + 1


@pytest.mark.spec("NOTE-1", "OPS-10")
def test_no_notice_is_lost_when_the_worker_is_killed(provider):
    go_through(provider, 60, 2)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.spec("NOTE-1", "OPS-10")
def test_no_notice_is_lost_over_twenty_kills(provider):
    go_through(provider, 500, 20)
