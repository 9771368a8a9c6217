"""Somebody stays who may do everything, whatever two do to each other at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlmodel import select

from models.staff import Group, GroupMembership, Location, StaffMember
from services.access import Permission
from services.core import clock
from services.core.db import run
from services.core.errors import Conflict, Forbidden
from services.staff import groups, members
from tests.staff_signing_in import HASH

pytestmark = pytest.mark.spec("AUTH-24")


@pytest.fixture
def chiefs(vera):
    """Ada and Ben: the only administrators, each with an actor who has just confirmed."""

    def make(db):
        group = Group(name="Administrators", permissions=[one.value for one in Permission])
        both = [
            StaffMember(name=name, email=f"{name.lower()}@mail.test", password_hash=HASH)
            for name in ("Ada", "Ben")
        ]
        db.add_all([group, *both])
        db.flush()
        db.add_all(GroupMembership(staff_member_id=one.id, group_id=group.id) for one in both)
        return [one.id for one in both]

    actor = replace(vera.actor, confirmed_at=clock.now(), permissions=frozenset(Permission))
    return [replace(actor, id=one) for one in run(make)]


def administrators() -> list[str]:
    def able(db):
        joined = (
            select(StaffMember)
            .join(GroupMembership, GroupMembership.staff_member_id == StaffMember.id)
            .join(Group, Group.id == GroupMembership.group_id)
        )
        found = db.exec(joined.where(Group.name == "Administrators"))
        return sorted(one.name for one in found if one.disabled_at is None)

    return run(able)


def _disable(by, whom):
    run(members.disable, by, whom.id)


def _demote(by, whom):
    def change(db):
        readers = db.exec(select(Group).where(Group.name == "Read only")).one()
        place = db.exec(select(Location)).first()
        member = db.get(StaffMember, whom.id)
        form = {"name": member.name, "email": member.email}
        lists = {"groups": [str(readers.id)], "locations": [str(place.id)]}
        members.change(db, by, whom.id, member.version, {**form, **lists})

    run(change)


DEEDS = {"disable": _disable, "demote": _demote}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("first", DEEDS)
@pytest.mark.parametrize("second", DEEDS)
def test_one_after_the_other_the_second_is_refused(chiefs, first, second, order):
    one, other = (chiefs[at] for at in order)

    DEEDS[first](one, other)
    with pytest.raises(Conflict):
        DEEDS[second](other, one)

    assert len(administrators()) == 1


@pytest.mark.parametrize("deed", DEEDS)
def test_both_at_once_leave_one(chiefs, deed):
    def strike(by_whom):
        try:
            DEEDS[deed](*by_whom)
        except (Conflict, Forbidden):
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(strike, [tuple(chiefs), tuple(chiefs[::-1])]))

    assert sorted(done) == [False, True]
    assert len(administrators()) == 1


@pytest.mark.parametrize("deed", DEEDS)
def test_the_last_one_cannot_do_it_to_themselves(chiefs, deed):
    _disable(chiefs[0], chiefs[1])

    with pytest.raises(Conflict):
        DEEDS[deed](chiefs[0], chiefs[0])

    assert administrators() == ["Ada"]


def test_the_group_cannot_be_removed_or_made_poorer(chiefs):
    def of(db):
        return db.exec(select(Group).where(Group.name == "Administrators")).one()

    group = run(of)
    with pytest.raises(Conflict):
        run(groups.remove, chiefs[0], group.id)
    poorer = {"name": "Nobody", "permissions": ["export"]}
    run(groups.change, chiefs[0], group.id, group.version, poorer)

    kept = run(of)
    assert kept.permissions == [one.value for one in Permission]
