"""The fields that the forms of customers and pets share."""

import reflex as rx

from components.ui.display import card, section
from components.ui.fields import Fields
from components.ui.picker import picker
from services.core.i18n import t
from states.admin.offers import BreedsState, IconsState


def for_staff(fields: Fields, state: type[IconsState]) -> rx.Component:
    """Ask for what customers never see: notes and icons.

    Args:
        state: The one that holds the form.
    """
    return section(
        t("Only for staff"),
        card(
            fields.area("notes", t("Notes"), max_length=10_000),
            picker(
                fields,
                "icons",
                t("Icons"),
                several=True,
                found=state.icons,
                on_search=state.find_icon,
            ),
            class_name="flex flex-col gap-5",
        ),
    )


def kind(fields: Fields, state: type[BreedsState]) -> list[rx.Component]:
    """Ask for a pet's species, breed and sex.

    Args:
        state: The one that holds the form.
    """
    return [
        fields.choice(
            "species_id",
            t("Species"),
            state.species,
            on_change=state.choose_species,
        ),
        picker(
            fields,
            "breed",
            t("Breed"),
            addable=True,
            found=state.breeds,
            on_search=state.find_breed,
        ),
        fields.choice(
            "sex",
            t("Sex"),
            [("unknown", t("Not known")), ("male", t("Male")), ("female", t("Female"))],
        ),
    ]
