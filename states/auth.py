"""The sign-in pages, and what happens to a tab whose session has ended."""

import reflex as rx

from states.base import Audience, PortalState, open_to


class SignInState(PortalState):
    """What the sign-in forms show. The forms themselves are plain HTML and post over HTTP."""

    @open_to(Audience.PUBLIC)
    @rx.event
    def leave(self):
        """Go back to signing in; the guard has already wiped what this tab knew."""
        return rx.redirect("/")
