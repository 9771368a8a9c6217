"""Becoming a customer by oneself, and what strangers learn by trying (AUTH-10)."""

import pytest

from models.audit import AuditEvent
from models.customers import Customer
from services import settings
from services.access import system
from services.auth import codes, entry
from services.auth.entry import Visitor
from services.core import clock
from services.core.db import run
from services.core.errors import Forbidden, Invalid
from tests.signing_in import BROWSER, made, newest

pytestmark = pytest.mark.spec("AUTH-10")
FORM = {"first_name": "Zoe", "last_name": "Zimmer", "contact": "zoe@mail.test"}


@pytest.fixture(autouse=True)
def _open(monkeypatch):
    monkeypatch.setattr("services.notices.offers", lambda channel: True)
    run(settings.put, allow_registration=True)


def ask(form=FORM, browser=BROWSER):
    """Register, as the form does; return the code that is sent, if one is."""
    run(entry.register, form, browser=browser, origin="192.0.2.1", language="en")
    return made(newest())


def people() -> list[str]:
    return sorted(row.name for row in run(lambda db: db.exec(system(Customer)).all()))


def test_who_proves_a_new_contact_becomes_a_customer():
    entered = run(entry.by_code, Visitor(BROWSER), ask(), remember=False)

    assert entered.session
    assert entered.next_path == "/pets/new"
    assert people() == ["Alice Archer", "Bob", "Zoe Zimmer"]
    [line] = [
        line
        for line in run(lambda db: db.exec(system(AuditEvent)).all())
        if line.event == "customer registered"
    ]
    assert (line.actor_kind, line.origin) == ("nobody", "192.0.2.1")


@pytest.mark.spec("GEN-9")
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_new_customer_is_written_to_in_the_language_of_the_page(language):
    run(entry.register, FORM, browser=BROWSER, origin="192.0.2.1", language=language)

    run(entry.by_code, Visitor(BROWSER), made(newest()), remember=False)

    [zoe] = run(lambda db: db.exec(system(Customer).where(Customer.first_name == "Zoe")).all())
    assert zoe.language == language


def test_a_mobile_number_registers_too():
    run(entry.by_code, Visitor(BROWSER), ask(FORM | {"contact": "202 555 0177"}), remember=False)

    [zoe] = run(lambda db: db.exec(system(Customer).where(Customer.first_name == "Zoe")).all())
    assert (zoe.email, zoe.phone) == (None, "+12025550177")


def test_nobody_is_a_customer_before_the_code():
    code = ask()
    wrong = f"{(int(code) + 1) % 10**6:06}"

    assert run(entry.by_code, Visitor(BROWSER), wrong, remember=False) is None
    assert run(entry.by_code, Visitor("other browser"), code, remember=False) is None
    assert people() == ["Alice Archer", "Bob"]


def test_a_resend_registers_as_well(later):
    ask()
    later(seconds=61)
    run(codes.resend, browser=BROWSER, origin="192.0.2.1")

    assert run(entry.by_code, Visitor(BROWSER), made(newest()), remember=False)
    assert "Zoe Zimmer" in people()


def test_somebody_known_is_signed_in_as_who_they_are():
    code = ask(FORM | {"contact": "alice@mail.test"})

    entered = run(entry.by_code, Visitor(BROWSER), code, remember=False)

    assert (bool(entered.session), entered.next_path) == (True, "/")
    assert people() == ["Alice Archer", "Bob"]


@pytest.mark.spec("AUTH-3")
def test_known_and_unknown_wait_alike():
    seen = []
    for contact in ("alice@mail.test", "alica@mail.test"):
        run(
            entry.register,
            FORM | {"contact": contact},
            browser=contact,
            origin="192.0.2.1",
            language="en",
        )
        seen.append(run(codes.pending, contact))

    assert seen[0] == seen[1]
    assert seen[0].registers


def test_a_disabled_customer_gets_no_code_and_no_second_account(alice):
    def disable(db):
        db.get(Customer, alice.actor.id).disabled_at = clock.now()

    run(disable)

    assert ask(FORM | {"contact": "alice@mail.test"}) is None
    assert people() == ["Alice Archer", "Bob"]


def test_two_at_once_become_one(later):
    code = ask(browser="one")
    later(minutes=2)
    other = ask(browser="two")

    assert run(entry.by_code, Visitor("one"), code, remember=False)
    assert run(entry.by_code, Visitor("two"), other, remember=False)
    assert people().count("Zoe Zimmer") == 1


@pytest.mark.spec("GEN-3")
def test_nobody_registers_where_the_clinic_does_not_want_it():
    code = ask()
    run(settings.put, allow_registration=False)

    with pytest.raises(Forbidden):
        ask()
    assert run(entry.by_code, Visitor(BROWSER), code, remember=False) is None
    assert people() == ["Alice Archer", "Bob"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"first_name": " "}, "first_name"),
        ({"first_name": "x" * 10_000}, "first_name"),
        ({"last_name": "x" * 61}, "last_name"),
        ({"contact": "nobody"}, "contact"),
        ({"contact": ""}, "contact"),
        ({"contact": "+49 30 901820"}, "contact"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(change, field):
    with pytest.raises(Invalid) as refusal:
        ask(FORM | change)

    assert refusal.value.field == field
