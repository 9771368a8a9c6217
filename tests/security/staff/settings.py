"""The clinic's settings, and the audit trail."""

from dataclasses import replace
from typing import Any

from sqlmodel import Session

from services import settings
from services.access import Permission
from tests.security.staff.cases import StaffHandler, sent
from tests.security.world import World


def _advanced(_world: World) -> dict[str, Any]:
    """Fill in a tab of the settings."""
    typed = {"page_size": "25", "upload_mb": "25", "upload_types.pdf": True, "version": 0}
    return {"typed": {**typed, "turn": "t"}}


def _with_logo(db: Session, _world: World) -> None:
    settings.put(db, logo="ab" * 32)


_CHANGES = (Permission.CHANGE_SETTINGS,)
_AUDIT = (Permission.SEE_AUDIT,)
_SETTINGS = StaffHandler((Permission.CHANGE_SETTINGS,), route=lambda _world: {"tab": "advanced"})
_OPEN = replace(_SETTINGS, after=("settings_state.load",))

HANDLERS: dict[str, StaffHandler] = {
    "audit_state.clear": StaffHandler(_AUDIT),
    "audit_state.load": StaffHandler(_AUDIT),
    "audit_state.narrow": StaffHandler(_AUDIT, sent(name="about", value="rex")),
    "audit_state.newer": StaffHandler(),
    "audit_state.older": StaffHandler(),
    "delivery_state.load": StaffHandler(_CHANGES),
    "delivery_state.refresh": StaffHandler(_CHANGES),
    "delivery_state.send_test": StaffHandler(_CHANGES),
    "delivery_state.try_mailbox": StaffHandler(_CHANGES),
    "looks_state.load": StaffHandler(_CHANGES),
    "looks_state.try_accent": StaffHandler(payload=sent(color="#123456")),
    "looks_state.remove_logo": StaffHandler(_CHANGES, before=_with_logo),
    "reminders_state.load": StaffHandler(),
    "reminders_state.preview": StaffHandler((Permission.SEND_NOTICES, Permission.VIEW_RECORDS)),
    "settings_state.load": _SETTINGS,
    "settings_state.refresh": _OPEN,
    "settings_state.save": replace(_OPEN, payload=_advanced),
    "settings_state.search": replace(_SETTINGS, payload=sent(key="country", text="ger")),
}
