"""Which staff members look at a thread or are answering it, so that two do not both (MSG-9).

It lasts as long as their tabs say so, and is kept nowhere: a restart forgets it.
"""

import time
from dataclasses import dataclass
from uuid import UUID

from services import live
from services.access import Actor

_LASTS = 25.0  # seconds after a tab has last said so
_tabs: dict[str, "_Here"] = {}


@dataclass(frozen=True)
class Other:
    """Somebody else at the same thread."""

    name: str
    typing: bool


@dataclass(frozen=True)
class _Here:
    thread_id: UUID
    actor_id: UUID
    name: str
    typing: bool
    until: float


def note(tab: str, actor: Actor, thread_id: UUID | None, *, typing: bool = False) -> None:
    """Note what a staff member's tab shows, and tell those who look at the same.

    Args:
        thread_id: None: no thread any more.
    """
    now = time.monotonic()
    for gone in [key for key, here in _tabs.items() if here.until < now]:
        del _tabs[gone]
    before = _tabs.pop(tab, None)
    if thread_id is not None:
        _tabs[tab] = _Here(thread_id, actor.id, actor.name, typing, now + _LASTS)
    if before is None or (before.thread_id, before.typing) != (thread_id, typing):
        places = {thread_id, before.thread_id if before else None}
        others = {here.actor_id for here in _tabs.values() if here.thread_id in places}
        if told := others - {actor.id}:
            live.hub.send(live.Presence(frozenset(told)))


def others(actor: Actor, thread_id: UUID) -> list[Other]:
    """List who else is at a thread, by name."""
    now = time.monotonic()
    found: dict[UUID, Other] = {}
    for here in _tabs.values():
        if here.thread_id == thread_id and here.actor_id != actor.id and here.until > now:
            typing = here.typing or (here.actor_id in found and found[here.actor_id].typing)
            found[here.actor_id] = Other(here.name, typing)
    return sorted(found.values(), key=lambda other: other.name)
