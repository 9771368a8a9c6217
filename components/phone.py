"""The portal on a phone: as an app on the home screen, and telling of news there."""

import reflex as rx

from components.ui.controls import ERROR, QUIET
from components.ui.display import card, section
from components.ui.scripts import script
from services.core.i18n import t
from states.phone import PhoneState

_LOOKS = {
    "box": "flex flex-col items-start gap-3",
    "button": QUIET,
    "error": f"{ERROR} empty:hidden",
}


class Install(rx.Component):
    """Offers to put the portal on the home screen; see phone.jsx."""

    library = script(__file__, "phone.jsx")
    tag = "Install"
    looks: rx.Var[dict[str, str]]
    words: rx.Var[dict[str, str]]
    icon: rx.Var[rx.Component]


class Push(rx.Component):
    """Has the portal tell of news on this device; see phone.jsx."""

    library = script(__file__, "phone.jsx")
    tag = "Push"
    push_key: rx.Var[str]
    looks: rx.Var[dict[str, str]]
    words: rx.Var[dict[str, str]]
    icon: rx.Var[rx.Component]


def phone_section() -> rx.Component:
    """Offer the portal as an app that tells of news, where the clinic wants that."""
    return rx.cond(
        PhoneState.push_key != "",
        section(
            t("On this device"),
            card(_push(), _install(), class_name="flex flex-col gap-6"),
        ),
    )


def _push() -> rx.Component:
    return Push.create(
        push_key=PhoneState.push_key,
        looks=_LOOKS,
        icon=rx.icon("bell", size=18, aria_hidden="true"),
        words={
            "ask": t("You can be told on this device when there is something new for you."),
            "off": t("You are not told of news on this device."),
            "on": t("You are told of news on this device, until you are signed out here."),
            "denied": t(
                "This browser does not let the portal tell you of news. To change that, allow"
                " notifications for this page in the browser's settings."
            ),
            "iphone": t(
                "To be told of news on this iPhone or iPad, put the portal on the home screen"
                " first."
            ),
            "none": t("This browser cannot tell you of news."),
            "begin": t("Tell me on this device"),
            "end": t("Tell me no more on this device"),
            "failed": t("That did not work. Please try again later."),
        },
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
