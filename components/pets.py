"""The page of one pet with the parts of its file."""

import reflex as rx

from components.documents import documents_tab
from components.laboratory import laboratory_tab
from components.measuring import temperature_tab, weight_tab
from components.messaging import pet_badge, pet_messages_tab
from components.overview import overview_tab
from components.owning import change_photo, edit_pet
from components.records import diagnoses_tab, imaging_tab, notes_tab, treatments_tab
from components.ui.controls import link_button
from components.ui.display import (
    callout,
    card,
    dotted,
    empty_state,
    loading,
    photo,
)
from components.ui.layout import back_link, page
from components.ui.tabs import Tab, tabs
from components.ui.tokens import SMALL
from components.vaccinations import vaccinations_tab
from services.core.i18n import t
from states.owning import OwnPetState
from states.pets import PetState

Text = rx.Var[str] | str


def pet_page() -> rx.Component:
    """One pet: its head, the parts of its file, and the part that is open."""
    missing = PetState.status == "missing"
    return page(
        rx.cond(missing, t("We could not find that pet"), PetState.head.name),
        rx.cond(
            PetState.status == "ready",
            rx.fragment(_head(), _tabs(), _open_tab()),
            rx.cond(missing, _missing(), loading(height="8rem")),
        ),
        tab="home",
        above=back_link(t("All pets"), "/"),
    )


def pet_facts() -> rx.Component:
    """Show a pet's photo beside what is known of it in a word."""
    head = PetState.head
    return rx.el.div(
        photo(head.photo, head.drawing, size="lg"),
        rx.el.dl(
            _fact(t("Species"), head.kind),
            _fact(t("Sex and age"), dotted(head.about), shown=head.about),
            _fact(t("Weight"), head.weight, head.weighed_on),
            _fact(t("Microchip"), head.microchip, labelled=True),
            _fact(t("In memory"), head.died),
            class_name=(
                "grid min-w-0 grow grid-cols-1 gap-x-8 gap-y-2 sm:grid-cols-2 "
                "[overflow-wrap:anywhere]"
            ),
        ),
        class_name="flex items-start gap-4 sm:items-center sm:gap-6",
    )


def _head() -> rx.Component:
    head = PetState.head
    return rx.el.section(
        pet_facts(),
        rx.el.div(
            change_photo(PetState.takes_photo, OwnPetState.remove_photo),
            edit_pet(),
            class_name="flex flex-wrap gap-3 empty:hidden print:hidden",
        ),
        rx.cond(head.allergies, _cautions("triangle-alert", t("Allergies"), head.allergies)),
        rx.cond(head.alerts, _cautions("info", t("Good to know"), head.alerts, tone="warning")),
        aria_label=t("About this pet"),
        class_name="flex flex-col gap-4",
    )


def _fact(
    label: str,
    value: rx.Component | Text,
    aside: Text = "",
    *,
    labelled: bool = False,
    shown: Text | None = None,
) -> rx.Component:
    """Show one fact; on a phone only those have a label that do not speak for themselves.

    Args:
        shown: What must not be empty, where `value` is a component.
    """
    hidden = "" if labelled else "sr-only sm:not-sr-only"
    return rx.cond(
        value if shown is None else shown,
        rx.el.div(
            rx.el.dt(label, class_name=f"{hidden} text-sm text-muted"),
            rx.el.dd(
                value,
                " ",
                rx.el.span(aside, class_name=f"ml-1 empty:hidden {SMALL}"),
                class_name="font-medium",
            ),
        ),
    )


def _cautions(icon: str, label: str, texts: list[str], *, tone: str = "danger") -> rx.Component:
    return callout(
        icon,
        rx.el.p(label, class_name="font-semibold"),
        rx.el.ul(rx.foreach(texts, rx.el.li), class_name="[overflow-wrap:anywhere]"),
        tone=tone,
    )


def _tabs() -> rx.Component:
    def tab(key: str, label: str, count: rx.Component | None = None) -> Tab:
        place = f"/pets/{PetState.pet_shown}/{key}"
        shown = rx.Var.create(PetState.tabs).contains(key)
        return Tab(key, label, place, shown=shown, count=count)

    return tabs(
        [
            tab("overview", t("Overview")),
            tab("notes", t("Clinical notes")),
            tab("diagnoses", t("Diagnoses")),
            tab("imaging", t("Imaging")),
            tab("laboratory", t("Laboratory")),
            tab("treatments", t("Treatments")),
            tab("vaccinations", t("Vaccinations")),
            tab("weight", t("Weight")),
            tab("temperature", t("Temperature")),
            tab("documents", t("Documents")),
            tab("messages", t("Messages"), pet_badge(PetState.pet_shown)),
        ],
        PetState.tab_shown,
        label=t("Parts of the file"),
    )


def _open_tab() -> rx.Component:
    return rx.fragment(
        rx.match(
            PetState.tab_shown,
            ("overview", overview_tab()),
            ("notes", notes_tab()),
            ("diagnoses", diagnoses_tab()),
            ("imaging", imaging_tab()),
            ("laboratory", laboratory_tab()),
            ("treatments", treatments_tab()),
            ("vaccinations", vaccinations_tab()),
            ("weight", weight_tab()),
            ("temperature", temperature_tab()),
            ("documents", documents_tab()),
            ("messages", pet_messages_tab()),
            _switched_off(),
        )
    )


def _switched_off() -> rx.Component:
    return card(
        empty_state(
            "eye-off",
            t("This part is not available"),
            t("Your clinic does not show it here at present. Please ask them if you need it."),
            link_button(t("To the overview"), href=f"/pets/{PetState.pet_shown}/overview"),
        )
    )


def _missing() -> rx.Component:
    return card(
        empty_state(
            "search-x",
            t("There is no such pet here"),
            t("The link may be wrong, or the pet is no longer registered with you."),
            link_button(t("To your pets"), href="/"),
        )
    )
