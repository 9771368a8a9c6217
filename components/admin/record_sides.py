"""What stands beside the form of a record: its files, its visit, how it looks and came to be."""

import reflex as rx

from components.admin.imaging import doubts
from components.records import entry
from components.ui.controls import button, icon_button, link_button
from components.ui.display import callout, card, pill
from components.ui.menu import ITEM, closes, menu
from components.ui.tokens import FOCUS, LINK, SMALL, SUBHEADING, THUMB
from components.ui.upload import upload
from services.core.i18n import t
from states.admin.imaging import ScansState
from states.admin.record_rows import FileRow, LinkRow
from states.admin.record_views import ChangeRow, RecordViewState, ToldRow
from states.admin.records import RecordEditorState

_ROW = RecordEditorState.row
_BESIDE = "add-beside"
_ACCEPTS = "image/jpeg,image/png,image/webp,image/heic,.heic,application/pdf,.pdf,.dcm,.dicom"


def attachments() -> rx.Component:
    """List the files, and take further ones in."""
    return _panel(
        t("Attachments"),
        doubts(),
        rx.cond(
            RecordEditorState.files,
            rx.el.ul(
                rx.foreach(RecordEditorState.files, _file),
                class_name="flex flex-col gap-2",
            ),
        ),
        rx.cond(
            ScansState.scanned,
            link_button(t("Look at the images"), href=f"/admin/images/{_ROW.id}", variant="quiet"),
        ),
        upload(
            f"/uploads/records/{_ROW.id}",
            rx.el.p(t("Pictures, PDF or DICOM, up to 25 MB each"), class_name=SMALL),
            choose=t("Choose files"),
            accept=_ACCEPTS,
            multiple=True,
            on_stored=[RecordEditorState.attached, ScansState.look],
        ),
    )


def visit() -> rx.Component:
    """List the other records of the visit, and add one."""
    return _panel(
        t("This visit"),
        rx.cond(
            RecordEditorState.beside,
            rx.el.ul(rx.foreach(RecordEditorState.beside, _other), class_name="flex flex-col"),
            rx.el.p(t("No other records belong to it yet."), class_name=SMALL),
        ),
        menu(
            _BESIDE,
            t("Add another to this visit"),
            rx.foreach(RecordEditorState.offered, _offer),
        ),
    )


def look_back() -> rx.Component:
    """Show how the customer reads it, and how it came to read so."""
    return rx.fragment(
        _panel(
            t("As the customer sees it"),
            rx.cond(
                RecordViewState.seen,
                rx.foreach(RecordViewState.preview, entry),
                rx.el.p(
                    t("What the clinic keeps to itself is left out, as it will be."),
                    class_name=SMALL,
                ),
            ),
            button(
                rx.cond(RecordViewState.seen, t("Look again"), t("Preview")),
                variant="quiet",
                on_click=RecordViewState.look(_ROW.id),
                custom_attrs={"data-saves-first": ""},
            ),
        ),
        _panel(
            t("History"),
            rx.cond(
                RecordViewState.asked,
                rx.cond(
                    RecordViewState.changes,
                    rx.el.ol(
                        rx.foreach(RecordViewState.changes, _change),
                        class_name="flex flex-col divide-y divide-line",
                    ),
                    rx.el.p(t("It has no earlier versions."), class_name=SMALL),
                ),
            ),
            button(
                t("Show earlier versions"),
                variant="quiet",
                on_click=RecordViewState.recall(_ROW.id),
            ),
        ),
    )


def _panel(title: str, *children: rx.Component) -> rx.Component:
    return card(
        rx.el.section(
            rx.el.h2(title, class_name=SUBHEADING),
            *children,
            class_name="flex min-w-0 flex-col items-stretch gap-3",
        )
    )


def _file(row: rx.vars.ObjectVar[FileRow]) -> rx.Component:
    return rx.el.li(
        rx.cond(
            row.picture,
            rx.el.img(
                src=row.href,
                alt="",
                loading="lazy",
                class_name="size-12 shrink-0 rounded-lg bg-sunken object-cover",
            ),
            rx.el.span(
                rx.icon("file-text", size=20, aria_hidden="true"),
                class_name=(
                    "grid size-12 shrink-0 place-items-center rounded-lg bg-sunken text-muted"
                ),
            ),
        ),
        rx.el.div(
            rx.el.a(
                row.name,
                href=row.href,
                target="_blank",
                rel="noopener",
                class_name=f"line-clamp-2 [overflow-wrap:anywhere] {LINK}",
            ),
            rx.el.p(row.about, class_name=SMALL),
            class_name="min-w-0 grow",
        ),
        _moves(row),
        key=row.id,
        class_name="flex items-center gap-3",
    )


def _moves(row: rx.vars.ObjectVar[FileRow]) -> rx.Component:
    return rx.el.div(
        rx.cond(
            ~row.first,
            icon_button(
                "arrow-up",
                t("Move up"),
                on_click=RecordEditorState.move_file(row.id, row.above),
            ),
        ),
        icon_button("trash-2", t("Take off"), on_click=RecordEditorState.remove_file(row.id)),
        class_name="flex shrink-0",
    )


def _other(row: rx.vars.ObjectVar[LinkRow]) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.span(row.label, class_name="min-w-0 grow truncate"),
            pill(row.hint),
            href=f"/admin/records/{row.id}",
            class_name=(
                f"flex min-h-11 items-center gap-3 rounded-xl px-2 hover:bg-sunken {FOCUS}"
            ),
        ),
        key=row.id,
    )


def _offer(row: rx.vars.ObjectVar[LinkRow]) -> rx.Component:
    return rx.el.button(
        row.label,
        type="button",
        on_click=RecordEditorState.begin(_ROW.pet_id, row.id, _ROW.id),
        custom_attrs={"data-saves-first": "", **closes(_BESIDE)},
        class_name=ITEM,
        key=row.id,
    )


def _change(row: rx.vars.ObjectVar[ChangeRow]) -> rx.Component:
    return rx.el.li(
        rx.el.p(row.what, class_name="font-semibold"),
        rx.el.p(row.who, class_name=SMALL),
        rx.foreach(rx.Var.create(row.told).to(list[ToldRow]), _told),
        key=row.who,
        class_name="flex flex-col gap-2 py-3",
    )


def _told(row: rx.vars.ObjectVar[ToldRow]) -> rx.Component:
    return rx.el.div(
        rx.el.p(row.label, class_name="text-sm font-semibold text-muted"),
        rx.el.p(
            rx.foreach(
                rx.Var.create(row.pieces).to(list[tuple[str, str]]),
                lambda piece: rx.match(
                    piece[0],
                    ("added", rx.el.ins(piece[1], class_name="bg-success-soft no-underline")),
                    ("removed", rx.el.del_(piece[1], class_name="bg-danger-soft")),
                    rx.el.span(piece[1]),
                ),
            ),
            class_name="whitespace-pre-line [overflow-wrap:anywhere]",
        ),
    )


def twin(row: rx.vars.ObjectVar[LinkRow]) -> rx.Component:
    """Warn of a draft of somebody else's, so that the same is not written twice."""
    return rx.el.div(
        callout(
            "users",
            rx.el.p(
                row.label,
                ": ",
                rx.el.a(
                    row.hint,
                    href=f"/admin/records/{row.id}",
                    class_name=f"{LINK} {THUMB}",
                ),
                class_name="[overflow-wrap:anywhere]",
            ),
            tone="warning",
        ),
        role="status",
        key=row.id,
    )
