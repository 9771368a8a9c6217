"""The clinic's colours over HTTP: for everybody, and never stale for long."""

import httpx
import pytest
from starlette.applications import Starlette

from portal_app.api.brand import ROUTES
from services import settings
from services.core.db import run


@pytest.fixture
def get():
    """Ask for the colours, as anybody may."""

    async def ask(**headers):
        app = httpx.ASGITransport(Starlette(routes=ROUTES))
        async with httpx.AsyncClient(transport=app, base_url="http://localhost:8000") as browser:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return await browser.get("/brand.css", headers=named)

    return ask


@pytest.mark.spec("OPS-11")
async def test_colors_are_a_stylesheet_that_browsers_may_keep_for_a_minute(get):
    answer = await get()

    assert answer.headers["content-type"].startswith("text/css")
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert "--accent:#0d6b5b" in answer.text


async def test_unchanged_colors_are_not_sent_again(get):
    tag = (await get()).headers["etag"]

    again = await get(if_none_match=tag)
    assert (again.status_code, again.content) == (304, b"")

    run(settings.put, accent_color="#d6336c")
    changed = await get(if_none_match=tag)
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag
