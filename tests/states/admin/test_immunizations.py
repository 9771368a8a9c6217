"""The staff's Immunizations tab: all lines at once, errors beside their line, nothing lost."""

from datetime import date

import pytest
from sqlmodel import col

from models.vaccinations import VaccineType
from services import vaccinations
from services.access import system
from services.core.db import look, run
from services.vaccinations import immunizations
from states.admin.immunizations import ImmunizationsState

pytestmark = [pytest.mark.spec("IMM-2"), pytest.mark.usefixtures("noon")]


@pytest.fixture
def ids():
    """The shipped vaccine types by name."""
    run(vaccinations.seed)
    kinds = run(lambda db: db.exec(system(VaccineType).order_by(col(VaccineType.position))).all())
    return {kind.name: str(kind.id) for kind in kinds}


@pytest.fixture
async def tab(open_tab, vera, alice, ids):
    """Vera's tab with the immunizations of Alice's dog, and what its form holds."""
    opened = open_tab(vera)
    opened.route = {"pet_id": str(alice.pet_id), "tab": "immunizations"}
    await opened.send(ImmunizationsState.load, route=opened.route)
    return opened


async def typed(tab, **changed):
    """What the form would send with some of its fields changed."""
    state = await tab.state(ImmunizationsState)
    held = {name.replace("__", "."): value for name, value in changed.items()}
    return {**state.form.values, **held, "version": state.form.version, "turn": "t1"}


async def save(tab, form):
    await tab.send(ImmunizationsState.save, route=tab.route, typed=form)
    return (await tab.state(ImmunizationsState)).form


def stored(vera, alice):
    return {line.type: line for line in look(immunizations.lines, vera.actor, alice.pet_id)}


async def test_show_a_line_for_each_type(tab):
    state = await tab.state(ImmunizationsState)

    assert state.status == "ready"
    assert [(row.type, row.required, row.standing, row.tone) for row in state.rows] == [
        ("Rabies", True, "Missing", "danger"),
        ("DHPP", True, "Missing", "danger"),
        ("Bordetella", False, "", ""),
        ("Leptospirosis", False, "", ""),
    ]


async def test_save_all_lines_at_once(tab, ids, vera, alice):
    form = await typed(tab)
    form[f"{ids['Rabies']}.expires_on"] = "2027-01-31"
    form[f"{ids['DHPP']}.note"] = "no record"

    answer = await save(tab, form)

    assert (answer.outcome, answer.answered) == ("saved", "t1")
    assert answer.values[f"{ids['Rabies']}.expires_on"] == "2027-01-31"
    lines = stored(vera, alice)
    assert (lines["Rabies"].expires_on, lines["DHPP"].note) == (date(2027, 1, 31), "no record")
    assert (await tab.state(ImmunizationsState)).rows[0].standing == "Valid"


async def test_put_every_error_beside_its_line_and_save_none(tab, ids, vera, alice):
    form = await typed(tab)
    form[f"{ids['Rabies']}.expires_on"] = "2027-01-31"
    form[f"{ids['DHPP']}.exemption"] = "medical"

    answer = await save(tab, form)

    assert answer.outcome == "refused"
    assert answer.errors == {
        f"{ids['DHPP']}.exempt_until": "Please say until when.",
        f"{ids['DHPP']}.reason": "Please give the medical reason.",
    }
    assert stored(vera, alice)["Rabies"].expires_on is None


@pytest.mark.spec("ADMIN-9")
async def test_show_the_difference_and_keep_mine(tab, open_tab, ids, vera, alice):
    form = await typed(tab)
    note = f"{ids['Rabies']}.note"
    other = open_tab(vera)
    other.route = tab.route
    await other.send(ImmunizationsState.load, route=tab.route)
    await save(other, {**form, note: "theirs", "turn": "t0"})

    answer = await save(tab, {**form, note: "mine"})

    assert (answer.outcome, answer.by) == ("stale", "Vera Voss")
    assert [(row.field, row.theirs, row.yours) for row in answer.differences] == [
        (note, "theirs", "mine")
    ]
    kept = await save(tab, {**form, note: "mine", "version": answer.theirs_version})
    assert kept.outcome == "saved"
    assert stored(vera, alice)["Rabies"].note == "mine"


@pytest.mark.spec("ADMIN-9", "GEN-4")
async def test_ask_before_overwriting_what_a_restarted_server_never_showed(tab, ids, vera, alice):
    form = await typed(tab)
    note = f"{ids['Rabies']}.note"
    await save(tab, {**form, note: "first"})

    answer = await save(tab, {**form, note: "second", "version": 12345})

    assert answer.outcome == "stale"
    assert stored(vera, alice)["Rabies"].note == "first"


@pytest.mark.parametrize(
    "nonsense",
    [{}, {"note": 7}, {"expires_on": "soon"}, {"exemption": "royal"}, {"note": "x" * 10_000}],
)
async def test_save_nothing_of_nonsense(tab, ids, vera, alice, nonsense):
    form = {f"{ids['Rabies']}.{name}": value for name, value in nonsense.items()}
    if nonsense:
        form = {**(await typed(tab)), **form}

    await save(tab, form)

    assert {(line.note, line.expires_on) for line in stored(vera, alice).values()} == {("", None)}
