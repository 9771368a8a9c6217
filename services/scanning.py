"""Whether a file that came in is a virus, as the clinic's own clamd says; without one, none is.

Protocol: clamd(8), command INSTREAM. A file that cannot be looked at is not taken in.
"""

import asyncio
import logging
from pathlib import Path

from services.core.config import config
from services.core.errors import Invalid, Unavailable

logger = logging.getLogger(__name__)

_SECONDS = 120.0  # for one file, however busy clamd is
_PIECE = 256 * 1024  # bytes
_LONGEST = 1000  # bytes of an answer
_Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def refuse_infected(path: Path) -> None:
    """Have clamd look at a file.

    Raises:
        Invalid: It holds a virus.
        Unavailable: Nobody can tell at present.
    """
    if not (clamd := config().clamd):
        return
    try:
        async with asyncio.timeout(_SECONDS):
            said = await _asked(clamd, path)
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        logger.exception("clamd does not answer at %s", clamd)
        said = ""
    if said.endswith(" FOUND"):
        logger.warning("clamd refused a file: %s", ascii(said))
        raise Invalid("A virus was found in this file, so it is not taken.", "file")
    if said != "stream: OK":
        if said:
            logger.error("clamd could not look at a file: %s", ascii(said))
        raise Unavailable("Files cannot be checked for viruses at present. Please try again later.")


async def _asked(clamd: str, path: Path) -> str:
    reader, writer = await _connected(clamd)
    try:
        writer.write(b"zINSTREAM\0")
        with path.open("rb") as file:
            while piece := await asyncio.to_thread(file.read, _PIECE):
                writer.write(len(piece).to_bytes(4) + piece)
                await writer.drain()
        writer.write(bytes(4))
        await writer.drain()
        said = await reader.readuntil(b"\0")
        return said[:_LONGEST].rstrip(b"\0\n").decode("ascii", "replace")
    finally:
        writer.close()


async def _connected(clamd: str) -> _Streams:
    if clamd.startswith("/"):
        return await asyncio.open_unix_connection(clamd)
    host, _, port = clamd.rpartition(":")
    return await asyncio.open_connection(host.strip("[]"), int(port))
