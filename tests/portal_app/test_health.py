"""What a machine is told that asks how the portal is."""

import httpx
import pytest

from portal_app import api
from portal_app.api import health
from services import notices
from services.core import db
from services.core.db import run

pytestmark = pytest.mark.spec("OPS-9")


async def ask(path):
    transport = httpx.ASGITransport(api.routes())
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        return await client.get(path)


async def test_healthz_says_that_the_process_is_alive():
    answer = await ask("/healthz")

    assert (answer.status_code, answer.text) == (200, "ok")


async def test_readyz_names_what_works():
    answer = await ask("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "worker": "ok", "disk": "ok"}


async def test_readyz_notices_a_worker_that_stands_still(later):
    run(notices.enqueue, notices.Kind.WELCOME, channel="email", address="a@mail.test")
    later(minutes=3)

    answer = await ask("/readyz")

    assert (answer.status_code, answer.json()["worker"]) == (503, "failing")


async def test_readyz_notices_a_database_that_does_not_answer(monkeypatch):
    async def broken(*_args):
        raise OSError("disk I/O error")

    monkeypatch.setattr(db, "read", broken)

    answer = await ask("/readyz")

    assert (answer.status_code, answer.json()["database"]) == (503, "failing")
    assert "I/O" not in answer.text


async def test_readyz_notices_a_full_disk(monkeypatch):
    monkeypatch.setattr(health, "_LEAST_FREE", 2**80)

    answer = await ask("/readyz")

    assert (answer.status_code, answer.json()["disk"]) == (503, "failing")
