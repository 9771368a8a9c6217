"""What customers write about their own pets: the photo, the data, a new pet."""

import reflex as rx

from components.ui.controls import button, link_button
from components.ui.dialog import closing, dialog
from components.ui.display import card, empty_state
from components.ui.fields import Fields
from components.ui.forms import form, save_bar
from components.ui.layout import back_link, page
from components.ui.upload import PICTURES, upload
from services.core.i18n import t
from states.feedback import FeedbackState
from states.owning import OwnPetState
from states.pets import PetsState, PetState

_GRID = "grid items-start gap-5 sm:grid-cols-2"


def new_pet_page() -> rx.Component:
    """Ask for what is known of a new pet."""
    fields = Fields("new-pet", OwnPetState.form)
    return page(
        t("Add a pet"),
        rx.cond(OwnPetState.adds, card(_new_pet_form(fields)), _closed()),
        tab="home",
        above=back_link(t("All pets"), "/"),
    )


def _new_pet_form(fields: Fields) -> rx.Component:
    sexes = [("", t("Not known")), ("female", t("Female")), ("male", t("Male"))]
    return form(
        fields,
        rx.el.div(
            fields.text("name", t("Name"), required=True, max_length=60),
            fields.choice(
                "species_id",
                t("Species"),
                OwnPetState.kinds,
                required=True,
                on_change=OwnPetState.offer_breeds,
            ),
            class_name=_GRID,
        ),
        rx.el.p(t("The rest can wait."), class_name="text-muted"),
        rx.el.div(fields.choice("sex", t("Sex"), sexes), *_data(fields), class_name=_GRID),
        on_save=OwnPetState.add,
        label=t("Add a pet"),
        bar=save_bar(label=t("Add the pet")),
    )


def edit_pet() -> rx.Component:
    """Open the form for the pet that is shown, where the clinic allows it."""
    fields = Fields("pet", OwnPetState.form)
    return rx.cond(
        PetState.takes_edits,
        dialog(
            "edit-pet",
            t("Change the data"),
            form(
                fields,
                rx.el.div(*_data(fields), class_name=_GRID),
                on_save=OwnPetState.save,
                label=t("Change the data"),
            ),
            trigger=button(
                rx.icon("pencil", size=18, aria_hidden="true"),
                t("Change the data"),
                variant="quiet",
                on_click=OwnPetState.edit,
            ),
            open=OwnPetState.editing,
            on_open_change=OwnPetState.close,
        ),
    )


def change_photo(may: rx.Var[bool] | bool, remove: rx.event.EventType[()]) -> rx.Component:
    """Take in another photo of the pet that is shown, or remove the one there is.

    Args:
        may: Whether the reader may.
        remove: The handler that removes it.
    """
    named = rx.cond(PetState.head.photo, t("Change the photo"), t("Add a photo"))
    return rx.cond(
        may,
        rx.fragment(
            dialog(
                "pet-photo",
                named,
                upload(
                    f"/uploads/pets/{PetState.pet_shown}/photo",
                    rx.el.p(t("Drop a photo here, or paste it.")),
                    choose=t("Choose a photo"),
                    accept=PICTURES,
                    icon="image-plus",
                    main=True,
                    square=True,
                    camera=True,
                    on_stored=lambda _id: FeedbackState.show(t("The new photo is saved.")),
                ),
                trigger=button(
                    rx.icon("camera", size=18, aria_hidden="true"), named, variant="quiet"
                ),
            ),
            rx.cond(PetState.head.photo, _remove(remove)),
        ),
    )


def add_pet(variant: str) -> rx.Component:
    """Lead to the form for a new pet, where the clinic allows it."""
    return rx.cond(
        PetsState.adds,
        link_button(
            rx.icon("plus", size=18, aria_hidden="true"),
            t("Add a pet"),
            href="/pets/new",
            variant=variant,
            class_name="w-full sm:w-fit",
        ),
    )


def no_pets() -> rx.Component:
    """Say what to do next to who has no pets yet (HOME-3)."""
    return card(
        empty_state(
            "paw-print",
            t("No pets here yet"),
            rx.cond(
                PetsState.adds,
                t("Add your first one, or wait until the clinic does."),
                t(
                    "Your clinic adds them."
                    " If one is missing, please tell us and we will see to it."
                ),
            ),
            add_pet("primary"),
            rx.cond(
                PetsState.phone,
                link_button(
                    rx.icon("phone", size=18, aria_hidden="true"),
                    PetsState.phone,
                    href=f"tel:{PetsState.phone}",
                ),
            ),
            rx.cond(
                PetsState.email,
                link_button(
                    rx.icon("mail", size=18, aria_hidden="true"),
                    PetsState.email,
                    href=f"mailto:{PetsState.email}",
                    variant="quiet",
                ),
            ),
        )
    )


def _remove(remove: rx.event.EventType[()]) -> rx.Component:
    return dialog(
        "remove-photo",
        t("Remove the photo?"),
        rx.el.p(t("A drawing takes its place. You can add another photo at any time.")),
        rx.el.div(
            closing(button(t("Keep it"), variant="quiet")),
            closing(button(t("Remove"), variant="danger", on_click=remove)),
            class_name="flex flex-wrap justify-end gap-3 pt-2",
        ),
        trigger=button(
            rx.icon("trash-2", size=18, aria_hidden="true"), t("Remove the photo"), variant="quiet"
        ),
    )


def _data(fields: Fields) -> list[rx.Component]:
    return [
        rx.el.div(
            fields.text("breed", t("Breed"), max_length=60, list=f"{fields.name}-breeds"),
            rx.el.datalist(
                rx.foreach(OwnPetState.breeds, lambda name: rx.el.option(value=name)),
                id=f"{fields.name}-breeds",
            ),
        ),
        fields.text("color", t("Colour and markings"), max_length=120),
        fields.choice(
            "neutered",
            t("Neutered"),
            [("", t("Not known")), ("yes", t("Yes")), ("no", t("No"))],
        ),
        rx.el.div(
            fields.day("born_on", t("Born on")),
            fields.tick("born_estimated", t("This is an estimate")),
        ),
        fields.text(
            "microchip",
            t("Microchip"),
            hint=t("15 digits. It stands in the passport."),
            input_mode="numeric",
            auto_complete="off",
            max_length=40,
        ),
    ]


def _closed() -> rx.Component:
    return card(
        empty_state(
            "paw-print",
            t("The clinic adds the pets"),
            t("Please tell them about yours, and they will see to it."),
            link_button(t("To your pets"), href="/"),
        )
    )
