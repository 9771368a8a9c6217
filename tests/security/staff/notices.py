"""The log of notices, and what they say."""

from dataclasses import replace
from typing import Any

from sqlmodel import Session, select

from models.notices import NoticeWording, OutboxEntry
from services import notices
from services.access import Permission
from tests.security.staff.cases import StaffHandler, at, of, sent, typed
from tests.security.world import World


def _told(db: Session, world: World) -> None:
    """Have something been sent to Alice."""
    notices.enqueue(
        db, "welcome", channel="email", address="alice@mail.test", subject="Hello", body="Good day"
    )
    db.flush()
    world.ids["notice"] = db.exec(select(OutboxEntry)).first().id


def _template(_world: World) -> dict[str, Any]:
    """Name the notice in the address of the page that words it."""
    return {"notice": "welcome"}


def _reworded(db: Session, _world: World) -> None:
    """Have the clinic written a notice itself."""
    db.add(NoticeWording(notice="welcome", channel="email", language="en", body="Look: {link}"))


_WORDING = StaffHandler((Permission.CHANGE_SETTINGS,), route=_template)
_OPENED = replace(_WORDING, after=("wording_state.load",))
_LOG = (Permission.SEND_NOTICES,)


_OWN_WORDS = StaffHandler(
    (Permission.SEND_NOTICES, Permission.VIEW_RECORDS), route=at("customer_id", "customer")
)

HANDLERS: dict[str, StaffHandler] = {
    "custom_state.load": _OWN_WORDS,
    "custom_state.send": replace(
        _OWN_WORDS,
        payload=typed(subject="Our hours", body="We open at 8.", email=True),
        after=("custom_state.load",),
    ),
    "custom_state.type_subject": replace(_OWN_WORDS, payload=sent(value="Hello")),
    "custom_state.type_text": replace(_OWN_WORDS, payload=sent(value="Hello")),
    "notices_state.clear": StaffHandler(_LOG),
    "notices_state.go_back": StaffHandler(),
    "notices_state.go_on": StaffHandler(),
    "notices_state.load": StaffHandler(_LOG),
    "notices_state.narrow": StaffHandler(_LOG, sent(name="text", value="ali")),
    "notices_state.read": StaffHandler(_LOG, sent(id=of("notice")), before=_told),
    "notices_state.refresh": StaffHandler(_LOG),
    "wording_state.choose": replace(_OPENED, payload=sent(name="channel", value="sms")),
    "wording_state.load": _WORDING,
    "wording_state.reset_text": replace(_OPENED, before=_reworded),
    "wording_state.save": replace(
        _OPENED, payload=typed(subject="Hello", body="Look: {link}", version=0)
    ),
    "wording_state.send_test": _OPENED,
    "wording_state.type_subject": replace(_OPENED, payload=sent(value="Hello")),
    "wording_state.type_text": replace(_OPENED, payload=sent(value="Hello")),
    "wordings_state.load": StaffHandler((Permission.CHANGE_SETTINGS,)),
}
