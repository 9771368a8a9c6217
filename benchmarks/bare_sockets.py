"""What the portal's sockets are compared with: python-socketio on uvicorn, and nothing else."""

import sys

import socketio
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

sockets = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins="*")


@sockets.on("event", namespace="/_event")
async def echo(sid, data):
    """Send back what came; what is for everybody, to everybody."""
    to = None if data["name"] == "broadcast" else sid
    await sockets.emit("event", {"delta": {"echo": data}}, to=to, namespace="/_event")


@sockets.on("connect", namespace="/_event")
async def connect(_sid, _environ):
    """Let everybody in."""


async def healthz(_request):
    """Say that the process is alive."""
    return PlainTextResponse("ok")


app = socketio.ASGIApp(
    sockets, Starlette(routes=[Route("/healthz", healthz)]), socketio_path="/_event"
)

if __name__ == "__main__":
    uvicorn.run(
        app,
        port=int(sys.argv[1]),
        http="httptools",
        ws="websockets-sansio",
        ws_per_message_deflate=True,
        access_log=False,
        log_level="warning",
    )
