"""Looking customers up, adding, changing and merging them; the desk's first page."""

from typing import Any

from sqlmodel import Session

from models.customers import Customer
from models.notices import NoticeState, OutboxEntry
from models.pets import Pet
from services.access import Permission
from services.core import clock
from tests.security.staff.cases import StaffHandler, StaffRoute, at, of, sent, typed
from tests.security.world import World

_SEES, _KEEPS = Permission.VIEW_RECORDS, Permission.MANAGE_CUSTOMERS
_SENDS = Permission.SEND_NOTICES


def another(db: Session, world: World) -> None:
    """Put another customer, and another pet of Alice's, beside what is there."""
    alice = db.get(Customer, world.ids["customer"])
    pet = db.get(Pet, world.pet_id)
    other = Customer(
        first_name="Otto", email="o@mail.test", home_location_id=alice.home_location_id
    )
    twin = Pet(customer_id=alice.id, name="Twin", species_id=pet.species_id)
    db.add_all([other, twin])
    db.flush()
    world.ids |= {"other customer": other.id, "twin": twin.id}


def other(world: World) -> list[str]:
    """Choose the other customer, as a picker would."""
    return [str(world.ids["other customer"])]


def _disabled(db: Session, world: World) -> None:
    db.get(Customer, world.ids["customer"]).disabled_at = clock.now()


def _failed_notice(db: Session, world: World) -> None:
    notice = OutboxEntry(
        kind="welcome",
        channel="email",
        address="a@mail.test",
        customer_id=world.ids["customer"],
        state=NoticeState.FAILED,
        settled_at=clock.now(),
    )
    db.add(notice)
    world.ids["notice"] = notice.id


_OPEN: dict[str, Any] = {"route": at("customer_id", "customer")}
_MERGE: dict[str, Any] = {**_OPEN, "before": another}

HANDLERS: dict[str, StaffHandler] = {
    "home_state.load": StaffHandler(),
    "home_state.refresh": StaffHandler(),
    "work_state.load": StaffHandler((_SEES,), route=lambda _world: {"queue": "drafts"}),
    "work_state.refresh": StaffHandler(
        (_SEES,), route=lambda _world: {"queue": "drafts"}, after=("work_state.load",)
    ),
    "work_state.go_on": StaffHandler(),
    "work_state.go_back": StaffHandler(),
    "work_state.see_to": StaffHandler((_SENDS,), sent(id=of("notice")), before=_failed_notice),
    "work_state.send_again": StaffHandler((_SENDS,), sent(id=of("notice")), before=_failed_notice),
    "work_state.undo": StaffHandler(
        (_SENDS,), sent(id=of("notice")), after=("work_state.see_to",), before=_failed_notice
    ),
    "pet_list_state.load": StaffHandler((_SEES,)),
    "pet_list_state.refresh": StaffHandler((_SEES,)),
    "pet_list_state.choose": StaffHandler((_SEES,), sent(key="dog")),
    "pet_list_state.go_on": StaffHandler(),
    "pet_list_state.go_back": StaffHandler(),
    "pet_owner_state.find": StaffHandler((_SEES, Permission.MANAGE_PETS), sent(text="Alice")),
    "pet_owner_state.choose": StaffHandler(
        (_SEES, Permission.MANAGE_PETS), sent(id=of("customer"))
    ),
    "customers_state.load": StaffHandler((_SEES,)),
    "customers_state.refresh": StaffHandler((_SEES,)),
    "customers_state.search": StaffHandler((_SEES,), sent(text="Alice")),
    "customers_state.narrow": StaffHandler((_SEES,), sent(state="active")),
    "customers_state.clear": StaffHandler((_SEES,)),
    "customers_state.go_on": StaffHandler(),
    "customers_state.go_back": StaffHandler(),
    "customer_state.open": StaffHandler((_SEES,), **_OPEN),
    "customer_state.refresh": StaffHandler(),
    "customer_state.welcome": StaffHandler((_KEEPS,), **_OPEN),
    "customer_state.disable": StaffHandler((_KEEPS,), **_OPEN),
    "customer_state.enable": StaffHandler((_KEEPS,), before=_disabled, **_OPEN),
    "customer_state.end_session": StaffHandler((_KEEPS,), sent(id=of("session")), **_OPEN),
    "customer_form_state.load": StaffHandler((_KEEPS, _SEES), **_OPEN),
    "customer_form_state.refresh": StaffHandler(),
    "customer_form_state.find_icon": StaffHandler(payload=sent(text="")),
    "customer_form_state.save": StaffHandler((_KEEPS,), typed(first_name="Alicia"), **_OPEN),
    "newcomer_state.load": StaffHandler((_SEES,)),
    "newcomer_state.refresh": StaffHandler(),
    "newcomer_state.check": StaffHandler((_KEEPS,), sent(name="email", text="alice@mail.test")),
    "newcomer_state.choose_species": StaffHandler((_SEES,), sent(id="x")),
    "newcomer_state.find_breed": StaffHandler((_SEES,), sent(text="x")),
    "newcomer_state.save": StaffHandler(
        (_KEEPS,), typed(owner_first_name="Cleo", owner_email="c@mail.test")
    ),
    "merge_state.load": StaffHandler((_SEES,), **_OPEN),
    "merge_state.find": StaffHandler((_SEES,), sent(text="Otto"), **_MERGE),
    "merge_state.choose": StaffHandler((_KEEPS,), sent(other=of("other customer")), **_MERGE),
    "merge_state.merge": StaffHandler((_KEEPS,), after=("merge_state.choose",), **_MERGE),
}

ROUTES: dict[str, StaffRoute] = {
    "/auth/staff/view-as": StaffRoute(
        lambda _world: "/auth/staff/view-as",
        (Permission.VIEW_RECORDS, Permission.READ_MESSAGES),
        method="POST",
        form=sent(customer=of("customer")),
    ),
    "/auth/staff/view-as/end": StaffRoute(lambda _world: "/auth/staff/view-as/end", method="POST"),
}
