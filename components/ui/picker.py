"""Choosing from a list that is too long to show: it is searched as one types."""

from typing import Any

import reflex as rx

from components.ui.controls import INPUT
from components.ui.fields import Fields
from components.ui.scripts import script
from components.ui.tokens import FOCUS, SMALL
from services.core.i18n import t
from states import forms

Text = rx.Var[str] | str

LOOK = {
    "root": "relative flex flex-col gap-2",
    "input": INPUT,
    "list": (
        "absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto rounded-2xl border "
        "border-line bg-surface p-1.5 shadow-lifted"
    ),
    "option": (
        "flex min-h-11 cursor-pointer items-center gap-3 rounded-xl px-3 py-1.5 text-sm "
        "aria-selected:bg-accent-soft"
    ),
    "optionWords": "flex min-w-0 grow flex-col",
    "green": "shrink-0 text-success",
    "yellow": "shrink-0 text-warning",
    "red": "shrink-0 text-danger",
    "optionText": "font-medium [overflow-wrap:anywhere]",
    "hint": SMALL,
    "nothing": "px-3 py-2.5 text-sm text-muted",
    "chips": "flex flex-wrap gap-1.5",
    "chip": (
        "inline-flex max-w-full items-center rounded-full bg-sunken pl-3.5 text-sm font-medium"
    ),
    "chipText": "min-w-0 truncate",
    "remove": (
        "inline-flex size-11 shrink-0 cursor-pointer items-center justify-center rounded-full "
        f"text-lg leading-none text-muted hover:text-ink {FOCUS}"
    ),
}


class Combobox(rx.Component):
    """A combobox; see picker.jsx."""

    library = script(__file__, "picker.jsx")
    tag = "Picker"
    name: rx.Var[str]
    found: rx.Var[forms.Found]
    several: rx.Var[bool]
    addable: rx.Var[bool]
    required: rx.Var[bool]
    invalid: rx.Var[bool]
    described: rx.Var[str]
    disabled: rx.Var[bool]
    placeholder: rx.Var[str]
    words: rx.Var[dict[str, str]]
    look: rx.Var[dict[str, str]]
    label: rx.Var[str]  # where no label stands beside it
    shortcut: rx.Var[str]  # the key that leads to it from wherever nothing is typed
    on_search: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_pick: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def picker(
    fields: Fields,
    name: str,
    label: Text,
    *,
    found: Any,
    on_search: Any,
    hint: Text = "",
    **props,
) -> rx.Component:
    """Ask for one or several of a long list.

    Args:
        fields: What the form's fields are made with; its value is a list (`forms.picked`), and
            what is sent are the values chosen (`forms.one`, `forms.several`).
        found: The state's var that holds the `forms.Found` for this field.
        on_search: A handler that takes what was typed, and fills `found`.
        props: `several`: more than one. `addable`: what was typed may be new; it is sent as it
            was typed. `on_pick`: a handler that takes the value chosen. `required`, `disabled`,
            `placeholder`.
    """
    made = Combobox.create(
        id=fields.id(name),
        name=name,
        found=found,
        several=props.get("several", False),
        addable=props.get("addable", False),
        required=props.get("required", False),
        disabled=props.get("disabled", False),
        placeholder=props.get("placeholder", ""),
        invalid=fields.error(name) != "",
        described=f"{fields.id(name)}-error {fields.id(name)}-hint",
        words=words(),
        look=LOOK,
        on_search=on_search,
        **{event: props[event] for event in ("on_pick",) if event in props},
    )
    return fields.labelled(name, label, hint, made, props)


def words() -> dict[str, str]:
    """What a combobox says, whatever it looks for."""
    return {
        "add": t("Add"),
        "choices": t("Choices"),
        "none": t("Nothing was found"),
        "remove": t("Remove"),
        "searching": t("Searching…"),
    }
