"""By when the clinic answers, and whom to call until then."""

import reflex as rx
from reflex_components_core.el.elements.inline import A as PlainLink

from components.ui.scripts import script
from components.ui.tokens import FOCUS
from services.core.i18n import t
from services.core.links import Piece
from states.messaging import MessagingState


class Passing(rx.Component):
    """Follows the time in a page that stands open; see expecting.jsx."""

    library = script(__file__, "expecting.jsx")
    tag = "Passing"
    on_pass: rx.EventHandler[rx.event.no_args_event_spec]


def expected() -> rx.Component:
    """Say when an answer comes; while the clinic is closed, whom to call in an emergency."""
    return rx.el.div(
        Passing.create(on_pass=MessagingState.pass_time),
        rx.cond(
            MessagingState.answered != "",
            rx.el.p(
                rx.icon("clock", size=16, aria_hidden="true", class_name="mt-0.5 shrink-0"),
                MessagingState.answered,
                class_name="flex gap-2",
            ),
        ),
        rx.cond(
            MessagingState.emergency,
            rx.el.p(
                rx.icon("siren", size=16, aria_hidden="true", class_name="mt-0.5 shrink-0"),
                rx.el.span(
                    rx.el.strong(t("In an emergency"), ": ", class_name="font-semibold"),
                    rx.foreach(MessagingState.emergency, _piece),
                    class_name="min-w-0 [overflow-wrap:anywhere]",
                ),
                class_name="flex gap-2",
            ),
        ),
        class_name="flex flex-col gap-1 text-sm text-muted empty:hidden",
    )


def _piece(piece: rx.vars.ObjectVar[Piece]) -> rx.Component:
    return rx.cond(
        piece.href != "",
        PlainLink.create(
            piece.text,
            href=piece.href,
            class_name=(
                "-my-3 inline-flex min-h-11 items-center rounded font-semibold whitespace-nowrap "
                f"text-accent underline underline-offset-2 {FOCUS}"
            ),
        ),
        rx.fragment(piece.text),
    )
