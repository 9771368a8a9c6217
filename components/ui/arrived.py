"""What is shown only once the page in the address has come, not while the one before stands."""

import reflex as rx

from components.ui.scripts import script
from states.base import PortalState


class _Arrived(rx.Fragment):
    """Compares the address with the page that has come; see arrived.jsx."""

    library = script(__file__, "arrived.jsx")
    tag = "Arrived"
    filled: rx.Var[str]


def arrived(*children: rx.Component) -> rx.Component:
    """Show what acts on the one in the address, such as a button, once that one is here."""
    return _Arrived.create(*children, filled=PortalState.arrived)
