from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core import i18n
from states.charts import Chart, line_chart

MAY = datetime(2025, 5, 1, 16, tzinfo=UTC)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
readings = st.lists(st.tuples(moments, st.floats(0.01, 5000)), min_size=1, max_size=30)


def numbers(marks):
    return [float(mark.removesuffix("%")) for mark in marks]


def days_after(*values):
    return [(MAY + timedelta(days=at * 10), value) for at, value in enumerate(values)]


def test_no_values_make_an_empty_chart():
    assert line_chart([], unit="kg") == Chart()


@pytest.mark.spec("REC-11")
def test_a_line_runs_from_the_oldest_to_the_newest_whatever_the_order():
    chart = line_chart(days_after(10, 20, 15)[::-1], unit="kg")

    assert [point.left for point in chart.points] == ["0%", "50%", "100%"]
    assert [point.label for point in chart.points] == [
        "10 kg, May 1, 2025",
        "20 kg, May 11, 2025",
        "15 kg, May 21, 2025",
    ]
    assert chart.line.startswith("M0.00,")
    assert chart.line.count(",") == 3
    assert chart.summary == "3 values, latest 15 kg on May 21, 2025"


@pytest.mark.spec("REC-11")
def test_higher_values_stand_higher_between_round_numbers():
    chart = line_chart(days_after(10, 20), unit="kg")

    low, high = numbers(point.top for point in chart.points)
    assert high < low
    assert [level.label for level in chart.levels] == [
        "7.5 kg",
        "10 kg",
        "12.5 kg",
        "15 kg",
        "17.5 kg",
        "20 kg",
        "22.5 kg",
    ]


def test_one_value_stands_in_the_middle():
    chart = line_chart(days_after(4.2), unit="kg")

    assert chart.points[0].left == "50%"
    assert [day.label for day in chart.days] == ["May 1, 2025"]


@pytest.mark.spec("REC-9")
def test_a_band_spans_what_is_expected():
    chart = line_chart(days_after(5, 15), unit="°C", low=8, high=12)
    open_ended = line_chart(days_after(5, 15), unit="°C", low=8)

    assert chart.banded
    assert numbers([chart.band_height])[0] > 0
    assert open_ended.band_top == "0%"
    assert not line_chart(days_after(5, 15), unit="°C").banded


@pytest.mark.spec("GEN-9")
def test_labels_follow_the_language():
    with i18n.speaking("de"):
        chart = line_chart(days_after(10.5), unit="kg")

    assert chart.points[0].label == "10,5 kg, 01.05.2025"


@given(readings)
def test_everything_stays_inside_the_chart(points):
    chart = line_chart(points, unit="kg")

    marks = [
        *(point.left for point in chart.points),
        *(point.top for point in chart.points),
        *(day.at for day in chart.days),
        *(level.at for level in chart.levels),
    ]
    assert all(0 <= number <= 100 for number in numbers(marks))
    assert 2 <= len(chart.levels) <= 9
    assert len(chart.days) <= 5
