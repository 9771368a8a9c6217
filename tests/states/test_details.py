"""The customer's own details and contacts, in a tab."""

from uuid import uuid4

import pytest

from models.auth import AuthSession
from models.customers import Customer
from models.staff import Location
from services import settings
from services.access import system
from services.auth import codes
from services.core.db import run
from services.core.errors import NotFound, TooMany
from states.account import AccountState
from states.attention import AttentionState
from states.details import DetailsState
from states.live import LiveState
from states.pets import PetsState
from tests.signing_in import newest, sign_in

NEW = "alice@new.test"


@pytest.fixture(autouse=True)
def _sends(monkeypatch):
    """A clinic that can send both e-mail and SMS."""
    monkeypatch.setattr("services.notices.offers", lambda channel: True)


@pytest.fixture
async def tab(open_tab, alice):
    """Alice's tab with the account open."""
    opened = open_tab(alice)
    await opened.send(AccountState.load)
    return opened


async def seen(tab) -> DetailsState:
    return await tab.state(DetailsState)


async def asked(tab, contact=NEW, channel="email") -> str:
    """Ask for a new contact; return the code that is sent there."""
    await tab.send(DetailsState.request, channel=channel, typed={"contact": contact, "turn": "a"})
    return run(codes.make, newest().id).code


def stored(person) -> Customer:
    return run(lambda db: db.get(Customer, person.actor.id))


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


@pytest.mark.spec("AUTH-14")
async def test_name_address_and_home_location_are_changed_at_once(tab, alice, put):
    branch = put(Location(name="High Street", position=1))
    await tab.send(DetailsState.edit)
    form = (await seen(tab)).form
    typed = {**form.values, "first_name": "Alicia", "city": "Lyme", "version": form.version}

    await tab.send(
        DetailsState.save, typed={**typed, "home_location_id": str(branch.id), "turn": "t"}
    )

    state = await seen(tab)
    assert (state.form.outcome, state.form.answered, state.opened) == ("saved", "t", "")
    assert (state.full_name, state.address, state.place) == (
        "Alicia Archer",
        "Lyme",
        "High Street",
    )
    assert stored(alice).home_location_id == branch.id


@pytest.mark.spec("AUTH-14", "GEN-5")
async def test_what_is_wrong_stands_beside_its_field(tab, alice):
    await tab.send(DetailsState.edit)

    await tab.send(DetailsState.save, typed={"first_name": " ", "version": 1, "turn": "t"})

    state = await seen(tab)
    assert (state.form.outcome, list(state.form.errors)) == ("refused", ["first_name"])
    assert (state.opened, stored(alice).first_name) == ("details", "Alice")


@pytest.mark.spec("AUTH-14", "ADMIN-9")
async def test_what_the_clinic_has_saved_meanwhile_is_shown_without_saying_who(tab, alice):
    await tab.send(DetailsState.edit)
    version = (await seen(tab)).form.version

    def moved(db):
        row = db.get(Customer, alice.actor.id)
        row.street, row.version, row.changed_by = "9 Quay", row.version + 1, "Vera Voss"

    run(moved)
    await tab.send(
        DetailsState.save, typed={"street": "1 High St", "version": version, "turn": "t"}
    )

    form = (await seen(tab)).form
    assert (form.outcome, form.by, form.theirs) == ("stale", "Your clinic", {"street": "9 Quay"})
    assert "Vera" not in tab.heard


@pytest.mark.spec("AUTH-14", "SET-1", "GEN-3")
async def test_all_is_read_only_at_once_where_the_clinic_wants_that(tab, alice):
    await asked(tab)
    assert (await seen(tab)).changes
    run(settings.put, allow_customer_edit_contact=False)

    await tab.send(LiveState.refresh)
    await tab.send(DetailsState.save, typed={"first_name": "Eve", "turn": "t"})

    state = await seen(tab)
    assert (state.changes, state.email.changes, state.email.waiting) == (False, False, "")
    assert "Your clinic keeps this up to date" in state.form.problem
    assert stored(alice).first_name == "Alice"


@pytest.mark.spec("AUTH-9")
async def test_a_new_contact_waits_for_its_code_and_is_then_in_force(tab, alice):
    elsewhere = sign_in("+12025550143")

    code = await asked(tab)
    waiting = (await seen(tab)).email
    await tab.send(DetailsState.confirm, channel="email", typed={"code": code, "turn": "c"})

    assert (waiting.shown, waiting.waiting, waiting.good) == ("alice@mail.test", NEW, True)
    assert waiting.fresh
    state = await seen(tab)
    assert (state.email.shown, state.email.waiting) == (NEW, "")
    assert stored(alice).email == NEW
    assert elsewhere.session
    alive = system(AuthSession).where(
        AuthSession.customer_id == alice.actor.id, AuthSession.ended_at.is_(None)
    )
    assert [row.id for row in run(lambda db: db.exec(alive).all())] == [alice.actor.session_id]


@pytest.mark.spec("AUTH-9", "GEN-5")
async def test_a_wrong_code_is_said_at_the_field_and_the_fifth_ends_it(tab, alice):
    code = await asked(tab)
    said = []

    for turn in range(5):
        await tab.send(
            DetailsState.confirm, channel="email", typed={"code": wrong(code), "turn": str(turn)}
        )
        state = await seen(tab)
        said.append((list(state.email_code.errors), state.email.good))

    assert said == [(["code"], True)] * 4 + [(["code"], False)]
    await tab.send(DetailsState.confirm, channel="email", typed={"code": code, "turn": "x"})
    assert stored(alice).email == "alice@mail.test"


@pytest.mark.spec("AUTH-9", "AUTH-3")
async def test_a_contact_of_somebody_else_is_answered_like_a_free_one(tab, open_tab, alice, bob):
    other = open_tab(bob)
    await other.send(AccountState.load)

    code = await asked(tab, "bob@mail.test")
    await asked(other, "free@new.test")

    hers, his = (await seen(tab)).email, (await seen(other)).email
    assert (hers.good, hers.fresh, bool(hers.id)) == (his.good, his.fresh, bool(his.id))
    await tab.send(DetailsState.confirm, channel="email", typed={"code": code, "turn": "c"})
    assert "cannot be used" in (await seen(tab)).email_code.problem
    assert (stored(alice).email, stored(bob).email) == ("alice@mail.test", "bob@mail.test")


@pytest.mark.spec("AUTH-9", "HOME-2")
async def test_the_dashboard_asks_for_the_code_until_it_is_entered(tab, open_tab, alice):
    home = open_tab(alice)
    code = await asked(tab, "(202) 555-0144", "sms")

    await home.send(PetsState.load)
    [item] = (await home.state(AttentionState)).items
    await tab.send(DetailsState.confirm, channel="sms", typed={"code": code, "turn": "c"})
    await home.send(LiveState.refresh)

    assert (item.kind, item.title, item.href) == (
        "contact",
        "Confirm your new mobile number",
        "/account",
    )
    assert (await home.state(AttentionState)).items == []
    assert stored(alice).phone == "+12025550144"


@pytest.mark.spec("AUTH-9")
async def test_another_code_waits_and_a_cancelled_change_is_gone(tab, later):
    await asked(tab)
    first = (await seen(tab)).email.id

    with pytest.raises(TooMany):
        await tab.send(DetailsState.ask_again, id=first)
    later(seconds=61)
    await tab.send(DetailsState.ask_again, id=first)
    second = (await seen(tab)).email.id
    await tab.send(DetailsState.cancel, id=second)

    assert second != first
    assert (await seen(tab)).email.waiting == ""


@pytest.mark.spec("AUTH-9")
@pytest.mark.parametrize("channel", ["pigeon", "", "x" * 10_000, "form"])
async def test_there_are_only_two_kinds_of_contact(tab, alice, channel):
    before = await seen(tab)

    for handler in (DetailsState.request, DetailsState.confirm):
        with pytest.raises(NotFound):
            await tab.send(handler, channel=channel, typed={"contact": NEW, "code": "1"})
    with pytest.raises(NotFound):
        await tab.send(DetailsState.change, channel=channel)

    assert (await seen(tab)).opened == before.opened == ""
    assert newest() is None


@pytest.mark.spec("AUTH-9", "GEN-1")
async def test_nonsense_changes_nothing(tab, alice):
    for typed in ({}, {"contact": 7}, {"contact": "x" * 10_000}, {"contact": ["a@b.test"]}):
        await tab.send(DetailsState.request, channel="email", typed=typed)
    for named in ("", "x" * 10_000, str(uuid4())):
        for handler in (DetailsState.ask_again, DetailsState.cancel):
            with pytest.raises(NotFound):
                await tab.send(handler, id=named)

    assert newest() is None
    assert stored(alice).email == "alice@mail.test"


@pytest.mark.spec("AUTH-4", "AUTH-9")
async def test_a_number_cannot_be_changed_where_no_sms_are_sent(tab, monkeypatch):
    monkeypatch.setattr("services.notices.offers", lambda channel: channel == "email")

    await tab.send(LiveState.refresh)

    state = await seen(tab)
    assert (state.email.changes, state.sms.changes) == (True, False)
