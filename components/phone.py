"""The portal on a phone: as an app on the home screen."""

import reflex as rx

from components.ui.controls import QUIET
from components.ui.display import card, section
from components.ui.scripts import script
from services.core.i18n import t
from states.phone import PhoneState

_LOOKS = {"box": "flex flex-col items-start gap-4", "button": QUIET}


class Install(rx.Component):
    """Offers to put the portal on the home screen; see phone.jsx."""

    library = script(__file__, "phone.jsx")
    tag = "Install"
    looks: rx.Var[dict[str, str]]
    words: rx.Var[dict[str, str]]
    icon: rx.Var[rx.Component]


def phone_section() -> rx.Component:
    """Offer the portal as an app, where the clinic wants that."""
    return rx.cond(
        PhoneState.offered,
        section(t("On your phone"), card(_install())),
    )


def _install() -> rx.Component:
    return Install.create(
        looks=_LOOKS,
        icon=rx.icon("smartphone", size=18, aria_hidden="true"),
        words={
            "add": t("Add to the home screen"),
            "offer": t("The portal can have its own icon on your home screen, like an app."),
            "done": t("The portal has its own icon on this device."),
            "iphone": t(
                "For an icon on your home screen, tap Share in Safari, then Add to Home Screen."
            ),
            "menu": t(
                "For an icon on your home screen, look in your browser's menu for Install or Add to"
                " home screen."
            ),
        },
    )
