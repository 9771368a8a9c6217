"""The staff's Immunizations tab: a line for each vaccine type of the pet's species."""

from collections.abc import Callable

import reflex as rx

from components.admin.frame import allowed
from components.printing import tab_paper
from components.ui.display import card, empty_state, loading, pill
from components.ui.fields import Fields
from components.ui.forms import form, save_bar
from components.ui.tokens import SMALL, SUBHEADING
from services.access import Permission
from services.core.i18n import t
from states.admin.immunizations import ImmunizationsState, LineRow

_EXEMPTIONS = [
    ("", t("No exemption")),
    ("medical", t("Medical exemption")),
    ("waived", t("Waived")),
]
_FITTING = "grow basis-40"
_WHILE_EXEMPT = "hidden group-has-[select[data-exemption]>option:not([value='']):checked]/line:flex"


Beside = Callable[[rx.vars.ObjectVar[LineRow]], rx.Component]


def immunizations_tab(offered: Beside | None = None) -> rx.Component:
    """A pet's immunizations, saved together.

    Args:
        offered: Shows what may be put into a line's expiration date, below it.
    """
    nothing = empty_state(
        "shield-question",
        t("No vaccine types for this species"),
        t("The clinic's lists say which vaccines there are, and which are required."),
    )
    return rx.fragment(
        rx.match(
            ImmunizationsState.status,
            ("ready", rx.cond(ImmunizationsState.rows, _whole(offered), card(nothing))),
            ("missing", card(empty_state("search-x", t("We could not find that pet"), ""))),
            loading(height="9rem"),
        )
    )


def _whole(offered: Beside | None) -> rx.Component:
    return rx.el.div(_lines(offered), tab_paper("immunizations"), class_name="flex flex-col gap-4")


def _lines(offered: Beside | None) -> rx.Component:
    fields = Fields("immunizations", ImmunizationsState.form)
    return card(
        form(
            fields,
            rx.el.fieldset(
                rx.foreach(ImmunizationsState.rows, lambda row: _line(fields, row, offered)),
                disabled=~allowed(Permission.WRITE_VACCINATIONS),
                aria_label=t("Vaccine types"),
                class_name="flex min-w-0 flex-col divide-y divide-line",
            ),
            on_save=ImmunizationsState.save,
            label=t("Immunizations"),
            bar=rx.cond(allowed(Permission.WRITE_VACCINATIONS), save_bar(label=t("Save changes"))),
        )
    )


def _line(fields: Fields, row: rx.vars.ObjectVar[LineRow], offered: Beside | None) -> rx.Component:
    marked = {"data-exemption": ""}
    return rx.el.div(
        rx.el.div(
            rx.el.h3(row.type, class_name=f"{SUBHEADING} [overflow-wrap:anywhere]"),
            rx.cond(row.standing, pill(row.standing, row.tone)),
            rx.cond(row.required, rx.fragment(), pill(t("Optional"))),
            rx.el.p(row.given, class_name=f"{SMALL} ml-auto"),
            class_name="flex flex-wrap items-center gap-x-3 gap-y-1",
        ),
        rx.el.div(
            fields.day(row.expires_on, t("Expiration date"), class_name=_FITTING),
            fields.text(
                row.note, t("Note"), max_length=500, auto_complete="off", class_name=_FITTING
            ),
            fields.choice(
                row.exemption,
                t("Exemption"),
                _EXEMPTIONS,
                custom_attrs=marked,
                class_name=_FITTING,
            ),
            class_name="flex flex-wrap items-start gap-4",
        ),
        offered(row) if offered else rx.fragment(),
        rx.el.div(
            fields.day(row.exempt_until, t("Exempt until")),
            fields.text(row.reason, t("Reason"), max_length=300, class_name="grow"),
            class_name=f"{_WHILE_EXEMPT} flex-wrap items-start gap-4",
        ),
        role="group",
        aria_label=row.type,
        key=row.id,
        class_name="group/line flex flex-col gap-3 py-5 first:pt-0",
    )
