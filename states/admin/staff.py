"""The people who work here, their groups and locations: the list, and one staff member."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import reflex as rx

from models.staff import Location
from services.core.i18n import plural
from services.core.i18n import translate as _
from services.staff import groups, locations, members
from services.staff.groups import Counted
from services.staff.members import Member
from states import forms
from states.admin.confirming import ConfirmState
from states.base import StaffState, identifier
from states.feedback import FeedbackState

NEW = "new"


@dataclass(frozen=True)
class MemberRow:
    """One staff member."""

    id: str
    name: str
    title: str
    email: str
    groups: str
    locations: str
    standing: str  # active, invited, disabled


@dataclass(frozen=True)
class GroupRow:
    """One group."""

    id: str
    name: str
    members: str
    permissions: str


@dataclass(frozen=True)
class LocationRow:
    """One location."""

    id: str
    name: str
    address: str
    first: bool
    last: bool


@dataclass(frozen=True)
class ChoiceRow:
    """One group or location to tick."""

    id: str
    name: str


class StaffListState(StaffState):
    """The page with everybody who works here."""

    loaded: bool = False
    members: list[MemberRow] = []
    groups: list[GroupRow] = []
    locations: list[LocationRow] = []

    @rx.event
    async def load(self):
        """Show everybody, the groups and the locations."""
        self._screen = "staff"
        await self._show()

    @rx.event
    async def refresh(self):
        """Show them again, if they are on screen."""
        if self.loaded:
            await self._show()

    @rx.event
    async def move_location(self, id: str, up: bool):
        """Move a location one place."""
        await self._write(locations.move, identifier(id), up=up)
        await self._show()

    async def _show(self) -> None:
        self.members = [_member(one) for one in await self._read(members.listed)]
        self.groups = [_group(one) for one in await self._read(groups.listed)]
        places = await self._read(locations.listed)
        last = len(places) - 1
        self.locations = [_location(one, at == 0, at == last) for at, one in enumerate(places)]
        self.loaded = True


class StaffMemberState(StaffState):
    """The page of one staff member, or of a new one."""

    form: forms.Form = forms.Form()
    heading: str = ""
    standing: str = ""
    groups: list[ChoiceRow] = []
    locations: list[ChoiceRow] = []
    link: str = ""  # to be handed on; shown this once

    @rx.event
    async def load(self):
        """Show the staff member in the address; whoever changes them says first who they are."""
        await self._show(self._in_address("staff_id"))
        return ConfirmState.ask_unless_fresh

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Add or change the staff member."""
        sent = _choices(typed)
        with forms.Answering(self, "form", typed) as answer:
            if self.form.of == NEW:
                member, self.link = await self._write(members.add, sent)
            else:
                whose, version = self._whose(), forms.version(typed)
                member = await self._write(members.change, whose, version, sent)
            link = self.link
            await self._show(str(member.id))
            self.link = link
            answer.saved(self.form.values, member.version, of=member.id)

    @rx.event
    async def disable(self):
        """Keep the staff member from signing in."""
        await self._write(members.disable, self._whose())
        await self._show(self.form.of)
        return FeedbackState.show(_("They are signed out everywhere and cannot sign in."))

    @rx.event
    async def enable(self):
        """Let the staff member sign in again."""
        await self._write(members.enable, self._whose())
        await self._show(self.form.of)

    @rx.event
    async def invite_again(self):
        """Make another link for choosing a password and an authenticator."""
        link = await self._write(members.invite_again, self._whose())
        await self._show(self.form.of)
        self.link = link

    def _whose(self) -> UUID:
        return identifier(self.form.of or self._in_address("staff_id"))

    async def _show(self, wanted: str) -> None:
        self.link = ""
        self.groups = [
            ChoiceRow(str(one.group.id), one.group.name) for one in await self._read(groups.listed)
        ]
        places = await self._read(locations.listed)
        self.locations = [ChoiceRow(str(one.id), one.name) for one in places]
        if wanted == NEW:
            self.heading, self.standing = "", ""
            first = {f"location-{places[0].id}": True} if places else {}
            self.form = forms.opened(NEW, first)
            return
        found = await self._read(members.get, identifier(wanted))
        row = _member(found)
        self.heading, self.standing = row.name, row.standing
        self.form = forms.opened(found.member.id, _values(found), found.member.version)


def _choices(typed: dict[str, Any]) -> dict[str, object]:
    """Gather the ticked groups and locations into lists."""
    ticked = [name for name, value in typed.items() if value is True][:200]
    return {
        **{name: forms.text(typed, name, 300) for name in ("name", "email", "title")},
        "groups": [one[6:] for one in ticked if one.startswith("group-")],
        "locations": [one[9:] for one in ticked if one.startswith("location-")],
    }


def _values(found: Member) -> dict[str, Any]:
    member = found.member
    return {
        "name": member.name,
        "email": member.email,
        "title": member.title,
        **{f"group-{one.id}": True for one in found.groups},
        **{f"location-{one.id}": True for one in found.locations},
    }


def _member(found: Member) -> MemberRow:
    member = found.member
    waiting = "invited" if found.invited else "active"
    return MemberRow(
        str(member.id),
        member.name,
        member.title,
        member.email,
        ", ".join(one.name for one in found.groups),
        ", ".join(one.name for one in found.locations),
        "disabled" if member.disabled_at else waiting,
    )


def _group(found: Counted) -> GroupRow:
    may = len(found.group.permissions)
    return GroupRow(
        str(found.group.id),
        found.group.name,
        plural("{count} member", "{count} members", found.members),
        plural("{count} permission", "{count} permissions", may),
    )


def _location(one: Location, first: bool, last: bool) -> LocationRow:
    town = f"{one.postal_code} {one.city}".strip()
    told = ", ".join(filter(None, (one.street, town, one.phone)))
    return LocationRow(str(one.id), one.name, told, first, last)
