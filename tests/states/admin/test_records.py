"""The page on which staff write a record, driven as a browser would."""

import pytest
from sqlmodel import col

from models.records import MedicalRecord, Subtype, Term
from services.access import system, visible
from services.core.db import run
from services.records import reading, writing
from states.admin.record_views import RecordViewState
from states.admin.records import RecordEditorState
from states.feedback import FeedbackState

pytestmark = pytest.mark.spec("ADMIN-6", "REC-4")


@pytest.fixture
def desk(open_tab, vera, alice):
    """Open the page of a new draft."""

    async def opened(kind="note", person=vera):
        record = run(writing.start, vera.actor, alice.pet_id, kind)
        tab = open_tab(person)
        await tab.send(RecordEditorState.load, route={"record_id": str(record.id)})
        return tab, record

    return opened


async def save(tab, turn="t1", **typed):
    form = (await tab.state(RecordEditorState)).form
    given = {"version": form.version, "key": "k", "turn": turn, "auto": True, **typed}
    await tab.send(RecordEditorState.save, typed=given)
    return (await tab.state(RecordEditorState)).form


def reread(record):
    return run(lambda db: db.get(MedicalRecord, record.id))


@pytest.mark.spec("GEN-4")
async def test_what_is_typed_is_kept_before_saved_is_said(desk):
    tab, record = await desk()

    form = await save(tab, title="Visit", plan="Rest.", staff_notes="Nervous.")

    kept = reread(record)
    assert (form.outcome, form.answered, form.version) == ("saved", "t1", 2)
    assert (kept.title, kept.details["plan"], kept.staff_notes) == ("Visit", "Rest.", "Nervous.")


@pytest.mark.spec("GEN-5")
async def test_what_does_not_fit_is_said_beside_its_field_and_the_rest_is_kept(desk):
    tab, record = await desk("treatment")

    form = await save(tab, title=["Meloxicam"], refills_left="many", dose="2.5")

    assert (form.outcome, set(form.errors), form.version) == ("refused", {"refills_left"}, 2)
    assert reread(record).details["dose"] == "2.5"

    form = await save(tab, title=["Meloxicam"], refills_left="3", dose="2.5")

    assert (form.outcome, form.errors) == ("saved", {})


async def test_a_new_term_and_a_new_subtype_are_added_in_place(desk):
    tab, record = await desk("diagnosis")

    await save(tab, title=["Otitis externa"], subtype_id=["Chronic"])
    await tab.send(RecordEditorState.find_titles, text="oti")
    await tab.send(RecordEditorState.find_subtypes, text="chr")

    state = await tab.state(RecordEditorState)
    assert [one.value for one in state.found_titles.options] == ["Otitis externa"]
    assert [one.value for one in state.found_subtypes.options] == ["Chronic"]
    assert len(run(lambda db: db.exec(system(Term)).all())) == 1
    subtype = run(lambda db: db.exec(system(Subtype).where(col(Subtype.name) == "Chronic")).one())
    assert reread(record).subtype_id == subtype.id


@pytest.mark.spec("GEN-2")
async def test_publish_shows_it_and_says_so_and_without_a_title_does_not(desk, alice):
    tab, record = await desk()

    await tab.send(RecordEditorState.publish)
    state = await tab.state(RecordEditorState)
    assert set(state.form.errors) == {"title"}
    assert reread(record).status == "draft"

    await save(tab, title="Visit", plan="Rest.")
    await tab.send(RecordEditorState.publish)

    state = await tab.state(RecordEditorState)
    assert (await tab.state(FeedbackState)).text == "Published"
    assert (state.row.status, state.row.changing) == ("published", False)
    assert run(reading.find, alice.actor, record.id).title == "Visit"

    await save(tab, plan="Run.")
    assert (await tab.state(RecordEditorState)).row.changing
    await tab.send(RecordEditorState.publish)
    await tab.send(RecordViewState.recall, record_id=str(record.id))

    told = (await tab.state(RecordViewState)).changes[0].told
    assert [(one.label, one.pieces) for one in told] == [
        ("Plan", [("removed", "Rest."), ("added", "Run.")])
    ]


@pytest.mark.spec("ADMIN-9")
async def test_two_who_write_in_one_record_are_shown_the_difference(desk, open_tab, vera):
    tab, record = await desk()
    other = open_tab(vera)
    await other.send(RecordEditorState.load, route={"record_id": str(record.id)})
    await save(tab, title="Visit", plan="Rest.")

    form = await save(other, title="Visit", plan="Run.")

    assert (form.outcome, form.by) == ("stale", "Vera Voss")
    assert [(one.field, one.theirs, one.yours) for one in form.differences] == [
        ("plan", "Rest.", "Run.")
    ]
    assert form.theirs_version == 2


@pytest.mark.spec("GEN-11", "REC-5")
async def test_the_preview_holds_what_the_customer_will_get_and_no_more(desk):
    tab, record = await desk()
    await save(tab, title="Visit", plan="Rest.", staff_notes="SECRET", customer_text="All well.")

    await tab.send(RecordViewState.look, record_id=str(record.id))

    (row,) = (await tab.state(RecordViewState)).preview
    assert [part.text for part in row.parts] == ["All well.", "Rest."]
    assert "SECRET" not in repr(row)


@pytest.mark.spec("GEN-1", "PET-4")
async def test_no_customer_calls_any_of_it(desk, alice):
    tab, record = await desk(person=alice)

    for handler, payload in (
        (RecordEditorState.save, {"typed": {"title": "x", "version": 1}}),
        (RecordEditorState.publish, {}),
        (RecordEditorState.discard, {}),
        (RecordEditorState.begin, {"pet_id": str(alice.pet_id), "kind": "note"}),
        (RecordViewState.look, {"record_id": str(record.id)}),
        (RecordViewState.recall, {"record_id": str(record.id)}),
    ):
        await tab.send(handler, **payload)

    assert "Check" not in tab.heard
    assert reread(record).title == ""
    assert len(run(lambda db: db.exec(visible(alice.actor, MedicalRecord)).all())) == 0
    assert (await tab.state(RecordEditorState)).status == "loading"


async def test_discard_leads_back_and_leaves_nothing(desk):
    tab, record = await desk()
    await save(tab, title="Visit")

    sent = await tab.send(RecordEditorState.discard)

    assert any("redirect" in name for name in sent)
    assert reread(record) is None


async def test_a_record_that_is_not_there_is_said_to_be_missing(open_tab, vera):
    tab = open_tab(vera)

    for wrong in ("x", "00000000-0000-4000-8000-000000000000"):
        await tab.send(RecordEditorState.load, route={"record_id": wrong})
        assert (await tab.state(RecordEditorState)).status == "missing"
    assert (await tab.state(FeedbackState)).text == ""
