"""What the account page says of the portal on a phone."""

from typing import ClassVar

import reflex as rx

from services import pushing
from states.base import Audience, PortalState


class PhoneState(PortalState):
    """What a browser needs to take notices, where the clinic wants the portal to be an app."""

    AUDIENCE: ClassVar[Audience] = Audience.SIGNED_IN

    push_key: str = ""

    @rx.event
    async def load(self):
        """Tell whether there is an app, and by which key it takes notices."""
        self.push_key = await self._read(pushing.offer)
