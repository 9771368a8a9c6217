"""How the clinic's colour would look, and its logo."""

from dataclasses import dataclass

import reflex as rx

from services import branding, settings
from services.core.i18n import translate as _
from services.settings import Tab
from states.base import StaffState
from states.feedback import FeedbackState


@dataclass(frozen=True)
class ShadeRow:
    """An accent in one of the two modes."""

    ground: str = ""
    accent: str = ""
    ink: str = ""
    contrast: str = ""
    corrected: bool = False


class LooksState(StaffState):
    """What stands beside the settings of the clinic's looks."""

    light: ShadeRow = ShadeRow()
    dark: ShadeRow = ShadeRow()

    @rx.event
    async def load(self):
        """Show the colour in force."""
        found = await self._read(settings.opened, Tab.GENERAL)
        self._show(found.values["accent_color"])

    @rx.event
    def try_accent(self, color: str):
        """Show what would become of another colour, before it is saved."""
        if settings.is_color(color):
            self._show(color)

    @rx.event
    async def remove_logo(self):
        """Show the paw again."""
        await self._write(settings.set_logo, "")
        return FeedbackState.show(_("The logo is removed."))

    def _show(self, color: str) -> None:
        self.light, self.dark = map(_shade, branding.shades(color))


def _shade(found: branding.Shade) -> ShadeRow:
    return ShadeRow(
        ground=found.ground,
        accent=found.brand.accent,
        ink=found.brand.ink,
        contrast=_("Contrast {ratio} : 1", ratio=f"{found.contrast:.1f}"),
        corrected=found.corrected,
    )
