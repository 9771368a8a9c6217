"""Reading what may have been written by anybody."""

from datetime import date
from uuid import UUID

import pytest

from services.core.typed import maybe_day, maybe_id


def test_a_day_is_read_where_it_is_one():
    assert maybe_day("2026-03-04") == date(2026, 3, 4)


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30", "0026-03-04", "2200-01-01", None, 7])
def test_what_is_no_day_of_our_times_is_none(text):
    assert maybe_day(text) is None


def test_an_id_is_read_where_it_is_one():
    assert maybe_id("00000000-0000-0000-0000-000000000008") == UUID(int=8)


@pytest.mark.parametrize("text", ["", "x", None, 8, ["a"], "0" * 10_000])
def test_what_is_no_id_is_none(text):
    assert maybe_id(text) is None
