"""Looking into a mailbox: what is new is taken once, whatever the mail server does meanwhile."""

import asyncio
import logging
import socket
from urllib.parse import quote

import pytest
from sqlmodel import select

from models.documents import Document
from models.mails import MailboxPlace, ReceivedMail
from services.core.config import config
from services.core.db import run
from services.mailbox import filing, imap, polling, reading
from services.mailbox.imap import Trouble
from tests.fakes.imap import Box, serving
from tests.fakes.mail import certified
from tests.mails import SERVER, mail

pytestmark = pytest.mark.spec("DOC-7")


@pytest.fixture
def box():
    return Box()


@pytest.fixture
def configured(monkeypatch):
    def configure(port, *, folder="INBOX", password="s3cret/+", tls="off", host="127.0.0.1"):
        scheme, tail = ("imap", "?tls=off") if tls == "off" else ("imaps", "")
        user = f"papers:{quote(password, safe='')}"
        monkeypatch.setenv("PORTAL_IMAP_URL", f"{scheme}://{user}@{host}:{port}/{folder}{tail}")
        monkeypatch.setenv("PORTAL_IMAP_VERIFIER", SERVER)
        config.cache_clear()

    yield configure
    monkeypatch.undo()
    config.cache_clear()


@pytest.fixture
def served(box, configured):
    with serving(box) as port:
        configured(port)
        yield box


def rows(model):
    return run(lambda db: list(db.exec(select(model)).all()))


def papers():
    return sorted(one.name for one in rows(Document))


async def test_look_takes_what_is_new_once_and_changes_nothing(alice, served):
    served.put(mail("Rabies"))
    served.put(mail("DHPP", message_id="<two@mail.test>"))

    looks = [await polling.look(), await polling.look()]
    served.put(mail("Lepto", message_id="<three@mail.test>"))
    looks.append(await polling.look())

    assert (looks, papers()) == ([2, 0, 1], ["DHPP.pdf", "Lepto.pdf", "Rabies.pdf"])
    deeds = {one.split()[0] for one in served.asked}
    assert deeds == {"CAPABILITY", "LOGIN", "EXAMINE", "SEARCH", "FETCH", "LOGOUT"}
    assert all(".PEEK" in one for one in served.asked if "BODY" in one)
    assert [one.last_number for one in rows(MailboxPlace)] == [3]


async def test_look_without_a_mailbox_does_nothing():
    assert await polling.look() == 0


async def test_look_knows_e_mails_again_when_their_numbers_change(alice, served):
    served.put(mail("Rabies"))
    await polling.look()

    served.validity, served.mails = 8, {}
    served.put(mail("Rabies"))
    served.put(mail("DHPP", message_id="<two@mail.test>"))

    assert (await polling.look(), papers()) == (1, ["DHPP.pdf", "Rabies.pdf"])


async def test_look_goes_on_where_the_connection_was_cut(alice, served):
    served.put(mail("Rabies"))
    served.put(mail("DHPP", message_id="<two@mail.test>"))
    served.cut_after = 700

    with pytest.raises(Trouble):
        await polling.look()
    assert (papers(), rows(ReceivedMail)) == ([], [])
    served.cut_after = None

    assert (await polling.look(), papers()) == (2, ["DHPP.pdf", "Rabies.pdf"])


async def test_look_fetches_large_e_mails_in_pieces_and_only_the_head_of_too_large_ones(
    alice, served, monkeypatch
):
    monkeypatch.setattr(imap, "_AT_A_TIME", 500)
    served.put(mail("Rabies"))
    assert (await polling.look(), papers()) == (1, ["Rabies.pdf"])

    monkeypatch.setattr(polling, "MOST_BYTES", 1000)
    served.put(mail("DHPP", message_id="<two@mail.test>"))
    await polling.look()

    assert papers() == ["Rabies.pdf"]
    assert sorted(one.trouble for one in rows(ReceivedMail)) == ["", "too large"]
    assert reading.MOST_BYTES >= 33 * 2**20  # of a file of 25 MB as it is sent


async def test_look_passes_over_what_cannot_be_read_and_what_is_gone(alice, served):
    served.put(b"\0\0\0")
    served.put(b"")
    served.put(mail("Rabies"))

    assert (await polling.look(), papers()) == (2, ["Rabies.pdf"])


async def test_a_fault_of_ours_holds_nothing_up(alice, served, monkeypatch, caplog):
    served.put(mail("Rabies"))
    served.put(mail("DHPP", message_id="<two@mail.test>"))
    real = filing.intake.hand_in

    def faulty(db, actor, to, stored):
        if stored.name.startswith("Rabies"):
            raise RuntimeError("ours")
        return real(db, actor, to, stored)

    monkeypatch.setattr(filing.intake, "hand_in", faulty)
    await polling.look()

    assert papers() == ["DHPP.pdf"]
    assert sorted(one.trouble for one in rows(ReceivedMail)) == ["", "unreadable"]
    assert "could not be filed" in caplog.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"password": "other"}, "the mail server refused user or password"),
        ({"folders": []}, "the mailbox has no such folder"),
        ({"cut_after": 4}, "the mail server hung up"),
    ],
)
async def test_check_says_in_plain_words_what_is_wrong(served, change, said):
    assert await polling.check() == ""

    vars(served).update(change)

    assert await polling.check() == said


async def test_check_says_of_a_server_that_is_not_there(configured):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        configured(free.getsockname()[1])

        assert await polling.check() == "the mail server cannot be reached"


@pytest.mark.parametrize("known", [True, False])
async def test_a_server_is_believed_by_its_certificate(
    box, configured, tmp_path, monkeypatch, known
):
    context = certified(tmp_path)
    if known:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))

    with serving(box, context) as port:
        configured(port, tls="on", host="localhost")
        said = await polling.check()

    assert said == ("" if known else "the mail server's certificate cannot be trusted")
    assert ("LOGIN" in box.asked) is known


async def test_a_slow_server_is_given_up_on(served, monkeypatch):
    served.delay = 3.0
    monkeypatch.setattr(polling, "_PATIENCE_SECONDS", 0.2)

    assert await polling.check() == "the mail server takes too long to answer"


async def test_nonsense_is_trouble_and_nothing_worse(served):
    served.nonsense = True
    served.put(mail("Rabies"))

    with pytest.raises(Trouble):
        await asyncio.wait_for(polling.look(), 10)


async def test_trouble_is_told_of_once(served, caplog):
    served.password = "other"
    looks = polling.Looks()

    with caplog.at_level(logging.INFO):
        await looks.run()
        await looks.run()
        served.password = "s3cret/+"
        await looks.run()
        served.folders = []
        await looks.run()

    assert [one.message for one in caplog.records if one.levelno == logging.WARNING] == [
        "the mailbox for documents is not read: the mail server refused user or password",
        "the mailbox for documents is not read: the mailbox has no such folder",
    ]
    assert "s3cret" not in caplog.text


@pytest.mark.parametrize(
    "url",
    [
        "imap://a:b@mail.test/INBOX",
        "imap://a:b@mail.test/INBOX?tls=off",
        "imaps://mail.test",
        "imaps://a@mail.test",
        "https://a:b@mail.test",
    ],
)
async def test_a_mailbox_is_never_read_in_the_clear(monkeypatch, url):
    with pytest.raises(ValueError, match="PORTAL_IMAP_URL"):
        imap.server(url)


def test_server_reads_what_an_address_says():
    read = imap.server("imaps://me%40mail.test:p%2Fw%20@mail.test/Papers%2FIn")

    assert (read.host, read.port, read.user, read.password) == (
        "mail.test",
        993,
        "me@mail.test",
        "p/w ",
    )
    assert (read.folder, read.tls) == ("Papers/In", True)
