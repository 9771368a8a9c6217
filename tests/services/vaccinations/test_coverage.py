"""Until when a pet is covered: proved against somebody who looks at every single day."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, seed, settings
from hypothesis import strategies as st

from services.vaccinations import coverage
from services.vaccinations.coverage import Color, Cover, Standing

TODAY = date(2026, 3, 4)
REACH = 75  # days each way that the oracle walks; nothing in the examples ends in between


def day(offset):
    return TODAY + timedelta(days=offset)


days = st.integers(-REACH, REACH).map(day)
edges = st.sampled_from([-32, -31, -30, -1, 0, 1, 29, 30, 31, 32]).map(day)
ends = edges | days | st.just(date.max)
doses = st.tuples(edges | days | st.just(date.min), ends)
covers = st.builds(
    Cover,
    doses=st.lists(doses, max_size=4).map(tuple),
    exempt_until=st.none() | edges | days,
    required_from=st.none() | edges | days,
)


def covered_that_day(cover, on):
    """Say whether nothing is wanting on one day."""
    return (
        any(first <= on <= last for first, last in cover.doses)
        or (cover.exempt_until is not None and on <= cover.exempt_until)
        or (cover.required_from is not None and on < cover.required_from)
    )


def walk(first, last):
    """Every day from first to last."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def color_by_walking(cover, due_soon_days):
    """Red: today is not covered. Yellow: the cover ends on one of the days that are soon."""
    if not covered_that_day(cover, TODAY):
        return Color.RED
    ahead = walk(day(1), day(due_soon_days + 1))
    return Color.GREEN if all(covered_that_day(cover, on) for on in ahead) else Color.YELLOW


def standing_by_walking(cover, due_soon_days):
    """Say in the order of what matters to the owner what today and the days ahead are like."""
    only_doses = Cover(doses=cover.doses)
    ahead = walk(TODAY, day(due_soon_days + 1))
    if all(covered_that_day(only_doses, on) for on in ahead):
        return Standing.VALID
    if cover.exempt_until and covered_that_day(Cover(exempt_until=cover.exempt_until), TODAY):
        return Standing.EXEMPT
    if covered_that_day(only_doses, TODAY):
        return Standing.EXPIRES_SOON
    if covered_that_day(Cover(required_from=cover.required_from), TODAY):
        return Standing.TOO_YOUNG
    begun = [first for first, _last in cover.doses if first <= TODAY]
    return Standing.EXPIRED if begun else Standing.MISSING


def agree(cover, first, length, due_soon_days):
    """Compare all three answers with what the days say."""
    last = first + timedelta(days=length)

    assert coverage.covered(cover, first, last) == all(
        covered_that_day(cover, on) for on in walk(first, last)
    )
    assert coverage.color(cover, TODAY, due_soon_days) == color_by_walking(cover, due_soon_days)
    assert coverage.standing(cover, TODAY, due_soon_days) == standing_by_walking(
        cover, due_soon_days
    )


asked = given(covers, edges | days, st.integers(0, 90), st.sampled_from([0, 1, 7, 30, 365]))


@pytest.mark.spec("IMM-3", "IMM-5", "IMM-7")
@seed(20260304)
@settings(max_examples=1500, deadline=None)
@example(Cover(doses=((day(-9), day(4)), (day(5), day(9)))), day(0), 9, 30)  # seamless
@example(Cover(doses=((day(-9), day(4)), (day(6), day(9)))), day(0), 9, 30)  # one day wanting
@example(Cover(doses=((day(9), day(4)),)), day(0), 9, 30)  # ends before it begins
@asked
def test_answer_as_somebody_who_looks_at_every_day(cover, first, length, due_soon_days):
    agree(cover, first, length, due_soon_days)


@pytest.mark.slow
@pytest.mark.spec("IMM-3", "IMM-5", "IMM-7")
@seed(20260305)
@settings(max_examples=100_000, deadline=None)
@asked
def test_answer_so_a_hundred_thousand_times(cover, first, length, due_soon_days):
    agree(cover, first, length, due_soon_days)


@pytest.mark.spec("IMM-3", "IMM-5")
@pytest.mark.parametrize(
    ("ends", "color", "standing"),
    [
        (-1, Color.RED, Standing.EXPIRED),
        (0, Color.YELLOW, Standing.EXPIRES_SOON),
        (1, Color.YELLOW, Standing.EXPIRES_SOON),
        (30, Color.YELLOW, Standing.EXPIRES_SOON),
        (31, Color.GREEN, Standing.VALID),
    ],
)
def test_change_on_the_days_that_decide(ends, color, standing):
    cover = Cover(doses=((day(-300), day(ends)),))

    assert coverage.color(cover, TODAY, 30) is color
    assert coverage.standing(cover, TODAY, 30) is standing


@pytest.mark.spec("IMM-2", "IMM-3")
@pytest.mark.parametrize(
    ("ends", "color", "standing"),
    [
        (-1, Color.RED, Standing.MISSING),
        (0, Color.YELLOW, Standing.EXEMPT),
        (30, Color.YELLOW, Standing.EXEMPT),
        (31, Color.GREEN, Standing.EXEMPT),
    ],
)
def test_count_an_exemption_in_force_as_covered(ends, color, standing):
    cover = Cover(exempt_until=day(ends))

    assert coverage.color(cover, TODAY, 30) is color
    assert coverage.standing(cover, TODAY, 30) is standing


@pytest.mark.spec("IMM-1", "IMM-3")
@pytest.mark.parametrize(
    ("old_enough", "color", "standing"),
    [
        (0, Color.RED, Standing.MISSING),
        (1, Color.YELLOW, Standing.TOO_YOUNG),
        (31, Color.YELLOW, Standing.TOO_YOUNG),
        (32, Color.GREEN, Standing.TOO_YOUNG),
    ],
)
def test_ask_nothing_of_those_who_are_too_young(old_enough, color, standing):
    cover = Cover(required_from=day(old_enough))

    assert coverage.color(cover, TODAY, 30) is color
    assert coverage.standing(cover, TODAY, 30) is standing
