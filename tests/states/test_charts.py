"""How a course of values is drawn."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core import i18n
from states.charts import Chart, Spot, course_chart, line_chart

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
    assert chart.line.count("L") == 2
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

    top, right, bottom = chart.band.split(" ")[:3]
    assert top.startswith("M0.00,")
    assert right == "H100.00"
    assert float(top.split(",")[1]) < float(bottom.removeprefix("V"))
    assert open_ended.band.startswith("M0.00,0.00 ")
    assert line_chart(days_after(5, 15), unit="°C").band == ""


@pytest.mark.spec("REC-9")
def test_a_band_has_a_step_where_the_range_changed_and_a_hole_where_there_was_none():
    spots = [
        Spot(when, value, low=low, high=9)
        for (when, value), low in zip(days_after(5, 6, 7, 8), (1, 1, 2, 2), strict=True)
    ]

    changed = course_chart(spots, unit="U/L")
    without = course_chart([*spots[:2], Spot(*days_after(5, 6, 7)[2]), spots[3]], unit="U/L")

    assert changed.band.count("M") == 2
    assert " H50.00 " in changed.band
    assert without.band.count("M") == 2
    assert "M83.33," in without.band


@pytest.mark.spec("REC-9")
def test_a_spot_reads_and_looks_as_it_was_given():
    (point,) = course_chart([Spot(MAY, 0.5, label="<0.5 mg/dL", mark="<")], unit="mg/dL").points

    assert (point.label, point.mark, point.newest) == ("<0.5 mg/dL, May 1, 2025", "<", True)


@pytest.mark.spec("REC-11")
@given(readings)
def test_every_place_of_the_chart_belongs_to_one_point(points):
    chart = line_chart(points, unit="kg")

    starts = numbers(point.start for point in chart.points)
    widths = numbers(point.width for point in chart.points)
    assert starts[0] == 0
    assert sum(widths) == pytest.approx(100, abs=0.01 * len(widths))
    assert starts == sorted(starts)


@pytest.mark.spec("REC-11")
def test_a_long_gap_is_dashed():
    close = days_after(10, 11, 12, 13)
    chart = line_chart([*close, (MAY + timedelta(days=900), 14.0)], unit="kg")

    assert chart.gaps.count("M") == 1
    assert chart.line.count("M") == 2
    assert line_chart(close, unit="kg").gaps == ""


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
