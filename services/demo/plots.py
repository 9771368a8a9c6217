"""What can happen to a pet, as the TOML files beside this module tell it."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from services.demo.book import tome


class Part(BaseModel):
    """A piece of an episode; a misspelt key in the files is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Finding(Part):
    """A diagnosis that was made."""

    title: str
    status: Literal["tentative", "final"] = "final"
    resolved_after: int | None = None  # days
    notes: str = ""


class Remedy(Part):
    """Something that was done, or prescribed."""

    title: str
    type: Literal["procedure", "medication", "therapy"] = "medication"
    dose: float | None = None
    unit: str = ""
    per_kg: float | None = None  # instead of `dose`: in `unit` for each kilogram
    route: str = ""
    frequency: str = ""
    days: int | None = None  # None: for good
    refills: int | None = None
    instructions: str = ""
    notes: str = ""


class Study(Part):
    """Pictures that were taken."""

    title: str
    type: Literal["X-ray", "ultrasound", "CT", "MRI", "endoscopy", "photo"] = "X-ray"
    body_part: str = ""
    findings: str
    conclusion: str
    picture: str = ""  # empty: there are only files of real machines
    notes: str = ""


class Sample(Part):
    """A laboratory panel, and which of its values were out of the ordinary."""

    panel: str
    changes: dict[str, float | str] = {}
    notes: str = ""


class Episode(Part):
    """One visit, or one telephone call, and everything that came of it."""

    ago: float = 0.0  # years before today
    title: str
    reason: str = ""
    subtype: str = "Visit"
    by: Literal["vera", "noah"] | None = None
    status: Literal["draft", "published", "private"] = "published"
    temperature: float | None = None  # °C, where it was not the usual one
    subjective: str
    objective: str
    assessment: str
    plan: str
    customer_text: str = ""
    staff_notes: str = ""
    amended: bool = False
    finding: Finding | None = None
    remedies: list[Remedy] = []
    studies: list[Study] = []
    samples: list[Sample] = []


def stories() -> dict[str, list[Episode]]:
    """Read what happened to single pets, by the words in the last column of pets.csv."""
    return {
        name: [Episode(**told) for told in episodes] for name, episodes in tome("stories").items()
    }


class Marker(Part):
    """One value of a laboratory panel."""

    key: str
    name: str
    unit: str
    digits: int
    dog: tuple[float, float]
    cat: tuple[float, float]

    def span(self, species: str) -> tuple[float, float]:
        """Return the reference range of a species; the dog's where there is no own."""
        return self.cat if species == "cat" else self.dog


class Panel(Part):
    """What a laboratory reports together; `extra` only where it was asked for."""

    title: str
    specimen: Literal["blood", "urine", "stool"]
    markers: list[Marker] = []
    extra: list[Marker] = []
    words: list[tuple[str, str, str]] = []  # marker, name, what it says when all is well


def panels() -> dict[str, Panel]:
    """Read the laboratory's panels."""
    return {
        name: Panel(
            title=told["title"],
            specimen=told["specimen"],
            markers=[_marker(row) for row in told["markers"]],
            extra=[_marker(row) for row in told.get("extra", [])],
            words=[tuple(row) for row in told.get("words", [])],
        )
        for name, told in tome("panels").items()
    }


def _marker(row: list[Any]) -> Marker:
    return Marker(**dict(zip(Marker.model_fields, row, strict=True)))


def routine() -> dict[str, list[Episode]]:
    """Read what happens to every pet of a species, year after year, the youngest age first."""
    return {
        name: [Episode(**told) for told in episodes] for name, episodes in tome("routine").items()
    }
