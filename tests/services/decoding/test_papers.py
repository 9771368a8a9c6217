"""Papers that are handed in: drawn page by page, and refused for what they hold."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from services.decoding import papers
from services.decoding.pictures import TooLarge, Unreadable
from tests.papers import changed, locked, pdf, png
from tests.services.decoding.test_pictures import HEIC, PLACE

pytestmark = pytest.mark.spec("DOC-5")
A_SCRIPT = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


@pytest.fixture
def paper(tmp_path):
    """Lay a content on the disk, and look through it."""

    def look(content: bytes, read=papers.pdf) -> papers.Paper:
        path = tmp_path / "paper"
        path.write_bytes(content)
        return read(path)

    return look


def test_pdf_draws_every_page_as_it_looks(paper):
    made = paper(pdf(pages=3))

    assert (len(made.pages), made.whole, made.active) == (3, None, False)
    for page in made.pages:
        drawn = Image.open(BytesIO(page.content))
        assert (drawn.format, drawn.size) == ("JPEG", (page.width, page.height))
        assert max(drawn.size) == papers.SIDE
        dark = drawn.convert("L").point(lambda value: 255 if value < 90 else 0).getbbox()
        assert dark is not None
        assert dark[3] < page.height / 5  # the text stands at the top


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.Root.update({"/OpenAction": A_SCRIPT}),
        lambda one: one.Root.update({"/AA": Dictionary(WC=A_SCRIPT)}),
        lambda one: one.Root.update({"/Names": Dictionary(JavaScript=Dictionary(Names=Array()))}),
        lambda one: one.Root.update({"/AcroForm": Dictionary(XFA="x")}),
        lambda one: one.pages[0].obj.update(
            {"/Annots": Array([Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F="x"))])}
        ),
        lambda one: one.pages[0].obj.update({"/Annots": Array([Dictionary(Subtype=Name.Movie)])}),
        lambda one: one.attachments.update({"a.exe": b"MZ"}),
    ],
    ids=["script", "events", "names", "form", "program", "film", "file"],
)
def test_pdf_tells_what_would_act_where_it_is_opened(paper, change):
    assert paper(changed(change)).active


def test_pdf_takes_a_link_and_a_place_to_begin_at_for_harmless(paper):
    def lead(one):
        link = Dictionary(S=Name.URI, URI="https://clinic.example")
        one.pages[0].obj.Annots = Array([Dictionary(Subtype=Name.Link, A=link)])
        one.Root.OpenAction = Array([one.pages[0].obj, Name.Fit])

    assert not paper(changed(lead)).active


def test_pdf_opens_what_only_printing_is_forbidden_of(paper):
    assert len(paper(locked(user="")).pages) == 1
    with pytest.raises(papers.Locked):
        paper(locked(user="secret"))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (pdf() + b"PK\x03\x04 an archive", papers.Mixed),
        (pdf() + b"<script>alert(1)</script>", papers.Mixed),
        (pdf()[:-300], Unreadable),
        (pdf()[:400] + b"%%EOF", Unreadable),
        (b"%PDF-1.7\n%%EOF", Unreadable),
        (b"<html>%%EOF", Unreadable),
        (pdf(pages=papers.MOST_PAGES + 1), papers.TooLong),
        (changed(lambda one: one.pages[0].obj.update({"/MediaBox": [0, 0, 1e9, 1]})), Unreadable),
        (changed(lambda one: one.pages.__delitem__(0)), Unreadable),
    ],
    ids=["archive", "page", "cut", "middle", "bare", "html", "long", "wide", "empty"],
)
def test_pdf_refuses_what_is_no_whole_pdf_alone(paper, content, refusal):
    with pytest.raises(refusal):
        paper(content)


def test_pdf_survives_objects_that_lead_back_to_themselves(paper):
    def turn(one):
        ring = one.make_indirect(Dictionary())
        ring.Next = ring
        one.Root.Ring = ring

    assert len(paper(changed(turn)).pages) == 1


def test_picture_is_written_anew_without_where_it_was_taken(paper):
    made = paper(HEIC, papers.picture)

    for each in (made.whole, *made.pages):
        assert Image.open(BytesIO(each.content)).format == "JPEG"
        assert not [word for word in PLACE if word in each.content]


def test_picture_refuses_more_pixels_than_anybody_takes(paper):
    with pytest.raises(TooLarge):
        paper(png(10_000, 6_000), papers.picture)


def test_pdf_with_thousands_of_objects_is_looked_through(paper):
    def fill(one):
        one.Root.Many = Array([one.make_indirect(Dictionary(N=n)) for n in range(5_000)])

    assert not paper(changed(fill, object_stream_mode=pikepdf.ObjectStreamMode.generate)).active
