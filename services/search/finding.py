"""What staff find as they type: customers, and pets with whose they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, UnaryExpression, and_, exists, false, or_, union_all
from sqlalchemy.orm import aliased
from sqlalchemy.sql.operators import custom_op
from sqlmodel import Session, col

from models.customers import Customer
from models.pets import Pet, Species
from models.search import SearchWord
from services.access import Actor, Permission, require, rows, system, visible
from services.core import contacts, text
from services.core.errors import NotFound
from services.search.words import CUSTOMER, PET

_WORDS = 5  # of a search; more narrow nothing down
_LONGEST = 100  # characters that are read of it
_COMMON = 2  # letters that so many words begin with that hardly anybody is ruled out
_PLUS = custom_op[UUID]("+")
_AFTER = "\uffff"  # sorts after whatever begins alike


@dataclass(frozen=True)
class Hit:
    """A customer or a pet that was found."""

    kind: str  # customer, pet
    id: UUID
    name: str
    detail: str  # of a customer a contact, of a pet whose it is
    species: str = ""  # the key of the pet's drawing
    photo: str = ""
    gone: bool = False  # disabled, or deceased
    disputed: bool = False  # the customer has typed a microchip that another pet has


@dataclass(frozen=True)
class Found:
    """The first of what was found, of each kind."""

    customers: list[Hit]
    pets: list[Hit]


def find(db: Session, actor: Actor, typed: str, *, limit: int = 6) -> Found:
    """Find customers and pets by the beginnings of their words: name, e-mail, phone, chip.

    Args:
        typed: Every word has to be found; a pet is found by its customer's words, too, as long
            as one is its own.

    Raises:
        Forbidden: The actor may not view records.
        NotFound: It is a customer who asks.
    """
    require(actor, Permission.VIEW_RECORDS)
    if not actor.is_staff:
        raise NotFound
    wanted = _wanted(typed[:_LONGEST])
    if not wanted:
        return Found([], [])
    return Found(_customers(db, wanted, limit), _pets(db, actor, wanted, limit))


def holding(actor: Actor, typed: str) -> list[ColumnElement[bool]]:
    """Narrow customers down to those of whom every word is found, of theirs or of their pets'.

    Args:
        typed: What holds no word at all, such as a percent sign, is found nowhere.
    """
    if not typed.strip():
        return []
    wanted = _wanted(typed[:_LONGEST])
    return [_holds(actor, word) for word in wanted] if wanted else [false()]


def _holds(actor: Actor, word: str) -> ColumnElement[bool]:
    own: Any = system(SearchWord).where(col(SearchWord.kind) == CUSTOMER, _begins(SearchWord, word))
    pets: Any = (
        visible(actor, Pet)
        .join(SearchWord, col(SearchWord.subject_id) == Pet.id)
        .where(col(SearchWord.kind) == PET, _begins(SearchWord, word))
    )
    either = union_all(
        own.with_only_columns(col(SearchWord.subject_id)),
        pets.with_only_columns(col(Pet.customer_id)),
    )
    theirs: Any = col(Customer.id)
    if len(word) <= _COMMON:  # with a plus, SQLite goes through the list until a page is full
        theirs = UnaryExpression(theirs, operator=_PLUS, type_=theirs.type)
    return theirs.in_(either)


def _wanted(typed: str) -> list[str]:
    """Read what was typed as words, the longest first: it leaves the fewest to look at."""
    figures = re.sub(r"[\s()+./-]", "", typed)
    if figures.isdecimal() and len(figures) > 2:  # a number, however it is divided
        return [figures.lstrip("0") or "0"]
    found: list[str] = []
    for part in typed.split()[:_WORDS]:
        found += [text.folded(part)] if "@" in part else text.words(part)
    return sorted(set(found), key=len, reverse=True)[:_WORDS]


def _customers(db: Session, wanted: Sequence[str], limit: int) -> list[Hit]:
    first, *rest = wanted
    query: Any = (
        system(SearchWord)
        .join(Customer, col(Customer.id) == col(SearchWord.subject_id))
        .where(col(SearchWord.kind) == CUSTOMER, _begins(SearchWord, first))
        .where(*[_has(col(Customer.id), word) for word in rest])
        .order_by(col(SearchWord.word))
        .limit(3 * limit)  # somebody may have several words that begin alike
        .with_only_columns(Customer)
    )
    found: dict[UUID, Hit] = {}
    for (row,) in rows(db, query):
        found.setdefault(row.id, _customer(row))
    return list(found.values())[:limit]


def _pets(db: Session, actor: Actor, wanted: Sequence[str], limit: int) -> list[Hit]:
    found: dict[UUID, Hit] = {}
    for own in wanted:
        others = [word for word in wanted if word != own]
        shown: Any = visible(actor, Pet)
        query = (
            shown.join(SearchWord, col(SearchWord.subject_id) == Pet.id)
            .join(Customer, col(Customer.id) == Pet.customer_id)
            .join(Species, col(Species.id) == Pet.species_id)
            .where(col(SearchWord.kind) == PET, _begins(SearchWord, own))
            .where(*[or_(_has(col(Pet.id), w), _has(col(Pet.customer_id), w)) for w in others])
            .order_by(col(SearchWord.word))
            .limit(2 * limit)
            .with_only_columns(Pet, Customer, Species.key)
        )
        for pet, owner, species in rows(db, query):
            found.setdefault(pet.id, _pet(pet, owner, species))
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _begins(of: Any, word: str) -> ColumnElement[bool]:
    return and_(of.word >= word, of.word < word + _AFTER)


def _has(id: Any, word: str) -> ColumnElement[bool]:
    other = aliased(SearchWord)
    return exists().where(col(other.subject_id) == id, _begins(other, word))


def _customer(row: Customer) -> Hit:
    contact = row.email or (contacts.written(row.phone) if row.phone else "")
    return Hit(CUSTOMER, row.id, row.name, contact, gone=row.disabled_at is not None)


def _pet(row: Pet, owner: Customer, species: str) -> Hit:
    gone, disputed = row.deceased_on is not None, bool(row.disputed_microchip)
    return Hit(PET, row.id, row.name, owner.name, species, row.photo, gone, disputed)
