"""What the server does once it answers."""

import gc

import pytest
import uvicorn

from portal_app.commands import serve


@pytest.fixture
def unfrozen():
    """Leave the memory of the other tests as it was."""
    yield
    gc.unfreeze()


@pytest.mark.spec("GEN-12")
async def test_startup_sets_aside_what_stays(unfrozen, monkeypatch):
    async def start(self, sockets=None):
        self.started = True

    monkeypatch.setattr(uvicorn.Server, "startup", start)
    server = serve.Server(uvicorn.Config("portal_app.portal_app:served"))

    await server.startup()

    assert gc.get_freeze_count() > 100_000
