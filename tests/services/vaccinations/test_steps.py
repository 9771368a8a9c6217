"""Which step a due day has come to, day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vaccinations import steps

pytestmark = pytest.mark.spec("NOTE-8")
DUE = date(2026, 3, 4)
DAYS = [-30, -7, 0, 14]


@pytest.mark.parametrize(
    ("day", "step"),
    [(-31, None), (-30, -30), (-8, -30), (-7, -7), (0, 0), (13, 0), (14, 14), (27, 14), (28, None)],
)
def test_step_is_the_latest_that_has_come(day, step):
    assert steps.step(DUE, DAYS, DUE + timedelta(days=day)) == step


@given(st.lists(st.integers(-365, 365), max_size=8), st.integers(-400, 400))
def test_step_agrees_with_counting_day_by_day(days, day):
    passed = [one for one in days if one <= day]
    latest = max(passed, default=None)
    if latest is not None and latest == max(days) and day - latest >= steps.GRACE.days:
        latest = None

    assert steps.step(DUE, days, DUE + timedelta(days=day)) == latest
