"""Payloads that no page sends, made from those that each handler of the matrices works with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, Uuid, func, select
from sqlmodel import SQLModel

from services.core.db import engine
from tests.security.matrix import HANDLERS
from tests.security.staff_matrix import STAFF_HANDLERS
from tests.security.world import World

LONGEST = 10_000  # characters that any text may have
NASTY: tuple[Any, ...] = (
    "x" * (LONGEST + 1),
    "nul \0 inside",
    "half \ud800 a sign",
    "\u202egnp.exe \u2066\u200f",
    10**30,
    [["x"], {"value": 1}, None, "\udfff"],
    {"value": ["x"]},
    None,
)


@dataclass(frozen=True)
class Target:
    """A handler of one of the matrices, and who may call it."""

    name: str
    person: str
    payload: Callable[[World], dict[str, Any]]
    route: Callable[[World], dict[str, str]]
    after: tuple[str, ...]
    before: Callable[..., None] | None = None


TARGETS = {
    **{
        name: Target(name, "alice", case.payload, case.route, case.after)
        for name, case in HANDLERS.items()
    },
    **{
        name: Target(name, "vera", case.payload, case.route, case.after, case.before)
        for name, case in STAFF_HANDLERS.items()
    },
}


def attacks(payload: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Put each nasty value in the place of each argument, and of each field of a form."""
    for name, value in payload.items():
        for nasty in NASTY:
            yield name, {**payload, name: nasty}
        fields = list(value) if isinstance(value, dict) else []
        for part in fields:
            for nasty in NASTY:
                yield f"{name}.{part}", {**payload, name: {**value, part: nasty}}


def _is_text(column: Column) -> bool:
    return not isinstance(column.type, JSON | Uuid) and column.type.python_type is str


def overlong() -> list[str]:
    """List the columns that hold more than they may."""
    found: list[str] = []
    with engine().connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            texts = [column for column in table.columns if _is_text(column)]
            if not texts:
                continue
            longest = connection.execute(select(*[func.max(func.length(c)) for c in texts])).one()
            found += [
                f"{table.name}.{column.name}"
                for column, length in zip(texts, longest, strict=True)
                if (length or 0) > (getattr(column.type, "length", None) or LONGEST)
            ]
        found += map(str, connection.exec_driver_sql("PRAGMA foreign_key_check").all())
    return found
