"""What becomes of an e-mail: documents of its customer, or something for the staff to look at."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col

from models.customers import Customer
from models.mails import ReceivedMail, StrayPage, StrayPaper, Trouble
from models.pets import Pet
from services import access, audit, live, notices
from services.access import CUSTOMERS_MAY, Actor, system, visible
from services.audit import Event
from services.auth import people
from services.core import clock, contacts, text
from services.core.errors import Conflict, PortalError
from services.core.i18n import translate
from services.decoding.mails import Mail
from services.documents import intake
from services.documents.intake import Stored, To

MOST_WAITING = 2_000  # e-mails; more are not taken until the staff have seen to some
_ALL_TOGETHER = 2 * 2**30  # bytes of papers that are filed under nobody
_ANSWERS = 10  # e-mails of one customer within an hour; what comes after is filed all the same


class Full(Exception):
    """Too much waits for the staff, or for a scanner; the e-mail has to come again later."""


@dataclass(frozen=True)
class Opened:
    """An e-mail that was looked through, with what of it can be taken."""

    mail: Mail
    key: str
    proven: bool  # that it comes from whom it says
    papers: list[Stored] = field(default_factory=list[Stored])
    refused: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    trouble: Trouble = Trouble.NONE  # that is found before anybody asks whose it is


def known(db: Session, key: str) -> bool:
    """Tell whether an e-mail has been taken already."""
    return db.exec(system(ReceivedMail).where(col(ReceivedMail.key) == key)).first() is not None


def reason(name: str, refusal: PortalError) -> dict[str, Any]:
    """Write down why a file is not taken, so that each reader can be told in their language."""
    values = {name: str(value) for name, value in refusal.values.items()}
    return {"name": name, "message": refusal.message, "values": values}


def said(refused: dict[str, Any]) -> str:
    """Say why a file was not taken, in the present language."""
    message, values = refused["message"], refused["values"]
    return translate(message, **values)


def take(db: Session, opened: Opened) -> bool:
    """File an e-mail: once, however often it comes, and all of it or nothing.

    Returns:
        Whether it is new.

    Raises:
        Full: There is no room for what the staff would have to look at.
    """
    if known(db, opened.key):
        return False
    mail, customer = opened.mail, _customer(db, opened.mail.sender)
    row = ReceivedMail(
        key=opened.key,
        sender=mail.sender,
        subject=mail.subject,
        text=mail.text,
        proven=opened.proven,
        automatic=mail.automatic or mail.report,
        customer_id=customer.id if customer else None,
        refused=list(opened.refused),
        trouble=_trouble(opened, customer),
    )
    db.add(row)
    db.flush()
    if customer and not row.trouble:
        _file(db, row, customer, opened.papers)
    if row.automatic and not opened.papers:  # an absence note, or a notice that came back
        row.trouble, row.settled_at = Trouble.NONE, clock.now()
    elif row.trouble:
        _leave_to_staff(db, row, opened.papers)
    audit.record(db, None, Event.MAIL_RECEIVED, row, filed=row.filed, waits=bool(row.trouble))
    _answer(db, row, customer)
    live.publish(db, live.WorkChanged())
    return True


def unreadable(db: Session, key: str) -> bool:
    """Note that an e-mail came which cannot be read; tell whether it is new."""
    return take(db, Opened(Mail(), key, proven=False, trouble=Trouble.UNREADABLE))


def pet_of(db: Session, customer: Actor, subject: str) -> UUID | None:
    """Return the one pet of a customer's that a subject names, if it names just one."""
    said = text.words(subject)
    named = [
        pet.id
        for pet in db.exec(visible(customer, Pet))
        if (name := text.words(pet.name)) and _stands_in(name, said)
    ]
    return named[0] if len(named) == 1 else None


def as_customer(customer: Customer, mail_id: UUID) -> Actor:
    """Return the customer as the one who does what their e-mail asks for."""
    return Actor(mail_id, customer.id, customer.name, CUSTOMERS_MAY, customer.id)


def _stands_in(name: Sequence[str], said: Sequence[str]) -> bool:
    last = len(said) - len(name) + 1
    return any(list(said[at : at + len(name)]) == list(name) for at in range(last))


def _customer(db: Session, sender: str) -> Customer | None:
    address = contacts.email(sender) if sender else None
    return people.by_contact(db, address) if address else None


def _trouble(opened: Opened, customer: Customer | None) -> Trouble:
    if opened.trouble:
        return opened.trouble
    if customer is None:
        return Trouble.STRANGER
    if not opened.proven:
        return Trouble.UNPROVEN
    return Trouble.NONE if opened.papers else Trouble.NO_PAPERS


def _file(db: Session, row: ReceivedMail, customer: Customer, papers: Sequence[Stored]) -> None:
    """Hand papers in as their customer; what is there already is no news, and no fault either."""
    actor, there = as_customer(customer, row.id), 0
    about = pet_of(db, actor, row.subject)
    for paper in papers:
        try:
            intake.hand_in(db, actor, To(pet_id=about, mail_id=row.id), paper)
            row.filed += 1
        except Conflict:
            there += 1
        except PortalError as refusal:
            row.refused = [*row.refused, reason(paper.name, refusal)]
    if row.filed or there:
        row.settled_at = clock.now()
    else:
        row.trouble = Trouble.NO_PAPERS
    db.add(row)


def _leave_to_staff(db: Session, row: ReceivedMail, papers: Sequence[Stored]) -> None:
    waiting = system(ReceivedMail).where(col(ReceivedMail.settled_at).is_(None))
    shelf = system(StrayPaper).with_only_columns(
        func.coalesce(func.sum(col(StrayPaper.size_bytes)), 0)
    )
    count = access.rows(db, waiting.with_only_columns(func.count()))[0][0]
    if count > MOST_WAITING or access.rows(db, shelf)[0][0] > _ALL_TOGETHER:
        raise Full
    for paper in papers:
        kept = StrayPaper(
            mail_id=row.id,
            file=paper.digest,
            name=intake.label(paper.name),
            media_type=paper.media_type,
            size_bytes=paper.size_bytes,
            whole=paper.whole,
            active=paper.active,
        )
        db.add(kept)
        db.flush()
        for number, page in enumerate(paper.pages, 1):
            drawn = StrayPage(
                paper_id=kept.id,
                number=number,
                file=page.digest,
                width=page.width,
                height=page.height,
            )
            db.add(drawn)


def _answer(db: Session, row: ReceivedMail, customer: Customer | None) -> None:
    """Tell a customer what became of their e-mail; never anybody who may not have sent it.

    What no person has sent is not answered either, so that two programs never go on for ever.
    """
    if customer and row.proven and not row.automatic:
        lately = system(ReceivedMail).where(
            col(ReceivedMail.customer_id) == customer.id,
            col(ReceivedMail.created_at) > clock.now() - timedelta(hours=1),
        )
        if access.rows(db, lately.with_only_columns(func.count()))[0][0] <= _ANSWERS:
            people.tell(db, customer, notices.Kind.DOCUMENTS_MAILED, about_id=row.id)
