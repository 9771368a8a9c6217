"""One group, and one location."""

from typing import Any
from uuid import UUID

import reflex as rx

from services.access import Permission
from services.bell import OFF, Told
from services.staff import groups, locations
from services.staff.groups import Counted
from states import forms
from states.admin.confirming import ConfirmState
from states.admin.staff import NEW
from states.base import StaffState, identifier


class GroupState(StaffState):
    """The page of one group, or of a new one."""

    form: forms.Form = forms.Form()
    heading: str = ""
    fixed: bool = False  # name and permissions stay as they are
    removable: bool = False

    @rx.event
    async def load(self):
        """Show the group in the address; whoever changes it says first who they are."""
        await self._show(self._in_address("group_id"))
        return ConfirmState.ask_unless_fresh

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Make or change the group."""
        with forms.Answering(self, "form", typed) as answer:
            if self.form.of == NEW:
                group = await self._write(groups.add, _sent(typed))
            else:
                whose, version = self._whose(), forms.version(typed)
                group = await self._write(groups.change, whose, version, _sent(typed))
            await self._show(str(group.id))
            answer.saved(self.form.values, group.version, of=group.id)

    @rx.event
    async def remove(self):
        """Remove a group that nobody belongs to."""
        await self._write(groups.remove, self._whose())
        self.form = forms.Form()
        return rx.redirect("/admin/staff")

    def _whose(self) -> UUID:
        return identifier(self.form.of or self._in_address("group_id"))

    async def _show(self, wanted: str) -> None:
        if wanted == NEW:
            self.heading, self.fixed, self.removable = "", False, False
            off = {f"notice-{event.name}": OFF for event in Told}
            self.form = forms.opened(NEW, off)
            return
        found = await self._read(groups.get, identifier(wanted))
        self.heading, self.fixed = found.group.name, found.fixed
        self.removable = not found.fixed and found.members == 0
        self.form = forms.opened(found.group.id, _values(found), found.group.version)


class LocationState(StaffState):
    """The page of one location, or of a new one."""

    form: forms.Form = forms.Form()
    heading: str = ""

    @rx.event
    async def load(self):
        """Show the location in the address."""
        await self._show(self._in_address("location_id"))

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Add or change the location."""
        names = ("name", "street", "postal_code", "city", "phone")
        sent = {name: forms.text(typed, name, 300) for name in names}
        with forms.Answering(self, "form", typed) as answer:
            if self.form.of == NEW:
                place = await self._write(locations.add, sent)
            else:
                which, version = (
                    identifier(self.form.of or self._in_address("location_id")),
                    forms.version(typed),
                )
                place = await self._write(locations.change, which, version, sent)
            await self._show(str(place.id))
            answer.saved(self.form.values, place.version, of=place.id)

    async def _show(self, wanted: str) -> None:
        if wanted == NEW:
            self.heading, self.form = "", forms.opened(NEW, {})
            return
        place = await self._read(locations.get, identifier(wanted))
        names = ("name", "street", "postal_code", "city", "phone")
        values = {name: getattr(place, name) for name in names}
        self.heading, self.form = place.name, forms.opened(place.id, values, place.version)


def _sent(typed: dict[str, Any]) -> dict[str, object]:
    """Gather the ticked permissions into a list, and the choices of what is told."""
    return {
        "name": forms.text(typed, "name", 300),
        "permissions": [one.value for one in Permission if forms.flag(typed, f"may-{one.name}")],
        **{
            f"notice {event.value}": forms.text(typed, f"notice-{event.name}", 10) for event in Told
        },
    }


def _values(found: Counted) -> dict[str, Any]:
    group = found.group
    return {
        "name": group.name,
        **{f"may-{one.name}": one.value in group.permissions for one in Permission},
        **{f"notice-{event.name}": group.notices.get(event.value, OFF) for event in Told},
    }
