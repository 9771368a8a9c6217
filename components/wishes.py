"""What somebody wants to be told, by which ways, and when not."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from components.ui.controls import button, link_button, native_form
from components.ui.display import card, empty_state, loading, section
from components.ui.fields import Fields
from components.ui.forms import form
from components.ui.layout import back_link, bare_page, page
from components.ui.tokens import SMALL
from services.core.i18n import marked, t
from services.customers.wishes import CLINICS, NONE, OWN
from services.notices import TO_DECLINE, named
from states.wishes import UnsubscribeState, WishesState

_PAIRS = "grid items-start gap-x-8 gap-y-2 sm:grid-cols-2"


def wishes_page() -> rx.Component:
    """Ask whoever is signed in."""
    fields = Fields("wishes", WishesState.form)
    return page(
        t("Notices"),
        rx.cond(
            WishesState.form.of != "",
            form(
                fields,
                _every(fields),
                section(t("What we write about"), kinds(fields, WishesState.devices)),
                section(
                    t("Quiet hours"),
                    card(
                        quiet(fields),
                        rx.el.p(
                            t("Usual at the clinic:"), " ", WishesState.usual, class_name=SMALL
                        ),
                        class_name=_PAIRS,
                    ),
                ),
                on_save=WishesState.save,
                label=t("Notices"),
            ),
            loading(height="11rem"),
        ),
        tab="account",
        above=back_link(t("Account"), "/account"),
    )


def unsubscribe_page() -> rx.Component:
    """Ask whoever has followed the link in an e-mail."""
    return bare_page(
        t("Stop these e-mails"),
        rx.fragment(
            rx.match(
                UnsubscribeState.status,
                ("asking", _asking()),
                ("done", _done()),
                ("missing", _missing()),
                loading(height="8rem"),
            )
        ),
    )


def kinds(fields: Fields, devices: Any) -> rx.Component:
    """Ask for each kind of notice by which ways it may come.

    Args:
        devices: Whether people can be told on their devices here.
    """
    ways = {"email": t("by e-mail"), "sms": t("by SMS"), "push": t("on devices")}
    ticks = {
        (kind, way): fields.tick(f"{kind}.{way}", f"{marked(_name(kind))} {said}")
        for kind in TO_DECLINE
        for way, said in ways.items()
    }
    return card(
        *[rx.cond(devices, one) if way == "push" else one for (_kind, way), one in ticks.items()],
        class_name=rx.cond(devices, f"{_PAIRS} lg:grid-cols-3", _PAIRS),
    )


def quiet(fields: Fields) -> rx.Component:
    """Ask when nothing shall disturb; hours of one's own only where they are wanted."""
    return rx.el.div(
        fields.choice(
            "quiet",
            t("No SMS and no news on devices during these hours"),
            [
                (CLINICS, t("As is usual at the clinic")),
                (OWN, t("Other hours")),
                (NONE, t("They may come at any time")),
            ],
            hint=t("Sign-in codes come at any time."),
        ),
        rx.el.div(
            fields.text("quiet_since", t("From"), type="time"),
            fields.text("quiet_until", t("Until"), type="time"),
            class_name=(
                f"hidden grid-cols-2 gap-4 group-has-[option[value={OWN}]:checked]/quiet:grid"
            ),
        ),
        class_name="group/quiet contents",
    )


def _name(kind: str) -> Callable[[], str]:
    return lambda: named(kind)


def _every(fields: Fields) -> rx.Component:
    return section(
        t("How we may write to you"),
        card(
            fields.switch(
                "wants_email",
                t("E-mail"),
                hint=rx.cond(
                    WishesState.email != "", WishesState.email, t("We have no address of yours.")
                ),
            ),
            fields.switch(
                "wants_sms",
                t("SMS"),
                hint=rx.cond(
                    WishesState.phone != "", WishesState.phone, t("We have no number of yours.")
                ),
            ),
            rx.el.p(
                t("Sign-in codes, and what concerns the safety of your account, always come."),
                class_name=f"{SMALL} sm:col-span-2",
            ),
            class_name=_PAIRS,
        ),
    )


def _asking() -> rx.Component:
    return card(
        rx.el.p(t("We then send you no more e-mail of this kind:")),
        rx.el.p(UnsubscribeState.what, class_name="font-semibold"),
        native_form(
            button(t("Stop these e-mails"), type="submit"),
            action=UnsubscribeState.action,
        ),
        rx.el.p(t("In your account you can choose this anew at any time."), class_name=SMALL),
        class_name="flex flex-col gap-4",
    )


def _done() -> rx.Component:
    return card(
        empty_state(
            "circle-check",
            t("It is noted"),
            t("You get no more e-mail of this kind. In your account you can choose anew."),
            link_button(t("To your account"), href="/account/notices", variant="quiet"),
        )
    )


def _missing() -> rx.Component:
    return card(
        empty_state(
            "unlink",
            t("This link does not work"),
            t("It may be cut off. In your account you can choose what we write to you."),
            link_button(t("To your account"), href="/account/notices", variant="quiet"),
        )
    )
