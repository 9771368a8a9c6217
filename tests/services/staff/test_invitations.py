"""Links with which people come in for the first time: theirs alone, once, and not for long."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pyotp
import pytest
from sqlmodel import col, select

from models.auth import Invitation
from models.staff import Group, Location, StaffMember
from services.auth import sessions
from services.auth.entry import Visitor
from services.core import clock
from services.core.db import run
from services.core.errors import Conflict, Forbidden, Invalid
from services.staff import invitations, members
from tests.staff_signing_in import HASH, equip

pytestmark = pytest.mark.spec("AUTH-20", "AUTH-24")
HERE = Visitor(origin="192.0.2.1")


@pytest.fixture
def boss(vera):
    """Vera, who has just confirmed who she is, and can stay the administrator."""
    equip("vera@mail.test")
    run(lambda db: setattr(_group(db, "Veterinarians"), "name", "Administrators"))
    return replace(vera.actor, confirmed_at=clock.now())


def _group(db, name="Administrators"):
    return db.exec(select(Group).where(Group.name == name)).one()


def invite(boss, email="ivo@mail.test"):
    """Add somebody; return them and the secret part of their link."""

    def add(db):
        group, place = _group(db), db.exec(select(Location)).first()
        form = {"name": "Ivo", "email": email}
        return members.add(
            db, boss, {**form, "groups": [str(group.id)], "locations": [str(place.id)]}
        )

    member, link = run(add)
    return member, link.rpartition("/")[2]


def code_of(token) -> str:
    return pyotp.parse_uri(run(invitations.offer, token).otpauth).now()


def accept(token, code=None):
    return run(invitations.accept, HERE, token, HASH, code or code_of(token))


async def test_a_link_lets_its_person_in_with_what_they_have_chosen(boss):
    member, token = invite(boss)
    shown = run(invitations.offer, token)

    entered = accept(token)

    assert (shown.name, shown.email) == ("Ivo", "ivo@mail.test")
    assert (await sessions.resolve(entered.session)).id == member.id
    assert run(lambda db: db.get(StaffMember, member.id)).password_hash == HASH


def test_a_link_is_good_once(boss):
    _, token = invite(boss)
    code = code_of(token)
    accept(token)

    assert run(invitations.offer, token) is None
    with pytest.raises(Conflict):
        run(invitations.check, token, "volcano7lamp")
    with pytest.raises(Conflict):
        accept(token, code)


def test_a_link_that_two_use_at_once_lets_one_in(boss):
    _, token = invite(boss)
    code = code_of(token)

    def use(_):
        try:
            return accept(token, code)
        except Conflict:
            return None

    with ThreadPoolExecutor(4) as threads:
        entered = [one for one in threads.map(use, range(8)) if one]

    assert len(entered) == 1


def test_a_wrong_code_uses_nothing_up(boss):
    _, token = invite(boss)

    assert accept(token, "000000") is None

    assert accept(token)


def test_a_link_is_good_for_three_days(boss, later):
    _, token = invite(boss)

    later(days=3, seconds=-5)
    assert run(invitations.offer, token)
    later(seconds=10)
    assert run(invitations.offer, token) is None


def test_a_second_link_ends_the_first(boss):
    member, first = invite(boss)

    second = run(members.invite_again, boss, member.id).rpartition("/")[2]

    assert run(invitations.offer, first) is None
    assert run(invitations.offer, second).email == "ivo@mail.test"


def test_a_link_ends_with_its_person(boss):
    member, token = invite(boss)

    run(members.disable, boss, member.id)

    assert run(invitations.offer, token) is None
    run(members.enable, boss, member.id)
    assert run(invitations.offer, token) is None


def test_a_link_of_one_says_and_does_nothing_for_another(boss):
    member, first = invite(boss)
    other, second = invite(boss, "olga@mail.test")

    accept(second)

    assert run(invitations.offer, first).email == "ivo@mail.test"
    kept = {one.id: one.password_hash for one in run(lambda db: db.exec(select(StaffMember)).all())}
    assert (kept[member.id], kept[other.id]) == ("", HASH)


@pytest.mark.parametrize("token", ["", "x", "0" * 43, "a\0b", None, 7, "é" * 500])
def test_what_is_no_link_is_nothing(boss, token):
    invite(boss)

    assert run(invitations.offer, token) is None
    with pytest.raises(Conflict):
        run(invitations.accept, HERE, token, HASH, "000000")


def test_what_is_kept_of_a_link_opens_nothing(boss):
    _, token = invite(boss)
    row = run(lambda db: db.exec(select(Invitation)).one())

    assert token not in repr(row)
    assert run(invitations.offer, row.token_hash) is None


def test_a_password_that_would_be_guessed_is_refused(boss):
    _, token = invite(boss)

    with pytest.raises(Invalid):
        run(invitations.check, token, "password1")


@pytest.mark.spec("AUTH-23")
def test_inviting_asks_who_one_is(boss, vera):
    member, _ = invite(boss)

    for deed in (members.invite_again, members.disable, members.enable):
        with pytest.raises(Forbidden, match="confirm first"):
            run(deed, vera.actor, member.id)


async def test_a_new_link_ends_what_was_before_only_once_it_is_used(boss):
    member, token = invite(boss)
    entered = accept(token)

    second = run(members.invite_again, boss, member.id).rpartition("/")[2]
    assert await sessions.resolve(entered.session)
    accept(second)

    assert await sessions.resolve(entered.session) is None
    used = select(Invitation).where(col(Invitation.used_at).is_(None))
    assert run(lambda db: db.exec(used).all()) == []
