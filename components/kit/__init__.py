"""Every part of the design system in every state, on one page of the demo."""

import reflex as rx

from components.kit import basics, forms, larger, signs, uploads
from components.ui.layout import back_link, page
from services.core.i18n import t

_PARTS = (
    basics.scale,
    basics.colors,
    basics.buttons,
    basics.fields,
    forms.whole_form,
    forms.searched,
    basics.cards,
    basics.pets,
    basics.labels,
    signs.shields,
    larger.navigation,
    larger.tables,
    larger.overlays,
    uploads.uploads,
    larger.lines,
    larger.states,
)


def kit_page() -> rx.Component:
    """Show it all."""
    return page(
        t("Design system"),
        rx.el.p(t("Every part of the portal, in every state."), class_name="-mt-3 text-muted"),
        *(part() for part in _PARTS),
        above=back_link(t("Home"), "/"),
    )
