"""The settings: a strip of tabs, and for each a form that the registry describes."""

from collections.abc import Callable

import reflex as rx

from components.admin import delivery, looks, reminders, wordings
from components.admin.frame import staff_page
from components.ui.controls import LABEL, alert
from components.ui.display import callout, card, error_state, loading
from components.ui.fields import Fields
from components.ui.forms import form
from components.ui.picker import picker
from components.ui.tabs import Tab as Part
from components.ui.tabs import tabs
from components.ui.tokens import FOCUS, SMALL, SUBHEADING
from services.core.i18n import marked, t
from services.settings import RECORD_TYPES, ROWS, WEEKDAYS, Editor, Row, Tab, of_tab
from services.settings.refusals import longest
from states.admin.looks import LooksState
from states.admin.settings import SettingsState

_NAMES = {
    Tab.GENERAL: t("General"),
    Tab.FEATURES: t("Features"),
    Tab.VACCINATIONS: t("Vaccinations"),
    Tab.NOTIFICATIONS: t("Notifications"),
    Tab.SIGN_IN: t("Sign-in"),
    Tab.DELIVERY: t("Delivery"),
    Tab.SHARING: t("Sharing"),
    Tab.PRIVACY: t("Privacy"),
    Tab.ADVANCED: t("Advanced"),
}
_DAYS = {
    "monday": t("Monday"),
    "tuesday": t("Tuesday"),
    "wednesday": t("Wednesday"),
    "thursday": t("Thursday"),
    "friday": t("Friday"),
    "saturday": t("Saturday"),
    "sunday": t("Sunday"),
}
_FOUND = {
    "time_zone": SettingsState.zones,
    "country": SettingsState.countries,
    "currency": SettingsState.currencies,
}
_WIDE = "sm:col-span-2"
_COLOR = f"h-11 w-14 cursor-pointer rounded-xl border border-edge bg-surface p-1 {FOCUS}"


def settings_page() -> rx.Component:
    """Show the settings, one tab at a time; each is saved by itself."""
    parts = [Part(tab, name, f"/admin/settings/{tab}") for tab, name in _NAMES.items()]
    return staff_page(
        t("Settings"),
        rx.el.p(t("A change takes effect at once, for everybody."), class_name=SMALL),
        tabs(parts, SettingsState.tab_shown, label=t("Settings")),
        rx.cond(SettingsState.refused, _refusal(), _tab_shown()),
        section="settings",
    )


def _tab_shown() -> rx.Component | rx.Var:
    forms = [(tab.value, _tab_form(tab)) for tab in Tab]
    return rx.match(SettingsState.tab_shown, *forms, loading(4))


def _refusal() -> rx.Component:
    return error_state(
        t("Not for you to change"),
        t("The settings are changed by those whose group may. Please ask an administrator."),
    )


def _tab_form(tab: Tab) -> rx.Component:
    fields = Fields(f"settings-{tab}", SettingsState.form)
    shown = [row for row in of_tab(tab) if row.editor in _EDITORS]
    beside = _BESIDE.get(tab)
    return rx.fragment(
        beside() if beside else rx.fragment(),
        _form(tab, fields, shown),
        key=tab.value,
    )


def _form(tab: Tab, fields: Fields, shown: list[Row]) -> rx.Component:
    return card(
        form(
            fields,
            rx.el.div(
                *[_setting(fields, row) for row in shown],
                class_name="grid items-start gap-x-8 gap-y-6 sm:grid-cols-2",
            ),
            on_save=SettingsState.save,
            label=_NAMES[tab],
        ),
    )


def _setting(fields: Fields, row: Row) -> rx.Component:
    wide = row.editor in (Editor.TEXT, Editor.SWITCH, Editor.HOURS, Editor.TYPES, Editor.CHOICES)
    return rx.el.div(
        _EDITORS[row.editor](fields, row),
        _risk(row),
        class_name=f"flex min-w-0 flex-col gap-2 {_WIDE if wide else ''}",
    )


def _risk(row: Row) -> rx.Component:
    """Say what is less safe; in another tone once it is (SET-2)."""
    if row.risk is None:
        return rx.fragment()
    said = marked(row.risk)
    quiet = rx.el.p(
        rx.icon("shield", size=16, aria_hidden="true", class_name="mt-0.5 shrink-0"),
        said,
        class_name="flex gap-2 text-sm text-muted",
    )
    loud = callout(
        "shield-alert",
        rx.el.p(t("Less safe than it ships"), class_name="font-semibold"),
        rx.el.p(said, class_name="text-sm"),
        tone="warning",
    )
    return rx.cond(rx.Var.create(SettingsState.weak).to(list[str]).contains(row.key), loud, quiet)


def _line(fields: Fields, row: Row) -> rx.Component:
    kept = {"max_length": longest(row.key)} if longest(row.key) else {}
    return fields.text(row.key, marked(row.label), hint=marked(row.help), **kept)


def _text(fields: Fields, row: Row) -> rx.Component:
    return fields.area(row.key, marked(row.label), hint=marked(row.help), rows=2)


def _number(fields: Fields, row: Row) -> rx.Component:
    unit = marked(row.unit) if row.unit else ""
    return fields.number(
        row.key, marked(row.label), hint=marked(row.help), unit=unit, input_mode="numeric"
    )


def _switch(fields: Fields, row: Row) -> rx.Component:
    return fields.switch(row.key, marked(row.label), hint=marked(row.help))


def _choice(fields: Fields, row: Row) -> rx.Component:
    return fields.choice(
        row.key, marked(row.label), list(_options(row).items()), hint=marked(row.help)
    )


def _time(fields: Fields, row: Row) -> rx.Component:
    return fields.text(row.key, marked(row.label), hint=marked(row.help), type="time")


def _color(fields: Fields, row: Row) -> rx.Component:
    return rx.fragment(
        fields.text(
            row.key,
            marked(row.label),
            hint=marked(row.help),
            type="color",
            on_change=LooksState.try_accent.debounce(100),
        ),
        looks.accent(),
    )


def _search(fields: Fields, row: Row) -> rx.Component:
    return picker(
        fields,
        row.key,
        marked(row.label),
        hint=marked(row.help),
        found=_FOUND[row.key],
        on_search=lambda text: SettingsState.search(row.key, text),
        required=True,
    )


def _choices(fields: Fields, row: Row) -> rx.Component:
    boxes = [fields.tick(f"{row.key}.{value}", name) for value, name in _options(row).items()]
    return _group(fields, row, rx.el.div(*boxes, class_name="flex flex-wrap gap-x-8"))


def _hours(fields: Fields, row: Row) -> rx.Component:
    days = [
        fields.text(f"{row.key}.{day}", _DAYS[day], placeholder=t("Closed")) for day in WEEKDAYS
    ]
    return _group(
        fields,
        row,
        rx.el.div(*days, class_name="grid gap-4 min-[26rem]:grid-cols-2 sm:grid-cols-4"),
    )


def _types(fields: Fields, row: Row) -> rx.Component:
    """Ask which types of record there are, each with its colour beside it."""
    names = _options(row)
    lines = [
        rx.el.li(
            fields.switch(f"{row.key}.{kind}", names[kind]),
            _badge_color(fields, kind, names[kind]),
            class_name="flex items-start justify-between gap-4 py-2",
        )
        for kind in RECORD_TYPES
    ]
    return _group(
        fields,
        row,
        rx.el.p(marked(ROWS["record_colors"].help), class_name=SMALL),
        rx.el.ul(*lines, class_name="grid gap-x-10 divide-y divide-line sm:grid-cols-2"),
    )


def _badge_color(fields: Fields, kind: str, name: str) -> rx.Component:
    field = f"record_colors.{kind}"
    return rx.el.div(
        rx.el.label(
            t("Badge colour"), " · ", name, html_for=fields.id(field), class_name="sr-only"
        ),
        rx.el.input(**{**fields.bound(field, {"type": "color"}), "class_name": _COLOR}),
        alert(fields.error(field), id=f"{fields.id(field)}-error"),
    )


def _group(fields: Fields, row: Row, *children: rx.Component) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(marked(row.label), class_name=f"{SUBHEADING} {LABEL}"),
        rx.el.p(marked(row.help), class_name=SMALL),
        *children,
        alert(fields.error(row.key), id=f"{fields.id(row.key)}-error"),
        class_name="flex min-w-0 flex-col gap-2",
    )


def _options(row: Row) -> dict[str, str]:
    return marked(row.options) if row.options else {}


_BESIDE = {
    Tab.VACCINATIONS: reminders.reminders,
    Tab.GENERAL: looks.logo,
    Tab.NOTIFICATIONS: wordings.wordings,
    Tab.DELIVERY: delivery.delivery,
}

_EDITORS: dict[Editor, Callable[[Fields, Row], rx.Component]] = {
    Editor.LINE: _line,
    Editor.TEXT: _text,
    Editor.NUMBER: _number,
    Editor.SWITCH: _switch,
    Editor.CHOICE: _choice,
    Editor.CHOICES: _choices,
    Editor.SEARCH: _search,
    Editor.COLOR: _color,
    Editor.TIME: _time,
    Editor.HOURS: _hours,
    Editor.TYPES: _types,
}
