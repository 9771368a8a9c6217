"""The clinic's colours and logo over HTTP: for everybody, and never stale for long."""

from io import BytesIO

import httpx
import pytest
from PIL import Image
from starlette.applications import Starlette

from portal_app import cookies
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


def drawn(form="PNG", mode="RGBA", size=(64, 32)):
    content = BytesIO()
    Image.new(mode, size, (200, 40, 40, 0)[: len(mode)]).save(content, form)
    return content.getvalue()


@pytest.fixture
def send():
    """Hand in a logo as somebody."""

    async def hand_in(content, person=None):
        app = httpx.ASGITransport(Starlette(routes=ROUTES))
        headers = {"Cookie": f"{cookies.SESSION}={person.token}"} if person else {}
        async with httpx.AsyncClient(transport=app, base_url="http://localhost:8000") as browser:
            return await browser.post("/uploads/logo", content=content, headers=headers)

    return hand_in


async def fetch(address):
    app = httpx.ASGITransport(Starlette(routes=ROUTES))
    async with httpx.AsyncClient(transport=app, base_url="http://localhost:8000") as browser:
        return await browser.get(address)


def digest() -> str:
    return run(settings.load).logo


@pytest.mark.spec("SET-1")
@pytest.mark.parametrize(("form", "mode"), [("PNG", "RGBA"), ("JPEG", "RGB"), ("WEBP", "RGBA")])
async def test_a_logo_is_written_anew_and_given_to_everybody(send, vera, form, mode):
    assert (await send(drawn(form, mode), vera)).status_code == 200

    answer = await fetch(f"/brand/{digest()}.png")
    assert answer.headers["content-type"] == "image/png"
    assert "immutable" in answer.headers["cache-control"]
    shown = Image.open(BytesIO(answer.content))
    assert (shown.format, shown.size, shown.mode) == ("PNG", (64, 32), "RGBA")
    assert shown.getpixel((5, 5))[3] == (0 if mode == "RGBA" else 255)


@pytest.mark.spec("SET-1")
async def test_a_former_logo_and_other_files_are_given_to_nobody(send, vera):
    await send(drawn(), vera)
    former = digest()
    await send(drawn(size=(20, 20)), vera)
    assert digest() != former

    for address in (former, "0" * 64, "../secret", "x"):
        assert (await fetch(f"/brand/{address}.png")).status_code == 404
    run(settings.put, logo="")
    assert (await fetch("/brand/.png")).status_code == 404


@pytest.mark.spec("SET-1", "AUTH-25")
@pytest.mark.parametrize(("name", "status"), [("rita", 403), ("alice", 403), ("", 401)])
async def test_a_logo_is_refused_without_the_permission(send, cast, name, status):
    answer = await send(drawn(), cast.get(name))

    assert (answer.status_code, digest()) == (status, "")


@pytest.mark.spec("SET-1")
@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'<?xml version="1.0"?><svg/>',
        b"%PDF-1.7",
        drawn()[:40],
        b"GIF89a" + b"\0" * 50,
    ],
)
async def test_what_is_no_picture_is_refused_in_plain_words(send, vera, content):
    answer = await send(content, vera)

    assert answer.status_code == 422
    assert "could not be read" in answer.json()["refusal"]
    assert digest() == ""


@pytest.mark.spec("SET-1")
async def test_a_large_logo_is_made_smaller(send, vera):
    await send(drawn(size=(3000, 600)), vera)

    shown = Image.open(BytesIO((await fetch(f"/brand/{digest()}.png")).content))
    assert shown.size == (512, 102)
