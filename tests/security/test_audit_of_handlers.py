"""No handler changes anything without a line of the trail: who, which verb, which row.

The handlers come from the matrices, so a new one is tried here as soon as it has its entry there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, SQLModel, col, select

from models.audit import AuditEvent
from models.auth import AuthSession, Pin, SignInCode
from models.pets import Species
from services.access import Permission
from services.audit import Event
from services.auth import codes
from services.core import clock
from services.core.db import look, run
from services.core.errors import PortalError
from tests.security import world as worlds
from tests.security.matrix import HANDLERS
from tests.security.registry import registered
from tests.security.staff_matrix import STAFF_HANDLERS
from tests.security.test_staff_authorization import staff

pytestmark = pytest.mark.spec("PRIV-6")

READING = (  # handlers called so are tried all together, and must change nothing
    "preview",
    *("load", "load_badge", "load_new", "load_pet", "load_thread", "load_threads", "refresh"),
    *("find", "search", "narrow", "clear", "newer", "older", "show_more", "show_all"),
    *("find_breed", "find_icon", "find_owner", "find_subtypes", "find_titles", "offer_breeds"),
    *("go_on", "go_back", "close", "leave", "arrive", "check", "choose_species", "forget"),
    *("ask", "ask_unless_fresh", "choose", "correct", "look", "recall", "show", "tick_notify"),
    *("seek", "try_color", "try_drawing", "pass_time"),
)
# What leaves a line without changing a row: pages that are opened, and what goes out at once.
OPENING = {Event.PET_FILE_VIEWED, Event.CUSTOMER_VIEWED}
SENDING = {
    "delivery_state.send_test": [Event.NOTICE_SENT],
    "wording_state.send_test": [Event.NOTICE_SENT],
}

# What changes nothing, or nothing that the trail tells of, and why.
QUIET = {
    "bell_state.read": "how far one has read is one's own affair",
    "bell_state.read_all": "the same",
    "inbox_state.stay": "that somebody looks is kept nowhere",
    "replies_state.edit": "opens a form",
    "messaging_state.mark_read": "that a message was read is on the message",
    "messaging_state.mark_unread": "a reader's own mark",
    "writing_state.send": "the message itself says who wrote what and when; none can be changed",
    "my_account_state.begin_authenticator": "not in force before a code proves it",
    "immunizations_state.save": "needs what the form was opened with: test_immunizations.py",
    "record_editor_state.attached": "the upload has told of it",
    "entry_merge_state.keep": "shows what merging would do",
    "course_state.open": "shows a chart",
    "review_state.ask_why": "opens a form",
    "review_state.dismiss": "hides a suggestion from one tab",
    "review_state.enlarge": "shows pages larger",
    "review_state.rotate": "shows pages turned",
    "review_state.show_to_customer": "only what the clinic filed is ever hidden: test_handling.py",
    "handing_in_state.tell": "opens a form",
    "handing_in_state.note_stored": "the upload has told of it",
    "customer_state.open": "opens a page",
    "delivery_state.try_mailbox": "signs in to the mailbox and reads nothing",
    "delivery_state.send_test": "the letter goes to whoever asks for it",
    "doses_state.add": "opens a form",
    "looks_state.try_accent": "shows a colour",
    "details_state.ask_again": "a new contact is not in force before its code is entered",
    "details_state.cancel": "a new contact was not in force",
    "details_state.change": "opens a form",
    "details_state.edit": "opens a form",
    "details_state.request": "a new contact is not in force before its code is entered",
    "home_measuring_state.begin": "opens a form",
    "doses_state.foresee": "fills in what follows",
    "measuring_state.begin": "opens a form",
    "my_account_state.hide_codes": "closes a dialog",
    "notices_state.read": "shows what a notice said",
    "wording_state.send_test": "the letter goes to whoever asks for it",
    "wording_state.type_subject": "shows how a text would read",
    "wording_state.type_text": "shows how a text would read",
    "custom_state.type_subject": "shows how a notice would read",
    "custom_state.type_text": "the same",
    "own_pet_state.edit": "opens a form",
    "pet_state.open": "opens a page",
    "staff_pet_state.open": "opens a page",
    "staff_search_state.open": "goes to a page",
}

OTHER = UUID(int=8)  # a session of Alice's
_SEEN = {"seen_at"}  # that somebody is there is no deed
_UNTOLD = {"auditevent", "searchword"}  # the trail itself, and what follows from a name


Changed = dict[tuple[str, str], str]  # rows as they were and as they are, by table and key


@dataclass(frozen=True)
class Arranged:
    """What it takes for a handler of customers to change something."""

    before: Callable[[Session, worlds.World], None] = lambda _db, _world: None
    after: tuple[str, ...] = ()
    payload: Callable[[worlds.World], dict[str, Any]] = lambda _world: {}


def _remembered(db, world) -> None:
    mine = select(AuthSession).where(col(AuthSession.id) == world.ids["session"])
    db.exec(mine).one().device_id = world.ids["device"]


def _with_pin(db, world) -> None:
    _remembered(db, world)
    db.add(Pin(customer_id=world.ids["customer"], pin_hash="x"))


def _elsewhere(db, world) -> None:
    now = clock.now()
    db.add(
        AuthSession(
            id=OTHER,
            token_hash="x",
            customer_id=world.ids["customer"],
            seen_at=now,
            expires_at=now + timedelta(hours=1),
        )
    )


def _asked_for(db, world) -> None:
    """Have the code of the new contact be one that can be typed, and old enough for another."""
    row = db.exec(select(SignInCode).where(col(SignInCode.id) == world.ids["new contact"])).one()
    row.code_hash = codes.hashed(row, "271828")
    row.created_at -= timedelta(minutes=5)


def _nala(_world) -> dict[str, Any]:
    species = look(lambda db: db.exec(select(Species)).first())
    return {"typed": {"name": "Nala", "species_id": str(species.id), "key": "k"}}


def _black(_world) -> dict[str, Any]:
    return {"typed": {"color": "black", "version": 1}}


ARRANGED = {
    "account_state.set_pin": Arranged(_remembered),
    "account_state.delete_pin": Arranged(_with_pin),
    "account_state.end_session": Arranged(_elsewhere, payload=lambda _world: {"id": str(OTHER)}),
    "account_state.end_others": Arranged(_elsewhere),
    "details_state.ask_again": Arranged(_asked_for),
    "details_state.confirm": Arranged(_asked_for, ("details_state.load",)),
    "details_state.request": Arranged(
        payload=lambda _world: {"channel": "email", "typed": {"contact": "eve@new.test"}}
    ),
    "details_state.save": Arranged(
        payload=lambda _world: {"typed": {"street": "1 Low Rd", "version": 1}}
    ),
    "handing_in_state.save": Arranged(
        after=("handing_in_state.tell",), payload=lambda _world: {"typed": {"pet_id": ""}}
    ),
    "own_pet_state.add": Arranged(payload=_nala),
    "own_pet_state.edit": Arranged(after=("pet_state.open",)),
    "own_pet_state.save": Arranged(after=("pet_state.open", "own_pet_state.edit"), payload=_black),
    "own_pet_state.remove_photo": Arranged(after=("pet_state.open",)),
}


def _rows() -> Changed:
    """Return all rows as they are."""
    found = {}
    for table in SQLModel.metadata.sorted_tables:
        if table.name in _UNTOLD:
            continue
        for row in look(lambda db, table=table: db.execute(table.select()).mappings().all()):
            told = {name: value for name, value in row.items() if name not in _SEEN}
            key = [str(value) for name, value in told.items() if name in table.primary_key.columns]
            found[table.name, " ".join(key)] = repr(told)
    return found


def _lines() -> list[AuditEvent]:
    return look(lambda db: list(db.exec(select(AuditEvent).order_by(col(AuditEvent.number)))))


@pytest.fixture
def world(alice):
    """Everything that is Alice's."""
    return worlds.make(alice.actor.customer_id, alice.pet_id)


async def _send(tab, case, handler: str, world) -> None:
    payload = case.payload(world) | ARRANGED.get(handler, Arranged()).payload(world)
    await tab.send(registered()[handler], route=case.route(world), **payload)


async def _try(tab, cases, handler: str, world) -> tuple[Changed, list[AuditEvent]]:
    """Return what a handler changed, and the lines that tell of it."""
    for first in cases[handler].after or ARRANGED.get(handler, Arranged()).after:
        await _send(tab, cases[first], first, world)
    before, told = _rows(), len(_lines())
    await _send(tab, cases[handler], handler, world)
    return _changed(before), _lines()[told:]


def _changed(before: Changed) -> Changed:
    after = _rows()
    keys = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    return {key: before.get(key, "") + after.get(key, "") for key in keys}


def _by_name(cases) -> tuple[list[str], list[str]]:
    reads = [name for name in sorted(cases) if name.split(".")[1] in READING]
    return reads, [name for name in sorted(cases) if name not in reads]


STAFF_READ, STAFF_DO = _by_name(STAFF_HANDLERS)
CUSTOMERS_READ, CUSTOMERS_DO = _by_name(HANDLERS)


def _judge(handler: str, actor_id, changed, lines) -> None:
    assert handler in QUIET or changed, "it changed nothing: give it what works, or say why"
    if handler in SENDING:
        assert [line.event for line in lines] == SENDING[handler]
        return
    if handler in QUIET:
        assert {line.event for line in lines} <= OPENING
        return
    assert lines, f"{sorted(table for table, _key in changed)} changed, and nothing was told"
    assert {line.actor_id for line in lines} == {actor_id}
    assert any(str(line.subject_id) in row for line in lines for row in changed.values())


@pytest.mark.parametrize("handler", STAFF_DO)
async def test_a_change_by_staff_leaves_a_line(handler, world, open_tab):
    if STAFF_HANDLERS[handler].before:
        run(STAFF_HANDLERS[handler].before, world)
    browser = staff(Permission)
    session = select(AuthSession).where(col(AuthSession.staff_member_id).is_not(None))
    newest = session.order_by(col(AuthSession.created_at).desc())
    member_id = look(lambda db: db.exec(newest).first().staff_member_id)

    changed, lines = await _try(open_tab(browser), STAFF_HANDLERS, handler, world)

    _judge(handler, member_id, changed, lines)


@pytest.mark.parametrize("handler", CUSTOMERS_DO)
async def test_a_change_by_a_customer_leaves_a_line(handler, world, alice, open_tab):
    run(ARRANGED.get(handler, Arranged()).before, world)

    changed, lines = await _try(open_tab(alice), HANDLERS, handler, world)

    _judge(handler, alice.actor.id, changed, lines)


async def _read_all(tab, cases, names, world) -> tuple[Changed, set[str]]:
    before, told = _rows(), len(_lines())
    for handler in names:
        try:
            await _send(tab, cases[handler], handler, world)
        except (PortalError, KeyError):
            continue  # it needs a page of its own; what it may read is tried elsewhere
    return _changed(before), {line.event for line in _lines()[told:]}


async def test_reading_by_staff_changes_nothing(world, open_tab):
    for case in STAFF_HANDLERS.values():
        if case.before and case.after:
            run(case.before, world)
            break
    tab = open_tab(staff(Permission))

    changed, events = await _read_all(tab, STAFF_HANDLERS, STAFF_READ, world)

    assert changed == {}
    assert events <= OPENING


async def test_reading_by_a_customer_changes_nothing(world, alice, open_tab):
    changed, events = await _read_all(open_tab(alice), HANDLERS, CUSTOMERS_READ, world)

    assert (changed, events) == ({}, set())


def test_what_is_quiet_is_still_there():
    assert set(QUIET) <= set(STAFF_DO) | set(CUSTOMERS_DO)
