"""PDFs written anew: they look the same, and tell nothing of who made them where."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image, ImageChops

from services.decoding import bare, papers
from tests import telling
from tests.papers import changed, locked, pdf
from tests.services.decoding.test_pictures import written

pytestmark = pytest.mark.spec("DOC-5")


@pytest.fixture
def paper(tmp_path):
    """Lay a content on the disk, and look through it."""

    def look(content: bytes, read=papers.pdf):
        path = tmp_path / "paper"
        path.write_bytes(content)
        return read(path)

    return look


def test_a_copy_looks_the_same_and_tells_nothing(paper):
    content = telling.paper()

    made = paper(content)

    assert set(telling.told(content)) == set(telling.TOLD)
    assert telling.told(bytes(made.copy)) == []
    assert made.active
    again = paper(bytes(made.copy))
    assert not again.active
    for was, now in zip(made.pages, again.pages, strict=True):
        pictures = [Image.open(BytesIO(each.content)) for each in (was, now)]
        lost = ImageChops.difference(*pictures).point(lambda value: 255 if value > 30 else 0)
        box = lost.getbbox()  # the note's sign may go; the pictures and the text may not
        assert box is None or (box[2] - box[0] < 60 and box[3] - box[1] < 60)


def test_what_a_page_says_stays(paper):
    with pikepdf.open(BytesIO(bytes(paper(telling.paper()).copy))) as opened:
        notes = [str(each.get("/Contents", "")) for each in opened.pages[0].obj.Annots]
        fields = [str(each.get("/T", "")) for each in opened.Root.AcroForm.Fields]
        pictures = len(opened.pages[0].obj.Resources.XObject)

    assert notes[0] == "Please look"
    assert fields == ["Signature"]
    assert pictures == 3


def test_what_only_printing_is_forbidden_of_is_handed_out_open(paper):
    with pikepdf.open(BytesIO(bytes(paper(locked(user="")).copy))) as opened:
        assert not opened.is_encrypted


def test_a_damaged_pdf_is_mended_where_nobody_has_to_judge_it(paper):
    made = paper(pdf()[:-200], papers.copy)

    assert len(pikepdf.open(BytesIO(bytes(made))).pages) == 1
    for content in (b"%PDF-1.7\n%%EOF", b"nothing", locked(user="secret")):
        with pytest.raises((papers.Unreadable, papers.Locked)):
            paper(content, papers.copy)


def test_former_states_of_a_pdf_do_not_come_along(paper):
    old = changed(lambda one: one.docinfo.update({"/Author": "Kamera"}))
    with pikepdf.open(BytesIO(old)) as opened:
        number = opened.trailer.Info.objgen[0]
    at, end = len(old), old.rindex(b"startxref") + 10
    later = b"%d 0 obj\n<< /Author (Nobody) >>\nendobj\n" % number
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    trailer = b"trailer\n<< /Size 99 /Root 1 0 R /Info %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF"
    prev = int(old[end:].split()[0])

    made = paper(old + later + table + trailer % (number, prev, at + len(later)), papers.copy)

    assert telling.told(bytes(made)) == []


@pytest.mark.parametrize("progressive", [False, True])
def test_a_bare_jpeg_has_the_same_pixels(progressive):
    content = written("JPEG", comment="Kamera", progressive=progressive)

    made = bare.jpeg(content + b"Kamera")

    assert b"Kamera" not in made
    pictures = [Image.open(BytesIO(each)).tobytes() for each in (content, made)]
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("content", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1", b"\xff\xd8\xff\xda\0"])
def test_a_bare_picture_of_next_to_nothing_is_nothing(content):
    assert len(bare.jpeg(content)) <= len(content)
    assert bare.jpeg2000(content) == b""
