"""The number on the portal's icon."""

import reflex as rx

from components.ui.scripts import script
from states.base import PortalState
from states.messaging import MessagingState


class AppBadge(rx.Component):
    """Puts a number on the portal's icon; see badge.jsx."""

    library = script(__file__, "badge.jsx")
    tag = "AppBadge"
    count: rx.Var[int]
    known: rx.Var[bool]


def app_badge() -> rx.Component:
    """Show on the icon how much is unread."""
    return AppBadge.create(count=MessagingState.unread, known=PortalState.person != "")


def no_badge() -> rx.Component:
    """Take the number off: nobody is signed in."""
    return AppBadge.create(count=0, known=False)
