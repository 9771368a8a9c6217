"""What a form holds: read field by field, each refusal beside the field it is about."""

from collections.abc import Container, Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from services.core.errors import Invalid

YEARS = range(1900, 2200)  # others are half typed, or slips of the finger


class Typed:
    """A form as it was sent. It may come from anybody: a value need not even be a string."""

    def __init__(self, form: Mapping[str, object]) -> None:
        """Take a form; nothing is read yet."""
        self._form = form

    def has(self, *names: str) -> bool:
        """Tell whether the form asks for all of these."""
        return all(name in self._form for name in names)

    def text(self, name: str, limit: int, *, needed: bool = False) -> str:
        """Read a text, trimmed; empty if the form does not ask for it.

        Raises:
            Invalid: It is needed and empty, too long, or cannot be kept.
        """
        given = self._form.get(name, "")
        said = given.strip() if isinstance(given, str) else ""
        if needed and not said:
            raise Invalid("Please fill this in.", name)
        if len(said) > limit:
            raise Invalid("Please keep this under {limit} characters.", name, limit=limit)
        if "\0" in said or any("\ud800" <= sign <= "\udfff" for sign in said):
            raise Invalid("This text contains a character that cannot be kept.", name)
        return said

    def line(self, name: str, limit: int, *, needed: bool = False) -> str:
        """Read a text of one line.

        Raises:
            Invalid: As for `text`.
        """
        return " ".join(self.text(name, limit, needed=needed).split())

    def yes(self, name: str) -> bool:
        """Read a box that can be ticked."""
        return self._form.get(name) in (True, "true", "on", "yes")

    def several(self, name: str) -> set[str]:
        """Read what was chosen among many; whether there is such a thing is for the caller."""
        given = self._form.get(name)
        chosen = cast("list[object]", given) if isinstance(given, list) else []
        return {one for one in chosen[:200] if isinstance(one, str)}

    def one_of(self, name: str, words: Container[str]) -> str:
        """Read one of these words.

        Raises:
            Invalid: It is none of them.
        """
        said = self.text(name, 100)
        if said not in words:
            raise Invalid("Please choose one of these.", name)
        return said

    def day(self, name: str) -> date | None:
        """Read a calendar day; None if it is empty.

        Raises:
            Invalid: There is no such day, or nobody can remember it.
        """
        said = self.text(name, 40)
        if not said:
            return None
        try:
            day = date.fromisoformat(said)
        except ValueError:
            raise Invalid("Please enter a date.", name) from None
        if day.year < YEARS.start:
            raise Invalid("Please check the year.", name)
        return day

    def lines(self, name: str, limit: int) -> list[str]:
        """Read a list: as such, or typed with commas or line breaks between; no two are the same.

        Args:
            limit: Characters of each, and how many there may be.

        Raises:
            Invalid: There are too many, or one is too long.
        """
        given: Any = self._form.get(name)
        whole = ",".join(map(str, given)) if isinstance(given, list) else given  # pyright: ignore
        cut = Typed({name: whole}).text(name, limit * limit).replace("\n", ",").split(",")
        found = list(dict.fromkeys(" ".join(part.split()) for part in cut if part.strip()))
        if len(found) > limit or any(len(part) > limit for part in found):
            raise Invalid("Please keep this under {limit} characters.", name, limit=limit)
        return found


def maybe_day(text: object) -> date | None:
    """Read a calendar day, written as in ISO 8601; None where it is none, or not of our times."""
    try:
        day = date.fromisoformat(str(text))
    except ValueError:
        return None
    return day if day.year in YEARS else None


def maybe_id(text: object) -> UUID | None:
    """Read an id; None where it is none."""
    try:
        return UUID(str(text))
    except ValueError:
        return None
