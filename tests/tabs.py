"""Browser tabs without a browser: real handlers, the real guard, the real database."""

from collections.abc import Iterable
from contextlib import asynccontextmanager
from functools import reduce
from uuid import uuid4

import pytest
from reflex.event import Event
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.token import BaseStateToken
from reflex_base.event.processor import BaseStateEventProcessor
from reflex_base.utils.format import format_event_handler

from portal_app import cookies, errors
from portal_app.portal_app import app
from services.live import hub


class Socket:
    """What the app knows of an open socket."""

    def __init__(self, sid: str) -> None:
        self.sid = sid
        self.instance_id = "here"


class Tab:
    """One tab: it sends events and holds what came back."""

    def __init__(
        self, processor, sent, states, token: str = "", tab: str = "", language: str = "en"
    ) -> None:
        self.processor, self.sent, self.states = processor, sent, states
        self.id = tab or str(uuid4())
        self.heard = ""  # everything that has come back
        self.language = language
        app.event_namespace._token_manager.token_to_socket[self.id] = Socket(f"sid-{self.id}")
        self.carry(token)

    def carry(self, token: str) -> None:
        """Have the tab's socket come with this session cookie, as an old one would."""
        cookie = f"{cookies.SESSION}={token}" if token else ""
        app.event_namespace._static_router_data[f"sid-{self.id}"] = {
            "headers": {"cookie": cookie, "accept-language": self.language}
        }

    async def send(
        self,
        handler,
        *,
        address_of: str = "",
        route: dict[str, str] | None = None,
        behind: str = "",
        **payload,
    ) -> list[str]:
        """Send an event; return the names of the events that came back.

        Args:
            address_of: The tab that the event says it comes from; normally this one.
            route: Parts of the page's address, such as {"pet_id": "…", "tab": "notes"}.
            behind: What stands behind it, such as "?pet=…".
        """
        name = handler if isinstance(handler, str) else format_event_handler(handler)
        # A page that fills itself would do so with a tab's first event, too.
        address = {
            "pathname": "/nothing",
            "asPath": f"/nothing{behind}",
            "token": address_of or self.id,
        }
        event = Event(
            name=name,
            payload=payload,
            router_data={**address, "sid": "", "ip": "", "headers": {}, "query": route or {}},
        )
        self.sent.clear()
        await (await self.processor.enqueue(self.id, event)).wait_all()
        updates = [update for tab, update in self.sent if tab == self.id]
        self.heard += "".join(repr(_ours(update.delta)) for update in updates)
        return [event.name for update in updates for event in update.events]

    def shape(self, ids: Iterable[object]) -> str:
        """Return everything that has come back, with the given ids left out."""
        return reduce(lambda text, found: text.replace(str(found), "…"), ids, self.heard)

    async def state(self, cls):
        """Return what the tab's state holds now."""
        root = await self.states.get_state(BaseStateToken(ident=self.id, cls=cls))
        return await root.get_state(cls)


def _ours(delta: dict) -> dict:
    """Leave out what Reflex says of the address and the socket."""
    return {
        state: {name: value for name, value in values.items() if "rx_router" not in name}
        for state, values in delta.items()
    }


@asynccontextmanager
async def running():
    """Handle the events of tabs; yields what opens one, and what handles their events."""
    sent, states = [], StateManagerMemory()

    class Namespace:
        async def emit_update(self, update, token):
            sent.append((token, update))

    processor = BaseStateEventProcessor(middleware=app, backend_exception_handler=errors.show_error)
    processor.configure(state_manager=states, event_namespace=Namespace())
    async with processor:
        yield (
            lambda person=None, tab="", language="en": Tab(
                processor, sent, states, person.token if person else "", tab, language
            ),
            processor,
        )
    await states.close()
    for tab in hub.tabs():
        hub.unbind(tab)


@pytest.fixture
async def open_tab():
    """Open tabs, each with the cookie of a person or with none."""
    async with running() as (opened, _processor):
        yield opened
