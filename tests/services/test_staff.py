"""The groups that ship, and the first administrator."""

import pyotp
import pytest
from sqlmodel import SQLModel, col

from models.staff import Group, GroupMembership, Location, LocationMembership, StaffMember
from services import staff
from services.access import Permission, system
from services.core import passwords, tokens
from services.core.db import run
from services.core.errors import Conflict, Invalid

HASH = passwords.kept("volcano7lamp")


def groups():
    return {group.name: set(group.permissions) for group in run(lambda db: list(db.exec(_all())))}


def _all():
    return system(Group)


@pytest.mark.spec("AUTH-24")
def test_seed_groups_makes_what_is_missing_and_keeps_what_the_clinic_changed(rita):
    run(staff.seed_groups)
    once = groups()
    run(staff.seed_groups)

    assert groups() == once
    assert set(once) == {"Administrators", "Veterinarians", "Front desk", "Read only"}
    assert once["Administrators"] == {permission.value for permission in Permission}
    assert once["Read only"] == {"read messages"}  # as the clinic had it


@pytest.mark.spec("AUTH-24")
def test_seed_groups_gives_administrators_every_permission_again(put):
    put(Group(name="Administrators", permissions=["export"]))

    run(staff.seed_groups)

    assert groups()["Administrators"] == {permission.value for permission in Permission}


@pytest.mark.spec("AUTH-24", "AUTH-25")
def test_groups_ship_with_exactly_these_permissions():
    only_administrators = {
        Permission.MANAGE_STAFF,
        Permission.CHANGE_SETTINGS,
        Permission.SEE_AUDIT,
        Permission.EXPORT,
    }

    assert staff.GROUPS["Administrators"] == set(Permission)
    assert staff.GROUPS["Veterinarians"] == set(Permission) - only_administrators
    assert staff.GROUPS["Read only"] == {Permission.VIEW_RECORDS, Permission.READ_MESSAGES}
    assert staff.GROUPS["Front desk"] == {
        Permission.MANAGE_CUSTOMERS,
        Permission.MANAGE_PETS,
        Permission.WRITE_MEASUREMENTS,
        Permission.READ_MESSAGES,
        Permission.ANSWER_MESSAGES,
        Permission.REVIEW_DOCUMENTS,
        Permission.SEND_NOTICES,
        Permission.SHARE,
        Permission.VIEW_RECORDS,
        Permission.MANAGE_LEADS,
    }


@pytest.mark.spec("AUTH-22")
def test_add_administrator_ties_group_location_and_second_factor():
    new = staff.NewAdministrator(" Ada Lovelace ", "Ada@Mail.test", HASH)

    member, otpauth = run(staff.add_administrator, new)

    kept = run(lambda db: db.get(StaffMember, member.id))
    secret = pyotp.parse_uri(otpauth).secret
    assert (kept.name, kept.email, kept.password_hash) == ("Ada Lovelace", "ada@mail.test", HASH)
    assert secret not in kept.totp_secret
    assert tokens.unseal(kept.totp_secret) == secret
    assert "Willow%20Lane%20Vets" in otpauth
    assert run(_names_of_groups, member) == ["Administrators"]
    assert run(_locations_of, member) == ["Willow Lane"]


@pytest.mark.spec("AUTH-22")
def test_add_administrator_makes_the_first_location_of_a_new_clinic():
    def empty(db):
        for table in reversed(SQLModel.metadata.sorted_tables):
            db.execute(table.delete())

    run(empty)

    member, _ = run(
        staff.add_administrator, staff.NewAdministrator("Ada", "ada@mail.test", HASH, "High Street")
    )

    assert run(_locations_of, member) == ["High Street"]


@pytest.mark.spec("AUTH-22")
@pytest.mark.parametrize(
    ("name", "email", "refusal"),
    [
        ("Ada", "vera@mail.test", Conflict),
        ("Ada", "VERA@mail.test", Conflict),
        ("Ada", "ada", Invalid),
        ("  ", "ada@mail.test", Invalid),
        ("A" * 121, "ada@mail.test", Invalid),
    ],
)
def test_add_administrator_refuses_and_leaves_nothing(name, email, refusal):
    before = groups()

    with pytest.raises(refusal):
        run(staff.add_administrator, staff.NewAdministrator(name, email, HASH))

    assert groups() == before


@pytest.mark.spec("AUTH-20")
def test_check_password_knows_the_clinics_name():
    with pytest.raises(Invalid, match="willow"):
        run(staff.check_password, "willow-tree-12", "Ada", "ada@mail.test")


def _names_of_groups(db, member):
    joined = system(Group).join(GroupMembership, col(GroupMembership.group_id) == Group.id)
    return [
        group.name for group in db.exec(joined.where(GroupMembership.staff_member_id == member.id))
    ]


def _locations_of(db, member):
    joined = system(Location).join(
        LocationMembership, col(LocationMembership.location_id) == Location.id
    )
    return [
        place.name
        for place in db.exec(joined.where(LocationMembership.staff_member_id == member.id))
    ]
