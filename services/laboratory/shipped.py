"""The laboratory's catalogue as it ships (catalogue.toml)."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SPECIES = ("dog", "cat")  # that ranges ship for
Ends = tuple[float | None, float | None]


@dataclass(frozen=True)
class ShippedMarker:
    """A marker as it ships. One that is no number has an expected word."""

    key: str
    name: str
    unit: str = ""
    ranges: tuple[Ends, ...] = ()  # in the order of SPECIES
    expected: str = ""


@dataclass(frozen=True)
class ShippedPanel:
    """A panel as it ships, with the sources of its ranges."""

    name: str
    specimen: str
    source: str
    markers: tuple[ShippedMarker, ...]


@cache
def panels() -> tuple[ShippedPanel, ...]:
    """Read what ships."""
    text = (Path(__file__).parent / "catalogue.toml").read_text(encoding="utf-8")
    return tuple(
        ShippedPanel(
            name=told["name"],
            specimen=told["specimen"],
            source=told["source"],
            markers=tuple(_markers(told)),
        )
        for told in tomllib.loads(text)["panels"]
    )


@cache
def texts() -> frozenset[str]:
    """List what the catalogue of translations must have: names, and words that are expected."""
    markers = [marker for panel in panels() for marker in panel.markers]
    words = {marker.expected for marker in markers if marker.expected}
    return frozenset({panel.name for panel in panels()} | {one.name for one in markers} | words)


def _markers(told: dict[str, Any]) -> Iterator[ShippedMarker]:
    for key, name, unit, *ranges in told.get("numbers", ()):
        yield ShippedMarker(key, name, unit, tuple(_ends(*given) for given in ranges))
    for key, name, expected in told.get("words", ()):
        yield ShippedMarker(key, name, expected=expected)


def _ends(low: float | str, high: float | str) -> Ends:
    return (None if low == "" else float(low), None if high == "" else float(high))
