"""E-mails that wait for the staff: seen, given to a customer, or put aside for good."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import delete
from sqlmodel import select

from models.audit import AuditEvent
from models.bell import StaffNotification
from models.documents import Document, DocumentPage
from models.mails import ReceivedMail, StrayPage, StrayPaper
from services import queues
from services.access import Permission
from services.core.config import config
from services.core.db import run
from services.core.errors import Conflict, Forbidden, NotFound
from services.documents import handling, intake
from services.mailbox import trying, unmatched
from services.queues import Queue
from tests.mails import mail
from tests.services.mailbox.test_taking import take

pytestmark = pytest.mark.spec("DOC-7")


def rows(model):
    return run(lambda db: list(db.exec(select(model)).all()))


@pytest.fixture
async def waiting():
    """Have an e-mail of a stranger wait, with two papers."""
    await take(mail("Rabies", "DHPP", sender="second@mail.test", subject="Records of Rex"))
    [row] = rows(ReceivedMail)
    return row.id


async def test_opened_shows_what_came_and_who_has_the_address(vera, alice):
    await take(mail("Rabies", proven=False))
    [row] = rows(ReceivedMail)

    found = run(unmatched.opened, vera.actor, row.id)

    assert [(one.paper.name, len(one.pages)) for one in found.papers] == [("Rabies.pdf", 1)]
    assert found.likely.id == alice.actor.id


async def test_assign_files_it_as_if_the_customer_had_uploaded_it(vera, alice, waiting):
    made = run(unmatched.assign, vera.actor, waiting, alice.actor.id)

    documents = rows(Document)
    assert {one.id for one in made} == {one.id for one in documents}
    assert sorted(one.name for one in documents) == ["DHPP.pdf", "Rabies.pdf"]
    for one in documents:
        assert (one.customer_id, one.pet_id, one.mail_id) == (
            alice.actor.id,
            alice.pet_id,
            waiting,
        )
        assert (one.state, one.from_clinic, one.customer_may_see) == ("received", False, True)
    assert len(rows(DocumentPage)) == 2
    assert {one.about_id for one in rows(StaffNotification)} == {one.id for one in documents}
    assert (rows(StrayPaper), rows(StrayPage)) == ([], [])
    [row] = rows(ReceivedMail)
    assert (row.trouble, row.filed, row.customer_id) == ("", 2, alice.actor.id)
    told = {one.event: one.actor_id for one in rows(AuditEvent)}
    assert told["e-mail assigned to a customer"] == vera.actor.id
    assert told["document handed in"] == vera.actor.id
    came = run(unmatched.came_with, vera.actor, documents[0])
    assert (came.sender, came.subject) == ("second@mail.test", "Records of Rex")
    assert run(handling.accept, vera.actor, documents[0].id).state == "accepted"
    with pytest.raises(NotFound):
        run(unmatched.assign, vera.actor, waiting, alice.actor.id)


async def test_assign_leaves_what_the_customer_has_sent_before(vera, alice, waiting):
    await take(mail("Rabies"))

    [made] = run(unmatched.assign, vera.actor, waiting, alice.actor.id)

    assert made.name == "DHPP.pdf"
    assert len(rows(Document)) == 2


async def test_assign_refuses_what_nothing_came_with(vera, alice):
    await take(mail())
    [row] = rows(ReceivedMail)

    with pytest.raises(Conflict):
        run(unmatched.assign, vera.actor, row.id, alice.actor.id)


async def test_dismiss_keeps_nothing_but_that_it_came(vera, waiting):
    run(unmatched.dismiss, vera.actor, waiting)

    [row] = rows(ReceivedMail)
    assert (row.sender, row.subject, row.text, row.settled_at is None) == ("", "", "", False)
    assert (rows(StrayPaper), rows(StrayPage), rows(Document)) == ([], [], [])
    with pytest.raises(NotFound):
        run(unmatched.opened, vera.actor, waiting)
    again = mail("Rabies", "DHPP", sender="second@mail.test", subject="Records of Rex")
    assert not await take(again)


@pytest.mark.spec("GEN-1", "AUTH-25")
async def test_nobody_else_sees_or_does_anything(alice, vera, waiting):
    paper = rows(StrayPaper)[0].id
    deeds = [
        (unmatched.opened, waiting),
        (unmatched.paper, paper),
        (unmatched.page, paper, 1),
        (unmatched.assign, waiting, alice.actor.id),
        (unmatched.dismiss, waiting),
    ]
    everybody = [
        alice.actor,
        *(
            replace(vera.actor, permissions=vera.actor.permissions - {one})
            for one in (Permission.REVIEW_DOCUMENTS, Permission.VIEW_RECORDS)
        ),
    ]

    for deed, *about in deeds:
        for actor in everybody:
            with pytest.raises((Forbidden, NotFound)):
                run(deed, actor, *about)
    for deed, *about in deeds[:3]:
        assert run(deed, vera.actor, *about)
    for about in (uuid4(), paper):
        with pytest.raises(NotFound):
            run(unmatched.opened, vera.actor, about)
    for number in (0, 2):
        with pytest.raises(NotFound):
            run(unmatched.page, vera.actor, paper, number)


@pytest.mark.spec("ADMIN-1")
async def test_the_queue_is_there_once_there_is_something_to_wait_for(vera, waiting, monkeypatch):
    def mails():
        return [one.count for one in run(queues.waiting, vera.actor) if one.queue == Queue.MAILS]

    [item] = run(queues.listed, vera.actor, Queue.MAILS).items
    assert (item.id, item.title, item.by) == (waiting, "Records of Rex", "second@mail.test")
    assert (item.customer_id, mails()) == (None, [1])
    await take(mail("Lepto", proven=False))
    assert [one.customer for one in run(queues.listed, vera.actor, Queue.MAILS).items] == ["", ""]
    for one in rows(ReceivedMail):
        run(unmatched.dismiss, vera.actor, one.id)
    assert mails() == [0]
    run(lambda db: db.exec(delete(ReceivedMail)))
    assert mails() == []
    monkeypatch.setenv("PORTAL_SENDGRID_INBOUND_KEY", "key")
    config.cache_clear()
    assert mails() == [0]
    monkeypatch.undo()
    config.cache_clear()


@pytest.mark.spec("SET-1")
def test_intake_tells_what_is_configured_and_never_with_what_secret(vera, rita, monkeypatch):
    with pytest.raises(Forbidden):
        run(trying.intake, rita.actor)
    assert run(trying.intake, vera.actor) == trying.Intake(False, False, False, "")
    assert not trying.files_by_itself()

    monkeypatch.setenv("PORTAL_IMAP_URL", "imaps://a:secret@mail.test")
    config.cache_clear()
    found = run(trying.intake, vera.actor)
    assert (found.mailbox, found.believed, trying.files_by_itself()) == (True, False, False)
    assert "secret" not in repr(found) + repr(config())
    monkeypatch.undo()
    config.cache_clear()


def test_customers_hand_in_for_themselves_whatever_e_mail_is_named(alice, bob):
    to = intake.To(customer_id=bob.actor.id, mail_id=uuid4())

    assert run(intake.may_hand_in, alice.actor, to) == alice.actor.id
