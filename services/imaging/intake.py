"""Taking in a DICOM file that has come: looked at first, then kept whole."""

import asyncio
from pathlib import Path

from services.core.files import Incoming
from services.core.sniffing import DICOM
from services.imaging import descriptions
from services.imaging.descriptions import Description
from services.records.attaching import Stored

_STEP = 2**20  # bytes copied at a time


async def taken(file: Incoming, name: str) -> tuple[Stored, Description]:
    """Keep a DICOM file; one of an old device gets the header that it lacks.

    Raises:
        Invalid: It is damaged, too large, or none at all.
    """
    about = await descriptions.described(file.path)
    digest, size = await asyncio.to_thread(_kept, file, about.header)
    return Stored(digest, name, DICOM, size), about


def _kept(file: Incoming, header: bytes) -> tuple[str, int]:
    if not header:
        return file.keep(), file.size_bytes
    with Incoming() as whole:
        whole.write(header)
        _copy(file.path, whole)
        return whole.keep(), whole.size_bytes


def _copy(source: Path, whole: Incoming) -> None:
    with source.open("rb") as given:
        while part := given.read(_STEP):
            whole.write(part)
