"""Settings are read at once by everybody, and changed one tab at a time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlmodel import select

from models.settings import Setting
from services import settings
from services.access import Permission
from services.core import clock, db
from services.core.db import look, read, run
from services.core.errors import Forbidden, Invalid, NotFound
from services.editing import Stale
from services.live import hub
from services.settings import ROWS, Settings, Tab, storing
from services.settings.refusals import bounds
from services.settings.registry import Editor
from tests.services.settings.changing import change, in_force, opened, trail


@pytest.mark.spec("SET-1")
def test_every_setting_has_its_row_and_every_row_its_setting():
    assert set(ROWS) == set(Settings.model_fields)


@pytest.mark.spec("SET-1")
@pytest.mark.parametrize("key", sorted(ROWS))
def test_every_row_says_what_it_is_and_does(key):
    row = ROWS[key]

    assert row.label()
    assert row.help() not in ("", row.label())
    assert (row.looser is None) == (row.risk is None)
    if row.editor is Editor.NUMBER:
        low, high = bounds(key)
        assert low <= Settings.model_fields[key].default <= high
        assert row.unit


@pytest.mark.spec("SET-1")
@pytest.mark.parametrize("key", sorted(key for key in ROWS if ROWS[key].options))
def test_every_shipped_value_can_be_chosen(key):
    shipped = Settings.model_fields[key].default
    chosen = shipped if isinstance(shipped, list | dict) else [shipped]

    assert set(chosen) <= set(ROWS[key].options())


@pytest.mark.spec("SET-1")
def test_change_is_in_force_at_once(vera):
    change(vera, Tab.FEATURES, allow_registration=True, messaging_mode="read_only")

    assert (in_force().allow_registration, in_force().messaging_mode) == (True, "read_only")


@pytest.mark.spec("SET-1")
def test_what_a_slower_reader_puts_back_is_not_taken_for_new(monkeypatch):
    run(settings.put, clinic_name="Before")
    look(settings.load)
    of_before = storing._Cache.held
    run(settings.put, clinic_name="After")
    look(settings.load)
    now = db.version()

    def meanwhile() -> int:
        storing._Cache.held = of_before
        return now

    monkeypatch.setattr(db, "version", meanwhile)
    assert settings.cached().clinic_name == "After"
    assert settings.cached() is None


@pytest.mark.spec("SET-1", "AUTH-25")
@pytest.mark.parametrize("name", ["alice", "rita"])
def test_change_is_refused_without_the_permission(cast, name):
    person, before = cast[name], in_force()

    with pytest.raises(Forbidden):
        run(settings.opened, person.actor, Tab.FEATURES)
    with pytest.raises(Forbidden):
        run(settings.change, person.actor, Tab.FEATURES, {"allow_registration": True}, 0)

    assert in_force() == before


@pytest.mark.spec("AUTH-25")
def test_change_takes_just_its_own_permission(rita):
    actor = replace(rita.actor, permissions=frozenset({Permission.CHANGE_SETTINGS}))

    run(settings.change, actor, Tab.FEATURES, {"allow_registration": True}, 0)

    assert in_force().allow_registration


@pytest.mark.spec("SET-1")
def test_change_of_one_tab_touches_no_other(vera):
    with pytest.raises(NotFound):
        change(vera, Tab.GENERAL, allow_registration=True)

    assert not in_force().allow_registration


@pytest.mark.spec("ADMIN-9", "SET-1")
def test_two_administrators_on_two_tabs_both_win(vera):
    general, features = opened(vera), opened(vera, Tab.FEATURES)

    run(settings.change, vera.actor, Tab.GENERAL, {"clinic_name": "A"}, general.version)
    run(
        settings.change,
        vera.actor,
        Tab.FEATURES,
        {"allow_customer_add_pet": False},
        features.version,
    )

    assert (in_force().clinic_name, in_force().allow_customer_add_pet) == ("A", False)


@pytest.mark.spec("ADMIN-9")
def test_the_later_of_two_on_one_tab_is_told_the_difference(vera):
    seen = opened(vera)
    run(settings.change, vera.actor, Tab.GENERAL, {"clinic_name": "First"}, seen.version)

    with pytest.raises(Stale) as told:
        run(settings.change, vera.actor, Tab.GENERAL, {"clinic_name": "Second"}, seen.version)

    difference = told.value.differences[0]
    assert (told.value.by, difference.field) == ("Vera Voss", "clinic_name")
    assert (difference.theirs, difference.yours) == ("First", "Second")
    assert in_force().clinic_name == "First"


@pytest.mark.spec("SET-1")
def test_a_logo_is_changed_beside_the_form_and_outlives_its_saving(vera, rita):
    before = opened(vera)
    run(settings.set_logo, vera.actor, "a" * 64)

    assert opened(vera).version == before.version
    run(settings.change, vera.actor, Tab.GENERAL, {"clinic_name": "A"}, before.version)
    assert (in_force().clinic_name, in_force().logo) == ("A", "a" * 64)
    with pytest.raises(Forbidden):
        run(settings.set_logo, rita.actor, "")
    with pytest.raises(Invalid):
        run(settings.set_logo, vera.actor, "../secret")
    run(settings.set_logo, vera.actor, "")
    assert in_force().logo == ""


def test_change_of_nothing_tells_nobody(vera, monkeypatch):
    sent = []
    monkeypatch.setattr(hub, "send", sent.append)

    changed = change(vera, Tab.GENERAL, clinic_name="Willow Lane Vets")

    assert (changed, sent, trail()) == ([], [], [])


def test_load_leaves_out_what_no_longer_fits():
    run(lambda db: db.add(Setting(key="code_minutes", value=60)))
    run(lambda db: db.add(Setting(key="page_size", value=10)))
    settings.forget()

    found = in_force()

    assert (found.code_minutes, found.page_size) == (10, 10)


@pytest.mark.spec("GEN-6")
def test_change_of_the_time_zone_moves_every_clock(vera, noon):
    change(vera, Tab.GENERAL, time_zone="Asia/Tokyo")

    assert clock.local(clock.now()).hour == 2


@pytest.mark.spec("SET-1")
async def test_what_an_older_transaction_reads_is_not_kept_for_others():
    def late(db):
        db.exec(select(Setting)).all()  # from here on it sees the database as it is now
        with ThreadPoolExecutor(1) as another:
            another.submit(run, lambda now: settings.put(now, clinic_name="New Name")).result()
        settings.forget()
        return settings.load(db).clinic_name

    before = await read(late)
    after = (await read(settings.load)).clinic_name

    assert (before, after) == ("Willow Lane Vets", "New Name")
