"""Declining notices by the link in an e-mail: one click, no sign-in, nothing for anybody else."""

import httpx
import pytest
from sqlmodel import select

from models.audit import AuditEvent
from models.customers import Customer
from portal_app import api
from services.core.db import look, run
from services.customers import unsubscribing
from services.delivery import compose
from services.delivery.letter import Letter
from services.delivery.smtp import write
from services.notices import Kind, claim, enqueue

pytestmark = pytest.mark.spec("NOTE-6")
KIND = Kind.RECORD_PUBLISHED


async def ask(path, method="POST", **request):
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(api.routes()), base_url="http://localhost:8000"
    ) as browser:
        return await browser.request(method, path, **request)


def declined(person):
    return look(lambda db: db.get(Customer, person.actor.id)).declined


def letter(person, kind=KIND) -> Letter | None:
    run(
        enqueue,
        kind,
        channel="email",
        address="alice@mail.test",
        about_id=person.pet_id,
        customer_id=person.actor.id,
    )
    return run(lambda db: compose.compose(db, claim(db)))


def path(person, kind=KIND):
    return f"/notices/unsubscribe/{unsubscribing.token(person.actor.id, kind)}"


async def test_a_mail_program_declines_with_the_headers_of_a_notice(alice, bob, monkeypatch):
    monkeypatch.setattr(Letter, "sender", "desk@clinic.test")
    message = write(letter(alice))
    url = message["List-Unsubscribe"].strip("<>")

    answer = await ask(url, content=message["List-Unsubscribe-Post"])

    assert url.startswith("http://localhost:8000/notices/unsubscribe/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert answer.status_code == 200
    assert (declined(alice), declined(bob)) == (["record_published.email"], [])
    assert letter(alice) is None


async def test_declining_twice_is_declining_once_and_is_written_down_once(alice):
    for _ in range(3):
        await ask(path(alice))

    lines = look(lambda db: db.exec(select(AuditEvent)).all())
    assert [(line.event, line.actor_kind, line.subject_id) for line in lines] == [
        ("customer changed", "nobody", alice.actor.id)
    ]


async def test_following_the_link_changes_nothing(alice):
    answer = await ask(path(alice), "GET")

    assert answer.status_code == 303
    assert answer.headers["location"] == path(alice).replace("/notices/", "/")
    assert declined(alice) == []


async def test_the_page_leads_back_to_itself(alice):
    answer = await ask(f"{path(alice)}?ask")

    assert (answer.status_code, answer.headers["location"].endswith("?done=1")) == (303, True)


@pytest.mark.parametrize("kind", [Kind.SIGN_IN_CODE, Kind.NEW_DEVICE, Kind.WELCOME, "all"])
async def test_what_cannot_be_declined_has_no_link(alice, kind):
    answer = await ask(path(alice, kind))

    assert (answer.status_code, declined(alice)) == (404, [])


async def test_a_link_is_good_for_its_own_customer_and_kind_only(alice, bob):
    mine, kind, signature = unsubscribing.token(alice.actor.id, KIND).split(".")
    forged = [
        f"{bob.actor.id.hex}.{kind}.{signature}",
        f"{mine}.{Kind.MESSAGE_TO_CUSTOMER}.{signature}",
        f"{mine}.{kind}.",
        f"{mine}.{kind}.{signature[:-1]}0{signature[-1]}",
        "x.y.z",
        f"zz.{kind}.{signature}",
    ]

    answers = [await ask(f"/notices/unsubscribe/{token}") for token in forged]

    assert {answer.status_code for answer in answers} == {404}
    assert (declined(alice), declined(bob)) == ([], [])


def test_notices_of_safety_carry_no_link(alice):
    found = letter(alice, Kind.NEW_DEVICE)

    assert found.unsubscribe == ""
    assert "unsubscribe" not in found.body
