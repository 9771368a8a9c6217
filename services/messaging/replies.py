"""Texts that staff send often, with the words in braces filled in (MSG-9)."""

import re
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import Session, col

from models.customers import Customer
from models.messaging import SavedReply
from services import audit, editing, settings
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.core.errors import Invalid, NotFound
from services.messaging.rules import typed

PLACEHOLDERS = (
    "customer_first_name",
    "customer_name",
    "pet_name",
    "clinic_name",
    "clinic_phone",
    "staff_name",
)
_NAME, _BODY = 60, 5_000  # characters
_BRACES = re.compile(r"\{([^{}\n]{0,60})\}")


def listed(db: Session, actor: Actor) -> Sequence[SavedReply]:
    """List the saved replies by name.

    Raises:
        Forbidden: The actor may not answer messages.
        NotFound: It is a customer who asks.
    """
    _require(actor)
    return db.exec(system(SavedReply).order_by(col(SavedReply.name))).all()


def get(db: Session, actor: Actor, id: UUID) -> SavedReply:
    """Return one saved reply.

    Raises:
        Forbidden: The actor may not answer messages.
        NotFound: There is no such reply, or it is a customer who asks.
    """
    _require(actor)
    if (row := db.exec(system(SavedReply).where(col(SavedReply.id) == id)).one_or_none()) is None:
        raise NotFound
    return row


def add(db: Session, actor: Actor, form: Mapping[str, object]) -> SavedReply:
    """Add a saved reply.

    Raises:
        Forbidden: The actor may not answer messages.
        Invalid: Name or text is blank or too long, the name is taken, or a placeholder unknown.
    """
    _require(actor)
    checked = _checked(db, form, None)
    row = SavedReply(name=checked["name"], body=checked["body"])
    db.add(row)
    audit.record(db, actor, Event.SAVED_REPLY_CHANGED, row)
    return row


def change(
    db: Session, actor: Actor, id: UUID, version: int, form: Mapping[str, object]
) -> SavedReply:
    """Change a saved reply.

    Raises:
        Forbidden, Invalid: As for `add`.
        NotFound: There is no such reply.
        Stale: Somebody else has changed it meanwhile.
    """
    row = get(db, actor, id)
    changed = editing.change(row, actor, version, _checked(db, form, row.id))
    if changed:
        audit.record(db, actor, Event.SAVED_REPLY_CHANGED, row, fields=sorted(changed))
    return row


def remove(db: Session, actor: Actor, id: UUID) -> None:
    """Remove a saved reply; what was sent with it stays.

    Raises:
        Forbidden: The actor may not answer messages.
        NotFound: There is no such reply.
    """
    row = get(db, actor, id)
    audit.record(db, actor, Event.SAVED_REPLY_CHANGED, row, removed=True)
    db.delete(row)


def filled(db: Session, actor: Actor, body: str, customer: Customer, pet_name: str) -> str:
    """Put the names of a thread where the placeholders stand.

    Args:
        pet_name: Empty in a general thread; its placeholder then stays for whoever writes.
    """
    now = settings.load(db)
    words = {
        "customer_first_name": customer.first_name,
        "customer_name": customer.name,
        "pet_name": pet_name,
        "clinic_name": now.clinic_name,
        "clinic_phone": now.clinic_phone,
        "staff_name": actor.name,
    }
    return _BRACES.sub(lambda found: words.get(found[1]) or found[0], body)


def _require(actor: Actor) -> None:
    require(actor, Permission.ANSWER_MESSAGES)
    if not actor.is_staff:
        raise NotFound


def _checked(db: Session, form: Mapping[str, object], own: UUID | None) -> dict[str, str]:
    name = " ".join(typed(form.get("name"), _NAME, "name").split())
    body = typed(form.get("body"), _BODY, "body")
    same = system(SavedReply).where(col(SavedReply.name) == name, col(SavedReply.id) != own)
    if db.exec(same).first():
        raise Invalid("There is another saved reply of this name.", "name")
    for word in _BRACES.findall(body):
        if word not in PLACEHOLDERS:
            raise Invalid("{word} is not a placeholder.", "body", word="{" + word + "}")
    return {"name": name, "body": body}
