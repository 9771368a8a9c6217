"""Looking into the mailbox again and again, and taking what has come, e-mail by e-mail."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

from sqlmodel import Session, col

from models.mails import MailboxPlace
from services.access import system
from services.core import db, files
from services.core.config import config
from services.mailbox import imap, taking
from services.mailbox.filing import Full
from services.mailbox.imap import Mailbox, Server, Trouble
from services.mailbox.reading import MOST_BYTES

logger = logging.getLogger(__name__)

T = TypeVar("T")

_PATIENCE_SECONDS = 120.0  # for one e-mail, however slowly it comes
_AT_ONCE = 200  # e-mails of one look; the next look goes on


def configured() -> bool:
    """Tell whether a mailbox is read at all."""
    return bool(config().imap_url)


async def look() -> int:
    """Take the e-mails that have come since the last look; return how many are new.

    Raises:
        Trouble: The mailbox cannot be read at present.
        Full, OSError: No more can be kept at present.
    """
    if not configured():
        return 0
    to = _server()
    box = await _open(to)
    try:
        return await _take_new(box, to)
    finally:
        await _leave(box)


async def check() -> str:
    """Sign in and open the folder; say what is wrong, or ''."""
    try:
        box = await _open(_server())
    except Trouble as trouble:
        return str(trouble)
    await _leave(box)
    return ""


class Looks:
    """The looks of one run of the portal: trouble is told of once, not every minute."""

    def __init__(self) -> None:
        """Begin without trouble."""
        self._trouble = ""

    async def run(self) -> None:
        """Look once."""
        try:
            if new := await look():
                logger.info("%s new e-mails for documents", new)
            self._tell("")
        except Trouble as trouble:
            self._tell(str(trouble))
        except Full:
            self._tell("too many e-mails wait for the staff, or the scanner does not answer")

    def _tell(self, trouble: str) -> None:
        if trouble and trouble != self._trouble:
            logger.warning("the mailbox for documents is not read: %s", trouble)
        self._trouble = trouble


def _server() -> Server:
    try:
        return imap.server(config().imap_url)
    except ValueError as fault:
        raise Trouble(str(fault)) from None


async def _take_new(box: Mailbox, to: Server) -> int:
    validity = box.validity
    last, new = await db.read(_last, to.mailbox, validity), 0
    for number in (await _apart(lambda: box.after(last), box))[:_AT_ONCE]:
        new += await _take(box, number)
        await db.write(_note, to.mailbox, validity, number)
    return new


async def _take(box: Mailbox, number: int) -> bool:
    size = await _apart(lambda: box.size(number), box)
    if not size:
        return False
    whole = size <= MOST_BYTES
    with files.Incoming() as file:
        await _apart(lambda: box.fetch(number, size, file, head=not whole), box)
        return await taking.fetched(file, config().imap_verifier, whole=whole)


def _last(session: Session, mailbox: str, validity: int) -> int:
    place = _place(session, mailbox)
    return place.last_number if place and place.validity == validity else 0


def _note(session: Session, mailbox: str, validity: int, number: int) -> None:
    place = _place(session, mailbox)
    place = place or MailboxPlace(mailbox=mailbox, validity=validity, last_number=number)
    place.validity, place.last_number = validity, number
    session.add(place)


def _place(session: Session, mailbox: str) -> MailboxPlace | None:
    found = system(MailboxPlace).where(col(MailboxPlace.mailbox) == mailbox)
    return session.exec(found).first()


async def _open(to: Server) -> Mailbox:
    box = Mailbox(to)
    await _apart(box.open, box)
    return box


async def _leave(box: Mailbox) -> None:
    with suppress(Trouble):
        await _apart(box.leave, box)


async def _apart(work: Callable[[], T], box: Mailbox) -> T:
    """Do what blocks in a thread that keeps nothing from stopping.

    Raises:
        Trouble: It takes too long.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, fault: BaseException | None) -> None:
        if not done.done():
            done.set_exception(fault) if fault else done.set_result(result)  # pyright: ignore

    def run() -> None:
        result: T | None = None
        fault: BaseException | None = None
        try:
            result = work()
        except Exception as raised:  # noqa: BLE001 (it is raised again where the result is awaited)
            fault = raised
        with suppress(RuntimeError):  # the loop may have ended meanwhile
            loop.call_soon_threadsafe(settle, result, fault)

    Thread(target=run, name="mailbox", daemon=True).start()
    try:
        return await asyncio.wait_for(done, _PATIENCE_SECONDS)
    except TimeoutError:
        raise Trouble("the mail server takes too long to answer") from None
    finally:
        if not done.done() or done.cancelled():
            box.cut()
