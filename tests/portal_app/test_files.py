"""Files over HTTP: only to whom they belong, and never as anything that a browser would run."""

import httpx
import pytest
from starlette.applications import Starlette

from models.documents import Document
from models.pets import Pet
from models.records import Attachment
from portal_app import cookies
from portal_app.api.files import ROUTES, disposition
from services import settings
from services.auth import sessions
from services.core import files, sniffing
from services.core.db import run
from tests.papers import pdf

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
PDF = pdf()
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.fixture
def get():
    """Ask for a file as somebody, or as nobody."""

    async def ask(address, person=None, **headers):
        app = httpx.ASGITransport(Starlette(routes=ROUTES))
        jar = {cookies.SESSION: person.token} if person else {}
        async with httpx.AsyncClient(
            transport=app, base_url="http://localhost:8000", cookies=jar
        ) as browser:
            return await browser.get(
                address, headers={name.replace("_", "-"): value for name, value in headers.items()}
            )

    return ask


@pytest.fixture
def photo(alice):
    """Rex's photo."""

    def take(db):
        db.get(Pet, alice.pet_id).photo = files.keep(PNG)

    run(take)
    return f"/files/pets/{alice.pet_id}/photo"


@pytest.fixture
def attach(alice, write_record, put):
    """Attach a file to a record of Rex's and return its address."""

    def make(content=PDF, name="Report.pdf", media_type="application/pdf", **record):
        written = write_record(alice.pet_id, **{"status": "published", **record})
        digest = files.keep(content)
        anew = sniffing.type_of(content).startswith("image/")
        row = put(
            Attachment(
                record_id=written.id,
                file=digest,
                shown=digest if anew else "",
                name=name,
                media_type=media_type,
                size_bytes=len(content),
            )
        )
        return f"/files/attachments/{row.id}"

    return make


@pytest.fixture
def hand_in(alice, put):
    """Put a document of Alice's there and return its address."""

    def make(**fields):
        row = put(
            Document(
                customer_id=alice.actor.customer_id,
                file=files.keep(PDF),
                name="Certificate.pdf",
                media_type="application/pdf",
                size_bytes=len(PDF),
                **fields,
            )
        )
        return f"/files/documents/{row.id}"

    return make


def alike(*answers):
    """Tell whether answers cannot be told apart."""
    return len({(a.status_code, a.content, repr(sorted(a.headers.items()))) for a in answers}) == 1


@pytest.mark.spec("PET-1")
async def test_a_photo_is_shown_to_its_customer(get, alice, photo):
    answer = await get(photo, alice)

    assert (answer.status_code, answer.content) == (200, PNG)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"].startswith("inline;")
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.spec("GEN-1")
async def test_what_is_not_yours_is_as_what_is_not_there(get, alice, bob, photo, attach, hand_in):
    addresses = (photo, attach(), hand_in(customer_may_see=True))
    nowhere = "00000000-0000-0000-0000-000000000000"

    assert [(await get(address, alice)).status_code for address in addresses] == [200, 200, 200]
    assert (await get(photo, bob)).status_code == 404
    assert alike(
        *[await get(address, bob) for address in addresses],
        *[await get(address) for address in addresses],
        await get(f"/files/pets/{nowhere}/photo", alice),
        await get(f"/files/pets/{bob.pet_id}/photo", bob),  # it has none
        await get(f"/files/attachments/{nowhere}", alice),
        await get("/files/documents/1", alice),
        await get("/files/documents/%00", alice),
    )


@pytest.mark.spec("GEN-1", "AUTH-8")
async def test_a_browser_that_has_the_file_still_has_to_prove_itself(get, alice, bob, photo):
    tag = (await get(photo, alice)).headers["etag"]

    assert (await get(photo, alice, if_none_match=tag)).status_code == 304
    assert (await get(photo, alice, if_none_match=f'"x", W/{tag}')).status_code == 304
    assert (await get(photo, alice, if_none_match='"x"')).status_code == 200
    assert (await get(photo, bob, if_none_match=tag)).status_code == 404
    assert (await get(photo, if_none_match=tag)).status_code == 404

    run(sessions.end, alice.token)
    assert (await get(photo, alice, if_none_match=tag)).status_code == 404


@pytest.mark.spec("AUTH-8")
async def test_an_expired_session_gets_nothing(get, alice, photo, later):
    later(hours=13)

    assert (await get(photo, alice)).status_code == 404


@pytest.mark.spec("GEN-2")
@pytest.mark.parametrize("status", ["draft", "private"])
async def test_attachments_of_unpublished_records_are_not_there(get, alice, vera, attach, status):
    address = attach(status=status)

    assert (await get(address, alice)).status_code == 404
    assert (await get(address, vera)).status_code == 200


@pytest.mark.spec("REC-1")
async def test_attachments_of_a_type_that_is_switched_off_are_not_there(get, alice, attach):
    address = attach()
    run(settings.put, record_types={"note": False})

    assert (await get(address, alice)).status_code == 404


@pytest.mark.spec("GEN-2", "GEN-11")
async def test_documents_the_customer_may_not_see_are_not_there(get, alice, vera, hand_in):
    address = hand_in()

    assert (await get(address, alice)).status_code == 404
    assert (await get(address, vera)).status_code == 200


@pytest.mark.spec("AUTH-25")
async def test_staff_need_the_permission(get, rita, photo, attach, hand_in):
    for address in (photo, attach(), hand_in(customer_may_see=True)):
        assert (await get(address, rita)).status_code == 404


@pytest.mark.spec("IMG-9", "GEN-3")
async def test_dicom_goes_to_customers_only_when_the_clinic_says_so(get, alice, vera, attach):
    address = attach(b"DICM", "scan.dcm", "application/dicom")

    assert (await get(address, alice)).status_code == 404
    assert (await get(address, vera)).status_code == 200

    run(settings.put, allow_dicom_download=True)
    assert (await get(address, alice)).status_code == 200


@pytest.mark.parametrize(
    ("content", "media_type", "sent_as"),
    [
        (PNG, "image/png", "inline image/png"),
        (b"\xff\xd8\xff" + bytes(9), "text/html", "inline image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBP", "image/webp", "inline image/webp"),
        (PDF, "application/pdf", "attachment application/pdf"),
        (SVG, "image/svg+xml", "attachment application/octet-stream"),
        (SVG, "image/png", "attachment application/octet-stream"),
        (b"<b>", "text/html", "attachment text/html; charset=utf-8"),
        (b"?", "not a type", "attachment application/octet-stream"),
    ],
)
async def test_only_pictures_are_shown_within_the_browser(
    get, alice, attach, content, media_type, sent_as
):
    answer = await get(attach(content, "x", media_type), alice)

    how = answer.headers["content-disposition"].split(";")[0]
    assert f"{how} {answer.headers['content-type']}" == sent_as


async def test_a_part_of_a_file_can_be_asked_for(get, alice, attach):
    address = attach()
    whole = (await get(address, alice)).content
    part = await get(address, alice, range="bytes=0-3")
    beyond = await get(address, alice, range="bytes=9999-")

    assert (part.status_code, part.content) == (206, b"%PDF")
    assert part.headers["content-range"] == f"bytes 0-3/{len(whole)}"
    assert part.headers["x-content-type-options"] == "nosniff"
    assert beyond.status_code == 416


async def test_a_file_that_is_gone_from_the_disk_is_missing_and_logged(get, alice, attach, caplog):
    address = attach(b"soon gone")
    files.path(files.keep(b"soon gone")).unlink()

    assert (await get(address, alice)).status_code == 404
    assert "missing from the disk" in caplog.text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Befund.pdf", "\"Befund.pdf\"; filename*=UTF-8''Befund.pdf"),
        ("Röntgen.pdf", "\"Ro_ntgen.pdf\"; filename*=UTF-8''R%C3%B6ntgen.pdf"),
        ('a"\r\nX: y.pdf', "\"a_X_ y.pdf\"; filename*=UTF-8''a_X_%20y.pdf"),
        ("../../etc/passwd", "\"_.._etc_passwd\"; filename*=UTF-8''_.._etc_passwd"),
        ("\u202efdp.exe", "\"fdp.exe\"; filename*=UTF-8''fdp.exe"),
        ("100%.pdf", "\"100_.pdf\"; filename*=UTF-8''100%25.pdf"),
        ("...", "\"file\"; filename*=UTF-8''file"),
    ],
)
def test_disposition_names_a_file_safely(name, said):
    assert disposition(name, inline=False) == f"attachment; filename={said}"
