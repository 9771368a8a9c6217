"""E-mails to assign in a tab: shown, filed under whom staff choose, put aside."""

import pytest
from sqlmodel import select

from models.documents import Document
from models.mails import ReceivedMail
from services.core.config import config
from services.core.db import run
from states.admin.delivery import DeliveryState
from states.admin.documents import ReviewState
from states.admin.mails import MailState
from states.admin.work import WorkState
from states.handing_in import HandingInState
from tests.fakes.imap import Box, serving
from tests.mails import mail
from tests.papers import locked
from tests.services.mailbox.test_taking import take

pytestmark = pytest.mark.spec("DOC-7")


@pytest.fixture
def open_mail(open_tab, vera):
    """Open the e-mail that waits, as its page does."""

    async def opened():
        [row] = run(lambda db: list(db.exec(select(ReceivedMail)).all()))
        tab, route = open_tab(vera), {"mail_id": str(row.id)}
        await tab.send(MailState.load, route=route)
        return tab, route

    return opened


async def test_load_shows_what_came_why_it_waits_and_who_it_may_be(open_mail, alice):
    bad = ("locked.pdf", "application/pdf", locked(user="x"))
    await take(mail("Rabies", bad, proven=False, text="For Rex"))

    tab, _route = await open_mail()

    shown = await tab.state(MailState)
    assert (shown.status, shown.mail.text, shown.mail.likely) == (
        "ready",
        "For Rex",
        "Alice Archer",
    )
    assert shown.mail.trouble.startswith("Nothing proves")
    assert [name for name, _why in shown.mail.refused] == ["locked.pdf"]
    [paper] = shown.papers
    assert paper.pages == [f"{paper.href}/pages/1"]


async def test_assign_goes_on_to_the_review_which_tells_of_the_e_mail(open_mail, alice):
    await take(mail("Rabies", sender="second@mail.test", text="For Rex"))
    tab, route = await open_mail()
    await tab.send(MailState.find, text="alice", route=route)
    assert [one.label for one in (await tab.state(MailState)).found.options] == ["Alice Archer"]
    await tab.send(MailState.choose, id=str(alice.actor.id), route=route)
    assert (await tab.state(MailState)).chosen_name == "Alice Archer"

    await tab.send(MailState.assign, customer=str(alice.actor.id), route=route)

    [row] = run(lambda db: list(db.exec(select(Document)).all()))
    await tab.send(ReviewState.open, route={"document_id": str(row.id)})
    shown = await tab.state(ReviewState)
    assert (shown.mail.sender, shown.mail.text) == ("second@mail.test", "For Rex")
    assert shown.document.origin == "From the customer, by e-mail"
    await tab.send(MailState.refresh, route=route)
    assert (await tab.state(MailState)).status == "missing"


async def test_dismiss_takes_it_off_the_list(open_mail, open_tab, vera):
    await take(mail(sender="x@mail.test", subject=""))
    tab, route = await open_mail()
    await tab.send(WorkState.load, route={"queue": "mails"})
    [row] = (await tab.state(WorkState)).rows
    assert (row.title, row.detail) == ("E-mail without a subject", "x@mail.test")
    assert row.href == f"/admin/mails/{route['mail_id']}"

    await tab.send(MailState.load, route=route)
    await tab.send(MailState.dismiss, route=route)

    await tab.send(WorkState.load, route={"queue": "mails"})
    assert (await tab.state(WorkState)).rows == []


@pytest.mark.parametrize("mail_id", ["nonsense", "00000000-0000-0000-0000-000000000000", ""])
async def test_load_of_no_such_e_mail_says_so(open_tab, vera, mail_id):
    tab = open_tab(vera)

    await tab.send(MailState.load, route={"mail_id": mail_id})

    assert (await tab.state(MailState)).status == "missing"


async def test_a_customer_reads_that_it_came_by_e_mail(open_tab, alice):
    await take(mail("Rabies"))
    tab = open_tab(alice)

    await tab.send(HandingInState.load)

    [row] = (await tab.state(HandingInState)).rows
    assert (row.origin, row.state) == ("From you, by e-mail", "received")


@pytest.mark.spec("SET-1")
async def test_the_mailbox_can_be_tried_from_the_settings(open_tab, vera, monkeypatch):
    tab, box = open_tab(vera), Box()
    with serving(box) as port:
        url = f"imap://a:s3cret%2F%2B@127.0.0.1:{port}/INBOX?tls=off"
        monkeypatch.setenv("PORTAL_IMAP_URL", url)
        config.cache_clear()
        await tab.send(DeliveryState.load)
        shown = await tab.state(DeliveryState)
        assert (shown.intake.mailbox, shown.intake.unbelieved) == (True, True)
        await tab.send(DeliveryState.try_mailbox)
        assert (await tab.state(DeliveryState)).tried == "The mailbox can be read."
        box.password = "other"
        await tab.send(DeliveryState.try_mailbox)
    monkeypatch.undo()
    config.cache_clear()

    shown = await tab.state(DeliveryState)
    assert (shown.tried_well, shown.tried) == (
        False,
        "The mailbox cannot be read: the server refused user or password.",
    )
