"""The portal as an app over HTTP: for everybody, and gone where the clinic wants none."""

import json
import re

import httpx
import pytest
from starlette.applications import Starlette

from portal_app.api.installing import ROUTES
from services import installing, settings
from services.core.db import run
from services.settings import Settings


async def fetch(address: str) -> httpx.Response:
    app = httpx.ASGITransport(Starlette(routes=ROUTES))
    async with httpx.AsyncClient(transport=app, base_url="http://localhost:8000") as browser:
        return await browser.get(address)


async def test_the_manifest_names_icons_that_are_there():
    answer = await fetch("/app/manifest-en.webmanifest")

    assert answer.headers["content-type"] == "application/manifest+json"
    said = json.loads(answer.text)
    assert {(one["sizes"], one["purpose"]) for one in said["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for icon in said["icons"]:
        sent = await fetch(icon["src"])
        assert (sent.status_code, sent.headers["content-type"]) == (200, "image/png")
        assert "immutable" in sent.headers["cache-control"]
    assert (await fetch("/apple-touch-icon.png")).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/app/manifest-xx.webmanifest",
        "/app/000000000000/small.png",
        f"/app/{installing.version(Settings())}/touch.png",
        f"/app/{installing.version(Settings())}/other.png",
    ],
)
async def test_nothing_else_is_there(address):
    assert (await fetch(address)).status_code == 404


async def test_another_name_of_the_clinic_is_another_worker():
    before = await fetch("/sw.js?language=en")
    same = await fetch("/sw.js?language=de")
    run(settings.put, clinic_name="Yonder")
    after = await fetch("/sw.js?language=en")

    assert before.headers["cache-control"] == "no-cache"
    assert before.headers["content-type"].startswith("text/javascript")
    assert before.text == same.text != after.text


async def test_a_clinic_that_wants_no_app_takes_the_worker_away():
    run(settings.put, phone_app=False)

    assert (await fetch("/app/manifest-en.webmanifest")).status_code == 404
    answer = await fetch("/sw.js?language=en")
    assert "registration.unregister()" in answer.text
    assert "fetch" not in answer.text


@pytest.mark.spec("GEN-9")
@pytest.mark.parametrize(
    ("asked", "language", "title"),
    [("de", "de", "Sie sind offline"), ("en", "en", "You are offline"), ("<b>", "en", "You are")],
)
async def test_the_page_without_network_speaks_the_readers_language(asked, language, title):
    answer = await fetch(f"/offline?language={asked}")

    assert f'<html lang="{language}">' in answer.text
    assert f"<h1>{title}" in answer.text


async def test_the_page_without_network_shows_names_as_they_are_typed():
    run(settings.put, clinic_name="<script>alert(1)</script> & $more")

    text = (await fetch("/offline")).text

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; $more" in text
    assert re.findall(r"<script[^>]*>", text) == ['<script src="/offline.js">']
