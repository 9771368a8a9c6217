"""Is the portal alive, and can it do its work?"""

import shutil

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from services import notices
from services.core import db
from services.core.config import config

_LEAST_FREE = 200 * 2**20  # bytes; less than this, and the next write may fail


async def healthz(_request: Request) -> Response:
    """Say that the process is alive."""
    return PlainTextResponse("ok")


async def readyz(_request: Request) -> Response:
    """Say whether the database answers, the disk has room and the worker sends what waits."""
    checks = {"database": False, "worker": False, "disk": _has_room()}
    try:
        checks["worker"] = await db.read(_worker_works)
        checks["database"] = True
    except Exception:  # noqa: BLE001 (whatever it is, the answer is: not ready)
        checks["database"] = False
    said = {name: "ok" if fine else "failing" for name, fine in checks.items()}
    return JSONResponse(said, 200 if all(checks.values()) else 503)


def _has_room() -> bool:
    return shutil.disk_usage(config().data_dir).free > _LEAST_FREE


def _worker_works(session: Session) -> bool:
    return not notices.neglected(session)


ROUTES = [Route("/healthz", healthz), Route("/readyz", readyz)]
