"""Whether the clinic knows somebody cannot be told from outside (AUTH-3)."""

import random
from time import perf_counter

import httpx
import pytest
from starlette.applications import Starlette

from portal_app.api import auth
from services import settings
from services.auth import limits, proofs
from services.core.db import run
from tests.signing_in import solve

PAIRS = 300


@pytest.fixture
async def browser(monkeypatch):
    """A browser in front of the sign-in routes, in this process."""
    transport = httpx.ASGITransport(Starlette(routes=auth.ROUTES))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        yield client


def proof():
    return solve(run(proofs.challenge, "192.0.2.9"))


async def ask(client, contact):
    client.cookies.clear()
    return await client.post("/auth/code", data={"contact": contact, "proof": proof()})


@pytest.mark.spec("AUTH-3")
async def test_known_and_unknown_contacts_get_the_same_bytes(browser):
    known, unknown = await ask(browser, "alice@mail.test"), await ask(browser, "zoe@mail.test")

    assert known.status_code == unknown.status_code == 303
    assert known.content == unknown.content
    for name in ("location", "cache-control", "content-length"):
        assert known.headers.get(name) == unknown.headers.get(name)
    assert [c.split("=")[0] for c in known.headers.get_list("set-cookie")] == [
        c.split("=")[0] for c in unknown.headers.get_list("set-cookie")
    ]


async def register(client, contact):
    form = {"first_name": "Zoe", "last_name": "Zimmer", "contact": contact, "proof": proof()}
    client.cookies.clear()
    return await client.post("/auth/sign-up", data=form)


@pytest.mark.spec("AUTH-3", "AUTH-10")
async def test_signing_up_answers_known_and_unknown_contacts_alike(browser):
    run(settings.put, allow_registration=True)

    known, unknown = (
        await register(browser, "alice@mail.test"),
        await register(browser, "zoe@mail.test"),
    )

    assert known.status_code == unknown.status_code == 303
    assert known.headers["location"] == unknown.headers["location"] == "/sign-in/code"
    assert known.content == unknown.content
    assert [c.split("=")[0] for c in known.headers.get_list("set-cookie")] == [
        c.split("=")[0] for c in unknown.headers.get_list("set-cookie")
    ]


@pytest.mark.spec("AUTH-10", "GEN-3")
async def test_nobody_signs_up_where_the_clinic_does_not_want_it(browser):
    answer = await register(browser, "zoe@mail.test")

    assert answer.headers["location"] == "/sign-up?refused=1"
    form = auth.forms.read(answer.cookies["portal_form"])
    assert form.refusal == "Please ask the clinic to register you."
    assert (form.first_name, form.last_name, form.contact) == ("Zoe", "Zimmer", "zoe@mail.test")


@pytest.mark.spec("AUTH-10", "AUTH-12", "GEN-4")
@pytest.mark.parametrize(
    ("wrong", "about"),
    [
        ({"proof": ""}, "proof"),
        ({"first_name": " "}, "first_name"),
        ({"first_name": "x" * 10_000}, "first_name"),
        ({"last_name": "x" * 10_000}, "last_name"),
        ({"contact": "nonsense"}, "contact"),
        ({"contact": "x" * 10_000}, "contact"),
    ],
)
async def test_a_refused_sign_up_keeps_what_was_typed(browser, wrong, about):
    run(settings.put, allow_registration=True)
    form = {"first_name": "Zoe", "last_name": "Zimmer", "contact": "zoe@mail.test"}

    answer = await browser.post("/auth/sign-up", data=form | {"proof": proof()} | wrong)

    assert answer.headers["location"] == "/sign-up?refused=1"
    kept = auth.forms.read(answer.cookies["portal_form"])
    assert kept.about == about
    assert (kept.first_name, kept.last_name, kept.contact) == tuple(
        (form | wrong)[name].strip()[:254] for name in ("first_name", "last_name", "contact")
    )


@pytest.mark.spec("AUTH-10", "GEN-4")
async def test_a_late_code_leads_back_to_signing_up_with_all_still_there(browser, later):
    run(settings.put, allow_registration=True)
    await register(browser, "zoe@mail.test")

    later(minutes=11)
    answer = await browser.post("/auth/sign-in", data={"code": "123456"})

    assert answer.headers["location"] == "/sign-up?refused=1"
    assert auth.forms.read(answer.cookies["portal_form"]).first_name == "Zoe"


@pytest.mark.spec("AUTH-3")
async def test_a_wrong_code_is_answered_alike_for_known_and_unknown(browser):
    answers = []
    for contact in ("alice@mail.test", "zoe@mail.test"):
        await ask(browser, contact)
        answer = await browser.post("/auth/sign-in", data={"code": "000000"})
        answers.append((answer.status_code, answer.headers["location"], answer.content))

    assert answers[0] == answers[1]


@pytest.mark.spec("AUTH-3")
async def test_known_and_unknown_contacts_take_the_same_time(browser, monkeypatch):
    unlimited = limits._Most(10**6, 10**6, 10**6)
    monkeypatch.setattr(limits, "_most", lambda settings: unlimited)
    monkeypatch.setattr(proofs, "spend", lambda db, given: None)
    took = {"alice@mail.test": [], "alicf@mail.test": []}
    for _ in range(10):
        await browser.post("/auth/code", data={"contact": "warm@mail.test"})

    for number in range(PAIRS):
        order = list(took)
        random.Random(number).shuffle(order)
        for contact in order:
            browser.cookies.clear()
            begun = perf_counter()
            await browser.post("/auth/code", data={"contact": contact})
            took[contact].append(perf_counter() - begun)

    known, unknown = took.values()
    assert 0.44 <= area_under_curve(known, unknown) <= 0.56


def area_under_curve(left, right):
    """The chance that one of `left` took longer than one of `right`."""
    longer = sum((a > b) + (a == b) / 2 for a in left for b in right)
    return longer / (len(left) * len(right))


@pytest.mark.spec("AUTH-12")
async def test_a_form_without_proof_is_refused_with_a_sentence(browser):
    answer = await browser.post("/auth/code", data={"contact": "alice@mail.test"})

    assert answer.headers["location"] == "/sign-in?next=/&refused=1"
    form = auth.forms.read(answer.cookies["portal_form"])
    assert "not a robot" in form.refusal
    assert form.contact == "alice@mail.test"


@pytest.mark.spec("AUTH-3")
async def test_what_was_typed_and_refused_comes_back(browser):
    answer = await browser.post("/auth/code", data={"contact": "not one", "proof": proof()})

    form = auth.forms.read(answer.cookies["portal_form"])
    assert (form.contact, form.about) == ("not one", "contact")
    assert auth.forms.read("forged") == auth.forms.Form()
