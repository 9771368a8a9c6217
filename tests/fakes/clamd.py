"""A clamd on this machine that says what it is told to, of whatever it is sent."""

import asyncio
from contextlib import asynccontextmanager


class Clamd:
    """What it has heard."""

    def __init__(self, answer: bytes | None) -> None:
        self.answer = answer  # None: it hangs up
        self.heard: list[bytes] = []

    async def listen(self, reader, writer) -> None:
        command = await reader.readexactly(10)
        assert command == b"zINSTREAM\0"
        whole = b""
        while size := int.from_bytes(await reader.readexactly(4)):
            whole += await reader.readexactly(size)
        self.heard.append(whole)
        if self.answer is not None:
            writer.write(self.answer)
            await writer.drain()
        writer.close()


@asynccontextmanager
async def clamd(answer: bytes | None, path: str = ""):
    """Listen until the caller is done; yield what it has heard, and where it listens."""
    made = Clamd(answer)
    if path:
        server, where = await asyncio.start_unix_server(made.listen, path), path
    else:
        server = await asyncio.start_server(made.listen, "127.0.0.1", 0)
        where = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield made, where
