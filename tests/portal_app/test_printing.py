"""Papers over HTTP: only to whom they belong, under a safe name, and kept nowhere."""

import httpx
import pytest
from sqlmodel import select

from models.audit import AuditEvent
from models.pets import Pet
from portal_app import api, cookies
from services.core.db import run
from tests.pdf import read

pytestmark = pytest.mark.spec("REC-12")


@pytest.fixture
def get():
    """Ask for a paper as somebody, or as nobody."""

    async def ask(address, person=None, **headers):
        jar = {cookies.SESSION: person.token} if person else {}
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(api.routes()),
            base_url="http://localhost:8000",
            cookies=jar,
        ) as browser:
            return await browser.get(address, headers=headers)

    return ask


async def test_send_a_paper_to_its_customer_and_keep_it_nowhere(alice, write_record, get):
    write_record(alice.pet_id, title="Sprain", status="published")

    answer = await get(
        f"/print/pets/{alice.pet_id}/notes.pdf?since=2020-01-01&until=nonsense", alice
    )

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-disposition"].startswith('attachment; filename="Rex - Clinical')
    assert "Sprain" in read(answer.content).text


async def test_open_a_paper_in_the_browser_to_print_it(alice, get):
    answer = await get(f"/print/pets/{alice.pet_id}/weight.pdf?show=1", alice)

    assert answer.headers["content-disposition"].startswith("inline; ")


async def test_speak_the_browsers_language(alice, get):
    answer = await get(f"/print/pets/{alice.pet_id}/weight.pdf", alice, **{"Accept-Language": "de"})

    assert "Gewicht" in read(answer.content).text


async def test_name_the_file_so_that_it_cannot_mislead(alice, get):
    def name(db):
        db.get(Pet, alice.pet_id).name = '../"Ñandú"\r\nSet-Cookie: x=1'

    run(name)

    answer = await get(f"/print/pets/{alice.pet_id}/weight.pdf", alice)

    told = answer.headers["content-disposition"]
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert "/" not in told.split("filename=")[1].split(";")[0]
    assert "%C3%91and%C3%BA" in told


@pytest.mark.spec("GEN-1")
async def test_answer_for_whatever_is_not_theirs_as_for_nothing(alice, bob, rita, get):
    for address, person in (
        (f"/print/pets/{alice.pet_id}/notes.pdf", None),
        (f"/print/pets/{alice.pet_id}/notes.pdf", bob),
        (f"/print/pets/{alice.pet_id}/notes.pdf", rita),
        (f"/print/pets/{alice.pet_id}/nothing.pdf", alice),
        ("/print/pets/nobody/notes.pdf", alice),
    ):
        answer = await get(address, person)
        assert (answer.status_code, answer.text) == (404, "Not found")


@pytest.mark.spec("PRIV-6")
async def test_write_down_that_staff_printed(alice, vera, get):
    answer = await get(f"/print/pets/{alice.pet_id}/certificate.pdf", vera)

    trail = run(lambda db: db.exec(select(AuditEvent)).all())
    assert answer.status_code == 200
    assert [(line.event, line.actor_id) for line in trail] == [("file printed", vera.actor.id)]
