"""Days as people write them, and figures that are none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.documents.finding.dates import days, month_first, settled

pytestmark = pytest.mark.spec("DOC-13")

TODAY = date(2026, 3, 4)
MARCH = date(2027, 3, 5)
_DAYS = st.dates(date(2000, 1, 1), date(2035, 12, 31))


def read(text, country="US"):
    return [one.day for one in days(text, today=TODAY, country=country)]


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-05", "03/05/2027", "3/5/27", "March 5, 2027", "Mar. 5th 2027", "MARCH 5,2027",
        "5 March 2027", "05-Mar-2027", "05MAR2027", "5. März 2027", "05. Maerz 2027", "05.03.2027",
        "5.3.27", "05 . 03 . 2027", "O3/O5/2O27", "valid until03/05/2027.", "5. Mrz. 27",
    ],
)  # fmt: skip
def test_days_reads_a_day_however_it_is_written(text):
    assert read(text) == [MARCH]


@pytest.mark.parametrize(
    "text",
    [
        "555-123-4567", "985 009 243029402", "12-05-2024-001", "31/02/2027", "03/2027", "1.2",
        "version 1.2.3.4", "192.168.10.12", "05.03.1897", "05.03.2077", "Lot 3-5", "2027",
    ],
)  # fmt: skip
def test_days_takes_nothing_else_for_a_day(text):
    assert read(text) == []


@pytest.mark.parametrize(("country", "day", "other"), [("US", 5, 3), ("DE", 3, 5), ("GB", 3, 5)])
def test_days_orders_day_and_month_as_the_country_does_and_marks_the_doubt(country, day, other):
    [found] = days("05/03/2027", today=TODAY, country=country)

    assert (found.day.month, found.other.month) == (day, other)
    assert month_first(country) is (country == "US")


def test_days_has_no_doubt_where_only_one_order_makes_a_day():
    found = days("13/05/2027 05/13/2027 05/05/2027 05.03.2027", today=TODAY, country="US")

    assert [one.other for one in found] == [None] * 4
    assert [(one.day.month, one.day.day) for one in found] == [(5, 13), (5, 13), (5, 5), (3, 5)]


def test_settled_decides_by_the_papers_other_days():
    doubtful, plain_, dashed = days("05/03/2027, 25/12/2026, 05-03-2027", today=TODAY, country="US")

    one, _two, other = settled([doubtful, plain_, dashed])

    assert (one.day, one.other) == (MARCH, None)
    assert other == dashed


@given(_DAYS, st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y"]))
def test_days_finds_every_day_that_is_written_plainly(day, how):
    text = f"Rex {day.strftime(how)}, 4 mg"

    [found] = days(text, today=TODAY, country="US")

    assert (found.day, found.other) == (day, None)
    assert text[found.start : found.end] == day.strftime(how)


@given(_DAYS, st.sampled_from(["US", "DE"]))
def test_days_never_loses_the_right_reading(day, country):
    [found] = days(day.strftime("%d/%m/%Y"), today=TODAY, country=country)

    assert day in (found.day, found.other)


@given(st.text(max_size=200))
def test_days_stays_within_whatever_text(text):
    for one in days(text, today=TODAY, country="DE"):
        assert 0 <= one.start < one.end <= len(text)
