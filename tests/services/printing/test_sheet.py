"""Papers as PDF: what stands on them, in which letters, on which size, and where pages end."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from PIL import Image

from services.core import files
from services.printing import curves, pdf
from services.printing.paper import (
    Facts,
    Heading,
    Letterhead,
    Paper,
    Prose,
    Signature,
    Table,
)
from tests.pdf import read

pytestmark = pytest.mark.spec("REC-12")

PAPER = Paper(
    title="Clinical notes",
    letterhead=Letterhead("Willow Lane Vets", ["1 Willow Lane", "+1 202 555 0143"]),
    about=[("Pet", "Rex"), ("Microchip", ""), ("Belongs to", "Alice Archer")],
    pet_name="Rex",
    blocks=[],
    printed="Printed on March 4, 2026",
    page="Page {number} of {count}",
    letter=False,
    language="en",
    name="Rex",
)
ACCENTS = "Größe für Žluťoučký kůň, ñandú, Łódź, Ærø, „Anführung“ 37,5 °C ≤ 39 µg/dl"
LONG = "Donaudampfschifffahrtskapitänsmütze " * 12


def printed(*blocks, **fields):
    return read(pdf(replace(PAPER, blocks=blocks, **fields)))


@pytest.mark.parametrize(("letter", "size"), [(True, (612.0, 792.0)), (False, (595.28, 841.89))])
def test_fit_letter_and_a4(letter, size):
    assert printed(letter=letter).size == size


def test_print_the_clinics_head_and_the_pets_without_what_is_unknown():
    text = printed().text

    for told in ("Willow Lane Vets", "1 Willow Lane", "Rex", "Alice Archer", "Page 1 of"):
        assert told in text
    assert "Microchip" not in text


def test_print_every_part_with_its_accents():
    text = printed(
        Heading("Überschrift", "4. März 2026", large=True),
        Facts([("Größe", ACCENTS)]),
        Prose(ACCENTS, label="Befund"),
        Table(("Spalte",), (1,), [(ACCENTS,)]),
        Signature(["Ort und Datum"]),
    ).text.replace("\n", " ")

    assert text.count("Žluťoučký kůň") == 3
    for told in ("Überschrift", "4. März 2026", "Befund", "µg/dl", "≤", "„Anführung“", "Spalte"):
        assert told in text
    assert "?" not in text


def test_break_long_texts_and_tables_over_numbered_pages():
    words = [f"word{number}" for number in range(4000)]
    rows = [(f"row{number}", LONG) for number in range(120)]

    found = printed(Prose(" ".join(words)), Table(("Name", "Text"), (1, 3), rows))

    text = found.text.replace("\n", " ")
    assert len(found.pages) > 8
    assert all(word in text.split() for word in words)
    assert all(f"row{number}" in text for number in range(120))
    for number, page in enumerate(found.pages, 1):
        flat = page.replace("\n", " ")
        assert f"Page {number} of {len(found.pages)}" in " ".join(flat.split())
        assert "Willow Lane Vets" in flat
    tables = [page for page in found.pages if "row" in page]
    assert all("Name" in page for page in tables)


def test_keep_a_heading_with_what_follows():
    filled = [Prose("line")] * 34

    for count in range(20, 40):
        found = printed(*filled[:count], Heading("Next part"), Prose("follows at once"))
        (page,) = [page for page in found.pages if "Next part" in page]
        assert "follows at once" in page


def test_break_words_that_are_wider_than_a_page():
    wide = Table(("a", "b"), (1, 1), [("z" * 99, "")])

    text = printed(Heading("Q" * 160), Prose("x" * 500), wide).text

    assert (text.count("Q"), text.count("z")) == (160, 99)
    assert text.count("x") == 501  # one is Rex's


def test_print_signs_that_no_font_has_as_something_else():
    assert "Rex" in printed(Prose("\N{DOG FACE} 犬 Rex \u202e\u0000")).text


def test_do_without_a_logo_that_is_missing():
    head = replace(PAPER.letterhead, logo="0" * 64)

    assert "Willow Lane Vets" in printed(letterhead=head).text


def test_print_the_logo(tmp_path):
    picture = tmp_path / "logo.png"
    Image.new("RGBA", (300, 80), (10, 120, 90, 128)).save(picture)
    head = replace(PAPER.letterhead, logo=files.keep(picture.read_bytes()))

    content = pdf(replace(PAPER, letterhead=head))

    assert b"/Subtype /Image" in content
    assert "Willow Lane Vets" in read(content).text


def test_print_the_same_at_another_time_of_the_day():
    with time_machine.travel("2026-03-04 15:00Z", tick=False):
        before = pdf(PAPER)
    with time_machine.travel("2026-03-04 15:07Z", tick=False):
        after = pdf(PAPER)

    assert before == after


def test_draw_a_curve_with_round_values_at_its_side():
    points = [(date(2026, month, 1), value) for month, value in ((1, 3.9), (2, 4.4), (3, 4.1))]

    drawn = curves.chart(points, "kg", (3.5, None))
    text = printed(drawn).text

    for told in ("kg", "3.5", "4.5", "Jan 1, 2026", "Mar 1, 2026"):
        assert told in text
    assert drawn.path[0][0] == 0
    assert drawn.path[-1][0] == 1
    assert all(0 <= height <= 1 for _along, height in drawn.path)
    assert drawn.band == (0, 1)


@pytest.mark.parametrize("values", [(4, 4), (0, 0), (-1, 1), (0.001, 0.002), (1e6, 3e6)])
def test_draw_whatever_is_measured(values):
    first, last = date(2026, 1, 1), date(2026, 1, 1)

    drawn = curves.chart([(first, values[0]), (last, values[1])], "mg")

    assert printed(drawn).text
    assert all(0 <= height <= 1 for _along, height in drawn.path)


def test_draw_no_curve_of_one_value():
    assert curves.chart([(date(2026, 1, 1), 4.0)], "kg") is None


def test_go_on_overleaf_with_a_curve_that_does_not_fit():
    points = [(date(2026, 1, 1), 3.9), (date(2026, 2, 1), 4.4)]
    curve = curves.chart(points, "kg")

    pages = printed(*[curve] * 8).pages

    assert len(pages) == 3
    assert all("Rex" in page for page in pages)
