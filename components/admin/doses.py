"""The staff's Vaccinations tab: the customers', with the form in which a dose is written."""

import reflex as rx

from components.admin.frame import allowed
from components.ui.controls import button
from components.ui.dialog import closing, dialog
from components.ui.display import card, pill
from components.ui.fields import Fields
from components.ui.forms import form, save_bar
from components.ui.tokens import HEADING, SMALL
from components.vaccinations import vaccinations_tab
from services.access import Permission
from services.core.i18n import t
from states.admin.doses import DosesState
from states.vaccinations import DoseRow

_PAIR = "grid items-start gap-4 sm:grid-cols-2"
_WHO_SEES = [
    ("published", t("The customer too")),
    ("draft", t("Draft: staff only")),
    ("private", t("Private: staff only")),
]


def doses_tab() -> rx.Component:
    """A pet's vaccinations, and what staff do with them."""
    return rx.fragment(rx.cond(DosesState.shown, _form()), vaccinations_tab(_of_staff))


def _form() -> rx.Component:
    fields = Fields("dose", DosesState.form)
    return card(
        rx.el.h2(
            rx.cond(DosesState.correcting, t("Correct dose"), t("Add dose")), class_name=HEADING
        ),
        form(
            fields,
            rx.el.div(*_what(fields), class_name=_PAIR),
            rx.el.div(*_when(fields), class_name="grid items-start gap-4 sm:grid-cols-3"),
            rx.el.div(*_told(fields), class_name=_PAIR),
            on_save=DosesState.save,
            label=t("Add dose"),
            bar=save_bar(
                button(t("Close"), variant="quiet", on_click=DosesState.close),
                label=t("Save the dose"),
            ),
        ),
        class_name="flex flex-col gap-4",
    )


def _what(fields: Fields) -> list[rx.Component]:
    types = rx.Var.create(DosesState.types).to(list[tuple[str, str]])
    listed = {"list": "dose-products"}
    return [
        fields.choice(
            "vaccine_type_id",
            t("Vaccine"),
            rx.Var.create([("", "")]) + types,
            on_change=lambda value: DosesState.foresee("vaccine_type_id", value),
        ),
        rx.el.div(
            fields.text(
                "product_name",
                t("Product"),
                max_length=80,
                custom_attrs=listed,
                on_change=lambda value: DosesState.foresee("product_name", value).debounce(200),
            ),
            rx.el.datalist(
                rx.foreach(DosesState.products, lambda name: rx.el.option(value=name)),
                id="dose-products",
            ),
        ),
        fields.text("manufacturer", t("Manufacturer"), max_length=80),
        fields.text("batch", t("Batch"), max_length=40, auto_complete="off"),
    ]


def _when(fields: Fields) -> list[rx.Component]:
    computed = t("Left empty, it follows from the product.")
    return [
        fields.day(
            "given_on",
            t("Given on"),
            on_change=lambda value: DosesState.foresee("given_on", value),
        ),
        fields.day("planned_on", t("Planned on")),
        fields.day("valid_until", t("Valid until"), hint=computed),
    ]


def _told(fields: Fields) -> list[rx.Component]:
    return [
        fields.text("site", t("Injection site"), max_length=60),
        fields.text("route", t("Route"), max_length=40),
        fields.area("notes", t("Notes for the customer"), rows=2),
        fields.area("staff_notes", t("Only for staff"), rows=2),
        fields.choice("status", t("Who sees it"), _WHO_SEES),
    ]


def _taking_back(row: rx.vars.ObjectVar[DoseRow]) -> rx.Component:
    return dialog(
        f"take-back-{row.id}",
        t("Take this dose back?"),
        rx.el.p(row.type, " · ", row.date, class_name="font-semibold [overflow-wrap:anywhere]"),
        rx.el.p(t("It was entered by mistake: it stays for the staff, and counts no more.")),
        rx.el.div(
            closing(button(t("Keep it"), variant="quiet")),
            closing(
                button(t("Take back"), variant="danger", on_click=DosesState.take_back(row.id))
            ),
            class_name="flex flex-wrap justify-end gap-3",
        ),
        trigger=button(t("Take back"), variant="danger"),
    )


def _of_staff(row: rx.vars.ObjectVar[DoseRow]) -> rx.Component:
    """Show what only staff know of a dose, and what they can do about it."""
    buttons = rx.el.div(
        button(t("Correct"), variant="quiet", on_click=DosesState.correct(row.id)),
        _taking_back(row),
        class_name="flex flex-wrap gap-2",
    )
    return rx.fragment(
        rx.cond(row.kept, pill(row.kept, "warning")),
        rx.cond(
            row.staff_notes,
            rx.el.p(
                rx.el.span(t("Only for staff"), ": ", class_name="font-semibold"),
                row.staff_notes,
                class_name=f"{SMALL} whitespace-pre-line [overflow-wrap:anywhere]",
            ),
        ),
        rx.cond(row.changeable & allowed(Permission.WRITE_VACCINATIONS), buttons),
    )
