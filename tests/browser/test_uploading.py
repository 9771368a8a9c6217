"""Uploads to a server that is killed, to callers who leave, and to whom nothing is owed."""

import hashlib
import os
import random
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from uuid import uuid4

import httpx
import pytest
from pysqlite3 import dbapi2

from portal_app import cookies
from services.core import tokens
from tests.browser.serving import serve
from tests.papers import changed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.spec("DOC-2", "DOC-5", "OPS-10", "OPS-11"),
]
PEOPLE = [f"{name}@demo.test" for name in ("alice", "bob", "carla", "dora")]
KILLS, TOGETHER = 3, 10
_DAYS = 3 * 86_400.0  # seconds; after two such times upkeep has removed what nobody needs
_COLUMNS = {"document": ("file", "whole"), "documentpage": ("file",)}


@pytest.fixture(scope="module")
def portal():
    """A portal of its own: others must not be killed."""
    with serve() as made:
        yield made


@dataclass
class Sender:
    """Somebody who hands in papers."""

    portal: object
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": f"{cookies.SESSION}={self.token}", "Origin": self.portal.url}

    def send(self, content: bytes) -> str:
        """Hand in a paper, in pieces; return its id once the portal says that it is stored."""

        def pieces():
            for at in range(0, len(content), 65_536):
                yield content[at : at + 65_536]
                time.sleep(0.01)

        given = self.headers | {"Content-Length": str(len(content)), "X-File-Name": "Pass.pdf"}
        address = f"{self.portal.url}/uploads/documents"
        try:
            answer = httpx.post(address, content=pieces(), headers=given, timeout=60)
        except httpx.HTTPError:  # the portal is gone
            return ""
        assert answer.status_code == 200, answer.text
        return answer.json()["id"]


@pytest.fixture(scope="module")
def senders(portal) -> list[Sender]:
    found = []
    for contact in PEOPLE:
        found.append(Sender(portal, tokens.new()))
        portal.have_clinic("let_in", contact=contact, token=found[-1].token)
    return found


def paper(seed: int) -> bytes:
    """Write a PDF of two megabytes that is unlike the others."""
    noise = random.Random(seed).randbytes(2 * 2**20)
    return changed(lambda one: one.pages[0].obj.Resources.update({"/N": one.make_stream(noise)}))


def rows(portal, table: str, *columns: str) -> list[tuple]:
    with closing(dbapi2.connect(portal.folder / "data" / "portal.db")) as database:
        return database.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()


def named(portal) -> set[str]:
    """List the files that the tables of documents name."""
    found = [
        digest
        for table, columns in _COLUMNS.items()
        for row in rows(portal, table, *columns)
        for digest in row
    ]
    return {digest for digest in found if digest}


def place(portal, digest: str):
    return portal.folder / "data" / "files" / digest[:2] / digest[2:]


def on_disk(portal, folder: str) -> set[str]:
    found = (portal.folder / "data" / folder).rglob("*")
    return {path.name for path in found if path.is_file()}


def grow_old(portal) -> None:
    """Have all that lies there be days older."""
    then = time.time() - _DAYS
    for folder in ("files", "copies", "incoming", "unneeded"):
        for path in (portal.folder / "data" / folder).rglob("*"):
            os.utime(path, (then, then))


def wait_until(true) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError(true)


@pytest.mark.timeout(900)
def test_no_row_is_without_its_whole_file_when_the_server_is_killed(portal, senders):
    before, luck, known = named(portal), random.Random(7), set()
    contents = [paper(seed) for seed in range(KILLS * TOGETHER)]
    with ThreadPoolExecutor(TOGETHER) as threads:
        for round_ in range(KILLS):
            mine = contents[round_ * TOGETHER :][:TOGETHER]
            sent = [
                threads.submit(senders[n % len(senders)].send, content)
                for n, content in enumerate(mine)
            ]
            time.sleep(luck.uniform(0.2, 2.5))
            portal.stop(kindly=False)
            known |= {one.result() for one in sent} - {""}
            portal.start()

    stored = rows(portal, "document", "id", "file", "size_bytes")
    assert {one.replace("-", "") for one in known} <= {row[0].replace("-", "") for row in stored}
    for _id, digest, size in stored:
        content = place(portal, digest).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (size, digest)
    for digest in named(portal) - before:
        assert hashlib.sha256(place(portal, digest).read_bytes()).hexdigest() == digest
    for _ in range(2):
        grow_old(portal)
        portal.have_clinic("tidy")
    assert "FAIL" not in portal.command("check", "--deep", "--offline")
    assert on_disk(portal, "incoming") == set()
    assert {digest[2:] for digest in named(portal)} <= on_disk(portal, "files")
    left = on_disk(portal, "copies")
    assert {name.partition(".")[0] for name in left} <= named(portal)
    hashes = {hashlib.sha256(content).hexdigest() for content in contents}
    assert hashes & {"".join(path.parts[-2:]) for path in files_of(portal)} <= named(portal)
    print(f"{KILLS} kills during {len(contents)} uploads: {len(known)} said to be stored, all are")


def files_of(portal):
    return [path for path in (portal.folder / "data" / "files").glob("??/*") if path.is_file()]


def test_an_upload_that_is_broken_off_leaves_nothing(portal, senders):
    before = rows(portal, "document", "id")

    with calling(portal, senders[0].headers, length=5_000_000) as line:
        line.sendall(b"%PDF-1.7\n" + bytes(2_000_000))
        wait_until(lambda: on_disk(portal, "incoming"))

    wait_until(lambda: not on_disk(portal, "incoming"))
    assert rows(portal, "document", "id") == before


@pytest.mark.parametrize(
    ("who", "how", "status"),
    [
        ("nobody", {"length": 20_000_000}, 401),
        ("nobody", {"length": 200_000_000}, 413),
        ("nobody", {"chunked": True}, 411),
        ("customer", {"length": 25 * 2**20 + 1}, 422),
        ("customer", {"length": 200_000_000}, 413),
        ("customer", {"length": 10**30}, 400),
        ("customer", {"chunked": True}, 411),
        ("customer", {"to": f"?pet={uuid4()}", "length": 20_000_000}, 404),
    ],
)
def test_what_is_refused_is_refused_before_a_byte_of_it_has_come(portal, senders, who, how, status):
    given = senders[0].headers if who == "customer" else {"Origin": portal.url}

    with calling(portal, given, **how) as line:
        said = line.makefile("rb").readline()  # although nothing of the body is ever sent

    assert int(said.split()[1]) == status
    assert on_disk(portal, "incoming") == set()


def calling(portal, headers, *, to: str = "", length: int = 0, chunked: bool = False):
    """Open a connection and send the head of an upload."""
    host, _, port = portal.url.rpartition("/")[2].partition(":")
    line = socket.create_connection((host, int(port)), timeout=60)
    size = {"Transfer-Encoding": "chunked"} if chunked else {"Content-Length": str(length)}
    given = headers | size | {"Host": f"{host}:{port}"}
    head = [f"POST /uploads/documents{to} HTTP/1.1", *[f"{k}: {v}" for k, v in given.items()]]
    line.sendall("\r\n".join([*head, "", ""]).encode())
    return closing(line)
