"""Whole pages: which day means what, and for which vaccine."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.documents.finding import Context, Kind, Meaning, Sheet, Word, found

pytestmark = pytest.mark.spec("DOC-13")

KINDS = [Kind("r", "Rabies"), Kind("d", "DHPP"), Kind("b", "Bordetella")]
CONTEXT = Context(date(2026, 3, 4), "US", KINDS)


def sheet(text, *, slope=0.0, turns=0):
    """Set a text as a typewriter would: ten wide, thirty high; falling to the right if wanted."""
    words = []
    for row, line in enumerate(text.strip("\n").split("\n")):
        for match in re.finditer(r"\S+", line):
            left, right = match.start() * 10, match.end() * 10
            top = 100 + row * 30 + slope * left
            words.append(Word(match.group(), left, top, right, top + 20, slope))
    return Sheet(1000, 1400, words, turns)


def days(text, context=CONTEXT, **how):
    return [
        (one.text, str(one.meaning), "".join(one.kinds))
        for one in found([sheet(text, **how)], context)
        if one.day
    ]


TABLE = """
Bella       DOB 03/15/2020       Date: 02/21/2026
Vaccine        Lot      Exp          Date given   Next due
Rabies         A12      01/22/2027   05/23/2024   05/23/2027
Kennel Cough   C44      01/22/2027   05/24/2025   05/24/2026
"""
READ = [
    ("03/15/2020", "other", ""),
    ("02/21/2026", "other", ""),
    ("01/22/2027", "other", ""),
    ("05/23/2024", "given", "r"),
    ("05/23/2027", "expires", "r"),
    ("01/22/2027", "other", ""),
    ("05/24/2025", "given", "b"),
    ("05/24/2026", "expires", "b"),
]


@pytest.mark.parametrize("slope", [0.0, 0.05, -0.05])
def test_found_reads_tables_by_their_headings(slope):
    assert days(TABLE, slope=slope) == READ


def test_found_reads_headings_that_stand_close_together():
    text = """
Impfung     Impfdatum Naechste Impfung
Tollwut     31.10.24  31.10.27
"""

    assert days(text) == [("31.10.24", "given", "r"), ("31.10.27", "expires", "r")]


def test_found_reads_tables_whose_columns_are_the_vaccines():
    text = """
              Rabies       DHPP
Given       05/23/2024   05/24/2025
Valid until 05/23/2027   05/24/2026
"""

    assert days(text) == [
        ("05/23/2024", "given", "r"),
        ("05/24/2025", "given", "d"),
        ("05/23/2027", "expires", "r"),
        ("05/24/2026", "expires", "d"),
    ]


def test_found_takes_no_vaccine_for_another_that_the_clinic_does_not_have():
    text = """
Vaccine    Date given   Valid until
Rabies     05/23/2024   05/23/2027
FeLV       05/24/2025   05/24/2026
Novelty    05/25/2025   05/25/2026
"""

    assert [kinds for _text, _meaning, kinds in days(text)] == ["r", "r", "", "", "", ""]


def test_found_reads_sentences_and_blocks():
    text = """
wurde am 23. Mai 2024 gegen Tollwut geimpft.
Die Impfung ist gültig bis 23.05.2027.

DHPP
  Given: 24 May 2025
  Good through: 24 May 2026
"""

    assert days(text) == [
        ("23. Mai 2024", "given", "r"),
        ("23.05.2027", "expires", "r"),
        ("24 May 2025", "given", "d"),
        ("24 May 2026", "expires", "d"),
    ]


def test_found_takes_no_day_to_come_for_one_on_which_something_was_given():
    assert days("Rabies  05/23/2026") == [("05/23/2026", "expires", "r")]
    assert days("Rabies given 05/23/2026") == [("05/23/2026", "unknown", "r")]
    assert days("Rabies  05/23/2025") == [("05/23/2025", "unknown", "r")]


def test_found_settles_the_order_of_day_and_month_by_the_whole_paper():
    [one, other] = found([sheet("until 05/03/2027"), sheet("until 25/12/2026")], CONTEXT)

    assert (one.day, one.other, one.page) == (date(2027, 3, 5), None, 1)
    assert (other.day, other.page) == (date(2026, 12, 25), 2)


def test_found_tells_where_on_the_page_as_it_is_shown():
    [name] = found([sheet("Rabies")], CONTEXT)
    [turned] = found([sheet("Rabies", turns=1)], CONTEXT)

    assert (name.left, name.top, name.width, name.height) == (0, 0.0714, 0.06, 0.0143)
    assert (turned.left, turned.top) == (pytest.approx(1 - 0.0714 - 0.0143, abs=1e-4), 0)
    assert (turned.width, turned.height) == (name.height, name.width)


@settings(max_examples=50)
@given(st.lists(st.text(max_size=30), max_size=12))
def test_found_stays_on_the_page_whatever_stands_there(texts):
    for one in found([sheet("\n".join(texts))], CONTEXT):
        assert 0 <= one.left <= one.left + one.width <= 1.001
        assert one.meaning in Meaning
        assert len(one.text) <= 80
