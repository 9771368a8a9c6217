"""The record tabs: what a tab of the browser is sent, and what it may ask for."""

import asyncio
from datetime import date, timedelta
from uuid import uuid4

import pytest

from models.records import Attachment, MedicalRecord, Subtype
from services import settings
from services.access import find
from services.core import clock
from services.core.db import run
from services.records import kinds
from states.records import RecordsState


def at(pet_id, tab="notes"):
    return {"pet_id": str(pet_id), "tab": tab}


async def shown(tab):
    return await tab.state(RecordsState)


@pytest.mark.spec("REC-2", "REC-3", "REC-5")
async def test_load_shows_the_full_content_of_a_note(alice, write_record, put, open_tab):
    surgery = put(Subtype(kind="note", name="Surgery", color="#b3261e"))
    record = write_record(
        alice.pet_id,
        title="Dental surgery",
        subtype_id=surgery.id,
        author_name="Vera Voss",
        notes="All went well.",
        staff_notes="keep this in the house",
        details=kinds.validated("note", {"customer_text": "Soft food.", "plan": "Check in a week"}),
        amended_at=None,
        status="published",
    )
    put(
        Attachment(
            record_id=record.id,
            file="0" * 64,
            name="teeth.jpg",
            media_type="image/jpeg",
            size_bytes=2_400_000,
            width=800,
            height=600,
        )
    )
    tab = open_tab(alice)

    await tab.send(RecordsState.load, route=at(alice.pet_id))

    state = await shown(tab)
    (row,) = state.rows
    assert (state.status, state.shown) == ("ready", f"{alice.pet_id}/notes")
    assert (row.title, row.badge, row.color, row.type) == (
        "Dental surgery",
        "Surgery",
        "#b3261e",
        "",
    )
    assert (row.date, row.author, row.amended) == ("January 5, 2026", "Vera Voss", "")
    assert [(part.label, part.text) for part in row.parts] == [
        ("For you", "Soft food."),
        ("Plan", "Check in a week"),
    ]
    assert row.notes == "All went well."
    assert [(file.name, file.about) for file in row.pictures] == [
        ("teeth.jpg", "Picture, 2.4\N{NO-BREAK SPACE}MB")
    ]


@pytest.mark.spec("REC-4")
async def test_load_tells_when_a_record_was_amended(alice, write_record, open_tab, noon):
    write_record(alice.pet_id, status="published", amended_at=clock.now())
    tab = open_tab(alice)

    await tab.send(RecordsState.load, route=at(alice.pet_id))

    assert (await shown(tab)).rows[0].amended == "Amended on Mar 4, 2026"


@pytest.mark.spec("REC-6", "REC-7", "REC-3")
@pytest.mark.parametrize(
    ("kind", "details", "told"),
    [
        (
            "diagnosis",
            {"status": "tentative", "resolved_on": "2026-02-01"},
            ["Tentative", ("Resolved on", "Feb 1, 2026")],
        ),
        (
            "treatment",
            {
                "treatment_type": "medication",
                "dose": "2.5",
                "unit": "mg",
                "route": "By mouth",
                "frequency": "Twice a day",
                "starts_on": "2026-01-05",
                "ends_on": "2026-01-12",
                "refills_left": 0,
            },
            [
                "Medication",
                ("Dose", "2.5 mg"),
                ("Route", "By mouth"),
                ("How often", "Twice a day"),
                ("Starts", "Jan 5, 2026"),
                ("Ends", "Jan 12, 2026"),
                ("Refills left", "0"),
            ],
        ),
        ("imaging", {"imaging_type": "MRI", "body_part": "Knee"}, ["MRI", ("Body part", "Knee")]),
    ],
)
async def test_load_shows_the_particulars_of_a_kind(
    alice, write_record, open_tab, kind, details, told
):
    stored = kinds.validated(kind, details)
    write_record(alice.pet_id, kind=kind, details=stored, status="published")
    tab = open_tab(alice)

    await tab.send(RecordsState.load, route=at(alice.pet_id, kinds.find(kind).tab))

    (row,) = (await shown(tab)).rows
    assert [row.badge, *((line.label, line.text) for line in row.facts)] == told


@pytest.mark.spec("REC-13", "GEN-8")
async def test_older_and_newer_turn_the_pages(alice, write_record, open_tab):
    for number in range(45):
        day = date(2026, 1, 1) - timedelta(days=number)
        write_record(alice.pet_id, title=f"{number}", happened_on=day, status="published")
    tab = open_tab(alice)
    seen = []

    await tab.send(RecordsState.load, route=at(alice.pet_id))
    for handler in (RecordsState.older, RecordsState.older, RecordsState.older, RecordsState.newer):
        state = await shown(tab)
        seen.append((state.rows[0].title, len(state.rows), state.position))
        await tab.send(handler, route=at(alice.pet_id))

    assert seen == [
        ("0", 20, "Page 1"),
        ("20", 20, "Page 2"),
        ("40", 5, "Page 3"),
        ("40", 5, "Page 3"),
    ]
    state = await shown(tab)
    assert (state.rows[0].title, state.has_newer, state.has_older) == ("20", True, True)


@pytest.mark.spec("REC-13")
async def test_narrow_by_type_and_days(alice, write_record, open_tab):
    for day, kind in ((1, "procedure"), (2, "medication"), (3, "medication")):
        details = kinds.validated("treatment", {"treatment_type": kind})
        write_record(
            alice.pet_id,
            kind="treatment",
            title=f"{kind} {day}",
            details=details,
            happened_on=date(2026, 1, day),
            status="published",
        )
    tab, route = open_tab(alice), at(alice.pet_id, "treatments")

    async def titles(handler, **payload):
        await tab.send(handler, route=route, **payload)
        return [row.title for row in (await shown(tab)).rows]

    assert len(await titles(RecordsState.load)) == 3
    assert [key for key, _label in (await shown(tab)).types] == [
        "",
        "medication",
        "procedure",
        "therapy",
    ]
    narrow = RecordsState.narrow
    assert await titles(narrow, name="kind", value="procedure") == ["procedure 1"]
    assert await titles(narrow, name="since", value="2026-01-02") == []
    assert (await shown(tab)).narrowed
    assert await titles(narrow, name="kind", value="medication") == [
        "medication 3",
        "medication 2",
    ]
    assert await titles(narrow, name="until", value="2026-01-02") == ["medication 2"]
    assert len(await titles(RecordsState.clear)) == 3
    assert not (await shown(tab)).narrowed


async def test_narrow_survives_whatever_is_sent(alice, write_record, open_tab):
    write_record(alice.pet_id, status="published")
    tab = open_tab(alice)
    await tab.send(RecordsState.load, route=at(alice.pet_id))

    for name, value in (
        ("since", "0001-01-01"),
        ("until", "9999-12-31"),
        ("since", "' OR 1=1"),
        ("kind", str(uuid4())),
        ("kind", None),
        ("_pet", "x"),
        ("rows", "x"),
        ("__class__", "x"),
    ):
        await tab.send(RecordsState.narrow, route=at(alice.pet_id), name=name, value=value)

    state = await shown(tab)
    assert (state.status, len(state.rows), state.narrowed) == ("ready", 1, False)


@pytest.mark.spec("GEN-1", "REC-1")
async def test_load_answers_the_same_for_others_for_none_and_for_switched_off(
    alice, bob, write_record, open_tab
):
    write_record(bob.pet_id, title="Bob's", status="published")
    write_record(alice.pet_id, title="Alice's", status="published")
    tab, held = open_tab(alice), []

    async def look(pet_id, name="notes"):
        await tab.send(RecordsState.load, route=at(pet_id, name))
        state = await shown(tab)
        held.append((state.status, list(state.rows), state.has_older, state.types))

    for pet_id in (bob.pet_id, uuid4(), "x"):
        await look(pet_id)
    await look(alice.pet_id, "incident")
    run(settings.put, record_types={"note": False})
    await look(alice.pet_id)

    assert held == [("missing", [], False, [])] * 5


@pytest.mark.spec("GEN-1")
async def test_load_forgets_the_pet_before(alice, vera, put, write_record, open_tab):
    write_record(alice.pet_id, status="published")
    tab = open_tab(alice)
    await tab.send(RecordsState.load, route=at(alice.pet_id))

    await tab.send(RecordsState.load, route=at(uuid4()))
    await tab.send(RecordsState.refresh, route=at(uuid4()))

    state = await shown(tab)
    assert (state.status, state.rows) == ("missing", [])


async def test_refresh_shows_what_is_new_and_drops_what_was_withdrawn(
    alice, write_record, open_tab
):
    record = write_record(alice.pet_id, title="old", status="published")
    tab = open_tab(alice)
    await tab.send(RecordsState.load, route=at(alice.pet_id))

    def withdraw(db):
        find(db, alice.actor, MedicalRecord, record.id).status = "private"

    run(withdraw)
    write_record(alice.pet_id, title="new", status="published")
    await tab.send(RecordsState.refresh, route=at(alice.pet_id))

    assert [row.title for row in (await shown(tab)).rows] == ["new"]


@pytest.mark.spec("GEN-5")
async def test_load_says_so_when_it_fails(alice, write_record, open_tab):
    write_record(alice.pet_id, kind="diagnosis", details={"status": "broken"}, status="published")
    tab = open_tab(alice)

    with pytest.raises(ValueError, match="validation error") as fault:
        await tab.send(RecordsState.load, route=at(alice.pet_id, "diagnoses"))

    assert (await shown(tab)).status == "failed"
    async with asyncio.timeout(5):
        while "failed" not in repr(tab.sent):
            await asyncio.sleep(0.01)
    assert "broken" not in str(fault.value)
