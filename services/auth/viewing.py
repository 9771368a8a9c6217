"""Looking at the portal as a customer sees it, without being able to change anything (AUTH-28)."""

from uuid import UUID

from sqlmodel import Session, col

from models.auth import AuthSession
from models.customers import Customer
from services import audit
from services.access import Actor, Permission, require, system
from services.auth import sessions
from services.core.errors import Conflict, NotFound


def begin(db: Session, actor: Actor, customer_id: UUID) -> None:
    """Show a staff member the portal as this customer, until they go back or their session ends.

    Raises:
        Forbidden: The actor may not see records and messages anyway.
        NotFound: There is no such customer.
        Conflict: The customer may not sign in.
    """
    require(actor, Permission.VIEW_RECORDS)
    require(actor, Permission.READ_MESSAGES)
    customer = db.exec(system(Customer).where(Customer.id == customer_id)).first()
    if customer is None or not actor.is_staff:
        raise NotFound
    if customer.disabled_at:
        raise Conflict("This customer's account is disabled.")
    end(db, actor)
    _session(db, actor).viewing_id = customer.id
    audit.record(db, actor, audit.Event.VIEWED_AS_CUSTOMER, customer)


def end(db: Session, actor: Actor) -> UUID | None:
    """Stop looking as a customer; return who it was."""
    row = _session(db, actor)
    customer_id = row.viewing_id
    sessions.stop_looking(db, row)
    return customer_id


def _session(db: Session, actor: Actor) -> AuthSession:
    return db.exec(system(AuthSession).where(col(AuthSession.id) == actor.session_id)).one()
