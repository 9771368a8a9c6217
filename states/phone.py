"""What the account page says of the portal on a phone."""

from typing import ClassVar

import reflex as rx

from services import installing
from states.base import Audience, PortalState


class PhoneState(PortalState):
    """Whether the clinic offers the portal as an app."""

    AUDIENCE: ClassVar[Audience] = Audience.SIGNED_IN

    offered: bool = False

    @rx.event
    async def load(self):
        """Tell whether there is an app."""
        self.offered = await self._read(installing.offered)
