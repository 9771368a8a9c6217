"""What a tab shows of a pet's documents."""

from datetime import timedelta

import pytest

from models.documents import Document, DocumentState
from services import settings
from services.core import clock
from services.core.db import run
from states.documents import DocumentsState
from states.live import LiveState


def document(person, name="pass.pdf", **fields):
    given = {
        "customer_id": person.actor.id,
        "pet_id": person.pet_id,
        "file": "0" * 64,
        "media_type": "application/pdf",
        "size_bytes": 1,
        "customer_may_see": True,
    }
    return Document(name=name, **(given | fields))


async def load(tab, pet_id):
    await tab.send(DocumentsState.load_pet, route={"pet_id": str(pet_id)})
    return await tab.state(DocumentsState)


@pytest.mark.spec("DOC-4", "DOC-8")
async def test_load_pet_shows_name_date_size_and_state(noon, open_tab, put, alice):
    made = put(
        document(
            alice,
            "Pass.pdf",
            size_bytes=1_400_000,
            state=DocumentState.SENT_BACK,
            reason="The second page is missing. Please send it, too.",
        )
    )
    state = await load(open_tab(alice), alice.pet_id)

    (row,) = state.documents
    assert (row.name, row.date, row.size, row.origin) == (
        "Pass.pdf",
        "Mar 4, 2026",
        "1.4 MB",
        "From you",
    )
    assert (row.state, row.state_said) == ("sent_back", "Sent back")
    assert row.reason == "The second page is missing. Please send it, too."
    assert row.href == f"/files/documents/{made.id}"


@pytest.mark.spec("DOC-4", "GEN-9")
@pytest.mark.parametrize(
    ("state", "english", "german"),
    [
        (DocumentState.RECEIVED, "Received", "Eingegangen"),
        (DocumentState.IN_REVIEW, "In review", "In Prüfung"),
        (DocumentState.ACCEPTED, "Accepted", "Angenommen"),
        (DocumentState.SENT_BACK, "Sent back", "Zurückgesandt"),
    ],
)
async def test_each_state_is_said_in_plain_words(open_tab, put, alice, state, english, german):
    put(document(alice, state=state, reason="Blurred" if state == "sent_back" else ""))
    said = [
        (await load(open_tab(alice, language=language), alice.pet_id)).documents[0].state_said
        for language in ("en", "de")
    ]

    assert said == [english, german]


@pytest.mark.parametrize(
    ("size", "said"), [(0, "1 kB"), (1_499, "1 kB"), (999_499, "999 kB"), (26_214_400, "26.2 MB")]
)
async def test_a_size_is_told_in_a_fitting_unit(open_tab, put, alice, size, said):
    put(document(alice, size_bytes=size))

    assert (await load(open_tab(alice), alice.pet_id)).documents[0].size == said


@pytest.mark.spec("GEN-1", "DOC-8")
async def test_another_customers_pet_is_as_if_there_were_none(open_tab, put, alice, bob):
    put(document(alice))
    assert len((await load(open_tab(alice), alice.pet_id)).documents) == 1
    tab = open_tab(bob)

    for address in (alice.pet_id, "00000000-0000-0000-0000-000000000000", "nonsense"):
        state = await load(tab, address)
        assert (state.status, state.documents) == ("missing", [])


@pytest.mark.spec("DOC-4")
async def test_a_changed_state_shows_without_reload(open_tab, put, alice):
    made = put(document(alice))
    tab = open_tab(alice)
    await load(tab, alice.pet_id)
    run(lambda db: setattr(db.get(Document, made.id), "state", DocumentState.ACCEPTED))
    await tab.send(LiveState.refresh)

    assert (await tab.state(DocumentsState)).documents[0].state == "accepted"


@pytest.mark.spec("GEN-8")
async def test_show_more_shows_older_ones(open_tab, put, alice):
    run(settings.put, page_size=5)
    put(*(document(alice, created_at=clock.now() - timedelta(days=n)) for n in range(7)))
    tab = open_tab(alice)
    state = await load(tab, alice.pet_id)
    assert (len(state.documents), state.more) == (5, True)

    await tab.send(DocumentsState.show_more)

    state = await tab.state(DocumentsState)
    assert (len(state.documents), state.more) == (7, False)
