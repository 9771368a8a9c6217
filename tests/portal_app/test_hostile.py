"""Named hostile files, each with what becomes of it: nothing is left of what is refused."""

from urllib.parse import quote

import pytest
from sqlmodel import select

from models.documents import Document, DocumentPage
from services.core import files
from services.core.config import config
from services.core.db import run
from services.decoding import cleaning
from tests.hostile import active, others, papers, pictures
from tests.hostile.cases import FLAGGED, TAKEN
from tests.papers import opened, pdf
from tests.portal_app.test_documents import get, send

pytestmark = pytest.mark.spec("DOC-5")
CASES = [*active.CASES, *papers.CASES, *pictures.CASES, *others.CASES]
_FOLDERS = ("files", "copies", "incoming")


def on_disk() -> set[str]:
    found = [place for name in _FOLDERS for place in (config().data_dir / name).rglob("*")]
    return {str(place) for place in found if place.is_file()}


def kept():
    return run(lambda db: [len(db.exec(select(kind)).all()) for kind in (Document, DocumentPage)])


async def handed_out(person, document_id):
    """Return what can be had of a document, but for further pages."""
    paths = [document_id, f"{document_id}/pages/1"]
    answers = [await get(person, path) for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    return [answer.content for answer in answers]


def test_there_are_enough_of_them_and_each_has_a_name_of_its_own():
    names = [case.name for case in CASES]

    assert len(names) + len(others.NAMES) >= 120
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_hostile_file_meets_its_verdict(alice, case):
    before, content = on_disk(), case.made()

    answer, _body = await send(content, alice, name=quote(case.called))

    if case.verdict not in (TAKEN, FLAGGED):
        assert (answer.status_code, answer.json()) == (422, {"refusal": case.verdict})
        assert (kept(), on_disk()) == ([0, 0], before)
        return
    assert answer.status_code == 200, answer.text
    row = run(lambda db: db.exec(select(Document)).one())
    assert row.active is (case.verdict == FLAGGED)
    assert files.path(row.file).read_bytes() == content
    whole, *pages = await handed_out(alice, str(row.id))
    assert not [mark for mark in case.lacks for part in (whole, *pages) if mark in part]
    assert all(page.startswith(b"\xff\xd8\xff") for page in pages)
    if whole.startswith(b"%PDF-"):
        with opened(whole) as copy:
            assert not cleaning.acts(copy)


@pytest.mark.parametrize(("name", "shown"), others.NAMES.items(), ids=range(len(others.NAMES)))
async def test_a_name_is_a_label_and_nothing_else(alice, name, shown):
    answer, _body = await send(pdf(), alice, name=quote(name.encode("utf-8", "surrogatepass")))

    assert answer.status_code == 200
    [row] = run(lambda db: db.exec(select(Document)).all())
    assert row.name == shown
    given = (await get(alice, str(row.id))).headers["content-disposition"]
    assert given.startswith('attachment; filename="')
    assert not [letter for letter in given if not 32 <= ord(letter) < 127]
    assert "/" not in given
