"""What a staff member's tab looks at again when something has changed.

A page's state notes its screen with `self._screen = "…"`; each state named here for it has a
handler `refresh`.
"""

from states.base import PortalState

SCREENS: dict[str, tuple[type[PortalState], ...]] = {}
