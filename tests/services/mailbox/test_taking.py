"""What becomes of an e-mail, from its bytes to the documents of a customer or the staff's list."""

import asyncio
from dataclasses import replace

import pytest
from sqlmodel import select

from models.bell import StaffNotification
from models.documents import Document, DocumentPage
from models.mails import ReceivedMail, StrayPage, StrayPaper, Trouble
from models.notices import OutboxEntry
from models.pets import Pet, Sex
from services import filing as stored
from services import scanning, settings
from services.core import config, files
from services.core.db import run
from services.mailbox import filing, taking
from services.mailbox.filing import Full
from tests.fakes.clamd import clamd
from tests.mails import SERVER, hang_on, mail
from tests.papers import locked, pdf, png
from tests.portal_app.test_receiving import left_over

pytestmark = pytest.mark.spec("DOC-7")


async def take(made, **given):
    with files.Incoming() as file:
        file.write(made if isinstance(made, bytes) else made.as_bytes())
        file.finish()
        return await taking.fetched(file, SERVER, **given)


def rows(model):
    return run(lambda db: list(db.exec(select(model)).all()))


async def test_papers_of_a_customer_are_filed_under_them_and_told_of(alice, bob):
    made = mail("Rabies", "DHPP", subject="Records of Rex")
    hang_on(made, "../IMG_1.png", "image/png", png())

    assert await take(made)

    [kept] = rows(ReceivedMail)
    assert (kept.customer_id, kept.filed, kept.trouble, kept.refused) == (alice.actor.id, 3, "", [])
    assert kept.settled_at is not None
    found = sorted(rows(Document), key=lambda one: one.name)
    assert [(one.name, one.media_type) for one in found] == [
        ("DHPP.pdf", "application/pdf"),
        ("IMG_1.jpg", "image/png"),
        ("Rabies.pdf", "application/pdf"),
    ]
    for one in found:
        assert (one.customer_id, one.pet_id, one.mail_id) == (
            alice.actor.id,
            alice.pet_id,
            kept.id,
        )
        assert (one.state, one.from_clinic, one.customer_may_see) == ("received", False, True)
    assert len(rows(DocumentPage)) == 3
    assert {one.about_id for one in rows(StaffNotification)} == {one.id for one in found}
    [notice] = rows(OutboxEntry)
    assert (notice.kind, notice.address) == ("documents_mailed", "alice@mail.test")
    assert left_over() == []


async def test_the_same_e_mail_counts_once_whichever_way_it_comes(alice):
    made = mail("Rabies")
    again = mail("Rabies", received="from mx.mail.test", x_spam="no")

    came = [await take(made), await take(again)]
    came += await asyncio.gather(*(take(made) for _ in range(3)))

    assert came == [True, False, False, False, False]
    assert (len(rows(Document)), len(rows(ReceivedMail)), len(rows(OutboxEntry))) == (1, 1, 1)


async def test_two_e_mails_with_one_id_and_other_papers_both_count(alice):
    assert await take(mail("Rabies"))
    assert await take(mail("DHPP"))

    assert sorted(one.name for one in rows(Document)) == ["DHPP.pdf", "Rabies.pdf"]


async def test_the_same_at_once_counts_once(alice):
    made = mail("Rabies", message_id="<at-once@mail.test>")

    came = await asyncio.gather(*(take(made) for _ in range(4)))

    assert sorted(came) == [False, False, False, True]
    assert len(rows(Document)) == 1


async def test_what_was_killed_before_its_end_counts_when_it_comes_again(alice, monkeypatch):
    def killed(*_args):
        raise OSError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr(filing.intake, "hand_in", killed)
        with pytest.raises(OSError, match="no space"):
            await take(mail("Rabies"))
    assert (rows(Document), rows(ReceivedMail), left_over()) == ([], [], [])

    assert await take(mail("Rabies"))

    assert len(rows(Document)) == 1


@pytest.mark.parametrize(
    ("made", "trouble", "whose"),
    [
        (mail("Rabies", sender="stranger@mail.test"), Trouble.STRANGER, ""),
        (mail("Rabies", proven=False), Trouble.UNPROVEN, "alice"),
        (mail(), Trouble.NO_PAPERS, "alice"),
        (mail(("a.exe", "application/x-dosexec", b"MZ\0")), Trouble.NO_PAPERS, "alice"),
        (mail("Rabies", sender="alice@mail.test, bob@mail.test"), Trouble.STRANGER, ""),
    ],
    ids=["stranger", "spoofed", "nothing", "program", "two senders"],
)
async def test_what_is_not_clearly_a_customers_waits_for_the_staff(cast, made, trouble, whose):
    assert await take(made)

    [kept] = rows(ReceivedMail)
    expected = cast[whose].actor.id if whose else None
    assert (kept.trouble, kept.customer_id, kept.settled_at) == (trouble, expected, None)
    assert rows(Document) == []
    strays = rows(StrayPaper)
    assert [one.name for one in strays] == ["Rabies.pdf"] * (trouble is not Trouble.NO_PAPERS)
    assert len(rows(StrayPage)) == len(strays)
    assert not {one.file for one in strays} - set(files.every())
    assert run(stored.forget_unneeded) == 0
    told = [one.address for one in rows(OutboxEntry)]
    assert told == ["alice@mail.test"] * (trouble is Trouble.NO_PAPERS)


async def test_what_cannot_be_taken_is_said_in_plain_words(alice):
    made = mail("Rabies", ("locked.pdf", "application/pdf", locked(user="x")))
    hang_on(made, "winmail.dat", "application/ms-tnef", b"\x78\x9f\x3e\x22")
    hang_on(made, "page.html", "text/html", b"<script>alert(1)</script>".decode().encode())

    await take(made)

    [kept] = rows(ReceivedMail)
    assert (kept.filed, kept.trouble) == (1, "")
    assert [(one["name"], one["message"].split(".")[0]) for one in kept.refused] == [
        ("winmail.dat", "Outlook has packed this as winmail"),
        ("locked.pdf", "This PDF opens with a password only"),
        ("page.html", "This type of file is not taken"),
    ]


async def test_a_file_beyond_the_clinics_bound_is_refused_and_the_rest_taken(alice):
    run(settings.put, upload_mb=1)
    large = pdf() + b"\n%" + b"0" * 2**20 + b"\n%%EOF"

    await take(mail("Rabies", ("large.pdf", "application/pdf", large)))

    [kept] = rows(ReceivedMail)
    assert (kept.filed, [one["name"] for one in kept.refused]) == (1, ["large.pdf"])
    assert kept.refused[0]["values"] == {"size": "1"}


async def test_the_head_of_an_e_mail_that_is_too_large_is_kept_for_the_staff(alice):
    head = mail("Rabies").as_bytes().partition(b"\n\n")[0] + b"\n\n"

    await take(head, whole=False)

    [kept] = rows(ReceivedMail)
    assert (kept.trouble, kept.sender, kept.settled_at) == ("too large", "alice@mail.test", None)


async def test_what_no_person_sent_is_filed_and_never_answered(alice):
    await take(mail("Rabies", auto_submitted="auto-generated"))
    await take(mail(auto_submitted="auto-replied", message_id="<away@mail.test>"))
    await take(mail(sender="x@mail.test", precedence="bulk", message_id="<bulk@mail.test>"))

    assert len(rows(Document)) == 1
    assert [one for one in rows(ReceivedMail) if one.settled_at is None] == []
    assert rows(OutboxEntry) == []


async def test_somebody_who_writes_without_end_is_answered_for_a_while(alice, monkeypatch):
    monkeypatch.setattr(filing, "_ANSWERS", 2)

    for number in range(4):
        await take(mail(f"paper {number}", message_id=f"<{number}@mail.test>"))

    assert (len(rows(Document)), len(rows(OutboxEntry))) == (4, 2)


async def test_what_is_there_already_is_no_news(alice):
    await take(mail("Rabies"))
    await take(mail("Rabies", message_id="<other@mail.test>"))

    assert len(rows(Document)) == 1
    assert [one.settled_at is None for one in rows(ReceivedMail)] == [False, False]


async def test_a_disabled_customer_is_a_stranger(alice):
    run(
        lambda db: setattr(
            db.get(filing.Customer, alice.actor.id), "disabled_at", filing.clock.now()
        )
    )

    await take(mail("Rabies"))

    assert [one.trouble for one in rows(ReceivedMail)] == ["stranger"]


async def test_uploads_may_be_off_and_e_mails_taken_all_the_same(alice):
    run(settings.put, allow_document_upload=False)

    await take(mail("Rabies"))

    assert len(rows(Document)) == 1


async def test_when_too_much_waits_an_e_mail_has_to_come_again(alice, monkeypatch):
    monkeypatch.setattr(filing, "MOST_WAITING", 1)
    await take(mail("Rabies", sender="x@mail.test"))

    with pytest.raises(Full):
        await take(mail("DHPP", sender="y@mail.test"))
    assert await take(mail("Lepto"))

    assert (len(rows(StrayPaper)), len(rows(Document))) == (1, 1)


async def test_what_cannot_be_read_is_noted_once():
    came = [await take(b"\0\0 nothing"), await take(b"\0\0 nothing")]

    assert came == [True, False]
    assert [(one.trouble, one.sender) for one in rows(ReceivedMail)] == [("unreadable", "")]


@pytest.mark.parametrize(
    ("subject", "named"),
    [("Records of Rex", True), ("rex!", True), ("Rexina", False), ("Rex and Bella", False)],
)
async def test_a_subject_that_names_one_pet_says_whose_paper_it_is(alice, put, subject, named):
    rex = run(lambda db: db.get(Pet, alice.pet_id))
    put(Pet(customer_id=alice.actor.id, name="Bella", species_id=rex.species_id, sex=Sex.FEMALE))

    await take(mail("Rabies", subject=subject))

    assert [one.pet_id for one in rows(Document)] == [alice.pet_id if named else None]


async def test_what_a_scanner_speaks_against_is_left_out_and_without_it_the_mail_comes_again(
    alice, monkeypatch
):
    made = mail("Rabies")

    async with clamd(b"stream: Eicar FOUND\0") as (_scanner, where):
        ask = replace(config.config(), clamd=where)
        monkeypatch.setattr(scanning, "config", lambda: ask)
        assert await take(made)
    with pytest.raises(Full):
        await take(mail("DHPP", subject="Another"))

    [kept] = rows(ReceivedMail)
    assert (rows(Document), len(kept.refused)) == ([], 1)
