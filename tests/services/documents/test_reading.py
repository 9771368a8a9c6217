"""Who sees which documents."""

from datetime import timedelta

import pytest

from models.documents import Document
from services import documents, settings
from services.core import clock
from services.core.db import run
from services.core.errors import Forbidden, NotFound


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


def names(person, pet_id, **options):
    return [
        found.name for found in run(documents.listed, person.actor, pet_id, **options).documents
    ]


@pytest.mark.spec("DOC-4")
def test_listed_returns_a_pets_documents_newest_first(put, alice, vera):
    put(
        document(alice, "old.pdf", created_at=clock.now() - timedelta(days=9)),
        document(alice, "new.pdf"),
        document(alice, "no pet.pdf", pet_id=None),
    )

    assert names(alice, alice.pet_id) == names(vera, alice.pet_id) == ["new.pdf", "old.pdf"]


@pytest.mark.spec("DOC-8", "GEN-1")
def test_another_customer_finds_nothing(put, alice, bob):
    put(document(alice))
    assert names(alice, alice.pet_id) == ["pass.pdf"]

    with pytest.raises(NotFound):
        names(bob, alice.pet_id)
    assert names(bob, bob.pet_id) == []


@pytest.mark.spec("DOC-14")
def test_listed_leaves_out_what_the_customer_may_not_see(put, alice, vera):
    put(document(alice, "internal.pdf", customer_may_see=False), document(alice))

    assert names(alice, alice.pet_id) == ["pass.pdf"]
    assert sorted(names(vera, alice.pet_id)) == ["internal.pdf", "pass.pdf"]


@pytest.mark.spec("AUTH-25")
def test_listed_is_refused_without_the_permission(put, alice, rita):
    put(document(alice))

    with pytest.raises(Forbidden):
        names(rita, alice.pet_id)


@pytest.mark.spec("PET-9")
def test_a_new_owner_does_not_see_the_former_ones_documents(put, alice, bob):
    put(document(alice, "before.pdf"), document(bob, "after.pdf"))
    put(document(bob, "about rex.pdf", pet_id=alice.pet_id))

    assert names(alice, alice.pet_id) == ["before.pdf"]


@pytest.mark.spec("GEN-8")
def test_listed_comes_in_pages(put, alice):
    run(settings.put, page_size=5)
    put(
        *(
            document(alice, f"{number}.pdf", created_at=clock.now() - timedelta(days=number))
            for number in range(7)
        )
    )

    assert names(alice, alice.pet_id) == [f"{number}.pdf" for number in range(5)]
    assert len(names(alice, alice.pet_id, pages=2)) == 7
    first, both = (run(documents.listed, alice.actor, alice.pet_id, pages=n) for n in (1, 2))
    assert (first.more, both.more) == (True, False)
