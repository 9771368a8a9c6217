"""Everything we need from inside Reflex about one browser tab, in one place.

Reflex calls a tab's identifier its client token. It is chosen by the browser and travels in an
address, so it says which tab, never who: only the cookie of the tab's live socket does.
"""

from typing import Any

import reflex as rx
from reflex.event import Event
from reflex.istate.manager.token import BaseStateToken
from reflex_base.event import EventType
from reflex_base.event.context import EventContext


def current() -> str:
    """Return the tab whose event is being handled."""
    return EventContext.get().token


def connected(app: rx.App) -> set[str]:
    """List the tabs whose socket is open."""
    return set(_namespace(app)._token_manager.token_to_socket)


def header(app: rx.App, tab: str, name: str) -> str:
    """Return a header that the tab's open socket was made with, such as cookie.

    Not `router.headers`: that copy lives in the state, where an event that was queued on behalf
    of another tab can overwrite it.
    """
    namespace = _namespace(app)
    socket = namespace._token_manager.token_to_socket.get(tab)
    data = namespace._static_router_data.get(socket.sid) if socket else None
    return data["headers"].get(name, "") if data else ""


async def run_in(app: rx.App, tab: str, handler: EventType[()]) -> None:
    """Run a handler in a tab, as if the tab itself had asked for it, and wait until it is done.

    Never do this from within a handler: the event would carry the acting tab's address, headers
    and cookie over into this one. The processor's root context carries none.
    """
    processor = app.event_processor
    context = processor._root_context
    if context is None:  # the portal is stopping
        return
    with app.set_contexts():
        events = Event.from_event_type(handler)
    for event in events:
        queued = Event(name=event.name, payload=dict(event.payload))
        done = await processor.enqueue(tab, queued, ev_ctx=context.fork(token=tab))
        await done.wait_all()


async def keep(app: rx.App, tab: str) -> None:
    """Use a tab's state, so that it does not expire while the tab is open but idle."""
    await app.state_manager.get_state(BaseStateToken(ident=tab, cls=rx.State))


def _namespace(app: rx.App) -> Any:
    namespace = app.event_namespace
    if namespace is None:
        raise RuntimeError("the app has no state, hence no sockets")
    return namespace
