"""The page on which the images of a record are looked at, and what leads there."""

from typing import Any

import reflex as rx

from components.ui.controls import link_button
from components.ui.display import empty_state
from components.ui.layout import back_link, page
from components.ui.tokens import FOCUS, SMALL
from components.viewer import viewer
from services.core.i18n import t
from states.base import PortalState
from states.imaging import ImagingState


def images_page() -> rx.Component:
    """A customer's page of the images of one record."""
    return page(title(), shown("/"), tab="home", above=back())


def title() -> rx.Var[str]:
    """The heading of a page of images."""
    return rx.cond(ImagingState.title, ImagingState.title, t("Images"))


def back() -> rx.Component:
    """Lead back to the file that the images are from."""
    return rx.cond(
        ImagingState.back,
        back_link(t("Back to the file"), ImagingState.back),
        rx.el.div(class_name="h-11"),
    )


def shown(home: str, **marking: Any) -> rx.Component:
    """Show the viewer; it does not wait for what stands above it.

    Args:
        home: Where those are led whose record is not there.
        marking: What marks key images, where that is done.
    """
    return rx.cond(
        ImagingState.status == "missing",
        empty_state(
            "scan-line",
            t("We could not find these images"),
            t("They may have been taken back, or the link is wrong."),
            link_button(t("To the start page"), href=home),
        ),
        rx.fragment(
            rx.el.p(ImagingState.about, class_name=f"{SMALL} -mt-3 min-h-5"),
            viewer(**marking),
        ),
    )


def scans(row: Any) -> rx.Component:
    """Lead from a record to its images.

    Args:
        row: The ScansRow of the record.
    """
    return rx.el.a(
        rx.el.img(
            src=row.thumb,
            alt="",
            loading="lazy",
            class_name="size-24 shrink-0 rounded-lg bg-black object-contain sm:size-32",
        ),
        rx.el.span(
            rx.el.span(t("Look at the images"), class_name="font-semibold text-accent"),
            rx.el.span(row.said, class_name=SMALL),
            class_name="flex min-w-0 flex-col gap-0.5",
        ),
        rx.icon("chevron-right", size=20, class_name="ml-auto shrink-0", aria_hidden="true"),
        href=rx.cond(PortalState.is_staff, f"/admin{row.href}", row.href),
        class_name=(
            "flex min-h-14 items-center gap-4 rounded-xl border border-line p-2 pr-4 "
            f"hover:bg-sunken {FOCUS}"
        ),
    )
