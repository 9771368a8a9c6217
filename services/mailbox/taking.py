"""Taking in an e-mail, whichever way it came: by the poll of a mailbox, or posted by SendGrid."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from models.mails import Trouble
from services import scanning, settings
from services.core import db, sniffing
from services.core.errors import Invalid, Unavailable
from services.core.files import Incoming
from services.decoding.mails import Left, Mail
from services.documents import examining, intake
from services.documents.intake import Allowed, Stored
from services.mailbox import filing, proving, reading
from services.mailbox.filing import Full, Opened
from services.mailbox.reading import Read

logger = logging.getLogger(__name__)


async def posted(file: Incoming, form: str) -> bool:
    """Take an e-mail as SendGrid posts it; tell whether it is new.

    Args:
        form: The media type of the form, with its boundary.

    Raises:
        Full, OSError: It cannot be kept at present; it has to come again.
    """
    return await _take(file, form, proving.by_sendgrid)


async def fetched(file: Incoming, server: str, *, whole: bool = True) -> bool:
    """Take an e-mail out of a mailbox; tell whether it is new.

    Args:
        server: The name by which the mailbox's server signs what it finds of a sender.
        whole: False for the head of an e-mail that is too large.

    Raises:
        Full, OSError: As for `posted`.
    """
    trouble = Trouble.NONE if whole else Trouble.TOO_LARGE
    return await _take(file, "", lambda mail: proving.by_server(mail, server), trouble)


async def _take(
    file: Incoming, form: str, proven: Callable[[Mail], bool], trouble: Trouble = Trouble.NONE
) -> bool:
    read = await reading.read(file.path, form)
    if read is None:
        return await db.write(filing.unreadable, file.digest)
    try:
        if await db.read(filing.known, read.key):
            return False
        papers, refused = await _papers(read)
        opened = Opened(read.mail, read.key, proven(read.mail), papers, refused, trouble)
        return await db.write(filing.take, opened)
    except (Full, OSError, SQLAlchemyError):
        raise
    except Exception:  # a fault of ours must not hold up the e-mails that come after it
        logger.exception("an e-mail could not be filed")
        return await db.write(filing.unreadable, read.key)
    finally:
        read.discard()


async def _papers(read: Read) -> tuple[list[Stored], list[dict[str, Any]]]:
    """Keep what hangs on an e-mail, and say of the rest why not."""
    allowed = await db.read(_allowed)
    papers: list[Stored] = []
    refused = [filing.reason(left.name, _why(left)) for left in read.mail.left]
    for name, file in read.files:
        try:
            papers.append(await _stored(name, file, allowed))
        except Invalid as refusal:
            refused.append(filing.reason(name, refusal))
    return papers, refused


def _allowed(session: Any) -> Allowed:
    return intake.allowed_to_customers(settings.load(session))


async def _stored(name: str, file: Incoming, allowed: Allowed) -> Stored:
    if not file.size_bytes:
        raise Invalid("This file is empty.")
    if file.size_bytes > allowed.most_bytes:
        size = allowed.most_bytes >> 20
        raise Invalid("This file is too large. At most {size} MB are fine.", size=size)
    head = await asyncio.to_thread(_head, file)
    media_type = examining.type_of(head, allowed.types)
    try:
        await scanning.refuse_infected(file.path)
    except Unavailable:
        raise Full from None
    return await examining.stored(file, name or "document", media_type)


def _head(file: Incoming) -> bytes:
    file.finish()
    with file.path.open("rb") as written:
        return written.read(sniffing.HEAD)


def _why(left: Left) -> Invalid:
    if left.why == "outlook":
        return Invalid(
            "Outlook has packed this as winmail.dat, which only Outlook can open. Please send it "
            "as a PDF or a picture."
        )
    return Invalid("Only the first 30 files of an e-mail are taken. Please send the rest again.")
