"""From a session's row to the person behind it."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, case
from sqlalchemy.orm import load_only
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar
from sqlmodel.sql.sqltypes import UTCDateTime

from models.auth import AuthSession
from models.customers import Customer
from models.staff import Group, GroupMembership, StaffMember
from services import settings
from services.access import CUSTOMERS_MAY, Actor, Permission, pairs, system
from services.core import clock
from services.core.errors import Forbidden


def alive(db: Session) -> SelectOfScalar[AuthSession]:
    """Select the sessions that have not ended."""
    return _alive(*_idle(db))


def in_use(db: Session) -> ColumnElement[bool]:
    """Tell the sessions that somebody has used lately from those left alone."""
    return _in_use(*_idle(db))


def _idle(db: Session) -> tuple[int, int]:
    """Return for how many minutes customers and staff may leave a session alone."""
    rules = settings.load(db)
    return rules.session_idle_minutes, rules.staff_idle_minutes


# These two are part of every event, so they are built once; the time in them is when they are run.
@lru_cache(10)
def _in_use(customers: int, staff: int) -> ColumnElement[bool]:
    of_customers = col(AuthSession.staff_member_id).is_(None)
    since = case((of_customers, _before(customers)), else_=_before(staff))
    return col(AuthSession.seen_at) > since


@lru_cache(10)
def _alive(customers: int, staff: int) -> SelectOfScalar[AuthSession]:
    return system(AuthSession).where(
        col(AuthSession.ended_at).is_(None),
        col(AuthSession.expires_at) > _before(0),
        _in_use(customers, staff),
    )


def _before(minutes: int) -> BindParameter[datetime]:
    def then() -> datetime:
        return clock.now() - timedelta(minutes=minutes)

    return bindparam(None, callable_=then, type_=UTCDateTime())


_NAME: Any = (Customer.first_name, Customer.last_name, Customer.language, Customer.disabled_at)
_OF_CUSTOMERS = load_only(*_NAME)  # this is asked with every event


def find(db: Session, which: ColumnElement[bool]) -> tuple[AuthSession, Customer | None] | None:
    """Find a session and the customer whose it is, in one query: every event asks for both."""
    theirs = alive(db).outerjoin(Customer, col(Customer.id) == AuthSession.customer_id)
    found = pairs(db, theirs.add_columns(Customer).where(which).options(_OF_CUSTOMERS))
    return found[0] if found else None


def behind(db: Session, row: AuthSession, customer: Customer | None) -> Actor | None:
    """Return the person of a session; None if they may not come in any more."""
    if customer:
        return None if customer.disabled_at else of_customer(row, customer)
    member = db.exec(system(StaffMember).where(StaffMember.id == row.staff_member_id)).one()
    return None if member.disabled_at else of_staff(db, row, member)


def of_customer(row: AuthSession, customer: Customer) -> Actor:
    """Return a customer as an actor."""
    return Actor(
        session_id=row.id,
        id=customer.id,
        name=customer.name,
        permissions=CUSTOMERS_MAY,
        customer_id=customer.id,
        language=customer.language,
        device_id=row.device_id,
        origin=row.origin,
    )


def of_staff(db: Session, row: AuthSession, member: StaffMember) -> Actor:
    """Return a staff member as an actor, with what all their groups may do."""
    theirs = system(Group).join(GroupMembership, col(GroupMembership.group_id) == Group.id)
    groups = db.exec(theirs.where(GroupMembership.staff_member_id == member.id))
    may = frozenset(Permission(word) for group in groups for word in group.permissions)
    return Actor(
        session_id=row.id,
        id=member.id,
        name=member.name,
        permissions=may,
        origin=row.origin,
        confirmed_at=row.confirmed_at,
        viewing_id=row.viewing_id,
    )


def looking(db: Session, actor: Actor) -> Actor | None:
    """Return a staff member as the customer whose pages they look at, able to change nothing.

    None: they look at nobody's, or may not see what customers see.
    """
    wanted = system(Customer).where(Customer.id == actor.viewing_id)
    customer = db.exec(wanted).first() if actor.viewing_id else None
    if customer is None or customer.disabled_at or not actor.permissions >= MAY_LOOK:
        return None
    return replace(
        actor,
        id=customer.id,
        name=customer.name,
        permissions=MAY_LOOK,
        customer_id=customer.id,
        confirmed_at=None,
        viewing_id=None,
        viewer_id=actor.id,
    )


def refuse_looking(actor: Actor) -> None:
    """Raise Forbidden if a staff member looks at the portal as a customer does."""
    if actor.viewer_id:
        raise Forbidden("You are looking at the portal as this customer; nothing can be changed.")


MAY_LOOK = CUSTOMERS_MAY - {Permission.ANSWER_MESSAGES}
