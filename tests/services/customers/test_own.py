"""What customers change of their own account."""

from uuid import uuid4

import pytest

from models.audit import AuditEvent
from models.customers import Customer
from services.access import system
from services.core.db import run
from services.core.errors import Invalid, NotFound
from services.customers import own

NEW = "alice@new.test"


def customer(person) -> Customer:
    return run(lambda db: db.get(Customer, person.actor.id))


@pytest.mark.spec("AUTH-14")
def test_update_changes_name_and_address_and_nothing_else(alice):
    form = {"first_name": "Alicia", "street": "1 High St", "city": "Lyme"}
    more = {"notes": "x", "email": NEW, "phone": "", "icons": "vip", "disabled_at": "x"}

    run(own.update, alice.actor, 1, {**form, **more})

    kept = customer(alice)
    assert (kept.name, kept.street, kept.city) == ("Alicia Archer", "1 High St", "Lyme")
    assert (kept.email, kept.phone, kept.notes, kept.icons) == (
        "alice@mail.test",
        "+12025550143",
        "",
        [],
    )
    [line] = run(lambda db: db.exec(system(AuditEvent)).all())
    assert (line.event, line.actor_kind) == ("customer changed", "customer")
    assert line.details == {"fields": ["city", "first_name", "street"]}


@pytest.mark.spec("AUTH-14")
@pytest.mark.parametrize(
    "form",
    [{"first_name": ""}, {"first_name": "x" * 10_000}, {"home_location_id": str(uuid4())}],
)
def test_update_says_what_is_wrong(alice, form):
    with pytest.raises(Invalid) as refusal:
        run(own.update, alice.actor, 1, form)

    assert refusal.value.field == next(iter(form))


def test_staff_have_no_account_of_their_own_here(vera):
    with pytest.raises(NotFound):
        run(own.update, vera.actor, 1, {"first_name": "x"})
    with pytest.raises(NotFound):
        run(own.ask_for_contact, vera.actor, "email", NEW)
    assert run(own.pending, vera.actor) == []
