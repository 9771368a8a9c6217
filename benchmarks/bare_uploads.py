"""A bare server that streams what it is sent into a file: what uploads are compared with."""

import os
import sys
import tempfile
from pathlib import Path
from uuid import uuid4

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

FOLDER = Path(tempfile.gettempdir())


async def take(request: Request) -> PlainTextResponse:
    """Stream a body into a file on the same disk, and have it there for good."""
    place = FOLDER / f"{uuid4().hex}.part"
    with place.open("xb") as file:
        async for part in request.stream():
            await run_in_threadpool(file.write, part)
        file.flush()
        await run_in_threadpool(os.fsync, file.fileno())
    place.unlink()
    return PlainTextResponse("kept")


async def healthz(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


if __name__ == "__main__":
    FOLDER = Path(sys.argv[2])
    routes = [Route("/healthz", healthz), Route("/", take, methods=["POST"])]
    uvicorn.run(
        Starlette(routes=routes), port=int(sys.argv[1]), http="httptools", log_level="error"
    )
