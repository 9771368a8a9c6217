"""The tabs of records told in words and pictures: notes, diagnoses, imaging, treatments."""

import reflex as rx

from components.imaging import scans
from components.paging import paged
from components.ui.display import card, empty_state, pill, tag
from components.ui.tokens import FOCUS, SMALL, SUBHEADING
from services.core.i18n import t
from states.records import FileRow, LineRow, RecordRow, RecordsState

_TEXT = "whitespace-pre-line [overflow-wrap:anywhere]"


def notes_tab() -> rx.Component:
    """A pet's clinical notes."""
    return _tab(
        "notes",
        empty_state(
            "notebook-pen",
            t("No clinical notes yet"),
            t("When the clinic shares what was found and done at a visit, it is here."),
        ),
    )


def diagnoses_tab() -> rx.Component:
    """A pet's diagnoses."""
    return _tab(
        "diagnoses",
        empty_state(
            "clipboard-list",
            t("No diagnoses yet"),
            t("What the clinic has found out about your pet's health is here."),
        ),
    )


def imaging_tab() -> rx.Component:
    """A pet's pictures."""
    return _tab(
        "imaging",
        empty_state(
            "scan-line",
            t("No pictures yet"),
            t("X-rays, ultrasound and other pictures that the clinic shares are here."),
        ),
    )


def treatments_tab() -> rx.Component:
    """A pet's treatments."""
    return _tab(
        "treatments",
        empty_state(
            "pill",
            t("No treatments yet"),
            t("Medication, procedures and therapies are here, with how they are to be given."),
        ),
    )


def entry(row: rx.vars.ObjectVar[RecordRow], *inside: rx.Component | rx.Var) -> rx.Component:
    """Show one record in full; `inside` stands between its facts and its notes."""
    return card(
        rx.el.article(
            _head(row),
            facts(row.facts),
            *inside,
            rx.foreach(row.parts, _part),
            rx.cond(row.notes, rx.el.p(row.notes, class_name=_TEXT)),
            rx.cond(row.scans.href, scans(row.scans)),
            rx.cond(row.pictures, _pictures(row)),
            rx.cond(row.files, _files(row)),
            foot(row.author, row.amended),
            id=f"record-{row.id}",
            class_name="flex scroll-mt-24 flex-col gap-4",
        ),
        key=row.id,
    )


def facts(lines: rx.Var[list[LineRow]]) -> rx.Component:
    """Show what is said in a few words, as labels and values."""
    return rx.cond(
        lines,
        rx.el.dl(
            rx.foreach(
                lines,
                lambda line: rx.el.div(
                    rx.el.dt(line.label, class_name="text-sm text-muted"),
                    rx.el.dd(line.text, class_name="font-medium [overflow-wrap:anywhere]"),
                    class_name="min-w-0",
                ),
            ),
            class_name="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3",
        ),
    )


def foot(author: rx.Var[str], amended: rx.Var[str] | str) -> rx.Component:
    """Say whose words these are, and whether they were changed."""
    return rx.cond(
        author | amended,
        rx.el.p(
            rx.cond(author, rx.el.span(author)),
            rx.cond(author & amended, rx.fragment(" · ")),
            rx.cond(amended, rx.el.span(amended)),
            class_name=SMALL,
        ),
    )


def _tab(tab: str, empty: rx.Component) -> rx.Component:
    return paged(
        RecordsState,
        tab,
        rx.el.div(rx.foreach(RecordsState.rows, entry), class_name="flex flex-col gap-4"),
        empty=empty,
        height="12rem",
    )


def _head(row: rx.vars.ObjectVar[RecordRow]) -> rx.Component:
    return rx.el.header(
        rx.el.div(
            tag(row.badge, row.color),
            rx.cond(row.type, pill(row.type)),
            rx.el.p(row.date, class_name=f"{SMALL} ml-auto whitespace-nowrap"),
            class_name="flex flex-wrap items-center gap-2",
        ),
        rx.el.h3(row.title, class_name=f"{SUBHEADING} [overflow-wrap:anywhere]"),
        class_name="flex flex-col gap-2",
    )


def _part(line: rx.vars.ObjectVar[LineRow]) -> rx.Component:
    return rx.el.div(
        rx.el.h4(line.label, class_name="text-sm font-semibold text-muted"),
        rx.el.p(line.text, class_name=_TEXT),
        class_name="flex flex-col gap-0.5",
    )


def _pictures(row: rx.vars.ObjectVar[RecordRow]) -> rx.Component:
    return rx.el.ul(
        rx.foreach(row.pictures, _picture),
        class_name="grid grid-cols-2 gap-3 sm:grid-cols-3",
    )


def _picture(file: rx.vars.ObjectVar[FileRow]) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.img(
                src=file.href,
                alt=file.name,
                loading="lazy",
                class_name="aspect-[4/3] w-full bg-sunken object-cover",
            ),
            rx.el.span(t("Opens in a new tab"), class_name="sr-only"),
            href=file.href,
            target="_blank",
            rel="noopener",
            class_name=f"block overflow-hidden rounded-xl border border-line {FOCUS}",
        ),
    )


def _files(row: rx.vars.ObjectVar[RecordRow]) -> rx.Component:
    return rx.el.ul(rx.foreach(row.files, _file), class_name="flex flex-col gap-2")


def _file(file: rx.vars.ObjectVar[FileRow]) -> rx.Component:
    look = "flex min-h-14 items-center gap-3 rounded-xl border border-line px-4 py-2"
    inside = (
        rx.match(
            file.icon,
            ("file-text", _icon("file-text")),
            ("scan-line", _icon("scan-line")),
            _icon("paperclip"),
        ),
        rx.el.span(
            rx.el.span(file.name, class_name="font-medium [overflow-wrap:anywhere]"),
            rx.el.span(file.about, class_name=SMALL),
            class_name="flex min-w-0 flex-col",
        ),
    )
    return rx.el.li(
        rx.cond(
            file.href,
            rx.el.a(
                *inside,
                rx.el.span(t("Opens in a new tab"), class_name="sr-only"),
                href=file.href,
                target="_blank",
                rel="noopener",
                class_name=f"{look} hover:bg-sunken {FOCUS}",
            ),
            rx.el.div(
                rx.el.span(*inside, class_name="flex min-w-0 items-center gap-3"),
                rx.el.span(t("Ask the clinic for a copy"), class_name=f"{SMALL} pl-8 sm:ml-auto"),
                class_name=f"{look} flex-wrap",
            ),
        ),
    )


def _icon(name: str) -> rx.Component:
    return rx.icon(name, size=20, class_name="shrink-0 text-muted", aria_hidden="true")
