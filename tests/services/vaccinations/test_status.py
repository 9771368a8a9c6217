"""How a dose stands follows from the calendar, by an oracle that goes day by day."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import vaccinations
from services.vaccinations import State, status

TODAY = date(2026, 3, 4)  # of the fixture noon


def day(offset):
    return TODAY + timedelta(days=offset)


@dataclass(frozen=True)
class Dated:
    planned_on: date | None = None
    given_on: date | None = None
    valid_until: date | None = None


offsets = st.sampled_from([-400, -40, -31, -30, -29, -2, -1, 0, 1, 2, 29, 30, 31, 40, 400])
days = offsets.map(day)
plans = st.builds(Dated, planned_on=days)
given_doses = st.builds(
    Dated, planned_on=st.none() | days, given_on=days, valid_until=st.none() | days
)
certificates = st.builds(Dated, valid_until=days)


def newer(one, other):
    """Whether `one` was given after `other`; where a day is unknown, the later end decides."""
    ends = one.valid_until or date.max, other.valid_until or date.max
    if one.given_on and other.given_on and one.given_on != other.given_on:
        return one.given_on > other.given_on
    return ends[0] > ends[1]


def outlasts(one, other):
    """Whether `one` protects today, and longer than `other`."""
    end = one.valid_until or date.max
    return end >= TODAY and end > (other.valid_until or date.max)


def oracle(dose, others, due_soon_days):
    """Say what a dose means by walking through the calendar, a day at a time."""
    plan = dose.given_on is None and dose.planned_on is not None
    given_ones = [one for one in others if one.given_on or not one.planned_on]
    if plan:
        due = dose.planned_on
        since = any(one.given_on and one.given_on >= due for one in given_ones)
    else:
        due = dose.valid_until
        since = any(newer(one, dose) or outlasts(one, dose) for one in given_ones)
    if due is None or since:
        return State.GIVEN
    ahead, walked = 0, TODAY
    while walked < due:
        walked += timedelta(days=1)
        ahead += 1
    if due != walked:
        return State.OVERDUE
    if ahead <= due_soon_days:
        return State.DUE_SOON
    return State.PLANNED if plan else State.GIVEN


@pytest.mark.spec("REC-10")
@given(st.lists(plans | given_doses | certificates, max_size=5), st.sampled_from([0, 1, 30]))
def test_state_agrees_with_the_calendar(doses, due_soon_days):
    expected = [
        oracle(dose, doses[:place] + doses[place + 1 :], due_soon_days)
        for place, dose in enumerate(doses)
    ]

    assert status.states(doses, TODAY, due_soon_days) == expected


@pytest.mark.spec("REC-10")
@pytest.mark.parametrize(
    ("dose", "state"),
    [
        (Dated(planned_on=day(31)), State.PLANNED),
        (Dated(planned_on=day(30)), State.DUE_SOON),
        (Dated(planned_on=day(0)), State.DUE_SOON),
        (Dated(planned_on=day(-1)), State.OVERDUE),
        (Dated(given_on=day(-300), valid_until=day(31)), State.GIVEN),
        (Dated(given_on=day(-300), valid_until=day(30)), State.DUE_SOON),
        (Dated(given_on=day(-300), valid_until=day(0)), State.DUE_SOON),
        (Dated(given_on=day(-300), valid_until=day(-1)), State.OVERDUE),
        (Dated(given_on=day(-300)), State.GIVEN),
        (Dated(valid_until=day(31)), State.GIVEN),
    ],
)
def test_tell_the_state_on_the_days_that_decide(dose, state):
    assert status.states([dose], TODAY, 30) == [state]


@pytest.mark.spec("REC-10")
def test_end_an_older_overdue_by_a_newer_dose():
    old = Dated(given_on=day(-800), valid_until=day(-400))
    new = Dated(given_on=day(-10), valid_until=day(355))
    missed = Dated(planned_on=day(-400))

    assert status.states([old, missed], TODAY, 30) == [State.OVERDUE] * 2
    assert status.states([old, missed, new], TODAY, 30) == [State.GIVEN] * 3


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2026, 3, 4), 36, date(2029, 3, 4)),
    ],
)
def test_move_on_by_calendar_months(start, months, end):
    assert vaccinations.months_after(start, months) == end


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (12, "in 12 days"),
        (90, "in 2 months"),
        (-1, "1 day overdue"),
        (-60, "60 days overdue"),
        (-366, "12 months overdue"),
    ],
)
def test_say_how_far_away(offset, words):
    assert status.in_words(day(offset), TODAY) == words
