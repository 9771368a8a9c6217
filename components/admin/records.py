"""The page on which staff write a record."""

from typing import Any

import reflex as rx

from components.admin.frame import staff_page
from components.admin.record_sides import attachments, look_back, twin, visit
from components.admin.special_editors import SPECIAL_EDITORS
from components.ui.controls import button
from components.ui.dialog import closing, dialog
from components.ui.display import callout, card, empty_state, loading, pill, tag
from components.ui.fields import Fields
from components.ui.forms import form, save_bar
from components.ui.layout import back_link
from components.ui.picker import picker
from components.ui.scripts import script
from components.ui.tokens import LINK, SMALL
from services.core.i18n import t
from services.records.details import LONG
from services.records.sheets import TITLE
from states.admin.record_rows import FieldRow
from states.admin.records import RecordEditorState

_FORM = "record"
_PAUSE_MS = 900
_ROW = RecordEditorState.row


class _Deeds(rx.Fragment):
    """Saves before deeds, and listens for Ctrl+Enter; see records.jsx."""

    library = script(__file__, "records.jsx")
    tag = "Deeds"
    form: rx.Var[str]
    record: rx.Var[str]


def record_page() -> rx.Component:
    """One record: its form, and beside it files, visit and history."""
    missing = RecordEditorState.status == "missing"
    return staff_page(
        rx.cond(missing, t("We could not find that record"), _ROW.kind_label),
        rx.cond(
            RecordEditorState.status == "ready",
            _ready(),
            rx.cond(missing, _missing(), loading(height="10rem")),
        ),
        section="customers",
        above=rx.cond(
            _ROW.pet_id != "",
            back_link(_ROW.pet, _ROW.back),
            back_link(t("Home"), "/admin"),
        ),
    )


def _ready() -> rx.Component:
    fields = Fields(_FORM, RecordEditorState.form)
    return _Deeds.create(
        rx.el.div(
            rx.el.div(
                _standing(),
                rx.foreach(RecordEditorState.twins, twin),
                card(_form(fields)),
                class_name="flex min-w-0 flex-col gap-4",
            ),
            rx.el.aside(
                attachments(),
                visit(),
                look_back(),
                class_name="flex min-w-0 flex-col gap-4",
                aria_label=t("Beside the record"),
            ),
            class_name="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_20rem]",
        ),
        form=_FORM,
        record=RecordEditorState.form.of,
    )


def _standing() -> rx.Component:
    return rx.el.div(
        tag(_ROW.kind_label, _ROW.color),
        pill(_ROW.status_label, _ROW.tone),
        rx.cond(_ROW.changing, pill(t("Changes not published yet"), "warning")),
        rx.cond(_ROW.amended != "", rx.el.span(_ROW.amended, class_name=SMALL)),
        rx.el.span(_ROW.saved, class_name=f"{SMALL} sm:ml-auto"),
        class_name="flex flex-wrap items-center gap-2",
    )


def _form(fields: Fields) -> rx.Component:
    return form(
        fields,
        rx.cond(
            _ROW.stays,
            callout(
                "lock",
                t("Only for staff: an incident report never leaves the clinic."),
                tone="neutral",
            ),
        ),
        _common(fields),
        rx.el.div(
            rx.foreach(RecordEditorState.fields, lambda row: _own(fields, row)),
            class_name="grid items-start gap-5 sm:grid-cols-2 empty:hidden",
        ),
        _special(fields),
        fields.area(
            "notes",
            t("Notes"),
            hint=rx.cond(_ROW.stays, "", t("The customer reads these.")),
            rows=2,
            max_length=LONG,
        ),
        rx.el.div(
            fields.area(
                "staff_notes",
                t("Staff notes"),
                hint=t("Only for staff: never shown to the customer."),
                rows=2,
                max_length=LONG,
            ),
            class_name="rounded-2xl border border-dashed border-edge bg-sunken p-4",
        ),
        _filing(fields),
        on_save=RecordEditorState.save,
        label=t("Record"),
        bar=_bar(),
        pause_ms=_PAUSE_MS,
    )


def _common(fields: Fields) -> rx.Component:
    return rx.el.div(
        rx.cond(
            _ROW.listed,
            picker(
                fields,
                "title",
                _ROW.title_label,
                found=RecordEditorState.found_titles,
                on_search=RecordEditorState.find_titles,
                hint=t("What is not in the list yet is added to it."),
                addable=True,
                required=True,
                class_name="sm:col-span-2",
            ),
            fields.text(
                "title",
                _ROW.title_label,
                required=True,
                max_length=TITLE,
                auto_complete="off",
                class_name="sm:col-span-2",
            ),
        ),
        fields.day("happened_on", t("Date"), required=True),
        picker(
            fields,
            "subtype_id",
            t("Subtype"),
            found=RecordEditorState.found_subtypes,
            on_search=RecordEditorState.find_subtypes,
            addable=True,
        ),
        class_name="grid items-start gap-5 sm:grid-cols-2",
    )


def _own(fields: Fields, row: rx.vars.ObjectVar[FieldRow]) -> rx.Component:
    name: Any = row.name
    return rx.el.div(
        rx.match(
            row.shape,
            ("text", fields.area(name, row.label, hint=row.hint, max_length=row.limit)),
            ("choice", fields.choice(name, row.label, row.options, hint=row.hint)),
            ("date", fields.day(name, row.label, hint=row.hint)),
            ("number", fields.number(name, row.label, hint=row.hint)),
            fields.text(name, row.label, hint=row.hint, max_length=row.limit),
        ),
        key=row.name,
        class_name=rx.cond(row.shape == "text", "sm:col-span-2", ""),
    )


def _special(fields: Fields) -> rx.Component:
    if not SPECIAL_EDITORS:
        return rx.fragment()
    made = [(kind, editor(fields)) for kind, editor in SPECIAL_EDITORS.items()]
    return rx.fragment(rx.match(_ROW.kind, *made, rx.fragment()))


def _filing(fields: Fields) -> rx.Component:
    return rx.el.div(
        fields.choice("author_id", t("Author"), RecordEditorState.authors),
        fields.choice("visit_id", t("Visit"), RecordEditorState.visits),
        class_name="grid items-start gap-5 sm:grid-cols-2",
    )


def _bar() -> rx.Component:
    published = _ROW.status == "published"
    publishable: Any = ~_ROW.stays & (~published | _ROW.changing)  # a row's types hide its Vars
    return rx.fragment(
        rx.cond(
            _ROW.notifiable,
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    checked=RecordEditorState.notify,
                    on_change=RecordEditorState.tick_notify,
                    class_name="size-5 shrink-0 cursor-pointer",
                ),
                t("Tell the customer when it is published"),
                class_name="flex min-h-11 cursor-pointer items-center gap-3 font-medium",
            ),
        ),
        save_bar(
            rx.cond(_ROW.discardable, _discard()),
            rx.cond(
                published,
                _deed(t("Make it a draft"), RecordEditorState.put_back),
            ),
            rx.cond(
                _ROW.status != "private",
                _deed(
                    rx.cond(_ROW.stays, t("File it"), t("Keep in the clinic")),
                    RecordEditorState.keep_private,
                ),
                rx.cond(
                    _ROW.changing, _deed(t("File the changes"), RecordEditorState.keep_private)
                ),
            ),
            main=rx.cond(publishable, _publish()),
            lesser=publishable,
        ),
    )


def _publish() -> rx.Component:
    return button(
        rx.icon("send", size=18, aria_hidden="true"),
        rx.cond(_ROW.status == "published", t("Publish the changes"), t("Publish")),
        on_click=RecordEditorState.publish,
        title=t("Ctrl+Enter"),
        custom_attrs={"data-saves-first": "", "data-deed": "publish"},
    )


def _deed(label: rx.Var[str] | str, handler: rx.event.EventType[()]) -> rx.Component:
    return button(label, variant="quiet", on_click=handler, custom_attrs={"data-saves-first": ""})


def _discard() -> rx.Component:
    return dialog(
        "discard-record",
        rx.cond(_ROW.changing, t("Discard the changes?"), t("Discard this draft?")),
        rx.el.p(t("What is written here is then gone for good."), class_name="text-muted"),
        rx.el.div(
            closing(button(t("Go on writing"), variant="quiet", custom_attrs={})),
            closing(
                button(
                    t("Discard"),
                    variant="danger",
                    on_click=RecordEditorState.discard,
                    custom_attrs={},
                )
            ),
            class_name="flex flex-wrap justify-end gap-3",
        ),
        trigger=button(t("Discard…"), variant="quiet"),
    )


def _missing() -> rx.Component:
    return card(
        empty_state(
            "search-x",
            t("There is no such record here"),
            t("It may have been discarded, or its kind is switched off."),
            rx.el.a(t("Home"), href="/admin", class_name=LINK),
        )
    )
