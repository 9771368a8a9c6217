"""The clinic's own words: diagnoses and treatments, and the subtypes of each kind of record."""

from collections.abc import Sequence

from sqlmodel import Session, col

from models.records import Subtype, Term
from services import audit
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.core import text
from services.core.errors import NotFound
from services.records import kinds, writing

KINDS = ("diagnosis", "treatment")  # whose titles come from a list
_FOUND = 12


def search(db: Session, actor: Actor, kind: str, typed: str) -> list[Term]:
    """Find terms that hold what was typed, those that begin with it first.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: The titles of this kind come from no list.
    """
    require(actor, Permission.VIEW_RECORDS)
    _of_list(kind)
    words = " ".join(str(typed).split())[:80]
    query = system(Term).where(col(Term.kind) == kind, col(Term.retired).is_(False))
    begins = query.where(col(Term.name).istartswith(words, autoescape=True))
    found = list(db.exec(begins.order_by(col(Term.name)).limit(_FOUND)))
    if words and len(found) < _FOUND:
        within = query.where(
            col(Term.name).icontains(words, autoescape=True),
            col(Term.id).not_in([row.id for row in found]),
        )
        found += db.exec(within.order_by(col(Term.name)).limit(_FOUND - len(found)))
    return found


def add(db: Session, actor: Actor, kind: str, name: str) -> Term:
    """Add a term, or return the one that reads so already, whatever its case.

    One that the clinic offers no longer is not offered again by being used.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: The titles of this kind come from no list.
        Invalid: It is empty or too long.
    """
    writing.may_write(db, actor, kind)
    _of_list(kind)
    name = " ".join(text.clean(name, field="name", limit=160).split())
    for row in db.exec(system(Term).where(col(Term.kind) == kind)):
        if row.name.casefold() == name.casefold():
            return row
    made = Term(kind=kind, name=name)
    db.add(made)
    db.flush()
    audit.record(db, actor, Event.LIST_CHANGED, made, list=kind)
    return made


def subtypes(db: Session, kind: str, kept: str = "") -> Sequence[Subtype]:
    """List the subtypes that are offered for a kind.

    Args:
        kept: The id of the one that a record has, which stays even where it is retired.
    """
    return [row for row in kinds.subtypes(db, kind) if not row.retired or str(row.id) == kept]


def add_subtype(db: Session, actor: Actor, kind: str, name: str) -> Subtype:
    """Add a subtype in the colour of its kind, or return the one that reads so already.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: There is no such kind, or the clinic does not use it.
        Invalid: It is empty or too long.
    """
    writing.may_write(db, actor, kind)
    name = " ".join(text.clean(name, field="name", limit=60).split())
    for row in kinds.subtypes(db, kind):
        if row.name.casefold() == name.casefold():
            return row
    last = max((row.position for row in kinds.subtypes(db, kind)), default=-1)
    made = Subtype(kind=kind, name=name, color=kinds.find(kind).color, position=last + 1)
    db.add(made)
    db.flush()
    audit.record(db, actor, Event.LIST_CHANGED, made, list="subtype", kind=kind)
    return made


def _of_list(kind: str) -> None:
    if kind not in KINDS:
        raise NotFound
