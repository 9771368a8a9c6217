"""Going through a list page by page."""

import reflex as rx

from components.ui.pager import pager
from services.core.i18n import t
from states.admin.stepping import SteppedState


def steps(state: type[SteppedState]) -> rx.Component:
    """Lead to the next page and back; nothing where one page holds it all."""
    return pager(
        state.position,
        newer=state.go_back,
        older=state.go_on,
        has_newer=state.has_previous,
        has_older=state.has_next,
        labels=(t("Back"), t("Further")),
    )
