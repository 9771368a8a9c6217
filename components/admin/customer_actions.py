"""What can be done with a customer, at the head of their page."""

import reflex as rx

from components.admin.frame import allowed
from components.ui.controls import button, link_button, native_form
from services.access import Permission
from services.core.i18n import t
from states.admin.customer import CustomerState


def actions() -> rx.Component:
    """Offer what the staff member may do with the customer."""
    return rx.fragment(
        rx.cond(~CustomerState.about.disabled & _may_look(), _look()),
        rx.cond(allowed(Permission.SEND_NOTICES), _notice()),
        rx.cond(allowed(Permission.MANAGE_CUSTOMERS), _managing()),
    )


def _may_look() -> rx.Var[bool]:
    return allowed(Permission.VIEW_RECORDS) & allowed(Permission.READ_MESSAGES)


def _look() -> rx.Component:
    """Lead into the portal as this customer sees it (AUTH-28)."""
    return native_form(
        rx.el.input(
            type="hidden", name="customer", value=CustomerState.customer_shown, read_only=True
        ),
        button(
            rx.icon("eye", size=18, aria_hidden="true"),
            t("View as this customer"),
            type="submit",
            variant="quiet",
        ),
        action="/auth/staff/view-as",
    )


def _notice() -> rx.Component:
    return link_button(
        rx.icon("send", size=18, aria_hidden="true"),
        t("Send a notice"),
        href=f"/admin/customers/{CustomerState.customer_shown}/notice",
        variant="quiet",
    )


def _managing() -> rx.Component:
    place = f"/admin/customers/{CustomerState.customer_shown}"
    return rx.fragment(
        link_button(
            rx.icon("pencil", size=18, aria_hidden="true"), t("Edit"), href=f"{place}/edit"
        ),
        link_button(
            rx.icon("merge", size=18, aria_hidden="true"),
            t("Merge"),
            href=f"{place}/merge",
            variant="quiet",
        ),
        rx.cond(
            CustomerState.about.disabled,
            button(t("Enable"), variant="quiet", on_click=CustomerState.enable),
            rx.fragment(
                button(t("Send welcome"), variant="quiet", on_click=CustomerState.welcome),
                button(t("Disable"), variant="danger", on_click=CustomerState.disable),
            ),
        ),
    )
