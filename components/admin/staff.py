"""Who works here: everybody, the groups, the locations, and one staff member."""

from typing import Any

import reflex as rx

from components.admin.frame import staff_page
from components.ui.controls import QUIET, alert, button, link_button
from components.ui.dialog import closing, dialog
from components.ui.display import callout, card, loading, pill, section
from components.ui.fields import Fields
from components.ui.forms import form
from components.ui.layout import back_link
from components.ui.table import table
from components.ui.tokens import LINK, SMALL
from services.core.i18n import t
from states.admin.staff import (
    ChoiceRow,
    GroupRow,
    LocationRow,
    MemberRow,
    StaffListState,
    StaffMemberState,
)

Text = rx.Var[str] | str

_LINE = (
    "flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line py-3 "
    "first:border-0 first:pt-0 last:pb-0"
)


def staff_list_page() -> rx.Component:
    """Show everybody who works here, the groups and the locations."""
    return staff_page(
        t("Staff"),
        rx.cond(
            StaffListState.loaded,
            rx.fragment(_members(), _groups(), _locations()),
            loading(height="5rem"),
        ),
        section="staff",
        actions=[_add(t("Add a staff member"), "/admin/staff/new", "primary")],
    )


def staff_member_page() -> rx.Component:
    """Show one staff member."""
    fields = Fields("member", StaffMemberState.form)
    return staff_page(
        rx.cond(StaffMemberState.heading != "", StaffMemberState.heading, t("New staff member")),
        rx.cond(StaffMemberState.link != "", _link()),
        card(
            form(
                fields,
                rx.el.div(
                    fields.text("name", t("Name"), required=True, max_length=120),
                    fields.text(
                        "title", t("Title"), hint=t("Such as Veterinarian."), max_length=60
                    ),
                    fields.text("email", t("E-mail"), type="email", required=True, max_length=254),
                    class_name="grid items-start gap-5 sm:grid-cols-2",
                ),
                _ticks(fields, "group", t("Groups"), StaffMemberState.groups),
                alert(fields.error("groups")),
                _ticks(fields, "location", t("Locations"), StaffMemberState.locations),
                alert(fields.error("locations")),
                on_save=StaffMemberState.save,
                label=t("Staff member"),
            )
        ),
        rx.cond(StaffMemberState.standing != "", _standing()),
        section="staff",
        above=back_link(t("Staff"), "/admin/staff"),
    )


def _add(label: str, href: str, variant: str = "quiet") -> rx.Component:
    return link_button(
        rx.icon("plus", size=18, aria_hidden="true"), label, href=href, variant=variant
    )


def _members() -> rx.Component:
    return table(
        [t("Name"), t("E-mail"), t("Groups"), t("Locations"), t("Standing")],
        StaffListState.members,
        _member,
        caption=t("Staff members"),
    )


def _member(row: MemberRow) -> list:
    return [
        rx.el.div(
            rx.el.a(
                row.name,
                href=f"/admin/staff/{row.id}",
                class_name=f"{LINK} inline-flex min-h-11 items-center [overflow-wrap:anywhere]",
            ),
            rx.el.p(row.title, class_name=f"{SMALL} empty:hidden"),
        ),
        rx.el.span(row.email, class_name="inline-block [overflow-wrap:anywhere] sm:min-w-40"),
        row.groups,
        row.locations,
        _pill(row.standing),
    ]


def _pill(standing: Text) -> Any:
    return rx.match(
        standing,
        ("disabled", pill(t("Disabled"), "danger")),
        ("invited", pill(t("Invited"), "warning")),
        pill(t("Active"), "success"),
    )


def _groups() -> rx.Component:
    return section(
        t("Groups"),
        card(rx.el.ul(rx.foreach(StaffListState.groups, _group))),
        aside=_add(t("Add a group"), "/admin/staff/groups/new"),
    )


def _group(row: GroupRow) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            row.name,
            href=f"/admin/staff/groups/{row.id}",
            class_name=f"{LINK} inline-flex min-h-11 items-center [overflow-wrap:anywhere]",
        ),
        rx.el.p(row.members, " · ", row.permissions, class_name=SMALL),
        key=row.id,
        class_name=_LINE,
    )


def _locations() -> rx.Component:
    return section(
        t("Locations"),
        card(rx.el.ul(rx.foreach(StaffListState.locations, _location))),
        aside=_add(t("Add a location"), "/admin/staff/locations/new"),
    )


def _location(row: LocationRow) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.a(
                row.name,
                href=f"/admin/staff/locations/{row.id}",
                class_name=f"{LINK} inline-flex min-h-11 items-center [overflow-wrap:anywhere]",
            ),
            rx.el.p(row.address, class_name=f"{SMALL} empty:hidden"),
            class_name="min-w-0",
        ),
        rx.el.div(
            _move(row, "chevron-up", t("Move up"), up=True, disabled=row.first),
            _move(row, "chevron-down", t("Move down"), up=False, disabled=row.last),
            class_name="flex gap-2",
        ),
        key=row.id,
        class_name=_LINE,
    )


def _move(row: LocationRow, icon: str, label: str, *, up: bool, disabled: bool) -> rx.Component:
    return rx.el.button(
        rx.icon(icon, size=18, aria_hidden="true"),
        type="button",
        aria_label=f"{label}: {row.name}",
        title=label,
        disabled=disabled,
        on_click=StaffListState.move_location(row.id, up),
        class_name=f"{QUIET} size-11 px-0!",
    )


def _ticks(fields: Fields, kind: str, label: str, rows: Any) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(label, class_name="text-sm font-semibold"),
        rx.foreach(rows, lambda row: _tick(fields, kind, row)),
        class_name="grid gap-x-6 sm:grid-cols-2",
    )


def _tick(fields: Fields, kind: str, row: ChoiceRow) -> rx.Component:
    return fields.tick(f"{kind}-{row.id}", row.name)


def _link() -> rx.Component:
    return callout(
        "link",
        rx.el.p(
            t(
                "Hand this link on yourself. It is good once and for three days, and is not "
                "shown again."
            ),
            class_name="font-medium",
        ),
        rx.el.code(
            StaffMemberState.link,
            class_name="mt-2 block rounded-xl bg-surface p-3 text-sm select-all "
            "[overflow-wrap:anywhere]",
        ),
    )


def _standing() -> rx.Component:
    return section(
        t("Signing in"),
        card(
            rx.el.div(_pill(StaffMemberState.standing)),
            rx.cond(
                StaffMemberState.standing == "disabled",
                button(t("Let sign in again"), variant="quiet", on_click=StaffMemberState.enable),
                rx.fragment(
                    button(
                        t("Make a new link"),
                        variant="quiet",
                        on_click=StaffMemberState.invite_again,
                    ),
                    _disabling(),
                ),
            ),
            class_name="flex flex-wrap items-center gap-3",
        ),
    )


def _disabling() -> rx.Component:
    return dialog(
        "disable",
        t("Disable this staff member?"),
        rx.el.p(t("They are signed out everywhere at once and cannot sign in until you let them.")),
        closing(button(t("Disable"), variant="danger", on_click=StaffMemberState.disable)),
        trigger=button(t("Disable"), variant="danger"),
    )
