"""Files that a scanner speaks against, that it cannot look at, and that there is no room for."""

from dataclasses import replace

import pytest
from sqlmodel import select

from models.documents import Document
from services import scanning
from services.core import config, files
from services.core.db import run
from tests.fakes.clamd import clamd
from tests.papers import pdf
from tests.portal_app.test_documents import send
from tests.portal_app.test_receiving import left_over

pytestmark = pytest.mark.spec("DOC-5")
OK, FOUND = b"stream: OK\0", b"stream: Win.Test.EICAR_HDB-1 FOUND\0"
NOBODY = "127.0.0.1:9"


@pytest.fixture
def ask(monkeypatch):
    """Have files looked at by whoever listens somewhere."""

    def at(where):
        made = replace(config.config(), clamd=where)
        monkeypatch.setattr(scanning, "config", lambda: made)

    return at


def rows():
    return run(lambda db: len(db.exec(select(Document)).all()))


@pytest.mark.parametrize("socket", [False, True], ids=["port", "socket"])
async def test_a_scanner_is_sent_the_whole_file_before_it_is_taken(alice, ask, tmp_path, socket):
    async with clamd(OK, str(tmp_path / "clamd") if socket else "") as (scanner, where):
        ask(where)
        answer, _body = await send(pdf(), alice)

    assert (answer.status_code, scanner.heard, rows()) == (200, [pdf()], 1)


@pytest.mark.parametrize(
    ("said", "status", "told"),
    [
        (FOUND, 422, "A virus was found in this file"),
        (b"INSTREAM size limit exceeded. ERROR\0", 503, "cannot be checked"),
        (b"stream: OK FOUND\0", 422, "A virus"),
        (b"\xff\xfe nonsense\0", 503, "cannot be checked"),
        (b"no end", 503, "cannot be checked"),
        (None, 503, "cannot be checked"),
    ],
    ids=["found", "large", "odd", "nonsense", "endless", "silent"],
)
async def test_what_a_scanner_does_not_pass_is_not_taken(alice, ask, said, status, told):
    before = set(files.every())

    async with clamd(said) as (_scanner, where):
        ask(where)
        answer, _body = await send(pdf(), alice)

    assert (answer.status_code, told in answer.json()["refusal"]) == (status, True)
    assert (rows(), left_over(), set(files.every())) == (0, [], before)


async def test_nothing_is_taken_while_the_scanner_does_not_answer(alice, ask, monkeypatch):
    monkeypatch.setattr(scanning, "_SECONDS", 5)
    for where in (NOBODY, "/nowhere/clamd"):
        ask(where)
        answer, _body = await send(pdf(), alice)
        assert (answer.status_code, rows()) == (503, 0)


@pytest.mark.spec("OPS-10", "OPS-11")
async def test_nothing_is_read_when_the_disk_is_nearly_full(alice, monkeypatch):
    monkeypatch.setattr(files, "LEAST_FREE", 10**18)

    answer, body = await send(pdf(), alice)

    assert (answer.status_code, body.read, rows(), left_over()) == (503, 0, 0, [])
    assert "too little room" in answer.json()["refusal"]


@pytest.mark.parametrize("where", ["clamd", "localhost", "relative/path", "a b:1", "host:port"])
def test_a_scanner_has_to_be_somewhere(where, tmp_path):
    made = replace(config.config(), clamd=where)

    with pytest.raises(config.Dangerous, match="PORTAL_CLAMD"):
        config.check(made)
