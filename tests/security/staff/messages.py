"""The inbox, and the saved replies."""

from sqlmodel import Session

from models.messaging import Thread
from services.access import Permission
from services.core import clock
from tests.security.staff.cases import StaffHandler, at, of, sent, typed
from tests.security.world import World

_READS, _ANSWERS = Permission.READ_MESSAGES, Permission.ANSWER_MESSAGES


def _closed(db: Session, world: World) -> None:
    db.get(Thread, world.ids["thread"]).closed_at = clock.now()


HANDLERS: dict[str, StaffHandler] = {
    "inbox_state.load": StaffHandler((_READS,), route=at("thread_id", "thread")),
    "inbox_state.refresh": StaffHandler((_READS,)),
    "inbox_state.choose": StaffHandler((_READS,), sent(part="all")),
    "inbox_state.search": StaffHandler((_READS,), sent(text="a")),
    "inbox_state.show_more": StaffHandler(),
    "inbox_state.assign": StaffHandler(
        (_READS, _ANSWERS), sent(thread=of("thread"), to=of("colleague"))
    ),
    "inbox_state.close_thread": StaffHandler((_READS, _ANSWERS), sent(thread=of("thread"))),
    "inbox_state.reopen_thread": StaffHandler(
        (_READS, _ANSWERS), sent(thread=of("thread")), before=_closed
    ),
    "inbox_state.stay": StaffHandler((_READS,), sent(thread=of("thread"), typing=False)),
    "replies_state.load": StaffHandler((_ANSWERS,)),
    "replies_state.edit": StaffHandler((_ANSWERS,), sent(id=of("saved reply"))),
    "replies_state.save": StaffHandler((_ANSWERS,), typed(name="Thanks", body="Thank you!")),
    "replies_state.remove": StaffHandler((_ANSWERS,), sent(id=of("saved reply"))),
}
