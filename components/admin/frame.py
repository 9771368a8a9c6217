"""The frame around every page of the staff: sections, search, the person's own menu."""

from collections.abc import Sequence
from dataclasses import dataclass

import reflex as rx

from components.admin.bell import bell
from components.admin.confirming import confirm_dialog
from components.ui.app_badge import app_badge
from components.ui.brand import brand, colors
from components.ui.controls import ICON_BUTTON, native_form
from components.ui.display import badge
from components.ui.layout import TITLE_ID, heading, passing, skip_link
from components.ui.menu import ITEM, PANEL
from components.ui.picker import LOOK, Combobox, words
from components.ui.shortcuts import shortcuts
from components.ui.tokens import FOCUS
from services.access import Permission
from services.core.i18n import t
from states.admin.finding import StaffSearchState
from states.base import PortalState
from states.messaging import MessagingState

Text = rx.Var[str] | str


@dataclass(frozen=True)
class Section:
    """One part of the staff's pages; shown to those who have one of the permissions."""

    key: str
    label: str
    icon: str
    href: str
    permissions: tuple[Permission, ...] = ()  # none: to everybody
    counts: bool = False  # what is unread


SECTIONS = (
    Section("home", t("Home"), "house", "/admin"),
    Section("customers", t("Customers"), "users", "/admin/customers", (Permission.VIEW_RECORDS,)),
    Section(
        "messages",
        t("Messages"),
        "message-circle",
        "/admin/messages",
        (Permission.READ_MESSAGES,),
        counts=True,
    ),
    Section("notices", t("Notices"), "send", "/admin/notices", (Permission.SEND_NOTICES,)),
    Section("staff", t("Staff"), "contact", "/admin/staff", (Permission.MANAGE_STAFF,)),
    Section("lists", t("Lists"), "list", "/admin/lists", (Permission.CHANGE_SETTINGS,)),
    Section(
        "settings", t("Settings"), "settings", "/admin/settings", (Permission.CHANGE_SETTINGS,)
    ),
    Section("audit", t("Audit trail"), "scroll-text", "/admin/audit", (Permission.SEE_AUDIT,)),
)


def staff_page(
    title: Text,
    *children: rx.Component | rx.Var,
    section: str = "",
    above: rx.Component | None = None,
    actions: Sequence[rx.Component] = (),
) -> rx.Component:
    """Frame a page of the staff.

    Args:
        title: The heading; it takes the focus on arrival, so that readers start there.
        section: The key of the current section.
        above: What leads back, over the title.
        actions: Buttons at the end of the title's line.
    """
    return rx.el.div(
        colors(),
        app_badge(),
        _header(section),
        rx.el.div(
            rx.el.nav(
                _sections(section),
                aria_label=t("Main"),
                class_name=(
                    "sticky top-16 hidden h-[calc(100dvh-4rem)] w-56 shrink-0 overflow-y-auto "
                    "border-r border-line p-3 lg:block"
                ),
            ),
            _main(above or rx.fragment(), _title_line(title, actions), *children),
            class_name="flex grow items-stretch",
        ),
        passing(),
        confirm_dialog(),
        class_name="flex min-h-dvh flex-col bg-canvas text-ink",
    )


def allowed(*permissions: Permission) -> rx.Var[bool]:
    """Tell whether the staff member has one of these; only a courtesy, the services decide."""
    has, held = rx.Var.create(False), rx.Var.create(PortalState.may).to(list[str])
    for permission in permissions:
        has |= held.contains(permission.value)
    return has


def _main(*children: rx.Component | rx.Var) -> rx.Component:
    return rx.el.main(
        *children,
        id="main",
        on_mount=rx.set_focus(TITLE_ID),
        class_name=(
            "mx-auto flex w-full max-w-6xl min-w-0 grow flex-col gap-5 px-4 pt-5 pb-16 "
            "sm:px-6 sm:pt-7"
        ),
    )


def _title_line(title: Text, actions: Sequence[rx.Component]) -> rx.Component:
    return rx.el.div(
        heading(title),
        rx.el.div(*actions, class_name="flex flex-wrap gap-2 empty:hidden"),
        class_name="flex flex-wrap items-center justify-between gap-x-6 gap-y-3",
    )


def _header(section: str) -> rx.Component:
    return rx.el.header(
        skip_link(),
        rx.el.div(
            _small_navigation(section),
            rx.el.div(brand(), class_name="hidden min-w-0 sm:block lg:w-50 lg:shrink-0"),
            rx.el.div(
                rx.el.div(
                    rx.cond(allowed(Permission.VIEW_RECORDS), _search()), class_name="max-w-2xl"
                ),
                class_name="min-w-0 grow",
            ),
            rx.el.div(shortcuts(), class_name="hidden shrink-0 sm:block"),
            bell(),
            _person(),
            class_name="flex h-16 items-center gap-2 px-2 sm:gap-4 sm:px-4 lg:px-6",
        ),
        class_name="sticky top-0 z-20 border-b border-line bg-surface",
    )


def _search() -> rx.Component:
    """Find a customer or a pet from any page (ADMIN-2)."""
    return rx.el.div(
        Combobox.create(
            id="find",
            name="find",
            found=StaffSearchState.found,
            label=t("Find a customer or a pet"),
            placeholder=t("Name, e-mail, phone or chip"),
            shortcut="/",
            words=words(),
            look=LOOK,
            on_search=StaffSearchState.find,
            on_pick=StaffSearchState.open,
        ),
        role="search",
    )


def _small_navigation(section: str) -> rx.Component:
    """Hold the sections behind a button where there is no room beside the page."""
    return rx.el.nav(
        _opener("menu", t("Sections"), "sections"),
        rx.el.div(
            _sections(section),
            id="sections",
            custom_attrs={"popover": "auto"},
            class_name=f"{PANEL} w-64",
        ),
        aria_label=t("Main"),
        class_name="lg:hidden",
    )


def _sections(current: str) -> rx.Component:
    lines = [
        rx.cond(allowed(*section.permissions), _section(section, current))
        if section.permissions
        else _section(section, current)
        for section in SECTIONS
    ]
    return rx.el.ul(*lines, class_name="flex flex-col gap-0.5")


def _section(section: Section, current: str) -> rx.Component:
    here = section.key == current
    shade = "bg-accent-soft text-accent" if here else "text-muted hover:bg-sunken hover:text-ink"
    return rx.el.li(
        rx.el.a(
            rx.icon(section.icon, size=20, aria_hidden="true", class_name="shrink-0"),
            section.label,
            rx.el.span(
                badge(MessagingState.unread, t("unread")) if section.counts else rx.fragment(),
                class_name="ml-auto empty:hidden",
            ),
            href=section.href,
            custom_attrs={"aria-current": "page"} if here else {},
            class_name=(
                "flex min-h-11 items-center gap-3 rounded-xl px-3 text-sm font-semibold "
                f"transition-colors -outline-offset-2! {shade} {FOCUS}"
            ),
        )
    )


def _person() -> rx.Component:
    return rx.fragment(
        _opener("circle-user-round", t("Your account"), "person"),
        rx.el.div(
            rx.el.p(
                PortalState.name,
                class_name="px-3 pt-2 pb-1 font-semibold [overflow-wrap:anywhere]",
            ),
            _own_menu(),
            id="person",
            custom_attrs={"popover": "auto"},
            class_name=f"{PANEL} w-64",
        ),
    )


def _own_menu() -> rx.Component:
    return rx.el.ul(
        rx.el.li(
            rx.el.a(
                rx.icon("user-cog", size=18, aria_hidden="true"),
                t("My account"),
                href="/admin/account",
                class_name=ITEM,
            )
        ),
        rx.el.li(
            rx.el.button(
                rx.icon("sun-moon", size=18, aria_hidden="true"),
                t("Light or dark"),
                type="button",
                on_click=rx.toggle_color_mode,
                class_name=ITEM,
            )
        ),
        rx.el.li(
            native_form(
                rx.el.button(
                    rx.icon("log-out", size=18, aria_hidden="true"),
                    t("Sign out"),
                    type="submit",
                    class_name=ITEM,
                ),
                action="/auth/sign-out",
            )
        ),
    )


def _opener(icon: str, label: str, opens: str) -> rx.Component:
    return rx.el.button(
        rx.icon(icon, size=22, aria_hidden="true"),
        type="button",
        aria_label=label,
        title=label,
        custom_attrs={"popoverTarget": opens},
        class_name=ICON_BUTTON,
    )
