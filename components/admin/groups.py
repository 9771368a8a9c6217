"""One group with what it may do and is told of, and one location."""

import reflex as rx

from components.admin.frame import staff_page
from components.ui.controls import alert, button
from components.ui.display import callout, card
from components.ui.fields import Fields
from components.ui.forms import form
from components.ui.layout import back_link
from services.access import Permission
from services.bell import GLOBAL, LOCAL, OFF, Told
from services.core.i18n import t
from states.admin.groups import GroupState, LocationState

_PERMISSIONS = (
    (Permission.MANAGE_CUSTOMERS, t("Manage customers")),
    (Permission.MANAGE_PETS, t("Manage pets")),
    (Permission.VIEW_RECORDS, t("View records")),
    (Permission.WRITE_NOTES, t("Write clinical notes")),
    (Permission.WRITE_DIAGNOSES, t("Write diagnoses")),
    (Permission.WRITE_IMAGING, t("Write imaging")),
    (Permission.WRITE_LABORATORY, t("Write laboratory")),
    (Permission.WRITE_TREATMENTS, t("Write treatments")),
    (Permission.WRITE_VACCINATIONS, t("Write vaccinations and immunizations")),
    (Permission.WRITE_MEASUREMENTS, t("Write measurements")),
    (Permission.READ_MESSAGES, t("Read messages")),
    (Permission.ANSWER_MESSAGES, t("Answer messages")),
    (Permission.REVIEW_DOCUMENTS, t("Review documents")),
    (Permission.SEND_NOTICES, t("Send notices and see their log")),
    (Permission.SHARE, t("Share links")),
    (Permission.MANAGE_LEADS, t("Manage leads")),
    (Permission.MANAGE_STAFF, t("Manage staff and groups")),
    (Permission.CHANGE_SETTINGS, t("Change settings")),
    (Permission.SEE_AUDIT, t("See the audit trail")),
    (Permission.EXPORT, t("Export")),
)
_TOLD = (
    (Told.CUSTOMER_REGISTERED, t("A customer registered")),
    (Told.CUSTOMER_CHANGED, t("A customer changed their data")),
    (Told.DOCUMENT_UPLOADED, t("A document was uploaded")),
    (Told.MESSAGE_RECEIVED, t("A message was received")),
    (Told.LEAD_RECEIVED, t("A lead was received")),
    (Told.DELETION_ASKED, t("An account's deletion was asked for")),
    (Told.DELIVERY_FAILED, t("A notice could not be delivered")),
)
_REACHES = (
    (OFF, t("Off")),
    (LOCAL, t("Local: customers of the member's locations")),
    (GLOBAL, t("Global: all customers")),
)


def group_page() -> rx.Component:
    """Show one group."""
    fields = Fields("group", GroupState.form)
    return staff_page(
        rx.cond(GroupState.heading != "", GroupState.heading, t("New group")),
        rx.cond(
            GroupState.fixed,
            callout(
                "shield-check",
                t(
                    "Administrators may always do everything; only what they are "
                    "told of can be chosen."
                ),
            ),
        ),
        card(
            form(
                fields,
                fields.text(
                    "name", t("Name"), required=True, max_length=60, disabled=GroupState.fixed
                ),
                _permissions(fields),
                alert(fields.error("permissions")),
                _notices(fields),
                on_save=GroupState.save,
                label=t("Group"),
            )
        ),
        rx.cond(
            GroupState.removable,
            button(
                t("Remove the group"),
                variant="danger",
                on_click=GroupState.remove,
                class_name="self-start",
            ),
        ),
        section="staff",
        above=back_link(t("Staff"), "/admin/staff"),
    )


def location_page() -> rx.Component:
    """Show one location."""
    fields = Fields("location", LocationState.form)
    return staff_page(
        rx.cond(LocationState.heading != "", LocationState.heading, t("New location")),
        card(
            form(
                fields,
                rx.el.div(
                    fields.text("name", t("Name"), required=True, max_length=80),
                    fields.text("phone", t("Phone"), type="tel", max_length=32),
                    fields.text("street", t("Street"), max_length=120),
                    fields.text("postal_code", t("Postal code"), max_length=20),
                    fields.text("city", t("City"), max_length=80),
                    class_name="grid items-start gap-5 sm:grid-cols-2",
                ),
                on_save=LocationState.save,
                label=t("Location"),
            )
        ),
        section="staff",
        above=back_link(t("Staff"), "/admin/staff"),
    )


def _permissions(fields: Fields) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("Permissions"), class_name="text-sm font-semibold"),
        *[
            fields.tick(f"may-{one.name}", label, disabled=GroupState.fixed)
            for one, label in _PERMISSIONS
        ],
        class_name="grid gap-x-6 sm:grid-cols-2 lg:grid-cols-3",
    )


def _notices(fields: Fields) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("What the members are told of"), class_name="mb-2 text-sm font-semibold"),
        *[fields.choice(f"notice-{one.name}", label, _REACHES) for one, label in _TOLD],
        class_name="grid gap-5 sm:grid-cols-2",
    )
