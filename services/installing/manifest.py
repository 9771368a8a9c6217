"""What a browser is told when somebody puts the portal on their home screen."""

from typing import Any

from services import branding
from services.core.i18n import speaking
from services.core.i18n import translate as _
from services.installing.icons import Icon, version
from services.settings import Settings

SHORT = 12  # letters that fit below an icon


def manifest(rules: Settings, language: str) -> dict[str, Any]:
    """Describe the portal as an app, in the clinic's name and colours.

    Source: W3C Web Application Manifest.
    """
    with speaking(language):
        return {
            "id": "/",
            "name": rules.clinic_name,
            "short_name": _short(rules),
            "description": _("The customer portal of your veterinary clinic."),
            "lang": language,
            "dir": "ltr",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "theme_color": branding.light(rules.accent_color).accent,
            "background_color": branding.LIGHT_GROUNDS[0],
            "icons": [_icon(rules, icon) for icon in (Icon.SMALL, Icon.LARGE, Icon.MASKABLE)],
            "shortcuts": _shortcuts(rules),
        }


def address(rules: Settings, icon: Icon) -> str:
    """Return where an icon is; another look has another address."""
    return f"/app/{version(rules)}/{icon}.png"


def _short(rules: Settings) -> str:
    """Return what stands below the icon; phones cut a longer one off in the middle of a word."""
    given = rules.clinic_short_name or rules.clinic_name
    first = given.split()[0] if given.split() else given
    return first if len(given) > SHORT >= len(first) else given


def _icon(rules: Settings, icon: Icon) -> dict[str, str]:
    return {
        "src": address(rules, icon),
        "sizes": f"{icon.side}x{icon.side}",
        "type": "image/png",
        "purpose": "maskable" if icon is Icon.MASKABLE else "any",
    }


def _shortcuts(rules: Settings) -> list[dict[str, Any]]:
    icons = [_icon(rules, Icon.SMALL)]
    pets = {"name": _("Your pets"), "url": "/", "icons": icons}
    if rules.messaging_mode == "disabled":
        return [pets]
    return [{"name": _("Messages"), "url": "/messages", "icons": icons}, pets]
