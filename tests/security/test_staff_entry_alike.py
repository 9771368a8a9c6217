"""Whether the clinic has such a staff member, and what was wrong, cannot be told from outside.

Time is not measured: what takes it is counted.
"""

import httpx
import pytest
from sqlmodel import select
from starlette.applications import Starlette

from models.staff import StaffMember
from portal_app.api import staff_auth
from services.auth import forms, proofs, second_factor
from services.core import clock, passwords
from services.core.db import run
from tests.signing_in import solve
from tests.staff_signing_in import PASSWORD, code_of, equip

pytestmark = pytest.mark.spec("AUTH-3", "AUTH-20", "AUTH-21")
VERA, RITA = "vera@mail.test", "rita@mail.test"


@pytest.fixture
async def browser():
    """A browser in front of the staff's door, in this process."""
    transport = httpx.ASGITransport(Starlette(routes=staff_auth.ROUTES))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        yield client


@pytest.fixture
def worked(monkeypatch):
    """What was hashed and what was compared with a second factor, in order."""
    done = []

    def note(module, name, told):
        real = getattr(module, name)

        def noting(*given):
            done.append(told(*given))
            return real(*given)

        monkeypatch.setattr(module, name, noting)

    note(passwords, "matches", lambda typed, hashed: ("hash", hashed.rpartition("$")[0][:30]))
    note(second_factor, "step_of", lambda secret, _typed: ("code", bool(secret)))
    return done


def _disable():
    def disable(db):
        found = select(StaffMember).where(StaffMember.email == RITA)
        db.exec(found).one().disabled_at = clock.now()

    run(disable)


@pytest.fixture
def cases(cast):
    """All that can be wrong: who is asked for, with which password and code."""
    equip(VERA)
    equip(RITA)
    theirs = code_of(RITA)
    _disable()
    return {
        "nobody's address": ("nora@mail.test", PASSWORD, "000000"),
        "no address": ("nonsense@@@@@", PASSWORD, "000000"),
        "wrong password": (VERA, "volcano7lamq", code_of(VERA)),
        "wrong code": (VERA, PASSWORD, "000000"),
        "both wrong": (VERA, "volcano7lamq", "000000"),
        "no code": (VERA, PASSWORD, ""),
        "disabled": (RITA, PASSWORD, theirs),
    }


async def _try(browser, email, password, code):
    browser.cookies.clear()
    form = {"email": email, "password": password, "code": code}
    proof = solve(run(proofs.challenge, "192.0.2.9"))
    return await browser.post("/auth/staff/sign-in", data={**form, "proof": proof})


def _said(answer, email) -> tuple:
    """Return all that comes back, but for what was typed."""
    cookies = answer.headers.get_list("set-cookie")
    [form] = [line.partition("=")[2].partition(";")[0] for line in cookies]
    told = forms.read(form)
    assert told.contact in (email, "")
    headers = sorted((name, text) for name, text in answer.headers.items() if name != "set-cookie")
    return answer.status_code, answer.content, headers, told.refusal, told.about


async def test_whatever_is_wrong_the_same_is_said(browser, cases):
    said = {}
    for name, (email, *rest) in cases.items():
        said[name] = _said(await _try(browser, email, *rest), email)

    assert len({repr(one) for one in said.values()}) == 1
    assert said["wrong code"][0] == 303
    assert "not right" in said["wrong code"][3]


async def test_whatever_is_wrong_the_same_work_is_done(browser, cases, worked):
    await _try(browser, VERA, PASSWORD, "000000")
    done = {}
    for name, tried in cases.items():
        worked.clear()
        await _try(browser, *tried)
        done[name] = list(worked)

    work = done["wrong code"]
    assert [what for what, _ in work] == ["hash", "code"]
    assert work[0][1].startswith("$argon2id$v=19$m=19456,t=2,p=1")
    assert all(one == work for one in done.values()), done


async def test_a_right_try_works_among_them(browser, cases):
    answer = await _try(browser, VERA, PASSWORD, code_of(VERA))

    assert (answer.status_code, answer.headers["location"]) == (303, "/admin")


async def test_guessing_for_a_day_locks_nobody_out_for_good(browser, cases, later):
    for _ in range(96):
        later(minutes=15, seconds=1)
        await _try(browser, VERA, "wrong", "000000")

    later(minutes=15, seconds=1)
    answer = await _try(browser, VERA, PASSWORD, code_of(VERA))

    assert answer.headers["location"] == "/admin"
