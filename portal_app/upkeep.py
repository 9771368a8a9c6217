"""What has to happen again and again while the portal runs."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import reflex as rx

from portal_app import tabs
from services import audit, bell, copies, delivery, documents, messaging
from services import filing as stored
from services.auth import retention, sessions
from services.core import db, files
from services.imaging import cache
from services.live import hub
from services.mailbox import polling
from services.staff import mailing
from services.vaccinations import reminding as reminders

logger = logging.getLogger(__name__)

_GRACE = 8.0  # seconds; the whole stop takes at most 10 (OPS-9)


async def patience(app: rx.App) -> None:
    """Let handlers finish when the portal is told to stop."""
    app.event_processor.graceful_shutdown_timeout = _GRACE


async def housekeeping(app: rx.App) -> None:
    """End idle sessions, mirror the trail's head, forget closed tabs, keep what open ones show."""

    async def tidy() -> None:
        await db.write(sessions.end_idle)
        await db.write(retention.forget_old)
        await db.write(bell.forget_old)
        await db.write(messaging.files.forget_unsent)
        await db.write(mailing.mail_news)
        await asyncio.to_thread(files.forget_abandoned)
        await db.read(audit.mirror)
        open_tabs = tabs.connected(app)
        for tab in set(hub.tabs()) - open_tabs:
            hub.unbind(tab)
        for tab in open_tabs:
            await tabs.keep(app, tab)

    await _every(60, tidy)


async def filing() -> None:
    """Remove the files that nothing needs any more, such as photos that were replaced."""

    async def clear() -> None:
        if gone := await db.read(stored.forget_unneeded):
            logger.info("removed %s files that nothing needs any more", gone)
        await asyncio.to_thread(cache.tidy)
        await asyncio.to_thread(copies.tidy)

    await _every(3600, clear)


async def outbox() -> None:
    """Send what waits in the outbox; when the portal stops, see off what is on its way."""
    try:
        await _every(0.5, delivery.deliver_due)
    finally:
        await delivery.finish(_GRACE / 2)


async def reading() -> None:
    """Read the documents that were handed in, one after the other, once they are stored."""

    async def read() -> None:
        while await documents.suggesting.read_next():
            pass

    await _every(1, read)


async def reminding() -> None:
    """Remind customers of vaccinations, once in each morning of the clinic (NOTE-8)."""
    rounds = Rounds()
    await _every(60, rounds.run)


async def mailbox() -> None:
    """Take the documents that came by e-mail (DOC-7)."""
    await _every(60, polling.Looks().run)


class Rounds:
    """The rounds of reminders: each is run to its end once while the portal runs."""

    def __init__(self) -> None:
        self._done: reminders.Round | None = None

    async def run(self) -> None:
        """Write to a few customers at a time; whatever ends this, the next round goes on."""
        now = await db.read(reminders.round_now)
        if now is None or now == self._done:
            return
        told = 0
        for pets in await db.read(reminders.awaited):
            if chosen := await db.read(reminders.told, pets):
                told += await db.write(reminders.remind, chosen)
        self._done = now
        logger.info("reminded %s customers of vaccinations", told)


async def _every(seconds: float, job: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await job()
        except Exception:
            logger.exception("%s failed; trying again", getattr(job, "__name__", "a job"))
        await asyncio.sleep(seconds)
