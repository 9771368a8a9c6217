"""An e-mail that waits for the staff: read, given to a customer, or put aside (DOC-7)."""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.inline import A as PlainLink

from components.admin.frame import staff_page
from components.ui.controls import LABEL, QUIET, button
from components.ui.dialog import closing, dialog
from components.ui.display import callout, card, empty_state, loading
from components.ui.layout import back_link
from components.ui.picker import LOOK, Combobox, words
from components.ui.tokens import FOCUS, SMALL, SUBHEADING
from services.core.i18n import t
from states.admin.documents import ReviewState
from states.admin.mails import MailRow, MailState, StrayRow

_MAIL: Any = MailState.mail


def mail_page() -> rx.Component:
    """Show the e-mail in the address."""
    return staff_page(
        t("E-mail to assign"),
        rx.match(
            MailState.status,
            ("ready", _mail()),
            (
                "missing",
                card(
                    empty_state(
                        "search-x",
                        t("We could not find that e-mail"),
                        t("Somebody may have seen to it already."),
                    )
                ),
            ),
            loading(height="14rem"),
        ),
        section="home",
        above=back_link(t("E-mails to assign"), "/admin/work/mails"),
    )


def came_by_mail() -> rx.Component:
    """Say beside a document by which e-mail it came."""
    mail: Any = ReviewState.mail
    return rx.cond(
        mail.came != "",
        callout(
            "mail",
            rx.el.p(
                t("By e-mail from"),
                " ",
                rx.el.bdi(mail.sender, class_name="font-medium [overflow-wrap:anywhere]"),
            ),
            _said(mail),
        ),
    )


def _said(mail: rx.vars.ObjectVar[MailRow]) -> rx.Component:
    return rx.fragment(
        rx.cond(
            mail.subject != "",
            rx.el.p(rx.el.bdi(mail.subject), class_name="font-medium [overflow-wrap:anywhere]"),
        ),
        rx.cond(
            mail.text != "",
            rx.el.p(
                rx.el.bdi(mail.text),
                class_name="max-h-60 overflow-y-auto whitespace-pre-line [overflow-wrap:anywhere]",
                tab_index=0,
                role="region",
                aria_label=t("What the e-mail says"),
            ),
        ),
    )


def _mail() -> rx.Component:
    return rx.el.div(
        _letter(),
        # Before the papers on a phone, beside them where there is room.
        rx.el.div(_deeds(), class_name="min-w-0 lg:col-start-2 lg:row-span-2 lg:row-start-1"),
        rx.el.div(rx.foreach(MailState.papers, _paper), class_name="flex min-w-0 flex-col gap-4"),
        class_name="grid items-start gap-4 lg:grid-cols-[3fr_2fr] lg:gap-x-6",
    )


def _letter() -> rx.Component:
    return card(
        rx.el.dl(
            _line(
                t("From"), rx.cond(_MAIL.sender != "", _MAIL.sender, t("Nobody, or more than one"))
            ),
            _line(t("Received"), _MAIL.came),
            class_name="flex flex-col gap-1",
        ),
        _said(_MAIL),
        rx.cond(_MAIL.trouble != "", callout("circle-alert", _MAIL.trouble, tone="warning")),
        rx.cond(
            _MAIL.refused,
            callout(
                "file-x",
                rx.el.p(t("What could not be taken:"), class_name="font-medium"),
                rx.el.ul(
                    rx.foreach(
                        _MAIL.refused,
                        lambda one: rx.el.li(
                            rx.el.bdi(one[0], class_name="font-medium"), ": ", one[1]
                        ),
                    ),
                    class_name="[overflow-wrap:anywhere]",
                ),
            ),
        ),
        class_name="flex flex-col gap-3",
    )


def _line(label: Any, said: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dt(label, class_name=f"{SMALL} w-24 shrink-0"),
        rx.el.dd(rx.el.bdi(said), class_name="min-w-0 [overflow-wrap:anywhere]"),
        class_name="flex flex-wrap gap-x-2",
    )


def _paper(row: rx.vars.ObjectVar[StrayRow]) -> rx.Component:
    return card(
        rx.el.div(
            rx.el.div(
                rx.el.h2(rx.el.bdi(row.name), class_name=f"{SUBHEADING} [overflow-wrap:anywhere]"),
                rx.el.p(row.detail, class_name=SMALL),
                class_name="min-w-0 grow",
            ),
            # A file is served over HTTP: a plain link, past the pages' router.
            PlainLink.create(
                rx.icon("download", size=18, aria_hidden="true"),
                t("Download file"),
                href=row.href,
                class_name=QUIET,
            ),
            class_name="flex flex-wrap items-center gap-3",
        ),
        rx.cond(
            row.active,
            callout(
                "triangle-alert",
                t("This PDF would run, start or hide something where it is opened."),
                tone="warning",
            ),
        ),
        _pages(row),
        key=row.id,
        class_name="flex flex-col gap-3",
    )


def _pages(row: rx.vars.ObjectVar[StrayRow]) -> rx.Component:
    return rx.el.div(
        rx.foreach(
            row.pages,
            lambda address, index: rx.el.img(
                src=address, alt=f"{t('Page')} {index + 1}", class_name="w-full", key=address
            ),
        ),
        tab_index=0,
        role="region",
        aria_label=t("Pages"),
        class_name=(
            "flex max-h-[70dvh] flex-col gap-3 overflow-auto rounded-2xl border border-line "
            f"bg-sunken p-3 {FOCUS}"
        ),
    )


def _deeds() -> rx.Component:
    return card(
        rx.cond(MailState.papers, _whose()),
        _aside(),
        class_name="flex flex-col gap-4",
    )


def _whose() -> rx.Component:
    return rx.fragment(
        rx.el.h2(t("Whose is it?"), class_name=SUBHEADING),
        rx.cond(
            _MAIL.likely_id != "",
            rx.el.div(
                rx.el.p(t("Who has this address:"), class_name=SMALL),
                _file_under(_MAIL.likely, _MAIL.likely_id),
                class_name="flex flex-col items-start gap-2",
            ),
        ),
        rx.el.div(
            rx.el.label(t("Find the customer"), html_for="whose", class_name=LABEL),
            Combobox.create(
                id="whose",
                name="whose",
                found=MailState.found,
                placeholder=t("Name, e-mail, phone, pet or chip"),
                words=words(),
                look=LOOK,
                on_search=MailState.find,
                on_pick=MailState.choose,
            ),
            class_name="flex flex-col gap-2",
        ),
        rx.cond(
            MailState.chosen != "",
            rx.el.div(_file_under(MailState.chosen_name, MailState.chosen), role="status"),
        ),
        rx.el.p(
            t("It is filed as if the customer had uploaded it, and waits for review."),
            class_name=SMALL,
        ),
    )


def _file_under(name: Any, id: Any) -> rx.Component:
    return button(
        rx.icon("folder-input", size=18, aria_hidden="true"),
        rx.el.span(t("File under"), " ", rx.el.bdi(name), class_name="[overflow-wrap:anywhere]"),
        on_click=MailState.assign(id),
    )


def _aside() -> rx.Component:
    return dialog(
        "put-aside",
        t("Put this e-mail aside?"),
        rx.el.p(
            t(
                "What it says and what came with it is deleted here; this cannot be undone. A "
                "mailbox that it came to keeps it."
            )
        ),
        rx.el.div(
            closing(button(t("Keep it"), variant="quiet")),
            closing(button(t("Put aside"), variant="danger", on_click=MailState.dismiss)),
            class_name="flex flex-wrap justify-end gap-3",
        ),
        trigger=button(
            rx.icon("archive-x", size=18, aria_hidden="true"), t("Put aside"), variant="quiet"
        ),
    )
