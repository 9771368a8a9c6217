"""Where files are handed in."""

import reflex as rx

from components.ui.display import card, section
from components.ui.upload import PICTURES, upload
from services.core.i18n import t

_NOWHERE = "/uploads/pets/00000000-0000-0000-0000-000000000000/photo"  # refuses whatever comes


def uploads() -> rx.Component:
    """Show a box for files, and one for a picture that is cut to a square."""
    return section(
        t("Files"),
        card(
            upload(
                _NOWHERE,
                rx.el.p(t("Drop files here, or paste them.")),
                choose=t("Choose files"),
                multiple=True,
            ),
            rx.el.hr(class_name="my-6 border-line"),
            upload(
                _NOWHERE,
                rx.el.p(t("Drop a photo here, or paste it.")),
                choose=t("Choose a photo"),
                accept=PICTURES,
                icon="image-plus",
                square=True,
                camera=True,
            ),
        ),
    )
