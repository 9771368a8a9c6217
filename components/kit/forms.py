"""Forms and pickers, in every state."""

import reflex as rx

from components.ui.display import card, section
from components.ui.fields import Fields
from components.ui.forms import form, save_bar
from components.ui.lists import search_box, sheet_of_lines
from components.ui.picker import picker
from components.ui.tokens import SMALL
from services.core.i18n import t
from states.kit import KitState


def whole_form() -> rx.Component:
    """Show a form that is filled, refused, saved and saved over."""
    fields = Fields("kit-form", KitState.form)
    return section(
        t("Form"),
        card(
            rx.el.p(
                t("Save an empty name to be refused, “taken” or “changed” to see a conflict."),
                class_name=f"{SMALL} mb-4",
            ),
            form(
                fields,
                _several(fields),
                fields.area("notes", t("Notes")),
                fields.tick("chipped", t("Has a microchip"), hint=t("Under the skin.")),
                fields.switch("insured", t("Is insured")),
                on_save=KitState.save,
                label=t("A pet"),
                bar=save_bar(label=t("Save the pet")),
            ),
        ),
    )


def _several(fields: Fields) -> rx.Component:
    search = {"found": KitState.found, "on_search": KitState.search}
    return rx.el.div(
        fields.text("name", t("Name"), required=True, max_length=60),
        fields.choice("kind", t("Species"), [("dog", t("Dog")), ("cat", t("Cat"))]),
        fields.day("born", t("Born on")),
        fields.number("weight", t("Weight"), unit="kg", hint=t("As it was weighed.")),
        picker(fields, "breed", t("Breed"), addable=True, **search),
        picker(fields, "others", t("Gets along with"), several=True, **search),
        class_name="grid items-start gap-5 sm:grid-cols-2",
    )


def searched() -> rx.Component:
    """Show a list that is searched, with more of it when asked for."""
    return section(
        t("List"),
        search_box(
            "kit-search",
            t("Search the list"),
            t("A part of the name"),
            default_value="",
            on_change=KitState.search,
        ),
        sheet_of_lines(
            KitState.found.options,
            lambda option: rx.el.li(option.label, key=option.value, class_name="p-4"),
            more=KitState.found.options.length() == 0,  # type: ignore[attr-defined]
            on_more=KitState.search(""),
        ),
    )
