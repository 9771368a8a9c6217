"""Staff members, groups and locations on the pages where administrators keep them (ADMIN-8)."""

import pytest
from sqlmodel import select

from models.auth import AuthSession
from models.staff import Group, GroupMembership, Location, StaffMember
from services.bell import LOCAL, Told
from services.core import clock
from services.core.db import run
from states.admin.groups import GroupState, LocationState
from states.admin.settings import SettingsState
from states.admin.staff import StaffListState, StaffMemberState
from states.base import PortalState
from states.live import LiveState
from tests.staff_signing_in import equip

pytestmark = pytest.mark.spec("ADMIN-8", "AUTH-24", "AUTH-25")
NEW_GROUP = {"group_id": "new"}


@pytest.fixture
async def desk(open_tab, vera):
    """The tab of an administrator who has just confirmed who she is."""
    equip("vera@mail.test")

    def confirm(db):
        db.get(AuthSession, vera.actor.session_id).confirmed_at = clock.now()
        db.exec(select(Group).where(Group.name == "Veterinarians")).one().name = "Administrators"

    run(confirm)
    return open_tab(vera)


def named(kind, name):
    return run(lambda db: db.exec(select(kind).where(kind.name == name)).one())


async def make_group(desk, **ticked) -> Group:
    await desk.send(GroupState.load, route=NEW_GROUP)
    typed = {"name": "Night shift", "turn": "t", **ticked}
    await desk.send(GroupState.save, route=NEW_GROUP, typed=typed)
    return named(Group, "Night shift")


@pytest.mark.spec("AUTH-26")
async def test_a_group_keeps_what_it_may_and_what_it_is_told(desk):
    told = f"notice-{Told.MESSAGE_RECEIVED.name}"

    group = await make_group(desk, **{"may-VIEW_RECORDS": True, told: LOCAL})

    assert group.permissions == ["view records"]
    form = (await desk.state(GroupState)).form
    assert (form.outcome, form.of) == ("saved", str(group.id))
    assert (form.values["may-VIEW_RECORDS"], form.values[told]) == (True, LOCAL)
    await desk.send(StaffListState.load)
    assert "Night shift" in [row.name for row in (await desk.state(StaffListState)).groups]


async def test_what_a_group_may_holds_at_once_in_an_open_tab(desk, open_tab, rita):
    hers = open_tab(rita)
    await hers.send(LiveState.refresh)
    assert (await hers.state(PortalState)).may == ["read messages"]
    group = await make_group(desk, **{"may-CHANGE_SETTINGS": True})
    member, place = named(StaffMember, "Rita Ray"), named(Location, "Willow Lane")
    whose = {"staff_id": str(member.id)}
    await desk.send(StaffMemberState.load, route=whose)
    form = (await desk.state(StaffMemberState)).form
    ticked = {f"group-{group.id}": True, f"location-{place.id}": True}

    typed = {"name": "Rita Ray", "email": member.email, "version": form.version, **ticked}
    await desk.send(StaffMemberState.save, route=whose, typed=typed)
    await hers.send(LiveState.refresh)

    assert (await desk.state(StaffMemberState)).form.outcome == "saved"
    assert (await hers.state(PortalState)).may == ["change settings"]
    await hers.send(SettingsState.load, route={"tab": "general"})


async def test_a_member_is_added_with_a_link_that_is_shown_once(desk):
    route, place = {"staff_id": "new"}, named(Location, "Willow Lane")
    group = named(Group, "Read only")
    await desk.send(StaffMemberState.load, route=route)
    ticked = {f"group-{group.id}": True, f"location-{place.id}": True}

    typed = {"name": "Ivo Ive", "email": "ivo@mail.test", **ticked}
    await desk.send(StaffMemberState.save, route=route, typed=typed)

    state = await desk.state(StaffMemberState)
    assert (state.standing, "/admin/set-up/" in state.link) == ("invited", True)
    await desk.send(StaffMemberState.load, route={"staff_id": state.form.of})
    assert (await desk.state(StaffMemberState)).link == ""
    member = named(StaffMember, "Ivo Ive")
    of = select(GroupMembership.group_id).where(GroupMembership.staff_member_id == member.id)
    assert run(lambda db: db.exec(of).all()) == [group.id]


async def test_who_leaves_nobody_in_charge_is_told_beside_the_form(desk, vera):
    whose = {"staff_id": str(vera.actor.id)}
    await desk.send(StaffMemberState.load, route=whose)
    form = (await desk.state(StaffMemberState)).form
    readers, place = named(Group, "Read only"), named(Location, "Willow Lane")
    ticked = {f"group-{readers.id}": True, f"location-{place.id}": True}

    typed = {"name": "Vera Voss", "email": "vera@mail.test", "version": form.version, **ticked}
    await desk.send(StaffMemberState.save, route=whose, typed=typed)

    form = (await desk.state(StaffMemberState)).form
    assert form.outcome == "refused"
    assert form.problem
    assert set((await desk.state(PortalState)).may) >= {"manage staff and groups"}


async def test_a_location_is_added_and_moved_to_the_front(desk):
    route = {"location_id": "new"}
    await desk.send(LocationState.load, route=route)

    await desk.send(LocationState.save, route=route, typed={"name": "Quay", "city": "Fernbrook"})
    added = named(Location, "Quay")
    await desk.send(StaffListState.load)
    await desk.send(StaffListState.move_location, id=str(added.id), up=True)

    rows = (await desk.state(StaffListState)).locations
    assert [row.name for row in rows] == ["Quay", "Willow Lane"]
