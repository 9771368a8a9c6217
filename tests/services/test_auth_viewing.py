"""Looking as a customer begins and ends for everybody to see, and never outlives the session."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from models.audit import AuditEvent
from models.auth import AuthSession
from models.staff import Group, StaffMember
from services import customers
from services.access import Permission
from services.auth import sessions, viewing
from services.core import clock
from services.core.db import run
from services.core.errors import Conflict, Forbidden, NotFound

pytestmark = pytest.mark.spec("AUTH-28")


def begin(staff, customer):
    run(viewing.begin, staff.actor, customer.actor.id)


def trail():
    lines = select(AuditEvent).order_by(col(AuditEvent.number))
    return [
        (one.event, one.actor_id, one.subject_id) for one in run(lambda db: db.exec(lines).all())
    ]


async def on_a_customers_page(staff):
    return await sessions.on_page(await sessions.resolve(staff.token), "/")


@pytest.mark.spec("PRIV-6")
async def test_begin_and_end_are_written_down(vera, alice):
    begin(vera, alice)
    assert (await on_a_customers_page(vera)).name == "Alice Archer"

    assert run(viewing.end, vera.actor) == alice.actor.id
    assert (await on_a_customers_page(vera)).name == "Vera Voss"
    assert run(viewing.end, vera.actor) is None

    who, whom = vera.actor.id, alice.actor.id
    assert trail() == [
        ("viewed as customer", who, whom),
        ("viewing as customer ended", who, whom),
    ]


async def test_begin_with_another_ends_the_first(vera, alice, bob):
    begin(vera, alice)
    begin(vera, bob)

    assert (await on_a_customers_page(vera)).name == "Bob"
    assert [(event, whom) for event, _, whom in trail()] == [
        ("viewed as customer", alice.actor.id),
        ("viewing as customer ended", alice.actor.id),
        ("viewed as customer", bob.actor.id),
    ]


def _signed_out(staff, _later):
    run(sessions.sign_out, staff.token)


def _idle(_staff, later):
    later(hours=1)
    run(sessions.end_idle)


def _disabled(staff, _later):
    def disable(db):
        db.get(StaffMember, staff.actor.id).disabled_at = clock.now()
        sessions.end_all_of(db, staff.actor.id)

    run(disable)


@pytest.mark.parametrize("end", [_signed_out, _idle, _disabled])
async def test_the_end_of_the_session_ends_the_looking(end, vera, alice, later):
    begin(vera, alice)

    end(vera, later)

    assert await on_a_customers_page(vera) is None
    assert run(lambda db: db.get(AuthSession, vera.actor.session_id)).viewing_id is None
    assert "viewing as customer ended" in [event for event, _, _ in trail()]


def test_a_disabled_customer_cannot_be_looked_as(vera, alice):
    run(customers.disable, vera.actor, alice.actor.id)

    with pytest.raises(Conflict):
        begin(vera, alice)


async def test_a_customer_who_is_disabled_is_looked_as_no_longer(vera, alice):
    begin(vera, alice)

    run(customers.disable, vera.actor, alice.actor.id)

    assert (await on_a_customers_page(vera)).is_staff


async def test_a_right_that_is_taken_away_ends_the_looking(vera, alice):
    begin(vera, alice)

    def take(db):
        for group in db.exec(select(Group)):
            group.permissions = [Permission.READ_MESSAGES.value]

    run(take)

    assert (await on_a_customers_page(vera)).is_staff


def test_nobody_else_may_look(rita, alice, bob):
    with pytest.raises(Forbidden):
        begin(rita, alice)
    with pytest.raises(NotFound):
        begin(bob, alice)


async def test_looking_lasts_no_longer_than_the_session(vera, alice, later):
    begin(vera, alice)

    later(seconds=timedelta(hours=12, seconds=1).total_seconds())

    assert await on_a_customers_page(vera) is None
