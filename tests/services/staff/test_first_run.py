"""The first administrator: made by whoever can read the console, once and never again."""

from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
import uvicorn
from sqlmodel import select

from models.staff import StaffMember
from portal_app.commands import serve
from services.auth.entry import Visitor
from services.core import clock
from services.core.db import run
from services.core.errors import Invalid
from services.staff import invitations
from states.admin.auth import StaffSignInState
from states.admin.set_up import SetUpState
from tests.staff_signing_in import HASH, equip

pytestmark = pytest.mark.spec("AUTH-22")


def found(code, email="ada@mail.test"):
    return run(invitations.found, code, "Ada", email, "High Street").rpartition("/")[2]


def accept(token):
    code = pyotp.parse_uri(run(invitations.offer, token).otpauth).now()
    return run(invitations.accept, Visitor(), token, HASH, code)


def by_email(email="ada@mail.test"):
    return run(lambda db: db.exec(select(StaffMember).where(StaffMember.email == email)).first())


async def test_the_console_shows_the_code_while_nobody_works_here(monkeypatch, capsys):
    async def start(_self, sockets=None):
        return None

    monkeypatch.setattr(uvicorn.Server, "startup", start)
    server = serve.Server(uvicorn.Config("portal_app.portal_app:served"))

    await server.startup()
    shown = capsys.readouterr().out
    code = shown.strip().rpartition(" ")[2]
    assert "/admin/first-run" in shown
    accept(found(code))
    await server.startup()

    assert "first-run" not in capsys.readouterr().out


async def test_the_staffs_sign_in_leads_to_the_first_run_until_somebody_works_here(open_tab):
    tab = open_tab()

    assert await tab.send(StaffSignInState.load) == ["_redirect"]
    assert await tab.send(SetUpState.load_first_run) == []
    assert (await tab.state(SetUpState)).loaded
    equip("vera@mail.test")

    assert await open_tab().send(StaffSignInState.load) == []
    assert await open_tab().send(SetUpState.load_first_run) == ["_redirect"]


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC-DDDD", None, 7, "x" * 500])
def test_another_code_makes_nobody(code):
    run(invitations.first_run_code)

    with pytest.raises(Invalid) as refused:
        found(code)

    assert refused.value.field == "code"
    assert by_email() is None


def test_the_code_is_good_once_however_many_send_it_at_once():
    code = run(invitations.first_run_code)

    def send(number):
        try:
            return found(code, f"ada{number}@mail.test")
        except Invalid:
            return None

    with ThreadPoolExecutor(4) as threads:
        links = [one for one in threads.map(send, range(8)) if one]

    assert len(links) == 1


def test_what_cannot_be_uses_no_code_up():
    code = run(invitations.first_run_code)

    with pytest.raises(Invalid):
        found(code, "no address")

    assert found(code.lower())


def test_the_code_is_good_for_a_day_and_a_newer_one_ends_it(later):
    old, new = run(invitations.first_run_code), run(invitations.first_run_code)

    with pytest.raises(Invalid):
        found(old)
    later(days=1, seconds=1)
    with pytest.raises(Invalid):
        found(new)


def test_a_newer_code_ends_what_an_older_one_has_begun():
    begun = found(run(invitations.first_run_code), "mallory@mail.test")

    link = found(run(invitations.first_run_code))

    assert run(invitations.offer, begun) is None
    assert accept(link)


def test_after_the_first_administrator_it_is_closed_for_ever():
    code = run(invitations.first_run_code)
    member = accept(found(code))

    assert member
    assert run(invitations.first_run_code) is None
    assert not run(invitations.waits_for_first)
    for again in (code, None):
        with pytest.raises(Invalid):
            found(again, "eve@mail.test")

    run(lambda db: setattr(db.get(StaffMember, by_email().id), "disabled_at", clock.now()))
    assert run(invitations.first_run_code) is None
