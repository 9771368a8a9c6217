"""What several want to know at the same moment is read once, and never once too seldom."""

import asyncio

import pytest
from sqlmodel import Session

from services import settings
from services.core import together
from services.core.db import run
from services.core.errors import NotFound

pytestmark = pytest.mark.spec("GEN-8")


class Question:
    """Asks for the clinic's name, and counts how often that was read."""

    def __init__(self) -> None:
        self.reads = 0

    def __call__(self, db: Session) -> str:
        self.reads += 1
        return settings.load(db).clinic_name


async def test_read_asks_once_for_all_who_ask_together():
    question = Question()

    answers = await asyncio.gather(*(together.read("who", question) for _ in range(20)))

    assert (len(set(answers)), question.reads) == (1, 1)


async def test_read_asks_again_after_every_commit():
    question = Question()
    told = []

    for name in ("One", "Two", "Three"):
        run(settings.put, clinic_name=name)
        told.append(await together.read("who", question))

    assert told == ["One", "Two", "Three"]


async def test_read_gives_no_answer_to_another_question():
    alice, bob = Question(), Question()

    await asyncio.gather(together.read("alice", alice), together.read("bob", bob))

    assert (alice.reads, bob.reads) == (1, 1)


async def test_read_answers_the_others_when_one_goes_away():
    question = Question()
    leaves = asyncio.create_task(together.read("who", question))
    stays = asyncio.create_task(together.read("who", question))
    await asyncio.sleep(0)

    leaves.cancel()

    assert await stays
    assert question.reads == 1


async def test_read_refuses_all_who_are_refused():
    def refuse(_db: Session) -> None:
        raise NotFound

    refused = await asyncio.gather(
        *(together.read("who", refuse) for _ in range(3)), return_exceptions=True
    )

    assert [type(one) for one in refused] == [NotFound] * 3
