"""E-mails that wait for the staff: looked at, given to a customer, or put aside (DOC-7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from models.customers import Customer
from models.documents import Document
from models.mails import ReceivedMail, StrayPage, StrayPaper, Trouble
from services import audit, customers, live
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.core import clock
from services.core.errors import Conflict, NotFound
from services.documents import intake
from services.documents.intake import Drawn, Stored, To
from services.mailbox import filing


@dataclass(frozen=True)
class Paper:
    """A paper that is filed under nobody yet, with its pages."""

    paper: StrayPaper
    pages: Sequence[StrayPage]


@dataclass(frozen=True)
class Waiting:
    """An e-mail that waits, what came with it, and who has its address, if anybody."""

    mail: ReceivedMail
    papers: list[Paper]
    likely: Customer | None


def opened(db: Session, actor: Actor, mail_id: UUID) -> Waiting:
    """Return an e-mail that nobody has seen to yet.

    Raises:
        Forbidden: The actor may not review documents, or not view records.
        NotFound: There is no such e-mail, or somebody has seen to it; or it is a customer who asks.
    """
    row = _waiting(db, actor, mail_id)
    strays = system(StrayPaper).where(col(StrayPaper.mail_id) == row.id)
    papers = [Paper(one, _pages(db, one.id)) for one in db.exec(strays.order_by(StrayPaper.name))]
    known = system(Customer).where(col(Customer.id) == row.customer_id)
    return Waiting(row, papers, db.exec(known).first())


def paper(db: Session, actor: Actor, paper_id: UUID) -> StrayPaper:
    """Return a paper of such an e-mail.

    Raises:
        Forbidden, NotFound: As for `opened`.
    """
    _require(actor)
    row = db.exec(system(StrayPaper).where(col(StrayPaper.id) == paper_id)).first()
    if row is None:
        raise NotFound
    _waiting(db, actor, row.mail_id)
    return row


def page(db: Session, actor: Actor, paper_id: UUID, number: int) -> StrayPage:
    """Return a page of such a paper, drawn.

    Raises:
        Forbidden, NotFound: As for `opened`; or it has no such page.
    """
    pages = _pages(db, paper(db, actor, paper_id).id)
    if not 0 < number <= len(pages):
        raise NotFound
    return pages[number - 1]


def assign(db: Session, actor: Actor, mail_id: UUID, customer_id: UUID) -> list[Document]:
    """File what an e-mail brought under a customer, as if they had handed it in.

    What the customer has handed in already stays as it is.

    Returns:
        The documents that are new.

    Raises:
        Conflict: Nothing came with it that could be filed.
        Forbidden, NotFound: As for `opened`; or there is no such customer.
    """
    waiting = opened(db, actor, mail_id)
    customer = customers.get(db, actor, customer_id)
    if not waiting.papers:
        raise Conflict("Nothing came with this e-mail that could be filed.")
    row = waiting.mail
    made: list[Document] = []
    theirs = filing.as_customer(customer, row.id)
    to = To(customer.id, filing.pet_of(db, theirs, row.subject), row.id)
    for each in waiting.papers:
        try:
            made.append(intake.hand_in(db, actor, to, _stored(each)))
        except Conflict:  # the same file is there already
            continue
    row.customer_id, row.filed = customer.id, len(made)
    _settle(db, row)
    audit.record(db, actor, Event.MAIL_ASSIGNED, row, filed=len(made))
    return made


def dismiss(db: Session, actor: Actor, mail_id: UUID) -> None:
    """Put an e-mail aside for good: what came with it is deleted, and so is what it says.

    Raises:
        Forbidden, NotFound: As for `opened`.
    """
    row = _waiting(db, actor, mail_id)
    row.sender, row.subject, row.text, row.refused = "", "", "", []
    row.customer_id = None
    _settle(db, row)
    audit.record(db, actor, Event.MAIL_DISMISSED, row)


def came_with(db: Session, actor: Actor, document: Document) -> ReceivedMail | None:
    """Return the e-mail that brought a document, if one did.

    Raises:
        Forbidden, NotFound: The actor may not handle documents.
    """
    _require(actor)
    if document.mail_id is None:
        return None
    return db.exec(system(ReceivedMail).where(col(ReceivedMail.id) == document.mail_id)).first()


def _require(actor: Actor) -> None:
    require(actor, Permission.REVIEW_DOCUMENTS)
    require(actor, Permission.VIEW_RECORDS)
    if not actor.is_staff:
        raise NotFound


def _waiting(db: Session, actor: Actor, mail_id: UUID) -> ReceivedMail:
    _require(actor)
    rows = system(ReceivedMail).where(
        col(ReceivedMail.id) == mail_id, col(ReceivedMail.settled_at).is_(None)
    )
    row = db.exec(rows).first()
    if row is None:
        raise NotFound
    return row


def _pages(db: Session, paper_id: UUID) -> Sequence[StrayPage]:
    drawn = system(StrayPage).where(col(StrayPage.paper_id) == paper_id)
    return db.exec(drawn.order_by(col(StrayPage.number))).all()


def _stored(each: Paper) -> Stored:
    row = each.paper
    return Stored(
        digest=row.file,
        name=row.name,
        media_type=row.media_type,
        size_bytes=row.size_bytes,
        pages=[Drawn(one.file, one.width, one.height) for one in each.pages],
        whole=row.whole,
        active=row.active,
    )


def _settle(db: Session, row: ReceivedMail) -> None:
    row.trouble, row.settled_at = Trouble.NONE, clock.now()
    db.add(row)
    strays = system(StrayPaper).where(col(StrayPaper.mail_id) == row.id)
    ids = [one.id for one in db.exec(strays)]
    db.exec(delete(StrayPage).where(col(StrayPage.paper_id).in_(ids)))
    db.exec(delete(StrayPaper).where(col(StrayPaper.id).in_(ids)))
    live.publish(db, live.WorkChanged())
