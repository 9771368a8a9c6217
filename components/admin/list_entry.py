"""One entry of a list: its form, and whether it is offered."""

from collections.abc import Callable

import reflex as rx

from components.admin.frame import staff_page
from components.admin.list_laboratory import members, ranges
from components.admin.list_merging import merging
from components.admin.lists import missing
from components.ui.arrived import arrived
from components.ui.controls import button
from components.ui.display import callout, card, loading, photo, pill, section, tag
from components.ui.fields import Fields
from components.ui.forms import form
from components.ui.layout import back_link
from components.ui.picker import picker
from components.ui.tokens import SMALL
from services.core.i18n import marked, t
from services.lists.registry import LISTS, Column, Listing
from states.admin.list_entries import NEW, EntryState

_PAIRS = "grid items-start gap-5 sm:grid-cols-2"
_HINTS = {
    "valid_months": t("0: for life."),
    "minimum_age_weeks": t("0: whatever the age."),
    "source": t("The book or laboratory that the ranges come from."),
    "key": t("Such as ALT. Values of one short name are compared with each other."),
    "unit": t("That is offered first. Values keep the unit they were written in."),
    "words": t("Such as negative, trace; with commas between them."),
}
_NO_SPECIES = {
    "panels": t("None chosen: for all."),
    "vaccine-types": t("None chosen: offered only where a species has no vaccines of its own."),
}


def entry_page() -> rx.Component:
    """Show one entry."""
    forms = [(listing.key, _form(listing)) for listing in LISTS.values()]
    return staff_page(
        rx.cond(EntryState.heading != "", EntryState.heading, t("New entry")),
        rx.match(
            EntryState.status,
            ("loading", loading(2, height="9rem")),
            ("missing", missing()),
            rx.fragment(
                arrived(rx.cond(EntryState.retired, _retired())),
                card(rx.match(EntryState.key, *forms, rx.fragment())),
                arrived(
                    rx.cond(EntryState.form.of != NEW, rx.fragment(_own(), _used(), merging()))
                ),
            ),
        ),
        section="lists",
        above=back_link(
            rx.cond(EntryState.list_label != "", EntryState.list_label, t("All lists")),
            f"/admin/lists/{EntryState.key}",
        ),
    )


def _own() -> rx.Component:
    """Show what only this kind of entry has."""
    return rx.fragment(
        rx.match(EntryState.key, ("panels", members()), ("markers", ranges()), rx.fragment())
    )


def _form(listing: Listing) -> rx.Component:
    fields = Fields(f"entry-{listing.key}", EntryState.form)
    return form(
        fields,
        rx.el.div(*[_field(fields, one) for one in listing.columns], class_name=_PAIRS),
        on_save=EntryState.save,
        label=marked(listing.label),
    )


def _field(fields: Fields, column: Column) -> rx.Component:
    editors: dict[str, Callable[..., rx.Component]] = {
        "color": _color,
        "number": _number,
        "tick": _tick,
        "choice": _choice,
        "entry": _picked,
        "named": _picked,
        "species": _picked,
    }
    return editors.get(column.shape, _text)(fields, column)


def _text(fields: Fields, column: Column) -> rx.Component:
    asked = {"required": True} if column.name in ("name", "key") else {}
    hint = _HINTS.get(column.name, "")
    if column.name == "name":
        hint = rx.cond(EntryState.shown_as != "", _shown_as(), "")
    return fields.text(
        column.name,
        marked(column.label),
        hint=hint,
        max_length=300 if column.shape == "words" else column.limit,
        disabled=_settled(column),
        auto_complete="off",
        class_name="sm:col-span-2" if column.limit > 200 else "",
        **asked,
    )


def _shown_as() -> rx.Var[str]:
    said = rx.Var.create(t("Ships in English and reads in each language; here as:")).to(str)
    return said + " " + EntryState.shown_as


def _number(fields: Fields, column: Column) -> rx.Component:
    return fields.number(
        column.name,
        marked(column.label),
        hint=_HINTS.get(column.name, ""),
        input_mode="numeric",
        required=True,
    )


def _tick(fields: Fields, column: Column) -> rx.Component:
    return fields.tick(column.name, marked(column.label))


def _choice(fields: Fields, column: Column) -> rx.Component:
    options = marked(column.choices)
    if column.name != "drawing":
        return fields.choice(column.name, marked(column.label), options, disabled=_settled(column))
    return rx.el.div(
        photo("", EntryState.drawing),
        fields.choice(
            column.name,
            marked(column.label),
            options,
            hint=t("This is what customers see where a pet has no photo."),
            on_change=EntryState.try_drawing,
            class_name="grow",
        ),
        class_name="flex min-w-0 items-end gap-4",
    )


def _color(fields: Fields, column: Column) -> rx.Component:
    """Ask for a colour, and show the badge that it makes."""
    return rx.el.div(
        fields.text(
            column.name,
            marked(column.label),
            type="color",
            class_name="color-field",
            on_change=EntryState.try_color.debounce(100),
        ),
        rx.cond(
            EntryState.color != "",
            rx.el.div(
                tag(
                    rx.cond(EntryState.heading != "", EntryState.heading, t("New entry")),
                    EntryState.color,
                ),
                rx.el.p(EntryState.legible, class_name=SMALL, role="status"),
                rx.cond(
                    EntryState.faint,
                    pill(t("So pale that its dot hardly shows"), "warning", icon="sun"),
                ),
                class_name="flex flex-wrap items-center gap-2",
            ),
        ),
        class_name="flex min-w-0 flex-col gap-2",
    )


def _picked(fields: Fields, column: Column) -> rx.Component:
    found = {
        "species": EntryState.found_species,
        "named": EntryState.found_named,
        "entry": EntryState.found_entry,
    }
    return picker(
        fields,
        column.name,
        marked(column.label),
        hint=_no_species() if column.shape == "species" else "",
        found=found[column.shape],
        on_search=lambda text: EntryState.find(column.name, text),
        several=column.shape == "species",
        addable=column.shape == "named",
        required=column.shape == "entry",
        disabled=_settled(column),
    )


def _no_species() -> rx.Var[str]:
    return rx.Var.create(rx.match(EntryState.key, *_NO_SPECIES.items(), "")).to(str)


def _settled(column: Column) -> rx.Var[bool] | bool:
    return (EntryState.form.of != NEW) if column.once else False


def _retired() -> rx.Component:
    return callout(
        "archive",
        rx.el.p(
            t("This is no longer offered. Whatever uses it goes on using it."),
            class_name="font-medium",
        ),
        tone="warning",
    )


def _used() -> rx.Component:
    return section(
        t("In use"),
        card(
            rx.cond(
                EntryState.uses,
                rx.el.ul(
                    rx.foreach(EntryState.uses, lambda text: rx.el.li(pill(text))),
                    class_name="flex flex-wrap gap-2",
                ),
                rx.el.p(t("Nothing uses this yet."), class_name=SMALL),
            ),
            rx.cond(
                EntryState.retired,
                button(
                    rx.icon("archive-restore", size=18, aria_hidden="true"),
                    t("Offer it again"),
                    variant="quiet",
                    on_click=EntryState.retire(False),
                ),
                button(
                    rx.icon("archive", size=18, aria_hidden="true"),
                    t("Offer it no longer"),
                    variant="quiet",
                    on_click=EntryState.retire(True),
                ),
            ),
            class_name="flex flex-wrap items-center justify-between gap-4",
        ),
    )
