"""Where customers hand in papers, and follow what becomes of them (DOC-1 to DOC-4)."""

import reflex as rx
from reflex_components_core.el.elements.inline import A as PlainLink

from components.documents import document_line
from components.ui.controls import QUIET, button
from components.ui.dialog import dialog
from components.ui.display import callout, card, empty_state, loading, section
from components.ui.fields import Fields
from components.ui.forms import form, save_bar
from components.ui.layout import back_link, page
from components.ui.lists import sheet_of_lines
from components.ui.tokens import SMALL, SUBHEADING
from components.ui.upload import upload
from services.core.i18n import t
from states.documents import DocumentRow
from states.handing_in import HandingInState, KindRow


def handing_in_page() -> rx.Component:
    """Take papers in, and list those there are."""
    return page(
        t("Upload records"),
        rx.cond(
            HandingInState.status == "ready",
            rx.fragment(_handing_in(), _stored(), _sent()),
            loading(height="9rem"),
        ),
        tab="account",
        above=back_link(t("Account"), "/account"),
    )


def _handing_in() -> rx.Component:
    return rx.cond(
        HandingInState.takes,
        rx.el.div(
            rx.cond(
                HandingInState.about != "",
                rx.el.p(
                    t("For:"), " ", rx.el.bdi(HandingInState.about, class_name="font-semibold")
                ),
            ),
            upload(
                HandingInState.address,
                rx.el.p(t("Drop PDFs or photos here, or paste them.")),
                rx.el.p(
                    f"{HandingInState.types}. {t('Largest file:')} {HandingInState.most_mb} MB.",
                    class_name=SMALL,
                ),
                choose=t("Choose files"),
                accept=HandingInState.accept,
                most_mb=rx.Var.create(HandingInState.most_mb).to(int),
                main=True,
                multiple=True,
                camera=True,
                on_stored=HandingInState.note_stored,
            ),
            _mail(),
            class_name="flex flex-col gap-4",
        ),
        card(
            empty_state(
                "cloud-off",
                t("Your clinic takes no documents here"),
                t("Please bring them with you, or send them another way."),
            ),
            _mail(),
        ),
    )


def _mail() -> rx.Component:
    # An address of e-mail is nothing for the pages' router.
    return rx.cond(
        HandingInState.mail != "",
        rx.el.div(
            PlainLink.create(
                rx.icon("mail", size=18, aria_hidden="true"),
                t("Send them by e-mail"),
                href=HandingInState.mail,
                class_name=QUIET,
            ),
            rx.el.p(
                t("To:"),
                " ",
                rx.el.bdi(HandingInState.mail_to, class_name="[overflow-wrap:anywhere]"),
                rx.cond(
                    HandingInState.mail_filed,
                    rx.fragment(
                        ". ", t("Please write from the address that your clinic has of you.")
                    ),
                ),
                class_name=f"{SMALL} text-center text-balance",
            ),
            class_name="flex flex-col items-center gap-2",
        ),
    )


def _stored() -> rx.Component:
    return rx.el.div(
        rx.cond(
            HandingInState.stored,
            callout(
                "circle-check",
                rx.el.h2(t("Success"), class_name=SUBHEADING),
                rx.foreach(HandingInState.stored, _name),
                rx.el.p(
                    t(
                        "Stored, and the clinic has been told. They look at it next; below "
                        "you can follow how far it is, and add which pet and vaccines it is for."
                    )
                ),
                tone="success",
            ),
        ),
        role="status",
    )


def _name(name: rx.Var[str]) -> rx.Component:
    return rx.el.bdi(name, class_name="block font-medium [overflow-wrap:anywhere]")


def _sent() -> rx.Component:
    return section(
        t("Your documents"),
        rx.cond(
            HandingInState.rows,
            sheet_of_lines(
                HandingInState.rows,
                _line,
                more=HandingInState.more,
                on_more=HandingInState.show_more,
            ),
            card(
                empty_state(
                    "file-text",
                    t("No documents yet"),
                    t("Certificates and other papers that you send will be here."),
                )
            ),
        ),
        _details(),
    )


def _line(row: rx.vars.ObjectVar[DocumentRow]) -> rx.Component:
    return document_line(
        row,
        rx.cond(
            row.told,
            rx.el.div(
                button(
                    rx.icon("pencil", size=18, aria_hidden="true"),
                    t("Add details"),
                    variant="quiet",
                    on_click=HandingInState.tell(row.id),
                ),
                class_name="px-5 pb-4",
            ),
        ),
    )


def _details() -> rx.Component:
    fields = Fields("proves", HandingInState.form)
    return dialog(
        "proves",
        t("About this document"),
        form(
            fields,
            rx.el.p(t("You can leave all of this empty; the clinic looks at it in any case.")),
            fields.choice("pet_id", t("Which pet is it about?"), HandingInState.pets),
            rx.el.div(
                rx.foreach(HandingInState.kinds, lambda kind: _kind(fields, kind)),
                class_name="flex flex-col divide-y divide-line",
            ),
            on_save=HandingInState.save,
            label=t("About this document"),
            bar=save_bar(),
        ),
        trigger=rx.fragment(),
        open=HandingInState.telling,
        on_open_change=HandingInState.close,
    )


def _kind(fields: Fields, kind: rx.vars.ObjectVar[KindRow]) -> rx.Component:
    return rx.el.div(
        fields.tick(kind.proves, kind.name),
        fields.day(kind.until, t("Valid until, if it says so")),
        role="group",
        aria_label=kind.name,
        key=kind.id,
        class_name="grid items-end gap-x-4 gap-y-1 py-3 sm:grid-cols-2",
    )
