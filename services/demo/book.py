"""The rows of the demo clinic, collected before they are written."""

import csv
import tomllib
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from uuid import UUID, uuid5

from sqlalchemy import inspect
from sqlmodel import Session, SQLModel

from services.core import clock

RowT = TypeVar("RowT", bound=SQLModel)

_NAMESPACE = UUID("6f1d1f0e-7c0b-5f35-9d0e-9b8f0c6a4d11")
_FOLDER = Path(__file__).parent
_YEAR_DAYS = 365.25
_SUNDAY = 6


def stable(*words: object) -> UUID:
    """Return the id that these words have in every demo clinic, so that links outlive it."""
    return uuid5(_NAMESPACE, "/".join(str(word) for word in words))


def chance(*words: object) -> Random:
    """Return a source of chance of its own for these words, the same every time."""
    return Random("/".join(str(word) for word in words))  # noqa: S311 - nothing secret


def sheet(name: str) -> list[dict[str, str]]:
    """Read one of the tables beside this module."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def tome(name: str) -> dict[str, Any]:
    """Read one of the TOML files beside this module."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


class Book:
    """Everything that will be written, and what day it is."""

    def __init__(self, today: date) -> None:
        """Begin with empty pages."""
        self.today = today
        self._rows: dict[type[SQLModel], dict[tuple[Any, ...], SQLModel]] = {}

    def add(self, row: RowT) -> RowT:
        """Note a row down, once."""
        key = tuple(inspect(type(row)).primary_key_from_instance(row))
        self._rows.setdefault(type(row), {}).setdefault(key, row)
        return row

    def ago(self, years: float) -> date:
        """Return the day this many years ago on which the clinic was open."""
        return self.workday(self.today - timedelta(days=round(years * _YEAR_DAYS)))

    def workday(self, day: date) -> date:
        """Return a day, or the one before it if it is a Sunday."""
        return day - timedelta(days=1) if day.weekday() == _SUNDAY else day

    def next_workday(self, day: date) -> date:
        """Return a day, or the one after it if it is a Sunday."""
        return day + timedelta(days=1) if day.weekday() == _SUNDAY else day

    def moment(self, day: date, minutes: int) -> datetime:
        """Return the moment so many minutes into a day, on the clinic's clock.

        Args:
            minutes: After eight in the morning, when the clinic opens.
        """
        there = clock.local(clock.now()).tzinfo
        return datetime.combine(day, time(8), there) + timedelta(minutes=minutes)

    def write(self, db: Session) -> None:
        """Write all rows, parents first."""
        order: list[Any] = list(SQLModel.metadata.sorted_tables)
        for model in sorted(self._rows, key=lambda kept: order.index(inspect(kept).local_table)):
            db.add_all(self._rows[model].values())
            db.flush()
