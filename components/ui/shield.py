"""How a pet stands with what it is required to be vaccinated against."""

import reflex as rx

from components.ui.tokens import FOCUS
from services.core.i18n import t
from states.shields import ShieldRow

_LOOKS = {
    "green": ("shield-check", "text-success", "bg-success-soft"),
    "yellow": ("shield-alert", "text-warning", "bg-warning-soft"),
    "red": ("shield-x", "text-danger", "bg-danger-soft"),
}


def shield(row: rx.Var[ShieldRow], *, link: bool = True, told: bool = False) -> rx.Component:
    """Show a pet's shield, if it has one: a sign of its own for each colour.

    Args:
        link: Whether it leads to the pet's immunizations; not inside another link.
        told: Whether the reason stands beside the sign; else it is read out and shown on hover.
    """
    of = rx.Var.create(row).to(ShieldRow)
    signs = [(color, _sign(of, color, link=link, told=told)) for color in _LOOKS]
    return rx.fragment(rx.match(of.color, *signs, rx.fragment()))


def _sign(of: rx.vars.ObjectVar[ShieldRow], color: str, *, link: bool, told: bool) -> rx.Component:
    icon, ink, ground = _LOOKS[color]
    words = (
        rx.el.span(t("Immunizations"), ": ", class_name="sr-only"),
        rx.el.span(of.words, class_name="text-sm font-semibold" if told else "sr-only"),
    )
    sign = rx.icon(icon, size=20, aria_hidden="true", class_name="shrink-0")
    frame = f"inline-flex items-center gap-1.5 {ink} " + (
        f"w-fit max-w-full rounded-full px-3 py-1 {ground}" if told else ""
    )
    if not link:
        return rx.el.span(sign, *words, title=of.words, class_name=frame, data_color=color)
    return rx.el.a(
        sign,
        *words,
        href=of.href,
        title=of.words,
        data_color=color,
        class_name=f"{frame} min-h-11 min-w-11 justify-center rounded-full {FOCUS} hover:bg-sunken",
    )
