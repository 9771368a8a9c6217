"""What files tell beside what they show: gone from all that is handed out, on every path."""

import httpx
import pytest
from sqlmodel import select

from models.documents import Document
from models.messaging import MessageFile
from models.records import Attachment
from portal_app import api, cookies
from portal_app.api import attachments, documents, message_files, photos
from services import copies
from services.core import files
from services.core.config import config
from services.core.db import run
from services.records import publishing, writing
from tests import telling
from tests.papers import locked, pdf
from tests.portal_app.sending import send_to
from tests.services.decoding.test_pictures import HEIC, PLACE

pytestmark = pytest.mark.spec("DOC-5", "DOC-8")
PAPER = telling.paper()
TELLING = [PAPER, telling.PHOTO, HEIC]


async def get(person, path):
    transport = httpx.ASGITransport(api.routes())
    given = {"cookie": f"{cookies.SESSION}={person.token}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.get(path, headers=given)


async def sent(part, path, content, person, query=""):
    answer, _body = await send_to(part, path, content, person, query, **{"x-file-name": "x"})
    assert answer.status_code == 200, answer.text
    return answer.json()


def clean(answer):
    """Whether something was handed out, and tells nothing."""
    found = telling.told(answer.content) + [one for one in PLACE if one in answer.content]
    return (answer.status_code, found) == (200, [])


async def handed_in(content, alice, vera):
    found = await sent(documents, "/uploads/documents", content, alice)
    return [f"/files/documents/{found['id']}", f"/files/documents/{found['id']}/pages/1"]


async def written(content, alice, vera):
    found = await sent(
        message_files, "/uploads/messages", content, vera, f"customer={alice.actor.id}"
    )
    paths = [f"/files/messages/{found['id']}"]
    run(lambda db: setattr(db.get(MessageFile, _id(db, MessageFile)), "status", "published"))
    run(lambda db: setattr(db.get(MessageFile, _id(db, MessageFile)), "author_id", alice.actor.id))
    return [*paths, f"{paths[0]}/small"] if found["picture"] else paths


async def attached(content, alice, vera):
    record = run(writing.start, vera.actor, alice.pet_id, "imaging")
    found = await sent(attachments, f"/uploads/records/{record.id}", content, vera)
    run(writing.save, vera.actor, record.id, 1, {"title": "Chest"})
    run(publishing.publish, vera.actor, record.id, 2, notify=False)
    return [f"/files/attachments/{found['id']}"]


async def photographed(content, alice, vera):
    await sent(photos, f"/uploads/pets/{alice.pet_id}/photo", content, alice)
    return [f"/files/pets/{alice.pet_id}/photo"]


def _id(db, model):
    return db.exec(select(model.id)).one()


WAYS = [(way, content) for way in (handed_in, written, attached) for content in TELLING]


@pytest.mark.parametrize(
    ("way", "content"), [*WAYS, (photographed, HEIC), (photographed, telling.PHOTO)]
)
async def test_nothing_that_is_handed_out_tells_more_than_it_shows(alice, vera, way, content):
    paths = await way(content, alice, vera)

    for path in paths:
        assert clean(await get(alice, path)), path
        assert not telling.told(telling.read_out((await get(alice, path)).content))


async def test_the_original_stays_as_it_came_and_nobody_gets_it(alice, vera):
    await handed_in(PAPER, alice, vera)

    row = run(lambda db: db.exec(select(Document)).one())
    assert files.path(row.file).read_bytes() == PAPER
    assert (row.size_bytes, row.whole, row.active) == (len(PAPER), "", True)
    assert clean(await get(vera, f"/files/documents/{row.id}"))


@pytest.mark.parametrize("content", TELLING, ids=["pdf", "jpeg", "heic"])
async def test_what_was_there_before_is_written_anew_when_somebody_asks(
    alice, vera, put, write_record, content
):
    about = {"name": "x", "media_type": "application/pdf", "size_bytes": len(content)}
    about["file"] = files.keep(content)
    record = write_record(alice.pet_id, status="published")
    rows = put(
        Document(customer_id=alice.actor.id, customer_may_see=True, **about),
        Attachment(record_id=record.id, **about),
        MessageFile(
            customer_id=alice.actor.id, author_id=alice.actor.id, status="published", **about
        ),
    )

    for row, path in zip(rows, ("documents", "attachments", "messages"), strict=True):
        for person in (alice, vera) if path != "messages" else (alice,):
            assert clean(await get(person, f"/files/{path}/{row.id}"))


async def test_a_pdf_that_cannot_be_written_anew_is_handed_out_to_nobody(alice, put):
    about = {"name": "x.pdf", "media_type": "application/pdf", "size_bytes": 5}
    kept = [files.keep(content) for content in (locked(user="secret"), b"%PDF-1.7 broken")]
    rows = put(
        *[
            Document(customer_id=alice.actor.id, file=one, customer_may_see=True, **about)
            for one in kept
        ]
    )

    for row in rows:
        assert (await get(alice, f"/files/documents/{row.id}")).status_code == 404


async def test_copies_go_with_the_files_that_they_are_of(alice, vera):
    [_path, _page] = await handed_in(pdf(), alice, vera)
    digest = run(lambda db: db.exec(select(Document)).one()).file
    place = await copies.of(digest)

    copies.tidy()
    assert place.exists()
    files.path(digest).unlink()
    (old := place.with_suffix(".0")).touch()
    copies.tidy()

    assert [one.exists() for one in (place, old)] == [False, False]
    assert list((config().data_dir / "incoming").glob("*")) == []
