"""What a tab does when something that it may be showing has changed."""

import reflex as rx

from states.base import PortalState


class LiveState(PortalState):
    """Called by the pump (portal_app/pump.py), never by a page."""

    @rx.event
    def refresh(self):
        """Show again what is on screen."""
