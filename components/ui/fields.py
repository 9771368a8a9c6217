"""The fields of a form, each with its label, a hint, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from components.ui.controls import INPUT, LABEL, alert
from components.ui.tokens import FOCUS, SMALL

Text = rx.Var[str] | str

_SWITCH = (
    "relative h-7 w-12 shrink-0 cursor-pointer appearance-none rounded-full border border-edge "
    "bg-sunken transition-colors before:absolute before:top-1/2 before:left-1 before:size-4.5 "
    "before:-translate-y-1/2 before:rounded-full before:bg-edge before:transition-transform "
    "checked:border-accent checked:bg-accent checked:before:translate-x-5 "
    f"checked:before:bg-accent-ink disabled:opacity-60 {FOCUS}"
)


@dataclass(frozen=True)
class Fields:
    """Makes the fields of one form, each beside what is wrong with it.

    Args:
        name: Of the form, unique on the page.
        form: The state's var that holds its `Form` (states/forms.py).
    """

    name: str
    form: Any

    def text(self, name: Text, label: Text, *, hint: Text = "", **props) -> rx.Component:
        """Ask for a line; `type="email"`, `"tel"` or `"search"` where it is one."""
        return self.labelled(name, label, hint, rx.el.input(**self.bound(name, props)), props)

    def area(
        self, name: Text, label: Text, *, hint: Text = "", rows: int = 4, **props
    ) -> rx.Component:
        """Ask for running text; the field grows with it."""
        bound = self.bound(name, props)
        bound["class_name"] = f"{bound['class_name']} field-sizing-content min-h-24 resize-y"
        return self.labelled(name, label, hint, rx.el.textarea(rows=rows, **bound), props)

    def day(self, name: Text, label: Text, *, hint: Text = "", **props) -> rx.Component:
        """Ask for a date."""
        return self.text(name, label, hint=hint, type="date", **props)

    def number(
        self, name: Text, label: Text, *, hint: Text = "", unit: Text = "", **props
    ) -> rx.Component:
        """Ask for a figure, written as people write it; the server reads it."""
        bound = self.bound(name, {"input_mode": "decimal", "auto_complete": "off", **props})
        bound["class_name"] = f"{bound['class_name']} tabular-nums"
        control = rx.el.div(
            rx.el.input(**bound),
            rx.el.span(unit, class_name="shrink-0 text-sm text-muted empty:hidden"),
            class_name="flex items-center gap-3",
        )
        return self.labelled(name, label, hint, control, props)

    def choice(
        self,
        name: Text,
        label: Text,
        options: Sequence[tuple[str, Text]] | rx.Var,
        *,
        hint: Text = "",
        **props,
    ) -> rx.Component:
        """Ask for one of a few: pairs of what is sent and what is read, or a var of such."""
        given = rx.foreach(options, lambda pair: rx.el.option(pair[1], value=pair[0], key=pair[0]))
        if not isinstance(options, rx.Var):
            given = rx.fragment(*[rx.el.option(text, value=value) for value, text in options])
        bound = self.bound(name, props)
        bound["class_name"] = f"{INPUT} cursor-pointer appearance-none truncate pr-11"
        control = rx.el.div(
            rx.el.select(given, **bound),
            rx.icon(
                "chevron-down",
                size=18,
                aria_hidden="true",
                class_name="pointer-events-none absolute inset-y-0 right-4 my-auto text-muted",
            ),
            class_name="relative",
        )
        return self.labelled(name, label, hint, control, props)

    def tick(self, name: Text, label: Text, *, hint: Text = "", **props) -> rx.Component:
        """Ask for yes or no with a box; the whole line can be pressed."""
        return self._pressed(name, label, hint, f"size-5 shrink-0 cursor-pointer {FOCUS}", props)

    def switch(self, name: Text, label: Text, *, hint: Text = "", **props) -> rx.Component:
        """Ask for on or off."""
        return self._pressed(name, label, hint, _SWITCH, {"role": "switch", **props})

    def error(self, name: Text) -> rx.Var[str]:
        """What is wrong with a field; empty where nothing is."""
        errors = self.form.errors.to(dict[str, str])
        return rx.cond(errors.contains(name), errors[name], "").to(str)

    def id(self, name: Text) -> str:
        """Of a field in the page."""
        return f"{self.name}-{name}"

    def bound(self, name: Text, props: dict[str, Any]) -> dict[str, Any]:
        """The properties that tie a control to its label, hint and error."""
        required = {"aria-required": "true"} if props.get("required") else {}
        rest = {key: value for key, value in props.items() if key not in ("required", "class_name")}
        described = {
            "aria-describedby": f"{self.id(name)}-error {self.id(name)}-hint",
            "aria-invalid": rx.cond(self.error(name) != "", "true", "false"),
        }
        given = rest.pop("custom_attrs", {})
        return {
            "id": self.id(name),
            "name": name,
            "class_name": INPUT,
            **rest,
            "custom_attrs": {**described, **required, **given},
        }

    def labelled(
        self, name: Text, label: Text, hint: Text, control: rx.Component, props: dict[str, Any]
    ) -> rx.Component:
        """Put label, hint and error around a control."""
        mark = rx.el.span(" *", aria_hidden="true", class_name="text-danger")
        return rx.el.div(
            rx.el.label(
                label,
                mark if props.get("required") else rx.fragment(),
                html_for=self.id(name),
                custom_attrs={"data-text": label},
                class_name=LABEL,
            ),
            rx.el.p(hint, id=f"{self.id(name)}-hint", class_name=f"{SMALL} empty:hidden"),
            control,
            alert(self.error(name), id=f"{self.id(name)}-error"),
            class_name=f"flex min-w-0 flex-col gap-1.5 {props.get('class_name', '')}",
        )

    def _pressed(
        self, name: Text, label: Text, hint: Text, look: str, props: dict[str, Any]
    ) -> rx.Component:
        bound = {**self.bound(name, props), "class_name": look}
        return rx.el.div(
            rx.el.label(
                rx.el.input(type="checkbox", **bound),
                rx.el.span(label),
                html_for=self.id(name),
                custom_attrs={"data-text": label},
                class_name=(
                    "flex min-h-11 cursor-pointer items-center gap-3 font-medium "
                    "has-disabled:cursor-default has-disabled:text-muted"
                ),
            ),
            rx.el.p(hint, id=f"{self.id(name)}-hint", class_name=f"{SMALL} empty:hidden"),
            alert(self.error(name), id=f"{self.id(name)}-error"),
            class_name="flex min-w-0 flex-col",
        )
