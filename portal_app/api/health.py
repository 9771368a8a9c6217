"""Is the portal alive, and can it do its work?"""

import shutil

from sqlalchemy import text
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from services.core import db
from services.core.config import config

_LEAST_FREE = 200 * 2**20  # bytes; less than this, and the next write may fail


async def healthz(_request: Request) -> Response:
    """Say that the process is alive."""
    return PlainTextResponse("ok")


async def readyz(_request: Request) -> Response:
    """Say whether the database answers and the disk has room."""
    checks = {"database": False, "disk": False}
    checks["disk"] = shutil.disk_usage(config().data_dir).free > _LEAST_FREE
    try:
        checks["database"] = await db.read(_answers)
    except Exception:  # noqa: BLE001 (whatever it is, the answer is: not ready)
        checks["database"] = False
    said = {name: "ok" if fine else "failing" for name, fine in checks.items()}
    return JSONResponse(said, 200 if all(checks.values()) else 503)


def _answers(session: Session) -> bool:
    return session.execute(text("SELECT 1")).scalar() == 1


ROUTES = [Route("/healthz", healthz), Route("/readyz", readyz)]
