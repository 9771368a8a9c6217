"""What each handler is tried with. Add a line for whatever is new."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from tests.security.world import WORD, World


def _nothing(_world: World) -> dict[str, Any]:
    return {}


def _pet(tab: str) -> Callable[[World], dict[str, str]]:
    return lambda world: {"pet_id": str(world.pet_id), "tab": tab}


def _thread(world: World) -> dict[str, str]:
    return {"thread_id": str(world.ids["thread"])}


def _id(name: str) -> Callable[[World], dict[str, str]]:
    return lambda world: {"id": str(world.ids[name])}


def _measurement(world: World) -> dict[str, str]:
    return {"measurement": str(world.ids["measurement"])}


def _document(world: World) -> dict[str, str]:
    return {"document": str(world.ids["document"])}


@dataclass(frozen=True)
class Handler:
    """How an event handler is called with what is Alice's.

    `shows`: called by Alice herself it answers with her data, so the test can see data leak.
    `own_tables`: what a stranger may change of their own by calling it.
    """

    payload: Callable[[World], dict[str, Any]] = _nothing
    route: Callable[[World], dict[str, str]] = _nothing
    shows: bool = False
    after: tuple[str, ...] = ()
    own_tables: frozenset[str] = field(default_factory=frozenset)


def _list(state: str, tab: str) -> dict[str, Handler]:
    """Say how the handlers of a list in a pet's file are called."""
    narrowed = Handler(
        payload=lambda _world: {"name": "since", "value": "2026-01-01"},
        route=_pet(tab),
        shows=True,
        after=(f"{state}.load",),
    )
    after = replace(narrowed, payload=_nothing)
    turned = replace(after, shows=False)
    return {
        f"{state}.load": replace(after, after=()),
        f"{state}.refresh": replace(after, shows=False),
        f"{state}.clear": after,
        f"{state}.narrow": narrowed,
        f"{state}.newer": turned,
        f"{state}.older": turned,
    }


PUBLIC_HANDLERS = {
    "feedback_state.fail",
    "feedback_state.show",
    "feedback_state.dismiss",
    "kit_state.load",
    "live_state.dress",
    "portal_state.arrive",
    "kit_state.save",
    "kit_state.search",
    "sign_in_state.leave",
    "sign_in_state.load",
    "sign_in_state.start_over",
    "sign_up_state.load",
    "unsubscribe_state.load",
    "set_up_state.load",
    "set_up_state.load_first_run",
    "staff_sign_in_state.load",
}

HANDLERS = {
    "account_state.load": Handler(shows=True),
    "phone_state.load": Handler(),
    "account_state.refresh": Handler(shows=True),
    "account_state.set_pin": Handler(payload=lambda _world: {"form": {"pin": "493817"}}),
    "account_state.delete_pin": Handler(),
    "account_state.end_session": Handler(payload=_id("session")),
    "account_state.end_others": Handler(own_tables=frozenset({"auditevent"})),
    "account_state.forget_device": Handler(payload=_id("device")),
    "details_state.load": Handler(shows=True),
    "details_state.refresh": Handler(shows=True),
    "details_state.edit": Handler(shows=True),
    "details_state.change": Handler(payload=lambda _world: {"channel": "email"}, shows=True),
    "details_state.close": Handler(shows=True),
    "details_state.save": Handler(
        payload=lambda _world: {"typed": {"street": "1 Low Rd"}},
        own_tables=frozenset({"customer", "auditevent"}),
    ),
    "details_state.request": Handler(
        payload=lambda _world: {"channel": "email", "typed": {"contact": "bob@mail.test"}},
    ),
    "details_state.ask_again": Handler(payload=_id("new contact")),
    "details_state.confirm": Handler(
        payload=lambda _world: {"channel": "email", "typed": {"code": "271828"}}
    ),
    "details_state.cancel": Handler(payload=_id("new contact")),
    "wishes_state.load": Handler(),
    "wishes_state.save": Handler(
        payload=lambda _world: {"typed": {"wants_sms": False, "version": 1}},
        own_tables=frozenset({"customer", "auditevent"}),
    ),
    "pets_state.load": Handler(),
    "pets_state.refresh": Handler(),
    "pets_state.show_more": Handler(),
    "pet_state.open": Handler(route=_pet("overview"), shows=True),
    "pet_state.refresh": Handler(),
    "own_pet_state.load_new": Handler(),
    "own_pet_state.refresh": Handler(),
    "own_pet_state.offer_breeds": Handler(payload=lambda world: {"species": str(world.pet_id)}),
    "own_pet_state.add": Handler(payload=lambda _world: {"typed": {"name": "Nala"}}),
    "own_pet_state.edit": Handler(after=("pet_state.open",), route=_pet("overview"), shows=True),
    "own_pet_state.close": Handler(),
    "own_pet_state.save": Handler(payload=lambda _world: {"typed": {"color": "black"}}),
    "own_pet_state.remove_photo": Handler(route=_pet("overview")),
    "imaging_state.load": Handler(
        route=lambda world: {"record_id": str(world.ids["imaging medicalrecord"])}, shows=True
    ),
    "imaging_state.refresh": Handler(),
    "overview_state.load": Handler(route=_pet("overview"), shows=True),
    "overview_state.refresh": Handler(),
    "overview_state.show_more": Handler(),
    "search_state.load": Handler(shows=True),
    "search_state.refresh": Handler(shows=True),
    "search_state.find": Handler(
        payload=lambda _world: {
            "asked": {"text": WORD[1:-1], "kind": "", "since": "", "until": ""}
        },
        shows=True,
    ),
    "search_state.clear": Handler(shows=True),
    "search_state.show_more": Handler(),
    "live_state.refresh": Handler(),
    "messaging_state.load_badge": Handler(),
    "messaging_state.load_threads": Handler(shows=True),
    "messaging_state.load_pet": Handler(route=_pet("messages"), shows=True),
    "messaging_state.load_thread": Handler(route=_thread, shows=True),
    "messaging_state.refresh": Handler(),
    "messaging_state.pass_time": Handler(),
    "messaging_state.show_more": Handler(),
    "messaging_state.mark_read": Handler(
        payload=lambda world: {"thread": str(world.ids["thread"]), "position": 1}
    ),
    "messaging_state.find": Handler(
        payload=lambda _world: {"text": WORD[1:-1]}, after=("messaging_state.load_threads",)
    ),
    "messaging_state.mark_unread": Handler(
        payload=lambda world: {"thread": str(world.ids["thread"]), "position": 1}
    ),
    "writing_state.load_new": Handler(),
    "writing_state.send": Handler(
        payload=lambda world: {
            "typed": {"thread": str(world.ids["thread"]), "body": "Mine", "key": "k"}
        },
    ),
    "attention_state.load": Handler(shows=True),
    "attention_state.refresh": Handler(shows=True),
    "attention_state.show_all": Handler(shows=True),
    "documents_state.load_pet": Handler(route=_pet("documents"), shows=True),
    "documents_state.refresh": Handler(),
    "documents_state.show_more": Handler(),
    "handing_in_state.load": Handler(shows=True),
    "handing_in_state.refresh": Handler(shows=True, after=("handing_in_state.load",)),
    "handing_in_state.show_more": Handler(),
    "handing_in_state.note_stored": Handler(payload=_document, shows=True),
    "handing_in_state.tell": Handler(payload=_document),
    "handing_in_state.close": Handler(),
    "handing_in_state.save": Handler(
        payload=lambda world: {"typed": {"pet_id": str(world.pet_id), "key": "k"}},
        after=("handing_in_state.tell",),
    ),
    **_list("records_state", "notes"),
    **_list("laboratory_state", "laboratory"),
    "course_state.open": Handler(
        payload=lambda _world: {"marker": "ALT"}, route=_pet("laboratory"), shows=True
    ),
    "course_state.show": Handler(payload=lambda _world: {"shown": False}),
    "course_state.show_more": Handler(),
    "course_state.refresh": Handler(),
    **_list("vaccinations_state", "vaccinations"),
    **_list("measurements_state", "weight"),
    "home_measuring_state.arrive": Handler(route=_pet("weight")),
    "home_measuring_state.begin": Handler(
        payload=lambda _world: {"quantity": "weight"}, route=_pet("weight")
    ),
    "home_measuring_state.correct": Handler(payload=_measurement, route=_pet("weight"), shows=True),
    "home_measuring_state.close": Handler(),
    "home_measuring_state.save": Handler(
        payload=lambda _world: {
            "typed": {"value": "12.5", "unit": "kg", "measured_at": "2026-01-05T10:00", "key": "k"}
        },
        route=_pet("weight"),
        after=("home_measuring_state.begin",),
    ),
    "home_measuring_state.remove": Handler(payload=_measurement, route=_pet("weight")),
}
