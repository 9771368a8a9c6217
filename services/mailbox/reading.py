"""Reading an e-mail in a process of its own (services/decoding/mails.py)."""

import hashlib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from services.core.files import Incoming
from services.decoding.mails import Left, Mail, Part
from services.readers import Lost, Readers, Told

MOST_BYTES = 50 * 2**20  # of an e-mail as it is sent, in which files are a third longer
_SECONDS = 60.0  # for one e-mail, however busy the machine is
_readers = Readers("services.decoding.mail_reader", at_once=1, most_bytes=MOST_BYTES)


@dataclass(frozen=True)
class Read:
    """An e-mail without what hangs on it, which lies on the disk."""

    mail: Mail
    files: list[tuple[str, Incoming]]  # with their names

    @property
    def key(self) -> str:
        """What is the same whenever and however this e-mail comes, and for no other.

        Its own id is not enough: some programs give the same to all they send.
        """
        mail, sums = self.mail, sorted(file.digest for _name, file in self.files)
        named = [mail.id] if mail.id else [mail.date, mail.subject, mail.text]
        said = "\n".join([mail.sender.lower(), *named, *sums])
        return hashlib.sha256(said.encode()).hexdigest()

    def discard(self) -> None:
        """Delete what was not kept."""
        for _name, file in self.files:
            file.discard()


async def read(path: Path, form: str = "") -> Read | None:
    """Read an e-mail; None if it cannot be read.

    Args:
        form: The media type of the form it came in, if it did.
    """
    try:
        answer = await _readers.spool({"path": str(path.resolve()), "form": form}, _SECONDS)
    except Lost:
        return None
    try:
        return _understood(answer)
    except (LookupError, ValueError, TypeError):
        for file in answer.contents:
            file.discard()
        return None


def _understood(answer: Told[Incoming]) -> Read | None:
    told: dict[str, Any] = answer.told
    if told.get("unreadable"):
        return None
    left = [Left(**one) for one in told.pop("left")]
    parts = [Part(str(part["name"]), b"") for part in told.pop("parts")]
    if {*told, "left", "parts"} != {each.name for each in fields(Mail)}:
        raise ValueError
    files = list(zip((part.name for part in parts), answer.contents, strict=True))
    return Read(replace(Mail(**told), left=left), files)
