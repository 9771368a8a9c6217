"""Forms that lose nothing typed, and put what is wrong beside its field."""

from typing import Any

import reflex as rx
from reflex.event import EventType

from components.ui.controls import PRIMARY, QUIET, button
from components.ui.fields import Fields
from components.ui.scripts import script
from components.ui.tokens import HEADING, SMALL
from services.core.i18n import t
from states import forms
from states.base import PortalState

Text = rx.Var[str] | str

_BUSY = "group-data-[state=saving]/form:opacity-60"
_DIALOG = (
    "w-[min(32rem,calc(100vw-2rem))] max-h-[85dvh] overflow-y-auto rounded-3xl border border-line "
    "bg-surface p-6 shadow-lifted open:flex open:flex-col gap-4"
)


class _Form(rx.Component):
    """Keeps what is typed and sends it; see forms.jsx."""

    library = script(__file__, "forms.jsx")
    tag = "Form"
    name: rx.Var[str]
    form: rx.Var[forms.Form]
    person: rx.Var[str]
    filled: rx.Var[str]
    pause: rx.Var[int]
    label: rx.Var[str]
    on_save: rx.EventHandler[rx.event.passthrough_event_spec(dict[str, Any])]


_DIFFERENCES = {
    "list": "flex flex-col divide-y divide-line",
    "line": "flex flex-col gap-1 py-3",
    "label": "font-semibold",
    "sides": "grid gap-x-5 gap-y-1 sm:grid-cols-2",
    "side": SMALL,
    "value": "whitespace-pre-wrap [overflow-wrap:anywhere]",
}


class _Differences(rx.Component):
    """Lists what somebody else has saved otherwise; see forms.jsx."""

    library = script(__file__, "forms.jsx")
    tag = "Differences"
    items: rx.Var[list[forms.DifferenceRow]]
    theirs: rx.Var[str]
    yours: rx.Var[str]
    kept: rx.Var[str]
    looks: rx.Var[dict[str, str]]


def form(
    fields: Fields,
    *children: Any,
    on_save: EventType[Any],
    label: Text,
    bar: rx.Component | None = None,
    pause_ms: int = 0,
    class_name: str = "",
) -> rx.Component:
    """Show a form that the server fills and saves.

    Args:
        fields: What its fields were made with.
        on_save: A handler that takes what is typed, by field; see states/forms.py.
        label: What the form is for, for readers.
        bar: Its last line; `save_bar()` unless given.
        pause_ms: Save by itself so long after the last key; 0: only when asked to.
    """
    return _Form.create(
        *children,
        bar or save_bar(),
        _meanwhile(fields),
        _unsaved(fields),
        _question(fields),
        name=fields.name,
        form=fields.form,
        person=PortalState.person,
        filled=PortalState.arrived,
        pause=pause_ms,
        label=label,
        on_save=on_save,
        class_name=f"group/form flex min-w-0 flex-col gap-5 {class_name}",
    )


def save_bar(
    *others: rx.Component,
    label: Text = "",
    main: rx.Component | None = None,
    lesser: rx.Var[bool] | bool = False,
) -> rx.Component:
    """Show the button that saves, and how things stand.

    Args:
        others: Further buttons, before the one that saves.
        label: Of the button, where "Save" says too little.
        main: What the page is for, after the button that saves.
        lesser: Whether `main` is shown, and saving is not the main thing to do.
    """
    return rx.el.div(
        _standing(),
        rx.el.span(
            button(t("Discard"), variant="quiet", custom_attrs={"data-form": "discard"}),
            class_name=(
                "hidden group-data-[state=unsaved]/form:contents "
                "group-data-[state=late]/form:contents"
            ),
        ),
        *others,
        rx.el.button(
            label or t("Save"),
            type="submit",
            class_name=rx.cond(lesser, f"{QUIET} {_BUSY}", f"{PRIMARY} {_BUSY}"),
        ),
        main or rx.fragment(),
        class_name=(
            "sticky bottom-(--below,0px) z-10 -mx-2 flex flex-wrap items-center justify-end gap-2 "
            "border-t border-line bg-surface px-2 py-3 sm:gap-3 max-sm:[&_button]:px-3"
        ),
    )


def _standing() -> rx.Component:
    return rx.el.p(
        role="status",
        custom_attrs={
            "data-said": "",
            "data-clean": "",
            "data-unsaved": t("Not saved yet"),
            "data-saving": t("Saving…"),
            "data-saved": t("Saved"),
            "data-late": t("Not saved yet: no answer has come. Please save again."),
        },
        class_name=(
            "min-w-0 grow text-sm font-medium text-muted "
            "group-data-[state=saved]/form:text-success "
            "group-data-[state=late]/form:text-danger"
        ),
    )


def _meanwhile(fields: Fields) -> rx.Component:
    """Ask what is to hold when somebody else has saved the same thing (ADMIN-9)."""
    form = fields.form
    return _asked(
        fields.id("stale"),
        "data-stale",
        t("Somebody has saved this meanwhile"),
        rx.el.p(
            rx.el.bdi(form.by, class_name="font-semibold"),
            " · ",
            form.when,
            class_name=SMALL,
        ),
        _Differences.create(
            items=form.differences,
            theirs=t("Theirs"),
            yours=t("Yours"),
            kept=t("Not changed by you: theirs is kept."),
            looks=rx.Var.create(_DIFFERENCES),
        ),
        button(t("Take theirs"), variant="quiet", custom_attrs={"data-form": "theirs"}),
        button(t("Keep mine"), custom_attrs={"data-form": "mine"}),
    )


def _unsaved(fields: Fields) -> rx.Component:
    return _asked(
        fields.id("leaving"),
        "data-leaving",
        t("Leave without saving?"),
        rx.el.p(
            t("What you have typed is not saved yet. This tab keeps it until you come back."),
            class_name="text-muted",
        ),
        button(t("Leave"), variant="quiet", custom_attrs={"data-form": "leave"}),
        button(t("Stay here"), custom_attrs={"data-form": "stay"}),
    )


def _question(fields: Fields) -> rx.Component:
    """Ask whether something out of the ordinary is meant, before it is saved."""
    return _asked(
        fields.id("asking"),
        "data-asking",
        t("Is this meant?"),
        rx.el.p(
            fields.form.question,
            id=f"{fields.id('asking')}-text",
            class_name="whitespace-pre-line [overflow-wrap:anywhere]",
        ),
        button(t("Cancel"), variant="quiet", custom_attrs={"data-form": "stay"}),
        button(t("Yes, save it"), custom_attrs={"data-form": "agree"}),
    )


def _asked(name: str, kind: str, title: str, *children: rx.Component) -> rx.Component:
    """Show a question of the form's own; forms.jsx opens it. The last two are its buttons."""
    *told, first, second = children
    return rx.el.dialog(
        rx.el.h2(title, id=f"{name}-title", class_name=HEADING),
        *told,
        rx.el.div(first, second, class_name="flex flex-wrap justify-end gap-3 pt-1"),
        custom_attrs={kind: "", "aria-labelledby": f"{name}-title"},
        class_name=_DIALOG,
    )
