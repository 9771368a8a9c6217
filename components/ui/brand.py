"""What makes the portal the clinic's own: its logo, its name and its colours."""

import reflex as rx

from states.base import PortalState

_GATE = "M16 1c8 0 13.5 5.6 13.5 13.5V27a4 4 0 0 1-4 4h-19a4 4 0 0 1-4-4V14.5C2.5 6.6 8 1 16 1z"


def brand() -> rx.Component:
    """Show the clinic's name, which arrives with the first answer of the server."""
    return rx.el.p(
        mark("h-8 max-w-24"),
        rx.el.span(PortalState.clinic, class_name="line-clamp-2 [overflow-wrap:anywhere]"),
        class_name=(
            "flex min-h-8 min-w-0 items-center gap-2.5 font-display text-lg leading-tight "
            "font-semibold tracking-tight"
        ),
    )


def colors() -> rx.Component:
    """Colour an open page as the clinic wants it now; /brand.css has coloured it so far."""
    return rx.cond(PortalState.colors != "", rx.el.style(PortalState.colors))


def mark(size: str) -> rx.Component:
    """Show the clinic's logo, or the paw of those that have none.

    Args:
        size: Its height, and how wide a logo may be.
    """
    return rx.cond(
        PortalState.logo != "",
        rx.el.img(
            src=PortalState.logo, alt="", class_name=f"{size} w-auto shrink-0 object-contain"
        ),
        gate(f"{size} aspect-square"),
    )


def gate(size: str) -> rx.Component:
    """Draw the mark of assets/icon.svg in the clinic's colour."""
    return rx.el.svg(
        rx.el.path(d=_GATE, fill="var(--accent)"),
        rx.el.g(
            rx.el.path(
                d="M16 15.5c3.6 0 7 4.2 7 7.4 0 2.3-1.7 3.2-3.6 3.2-1.3 0-2.2-.6-3.4-.6s-2.1.6"
                "-3.4.6c-1.9 0-3.6-.9-3.6-3.2 0-3.2 3.4-7.4 7-7.4z"
            ),
            rx.el.ellipse(cx="8.3", cy="15.3", rx="2.2", ry="2.9"),
            rx.el.ellipse(cx="23.7", cy="15.3", rx="2.2", ry="2.9"),
            rx.el.ellipse(cx="12.7", cy="9.8", rx="2.3", ry="3.2"),
            rx.el.ellipse(cx="19.3", cy="9.8", rx="2.3", ry="3.2"),
            fill="var(--accent-ink)",
        ),
        view_box="0 0 32 32",
        aria_hidden="true",
        class_name=f"{size} shrink-0",
    )
