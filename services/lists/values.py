"""What was typed of an entry: sorted out, and refused where it cannot be."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from sqlmodel import Session, col

from models.pets import Species
from services.access import system
from services.core.errors import Invalid
from services.lists.registry import LISTS, Column

_WORDS = 20  # that may stand in place of a number
_WORD = 80  # characters


def checked(
    db: Session, columns: Sequence[Column], values: Mapping[str, Any], held: Any = None
) -> dict[str, Any]:
    """Return the values of an entry's columns as they are stored.

    Args:
        held: The entry as it is; what it refers to may be retired.

    Raises:
        Invalid: A value does not fit; `field` names it.
    """
    return {
        column.name: _value(db, column, values.get(column.name), getattr(held, column.name, None))
        for column in columns
    }


def _value(db: Session, column: Column, value: Any, held: Any) -> Any:
    if column.shape == "tick":
        return value is True
    if column.shape == "species":
        return _species(db, column, value, held)
    told = value.strip() if isinstance(value, str) else ""
    if column.shape == "words":
        return _words(column, told)
    if column.shape == "number":
        return _number(column, told)
    if column.shape == "choice":
        return _choice(column, told)
    if column.shape == "entry":
        return _entry(db, column, told)
    return _text(column, told)


def _text(column: Column, told: str) -> str:
    if column.shape == "color" and not re.fullmatch(r"#[0-9a-fA-F]{6}", told):
        raise Invalid("Please choose a colour.", column.name)
    if len(told) > column.limit:
        raise Invalid("Please keep this under {limit} characters.", column.name, limit=column.limit)
    if not told and column.name in ("name", "key"):
        raise Invalid("Please write something first.", column.name)
    return " ".join(told.split())


def _number(column: Column, told: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", told) or int(told) > column.limit:
        most = column.limit
        raise Invalid("Please enter a whole number up to {most}.", column.name, most=most)
    return int(told)


def _choice(column: Column, told: str) -> str:
    if told not in {key for key, _label in column.choices()}:
        raise Invalid("Please choose one of the list.", column.name)
    return told


def _entry(db: Session, column: Column, told: str) -> UUID:
    model = LISTS[column.of].model
    offered = db.exec(system(model).where(~col(model.retired)))
    found = next((row.id for row in offered if str(row.id) == told), None)
    if found is None:
        raise Invalid("Please choose one of the list.", column.name)
    return found


def _species(db: Session, column: Column, value: Any, held: Any) -> list[str]:
    wanted = cast("list[object]", value) if isinstance(value, list) else []
    kept = cast("list[str]", held or [])
    offered = system(Species).order_by(col(Species.position), col(Species.name))
    known = [row.key for row in db.exec(offered) if not row.retired or row.key in kept]
    if not all(key in known for key in wanted):
        raise Invalid("Please choose one of the list.", column.name)
    return [key for key in known if key in wanted]


def _words(column: Column, told: str) -> list[str]:
    words = [" ".join(word.split()) for word in told.split(",")]
    words = list(dict.fromkeys(word for word in words if word))
    if len(words) > _WORDS or any(len(word) > _WORD for word in words):
        raise Invalid("Please keep this under {limit} characters.", column.name, limit=_WORD)
    return words
