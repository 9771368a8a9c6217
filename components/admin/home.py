"""Where a staff member's day begins."""

import reflex as rx

from components.admin.frame import allowed, staff_page
from components.admin.pet_list import pet_lines
from components.admin.work import QUEUES
from components.ui.controls import link_button
from components.ui.display import card, empty_state, loading, section
from components.ui.tokens import FOCUS, SMALL
from services.access import Permission
from services.core.i18n import t
from states.admin.home import HomeState, QueueRow, SpeciesRow

_TILE = (
    "group rounded-2xl border border-line bg-surface shadow-card transition-colors "
    f"duration-200 hover:border-edge hover:shadow-lifted {FOCUS}"
)


def home_page() -> rx.Component:
    """Offer what is done most, and show what waits, who was here, and whom the clinic knows."""
    return staff_page(
        t("Home"),
        rx.cond(HomeState.status == "loading", _loading(), _whole()),
        section="home",
        actions=[
            rx.cond(
                allowed(Permission.MANAGE_CUSTOMERS) & allowed(Permission.VIEW_RECORDS),
                _action("user-plus", t("Add customer"), "/admin/customers/new"),
            ),
            rx.cond(
                allowed(Permission.MANAGE_PETS) & allowed(Permission.VIEW_RECORDS),
                _action("paw-print", t("Add pet"), "/admin/pets/new", "quiet"),
            ),
        ],
    )


def _action(icon: str, label: str, href: str, variant: str = "primary") -> rx.Component:
    return link_button(
        rx.icon(icon, size=18, aria_hidden="true"), label, href=href, variant=variant
    )


def _loading() -> rx.Component:
    return rx.fragment(loading(rows=1, height="8.5rem"), loading(rows=5, height="4rem"))


def _whole() -> rx.Component:
    sees = allowed(Permission.VIEW_RECORDS)
    return rx.fragment(
        rx.cond(HomeState.queues, _queues(), rx.cond(~sees, _nothing())),
        rx.cond(
            sees,
            rx.el.div(
                _lately(),
                _species(),
                class_name="grid items-start gap-x-6 gap-y-5 lg:grid-cols-[3fr_2fr]",
            ),
        ),
    )


def _queues() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("What waits"), class_name="sr-only"),
        rx.el.ul(
            rx.foreach(HomeState.queues, _queue),
            class_name="grid grid-cols-2 gap-3 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none",
        ),
    )


def _queue(row: rx.vars.ObjectVar[QueueRow]) -> rx.Component:
    icons = [(key, rx.icon(look.icon, size=20, aria_hidden="true")) for key, look in QUEUES.items()]
    shade = rx.cond(row.empty, "bg-sunken text-muted", "bg-accent-soft text-accent")
    return rx.el.li(
        rx.el.a(
            rx.el.span(
                rx.el.span(
                    row.count,
                    class_name=rx.cond(
                        row.empty,
                        "font-display text-3xl font-semibold text-muted tabular-nums",
                        "font-display text-3xl font-semibold tabular-nums",
                    ),
                ),
                rx.el.span(
                    rx.match(row.key, *icons, rx.fragment()),
                    class_name=f"flex size-10 items-center justify-center rounded-xl {shade}",
                ),
                class_name="flex items-start justify-between gap-2",
            ),
            rx.el.span(
                rx.match(row.key, *[(key, look.label) for key, look in QUEUES.items()], ""),
                class_name=(
                    "leading-snug font-semibold underline-offset-4 hyphens-auto "
                    "[overflow-wrap:anywhere] group-hover:underline"
                ),
            ),
            rx.el.span(
                rx.cond(row.empty, t("Nothing waits"), row.oldest), class_name=f"{SMALL} mt-auto"
            ),
            href=f"/admin/work/{row.key}",
            class_name=f"{_TILE} flex h-full flex-col gap-1 p-4",
        ),
        key=row.key,
        class_name="min-w-0",
    )


def _lately() -> rx.Component:
    return section(
        t("Opened last"),
        rx.cond(
            HomeState.lately,
            pet_lines(HomeState.lately),
            card(
                empty_state(
                    "paw-print",
                    t("No pet opened yet"),
                    t("The pets whose files you open are one step away from here."),
                )
            ),
        ),
    )


def _species() -> rx.Component:
    return section(
        t("Pets by species"),
        rx.cond(
            HomeState.species,
            rx.el.ul(
                rx.foreach(HomeState.species, _kind),
                class_name="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-2",
            ),
            card(
                empty_state(
                    "paw-print",
                    t("No pets yet"),
                    t("Add the first one with its customer, or bring them all in at once."),
                )
            ),
        ),
    )


def _kind(row: rx.vars.ObjectVar[SpeciesRow]) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.img(
                src=f"/species/{row.drawing}.svg",
                alt="",
                class_name="size-11 shrink-0 rounded-xl bg-accent-soft p-1",
            ),
            rx.el.span(
                rx.el.span(
                    row.name,
                    class_name=(
                        "block text-sm leading-tight font-semibold underline-offset-4 "
                        "[overflow-wrap:anywhere] group-hover:underline"
                    ),
                ),
                rx.el.span(row.count, class_name=f"{SMALL} tabular-nums"),
                class_name="min-w-0",
            ),
            href=f"/admin/pets?species={row.key}",
            class_name=f"{_TILE} flex h-full items-center gap-3 p-3",
        ),
        key=row.key,
        class_name="min-w-0",
    )


def _nothing() -> rx.Component:
    return card(
        empty_state(
            "circle-check",
            t("Nothing waits for you"),
            t("What your groups may see and do shows up here."),
        )
    )
