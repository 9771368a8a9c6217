"""The worker: claims what is due, hands it over in threads, and notes what became of it."""

import asyncio
import logging
from asyncio import Task
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Thread

from sqlmodel import Session

from models.notices import OutboxEntry
from services import notices, settings
from services.core import clock
from services.core import db as database
from services.customers import wishes
from services.delivery import compose, providers, push
from services.delivery.letter import Letter
from services.notices import Channel, Outcome, Verdict

logger = logging.getLogger(__name__)

_HANDS = 6  # letters on their way at once, of each channel
_PATIENCE_SECONDS = 60.0  # for one letter; then its hand is free for another
_TIDY_EVERY = timedelta(minutes=1)


class Worker:
    """Sends what is due. Slow providers hold up neither the caller nor the other channel."""

    def __init__(self) -> None:
        self._under_way: dict[Task[None], Channel] = {}
        self._tidied_at = clock.now() - _TIDY_EVERY

    async def deliver_due(self) -> None:
        """Start sending what is due, as far as hands are free; call it again and again."""
        if abs(clock.now() - self._tidied_at) >= _TIDY_EVERY:
            self._tidied_at = clock.now()
            await database.write(notices.forget_bodies)
        while (free := self._free()) and await database.read(notices.due, free):
            letter = await database.write(take, free)
            if letter is None:
                return
            self._under_way[asyncio.create_task(deliver(letter))] = letter.channel

    async def finish(self, seconds: float = 60) -> None:
        """Wait for what is on its way; what takes longer comes back when its lease is over."""
        if waiting := [task for task in self._under_way if not task.done()]:
            await asyncio.wait(waiting, timeout=seconds)

    def _free(self) -> list[Channel]:
        for task in [task for task in self._under_way if task.done()]:
            del self._under_way[task]
        busy = Counter(self._under_way.values())
        return [channel for channel in notices.WAYS if busy[channel] < _HANDS]


def take(db: Session, channels: list[Channel]) -> Letter | None:
    """Claim and compose the next letter.

    One that cannot be composed is put off like one that cannot be sent, so that it holds up
    nothing else.
    """
    while entry := notices.claim(db, channels):
        notice, attempt = entry.id, entry.tries
        if later := quiet_until(db, entry):
            notices.put_off(db, entry, later)
            continue
        try:
            with db.begin_nested():
                if letter := _written(db, entry):
                    return letter
            outcome = Outcome(Verdict.DROPPED)
        except Exception:
            logger.exception("notice %s cannot be composed", notice)
            outcome = Outcome(Verdict.LATER, "the notice cannot be composed; see the log")
        notices.settle(db, notice, attempt, outcome)
    return None


def quiet_until(db: Session, entry: OutboxEntry) -> datetime | None:
    """Return until when a notice has to wait, because its reader wants quiet.

    An e-mail makes no noise and goes at once; so does whatever cannot be declined.
    """
    if entry.channel == "email" or entry.kind not in notices.TO_DECLINE:
        return None
    customer = compose.reader(db, entry)
    return wishes.quiet(customer, settings.load(db)).ends(clock.now()) if customer else None


def _written(db: Session, entry: OutboxEntry) -> Letter | None:
    return (push if entry.channel == "push" else compose).compose(db, entry)


async def deliver(letter: Letter) -> None:
    """Hand one letter over in a thread, and wait for it for a while.

    The thread notes the outcome itself, so that it is noted though nobody waits any more; and it
    does not keep the portal from stopping.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def work() -> None:
        try:
            hand_over(letter)
        except Exception:
            logger.exception("notice %s could not be settled", letter.id)
        with suppress(RuntimeError):  # the loop may have ended meanwhile
            loop.call_soon_threadsafe(done.cancel)

    Thread(target=work, name="delivery", daemon=True).start()
    await asyncio.wait([done], timeout=_PATIENCE_SECONDS)


def hand_over(letter: Letter) -> None:
    """Send one letter and settle it, unless its lease ran out and somebody else has it."""
    if not database.run(notices.begin, letter.id, letter.attempt):
        return
    try:
        outcome = providers.chosen(letter.channel).send(letter)
    except Exception:
        logger.exception("notice %s met a fault of the portal", letter.id)
        outcome = Outcome(Verdict.UNCERTAIN, "a fault of the portal; see the log")
    database.run(notices.settle, letter.id, letter.attempt, outcome)
    if outcome.verdict is not Verdict.SENT:
        logger.warning("notice %s was not sent: %s", letter.id, outcome.reason)


_worker = Worker()
deliver_due = _worker.deliver_due
finish = _worker.finish
