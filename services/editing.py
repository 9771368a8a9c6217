"""Two people changing the same thing: the later one is told, and nothing is overwritten unseen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from models.base import Versioned
from services.access import Actor
from services.core import clock
from services.core.errors import Conflict


@dataclass(frozen=True)
class Difference:
    """A field that reads otherwise than what one is about to save."""

    field: str
    theirs: Any  # what stands there now
    yours: Any


class Stale(Conflict):
    """Somebody else has saved the same thing since it was opened (ADMIN-9)."""

    def __init__(
        self, by: str, at: datetime | None, differences: list[Difference], version: int = 0
    ) -> None:
        super().__init__(
            "{name} has changed this meanwhile. Please look at the difference.", name=by
        )
        self.by, self.at, self.differences = by, at, differences
        self.version = version  # what has to be given to save all the same


def id_of(actor: Actor, what: str, key: str) -> UUID:
    """Return the id of what a form adds: the same however often somebody sends that form.

    Args:
        what: Kind of thing, so that one form can add several.
        key: Made by the browser for one form; empty: each sending adds another.
    """
    return uuid5(actor.id, f"{what} {key!a}") if key else uuid4()


def change(
    row: Versioned, actor: Actor, version: int, values: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """Set the columns of a row, and note who did it.

    Args:
        version: Of the row as it was when its form was opened.
        values: By column. What the form does not ask for is left out.

    Returns:
        What really changed: each column with its old and new value. Empty: nothing did.

    Raises:
        Stale: The row was saved since, and reads otherwise than what would be saved now.
    """
    changed = compare(row, version, {name: getattr(row, name) for name in values}, values)
    if changed:
        for name, (_old, new) in changed.items():
            setattr(row, name, new)
        note(row, actor)
    return changed


def compare(
    row: Versioned, version: int, current: Mapping[str, Any], values: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """Find what would change, where the fields of a form are not simply the columns of its row.

    Args:
        current: How the fields read now.

    Raises:
        Stale: The row was saved since, and reads otherwise than what would be saved now.
    """
    changed = {
        name: (current.get(name), value)
        for name, value in values.items()
        if current.get(name) != value
    }
    if changed and version != row.version:
        differences = [Difference(name, old, new) for name, (old, new) in changed.items()]
        raise Stale(row.changed_by, row.changed_at, differences, row.version)
    return changed


def note(row: Versioned, actor: Actor) -> None:
    """Count a change, and note who made it."""
    row.version += 1
    row.changed_at, row.changed_by = clock.now(), actor.name
