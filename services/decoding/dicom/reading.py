"""Single values of a data set, whatever a device has written there."""

import math
from typing import Any

from pydicom.dataset import Dataset


def number(given: Any) -> float | None:
    """Return a finite number, or None where there is none."""
    try:
        value = float(given)
    except (TypeError, ValueError, OverflowError):
        return None
    return value if math.isfinite(value) else None


def whole(given: Any, otherwise: int = 0) -> int:
    """Return a whole number, or another where there is none."""
    value = number(given)
    return otherwise if value is None else int(value)


def several(data: Dataset, keyword: str) -> list[Any]:
    """Return the values of an element, however many it has."""
    given = value(data, keyword)
    if given is None or given == "":
        return []
    alone = isinstance(given, str | bytes) or not hasattr(given, "__iter__")
    return [given] if alone else list(given)


def pair(data: Dataset, keyword: str) -> tuple[float, float] | None:
    """Return two lengths in millimetres that can be true, or None."""
    lengths = [number(one) for one in several(data, keyword)[:2]]
    if len(lengths) < 2 or not all(one and 1e-5 < one < 1000 for one in lengths):
        return None
    return lengths[0] or 0.0, lengths[1] or 0.0


def words(data: Dataset, keyword: str, most: int = 64) -> str:
    """Return a text without what cannot be printed; empty where there is none."""
    given = value(data, keyword)
    text = "" if given is None else str(given)[:most]
    return "".join(letter for letter in text if letter.isprintable()).strip()


def value(data: Dataset, keyword: str) -> Any:
    """Return what an element holds; None where it is missing or cannot be read."""
    try:
        return data.get(keyword)
    except Exception:  # noqa: BLE001 (an element that cannot be read is as good as missing)
        return None


def first(data: Dataset, keyword: str) -> Dataset | None:
    """Return the first item of a sequence."""
    found = value(data, keyword)
    try:
        return found[0] if found and isinstance(found[0], Dataset) else None
    except (TypeError, IndexError, KeyError):
        return None


def items(data: Dataset, keyword: str, most: int) -> list[Dataset]:
    """Return the first items of a sequence."""
    given: Any = value(data, keyword)
    try:
        each: Any = list(given or ())[:most]
    except TypeError:
        return []
    return [item for item in each if isinstance(item, Dataset)]
