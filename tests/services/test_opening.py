"""Opening hours, against an oracle that looks at the clinic's clock minute by minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import opening
from services.settings import WEEKDAYS, Settings

pytestmark = pytest.mark.spec("MSG-10")
MINUTE = timedelta(minutes=1)
NIGHTS = [  # in which the clocks are put on or back, and an ordinary one
    ("America/New_York", date(2026, 3, 7)),
    ("America/New_York", date(2026, 10, 31)),
    ("Europe/Berlin", date(2026, 3, 28)),
    ("Europe/Berlin", date(2026, 10, 24)),
    ("Australia/Lord_Howe", date(2026, 4, 4)),
    ("Europe/Berlin", date(2026, 6, 10)),
]


def rules(zone="Europe/Berlin", hours="08:30-12:00, 14:00-18:00", **more) -> Settings:
    every = hours if isinstance(hours, dict) else dict.fromkeys(WEEKDAYS[:5], hours)
    return Settings(time_zone=zone, opening_hours=every, **more)


def at(written: str, zone="Europe/Berlin") -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@st.composite
def days(draw) -> str:
    """Up to three spans of a day, on whole quarters of an hour."""
    ends = draw(st.lists(st.integers(0, 96), unique=True, max_size=6).map(sorted))
    times = [f"{one // 4:02}:{one % 4 * 15:02}" for one in ends[: len(ends) // 2 * 2]]
    return ", ".join(f"{a}-{b}" for a, b in zip(times[::2], times[1::2], strict=True))


def oracle(given: Settings, first: date) -> list[datetime]:
    """List the minutes in which the clinic is open on four days, from what its clock shows."""
    zone, open_minutes = ZoneInfo(given.time_zone), []
    begin = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=1)
    shown = [begin + number * MINUTE for number in range(6 * 24 * 60)]
    for number in range(4):
        day = first + timedelta(days=number)
        minutes = [(one, one.astimezone(zone)) for one in shown]
        of_day = [(one, f"{it:%H:%M}") for one, it in minutes if it.date() == day]
        for span in filter(None, given.opening_hours.get(WEEKDAYS[day.weekday()], "").split(", ")):
            opens, closes = span.split("-")
            since = [one for one, time in of_day if time >= opens]
            until = [one for one, time in of_day if time < closes]
            if since and until:
                open_minutes += [one for one, _ in of_day if since[0] <= one <= until[-1]]
    return open_minutes


@given(st.sampled_from(NIGHTS), st.lists(days(), min_size=7, max_size=7), st.integers(1, 20))
def test_open_and_answered_as_the_clock_on_the_wall_says(night, hours, answer_hours):
    zone, first = night
    given = rules(zone, dict(zip(WEEKDAYS, hours, strict=True)), answer_hours=answer_hours)
    expected = oracle(given, first)

    spans = [
        one for number in range(4) for one in opening.spans(given, first + timedelta(days=number))
    ]

    counted = [
        begins + n * MINUTE for begins, ends in spans for n in range((ends - begins) // MINUTE)
    ]
    assert counted == expected
    asked = datetime(first.year, first.month, first.day, 17, tzinfo=UTC)
    left = [one for one in expected if one >= asked]
    by = opening.answer_by(given, asked)
    if len(left) >= answer_hours * 60:
        assert by == left[answer_hours * 60 - 1] + MINUTE
    assert opening.is_open(given, asked) is (asked in expected)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("2026-06-10T09:00", "2026-06-10T11:00"),
        ("2026-06-10T11:30", "2026-06-10T15:30"),  # over lunch
        ("2026-06-12T17:00", "2026-06-15T09:30"),  # over the weekend
        ("2026-12-24T17:30", "2026-12-28T10:00"),  # over a holiday and the weekend
    ],
)
def test_answer_by_counts_opening_hours_only(asked, answered):
    given = rules(answer_hours=2, closed_days=["12-25"])

    assert opening.answer_by(given, at(asked)) == at(answered)


def test_closed_days_are_of_one_year_or_of_every():
    given = rules(closed_days=["2026-05-14", "12-25"])

    closed = [
        opening.spans(given, date(year, *day)) == []
        for year in (2025, 2026)
        for day in ((5, 14), (12, 25))
    ]

    assert closed == [False, True, True, True]


def test_a_clinic_that_is_hardly_ever_open_promises_nothing():
    assert opening.answer_by(rules(hours={"monday": "08:00-08:01"}), at("2026-06-10T09:00")) is None
    assert not opening.known(rules(hours={}))
    assert opening.answer_by(rules(hours={}), at("2026-06-10T09:00")) is None
