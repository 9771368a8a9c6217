"""`portal serve`: the portal on one port."""

import gc
import os
import socket
import sys

import typer
import uvicorn

from portal_app.commands.migrate import upgrade
from services import demo
from services.core import db
from services.core.config import config, refuse_debugging
from services.staff import invitations

_FIRST = """Nobody works here yet. Make the first administrator at {url}/admin/first-run
with this code, good once and for a day: {code}
"""
_DEFLATE = True  # the socket's deltas shrink tenfold
_TURN = 0.0005  # seconds; the event loop asks for so little that it must not wait for long


class Server(uvicorn.Server):
    """Says where the portal is, once it answers."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if not self.should_exit:
            gc.collect()
            gc.freeze()  # to look through all that stays would hold everybody up, again and again
            typer.echo(_welcome())
            if code := db.run(invitations.first_run_code):
                typer.echo(_FIRST.format(url=config().public_url, code=code))


def serve() -> None:
    """Migrate, then serve the built portal on one port."""
    refuse_debugging()
    upgrade()
    if config().demo and db.run(demo.fill):
        typer.echo("A demo clinic has been made.")
    os.environ.update(
        REFLEX_ENV_MODE="prod",
        REFLEX_TELEMETRY_ENABLED="false",
        __REFLEX_MOUNT_FRONTEND_COMPILED_APP="true",
        __REFLEX_SKIP_COMPILE="yes",
    )
    server = Server(
        uvicorn.Config(
            "portal_app.portal_app:served",
            factory=True,
            host=config().host,
            port=config().port,
            http="httptools",
            ws="websockets-sansio",
            ws_per_message_deflate=_DEFLATE,
            ws_max_size=1_000_000,
            proxy_headers=False,  # portal_app/origin.py counts the trusted ones
            server_header=False,
            access_log=False,
            log_config=None,
            timeout_graceful_shutdown=8,
        )
    )
    sys.setswitchinterval(_TURN)
    server.run()
    if not server.started:
        raise typer.Exit(1)


def _welcome() -> str:
    lines = [f"\nPawgate is ready at {config().public_url}"]
    if config().demo:
        lines += [
            "This is a demo clinic. Sign in as alice@demo.test (two pets), bob@demo.test (one),",
            "carla@demo.test (five) or dora@demo.test (none); the code appears here and in",
            "`.venv/bin/portal outbox`. Staff sign in at /admin as ada@demo.test (administrator),",
            "vera@demo.test, frank@demo.test or ria@demo.test with the password",
            "correct-horse-demo and a code from `.venv/bin/portal totp ada@demo.test`.",
            "Ctrl+C stops.",
        ]
    return "\n".join(lines) + "\n"
