"""The words of customers and pets: derived in one place, whoever writes the rows."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import delete, event, insert, inspect
from sqlalchemy.orm import Session as OrmSession
from sqlmodel import Session, col

from models.customers import Customer
from models.pets import Pet
from models.search import SearchWord
from services.access import Actor, Permission, system, visible
from services.core import contacts, text
from services.core.db import stream

CUSTOMER, PET = "customer", "pet"
_TOLD_BY = {  # the columns that words come from
    Customer: ("first_name", "last_name", "email", "phone"),
    Pet: ("name", "microchip"),
}
_KINDS: dict[type[Customer] | type[Pet], str] = {Customer: CUSTOMER, Pet: PET}
_NOBODY = UUID(int=0)
_PORTAL = Actor(_NOBODY, _NOBODY, "", frozenset(Permission))  # whoever's rows they are
_LONGEST = 64  # characters of a word that are told apart
_LOCAL = 7  # figures at the end of a number, as people of the same town say it
_AT_ONCE = 5_000  # rows


def keep_up() -> None:
    """From now on have every saved customer and pet be found by what it says then."""
    if not event.contains(OrmSession, "before_flush", _follow):
        event.listen(OrmSession, "before_flush", _follow)


def rebuild(db: Session) -> int:
    """Derive all words anew, after rows were written past the session: by an import.

    Returns:
        How many words there are.
    """
    db.connection().execute(delete(SearchWord))
    return sum(
        _insert(db, kind, stream(db, _every(model), col(model.id), *_columns(model)))
        for model, kind in _KINDS.items()
    )


def of_customer(first_name: str, last_name: str, email: str | None, phone: str | None) -> set[str]:
    """Return the words that a customer is found by."""
    found = set(text.words(f"{first_name} {last_name}"))
    if email:
        found |= {email[:_LONGEST], *text.words(email.partition("@")[0])}
    if phone:
        found |= {*contacts.digits(phone), phone[-_LOCAL:]}
    return found


def of_pet(name: str, microchip: str | None) -> set[str]:
    """Return the words that a pet is found by."""
    return {*text.words(name), *([microchip] if microchip else [])}


def _follow(session: OrmSession, _context: Any, _instances: Any) -> None:
    """Write the words of what is about to be written."""
    written: list[Any] = [*session.dirty, *session.new, *session.deleted]
    for row in written:
        if type(row) in _KINDS:
            _keep(session, row, gone=row in session.deleted)


def _keep(session: OrmSession, row: Customer | Pet, *, gone: bool) -> None:
    model, changes = type(row), inspect(row).attrs
    if not gone and not any(changes[name].history.has_changes() for name in _TOLD_BY[model]):
        return
    connection = session.connection()
    connection.execute(delete(SearchWord).where(col(SearchWord.subject_id) == row.id))
    said = set[str]() if gone else _words(model, [getattr(row, name) for name in _TOLD_BY[model]])
    if said:
        rows = [_row(row.id, word, _KINDS[model]) for word in sorted(said)]
        connection.execute(insert(SearchWord), rows)


def _words(model: type[Any], told: list[Any]) -> set[str]:
    found = of_customer(*told) if model is Customer else of_pet(*told)
    return {word[:_LONGEST] for word in found if word}


def _every(model: type[Any]) -> Any:
    return system(Customer) if model is Customer else visible(_PORTAL, Pet)


def _columns(model: type[Any]) -> list[Any]:
    return [getattr(model, name) for name in _TOLD_BY[model]]


def _row(id: UUID, word: str, kind: str) -> dict[str, Any]:
    return {"subject_id": id, "word": word, "kind": kind}


def _insert(db: Session, kind: str, told: Iterator[Any]) -> int:
    model = Customer if kind == CUSTOMER else Pet
    waiting: list[dict[str, Any]] = []
    count = 0
    for subject, *columns in told:
        waiting += [_row(subject, word, kind) for word in _words(model, columns)]
        if len(waiting) >= _AT_ONCE:
            count += _write(db, waiting)
            waiting = []
    return count + _write(db, waiting)


def _write(db: Session, rows: list[dict[str, Any]]) -> int:
    if rows:
        db.connection().execute(insert(SearchWord), rows)
    return len(rows)
