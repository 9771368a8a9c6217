"""What each handler and route of the staff is tried with. Add a line for whatever is new.

`permissions` are those without which it is refused: with all others but one of them nothing is
shown and nothing changes, and with these alone it works. The payload must be one that works; what
it needs beside Alice's things (tests/security/world.py) is made by `before`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from models.base import Status
from models.customers import Customer
from models.measurements import Measurement
from models.pets import Pet
from models.records import Attachment, MedicalRecord
from models.staff import Group, GroupMembership, Location, StaffMember
from services.access import Permission
from tests.security.world import World
from tests.staff_signing_in import PASSWORD


def _nothing(_world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class StaffHandler:
    """How an event handler of the staff is called.

    `after`: handlers that the same tab has to call first.
    `before`: adds to the world, in a transaction of its own, what the payload names.
    `confirmed`: whether it asks who one is again (AUTH-23).
    """

    permissions: tuple[Permission, ...] = ()  # empty: every staff member may
    payload: Callable[[World], dict[str, Any]] = _nothing
    route: Callable[[World], dict[str, str]] = _nothing
    after: tuple[str, ...] = ()
    before: Callable[..., None] | None = None  # (db, world)
    confirmed: bool = False


@dataclass(frozen=True)
class StaffRoute:
    """How a route of the staff is asked."""

    address: Callable[[World], str]
    permissions: tuple[Permission, ...] = ()
    method: str = "GET"
    form: Callable[[World], dict[str, str]] = _nothing
    before: Callable[..., None] | None = None
    confirmed: bool = False


def _pet(tab: str) -> Callable[[World], dict[str, str]]:
    return lambda world: {"pet_id": str(world.pet_id), "tab": tab}


OTHER_SESSION = UUID(int=7)  # of whoever calls
_STAFF = (Permission.MANAGE_STAFF,)


def _group(db: Session, world: World) -> None:
    group = Group(name="Interns", permissions=["view records"])
    db.add(group)
    db.flush()
    world.ids["group"] = group.id


def _group_beside_administrators(db: Session, world: World) -> None:
    _colleague(db, world)
    _group(db, world)


def _second_location(db: Session, world: World) -> None:
    first = db.exec(select(Location)).one()
    db.add(Location(name="High Street", position=1))
    world.ids["location"] = first.id


def _colleague(db: Session, world: World) -> None:
    """Somebody to change, and an administrator who stays."""
    group = Group(name="Administrators", permissions=[one.value for one in Permission])
    chief = StaffMember(name="Cleo", email="cleo@mail.test", password_hash="x")
    intern = StaffMember(name="Ivo", email="ivo@mail.test")
    db.add_all([group, chief, intern])
    db.flush()
    db.add(GroupMembership(staff_member_id=chief.id, group_id=group.id))
    db.flush()
    world.ids |= {"member": intern.id, "group": group.id}
    world.ids["location"] = db.exec(select(Location)).one().id


def _member(world: World) -> dict[str, Any]:
    ticked = {f"group-{world.ids['group']}": True, f"location-{world.ids['location']}": True}
    return {"typed": {"name": "Ivo Ive", "email": "ivo@mail.test", "version": 1, **ticked}}


def _named(world: World) -> dict[str, Any]:
    return {"typed": {"name": "Night shift", "may-VIEW_RECORDS": True, "version": 1}}


def _at(part: str, name: str) -> Callable[[World], dict[str, str]]:
    return lambda world: {part: str(world.ids[name])}


def _page_of(
    state: str, part: str, name: str, before: Any, **handlers: Any
) -> dict[str, StaffHandler]:
    """Say how the handlers of a page about one thing are called."""
    made = {}
    for handler, more in {"load": {}, **handlers}.items():
        case = StaffHandler(_STAFF, route=_at(part, name), before=before, **more)
        after = () if handler == "load" else (f"{state}.load",)
        made[f"{state}.{handler}"] = replace(case, after=after)
    return made


def _advanced(_world: World) -> dict[str, Any]:
    """A tab of the settings, filled in."""
    typed = {"page_size": "25", "upload_mb": "25", "upload_types.pdf": True, "version": 0}
    return {"typed": {**typed, "turn": "t"}}


_AUDIT = (Permission.SEE_AUDIT,)
_SETTINGS = StaffHandler((Permission.CHANGE_SETTINGS,), route=lambda _world: {"tab": "advanced"})


def _draft(db, world: World) -> None:
    """Begin a diagnosis, with a file."""
    record = MedicalRecord(
        pet_id=world.pet_id, kind="diagnosis", title="Otitis", happened_on=date(2026, 1, 5)
    )
    db.add(record)
    db.flush()
    file = Attachment(
        record_id=record.id,
        file="0" * 64,
        name="x",
        media_type="application/pdf",
        size_bytes=1,
        status=Status.DRAFT,
    )
    db.add(file)
    world.ids["draft"], world.ids["draft file"] = record.id, file.id


_WRITING = (Permission.VIEW_RECORDS, Permission.WRITE_DIAGNOSES)


def _record(payload: Callable[[World], dict[str, Any]] = _nothing) -> StaffHandler:
    """Say how a handler of a record's page is called."""
    return StaffHandler(
        _WRITING,
        payload=payload,
        route=lambda world: {"record_id": str(world.ids["draft"])},
        after=("record_editor_state.load",),
        before=_draft,
    )


def _of_draft(name: str = "record_id", of: str = "draft", **more: Any) -> StaffHandler:
    return _record(lambda world: {name: str(world.ids[of]), **more})


def _customer(world: World) -> dict[str, str]:
    return {"customer_id": str(world.ids["customer"])}


def _typed(**form: Any) -> Callable[[World], dict[str, Any]]:
    """Send a form; what is called with the world is filled in from it."""

    def fill(world: World) -> dict[str, Any]:
        filled = {name: one(world) if callable(one) else one for name, one in form.items()}
        return {"typed": {"version": 1, "turn": "t", "key": "k", **filled}}

    return fill


def _sent(**payload: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {
        name: one(world) if callable(one) else one for name, one in payload.items()
    }


def _another(db: Any, world: World) -> None:
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


def _other(world: World) -> list[str]:
    return [str(world.ids["other customer"])]


def _of(name: str) -> Callable[[World], str]:
    return lambda world: str(world.ids[name])


_SEES, _KEEPS = Permission.VIEW_RECORDS, Permission.MANAGE_CUSTOMERS
_CARES = Permission.MANAGE_PETS
_OPEN = {"route": _customer}
_EDIT = {"route": _customer}
_MERGE = {"route": _customer, "before": _another}
_PET_EDIT = {"route": _pet("edit"), "before": _another}

_PEOPLE: dict[str, StaffHandler] = {
    "home_state.load": StaffHandler(),
    "home_state.refresh": StaffHandler(),
    "customers_state.load": StaffHandler((_SEES,)),
    "customers_state.refresh": StaffHandler((_SEES,)),
    "customers_state.search": StaffHandler((_SEES,), _sent(text="Alice")),
    "customers_state.narrow": StaffHandler((_SEES,), _sent(state="active")),
    "customers_state.clear": StaffHandler((_SEES,)),
    "customers_state.go_on": StaffHandler(),
    "customers_state.go_back": StaffHandler(),
    "customer_state.open": StaffHandler((_SEES,), route=_customer),
    "customer_state.refresh": StaffHandler(),
    "customer_state.welcome": StaffHandler((_KEEPS,), **_OPEN),
    "customer_state.disable": StaffHandler((_KEEPS,), **_OPEN),
    "customer_state.enable": StaffHandler((_KEEPS,), **_OPEN),
    "customer_state.end_session": StaffHandler((_KEEPS,), _sent(id=_of("session")), **_OPEN),
    "customer_form_state.load": StaffHandler((_KEEPS, _SEES), route=_customer),
    "customer_form_state.find_icon": StaffHandler(payload=_sent(text="")),
    "customer_form_state.save": StaffHandler((_KEEPS,), _typed(first_name="Alicia"), **_EDIT),
    "newcomer_state.load": StaffHandler((_SEES,)),
    "newcomer_state.check": StaffHandler((_KEEPS,), _sent(name="email", text="alice@mail.test")),
    "newcomer_state.choose_species": StaffHandler((_SEES,), _sent(id="x")),
    "newcomer_state.find_breed": StaffHandler((_SEES,), _sent(text="x")),
    "newcomer_state.save": StaffHandler(
        (_KEEPS,), _typed(owner_first_name="Cleo", owner_email="c@mail.test")
    ),
    "merge_state.load": StaffHandler((_SEES,), route=_customer),
    "merge_state.find": StaffHandler((_SEES,), _sent(text="Otto"), **_MERGE),
    "merge_state.choose": StaffHandler((_KEEPS,), _sent(other=_of("other customer")), **_MERGE),
    "merge_state.save": StaffHandler((_KEEPS,), _typed(other=_other), **_MERGE),
    "pet_form_state.load": StaffHandler((_CARES, _SEES), route=_pet("edit")),
    "pet_form_state.choose_species": StaffHandler((_SEES,), _sent(id="x")),
    "pet_form_state.find_breed": StaffHandler((_SEES,), _sent(text="x")),
    "pet_form_state.find_icon": StaffHandler(payload=_sent(text="")),
    "pet_form_state.find_owner": StaffHandler((_SEES,), _sent(text="Otto"), before=_another),
    "pet_form_state.save": StaffHandler((_CARES,), _typed(name="Rexi"), **_PET_EDIT),
    "pet_form_state.warn": StaffHandler((_CARES,), _typed(text="Bites"), **_PET_EDIT),
    "pet_form_state.show_alert": StaffHandler(
        (_CARES,), _sent(id=_of("alert"), seen=False), **_PET_EDIT
    ),
    "pet_form_state.remove_alert": StaffHandler((_CARES,), _sent(id=_of("alert")), **_PET_EDIT),
    "pet_form_state.give": StaffHandler((_CARES, _SEES), _typed(owner=_other), **_PET_EDIT),
    "pet_form_state.merge": StaffHandler((_CARES,), _typed(other=_of("twin")), **_PET_EDIT),
}

STAFF_HANDLERS: dict[str, StaffHandler] = {
    **_PEOPLE,
    "record_editor_state.load": replace(_record(), after=()),
    "record_editor_state.refresh": _record(),
    "record_editor_state.begin": StaffHandler(
        (Permission.WRITE_DIAGNOSES,),
        payload=lambda world: {"pet_id": str(world.pet_id), "kind": "diagnosis", "beside": ""},
    ),
    "record_editor_state.save": _record(
        lambda _world: {"typed": {"title": ["Otitis externa"], "version": 1, "turn": "t"}}
    ),
    "record_editor_state.publish": _record(),
    "record_editor_state.put_back": _record(),
    "record_editor_state.keep_private": _record(),
    "record_editor_state.discard": _record(),
    "record_editor_state.find_titles": _record(lambda _world: {"text": "o"}),
    "record_editor_state.find_subtypes": _record(lambda _world: {"text": "o"}),
    "record_editor_state.tick_notify": StaffHandler(),
    "record_editor_state.attached": _of_draft("_id", "draft file"),
    "record_editor_state.remove_file": _of_draft("id", "draft file"),
    "record_editor_state.move_file": _of_draft("id", "draft file", to=0),
    "record_view_state.look": _of_draft(),
    "record_view_state.recall": _of_draft(),
    "record_view_state.forget": StaffHandler(),
    "audit_state.clear": StaffHandler(_AUDIT),
    "audit_state.load": StaffHandler(_AUDIT),
    "audit_state.narrow": StaffHandler(
        _AUDIT, payload=lambda _world: {"name": "about", "value": "rex"}
    ),
    "audit_state.newer": StaffHandler(),
    "audit_state.older": StaffHandler(),
    "settings_state.load": _SETTINGS,
    "settings_state.refresh": replace(_SETTINGS, after=("settings_state.load",)),
    "settings_state.save": replace(_SETTINGS, after=("settings_state.load",), payload=_advanced),
    "settings_state.search": replace(
        _SETTINGS, payload=lambda _world: {"key": "country", "text": "ger"}
    ),
    "confirm_state.load": StaffHandler(),
    "confirm_state.ask": StaffHandler(),
    "confirm_state.ask_unless_fresh": StaffHandler(),
    "confirm_state.leave": StaffHandler(payload=lambda _world: {"open": False}),
    "my_account_state.load": StaffHandler(),
    "my_account_state.set_password": StaffHandler(
        payload=lambda _world: {"form": {"password": "gT9$kLm2"}}, confirmed=True
    ),
    "my_account_state.begin_authenticator": StaffHandler(confirmed=True),
    "my_account_state.take_authenticator": StaffHandler(
        payload=lambda _world: {"form": {"code": "000000"}}, confirmed=True
    ),
    "my_account_state.make_codes": StaffHandler(confirmed=True),
    "my_account_state.hide_codes": StaffHandler(),
    "my_account_state.want_email": StaffHandler(payload=lambda _world: {"wanted": True}),
    "my_account_state.end_session": StaffHandler(payload=lambda _world: {"id": str(OTHER_SESSION)}),
    "my_account_state.end_others": StaffHandler(),
    "staff_list_state.load": StaffHandler(_STAFF),
    "staff_list_state.refresh": StaffHandler(),
    "staff_list_state.move_location": StaffHandler(
        _STAFF,
        payload=lambda world: {"id": str(world.ids["location"]), "up": False},
        before=_second_location,
    ),
    **_page_of(
        "staff_member_state",
        "staff_id",
        "member",
        _colleague,
        save={"payload": _member, "confirmed": True},
        disable={"confirmed": True},
        enable={"confirmed": True},
        invite_again={"confirmed": True},
    ),
    **_page_of(
        "group_state",
        "group_id",
        "group",
        _group_beside_administrators,
        save={"payload": _named, "confirmed": True},
        remove={"confirmed": True},
    ),
    **_page_of(
        "location_state", "location_id", "location", _second_location, save={"payload": _named}
    ),
    "staff_pet_state.open": StaffHandler((Permission.VIEW_RECORDS,), route=_pet("overview")),
    "staff_pet_state.refresh": StaffHandler(),
    "staff_search_state.find": StaffHandler(
        (Permission.VIEW_RECORDS,), payload=lambda _world: {"text": "Rex"}
    ),
    "staff_search_state.open": StaffHandler(
        (Permission.VIEW_RECORDS,), payload=lambda world: {"chosen": f"pet:{world.pet_id}"}
    ),
    "doses_state.load": StaffHandler(route=_pet("vaccinations")),
    "doses_state.add": StaffHandler(route=_pet("vaccinations")),
    "doses_state.close": StaffHandler(),
    "doses_state.correct": StaffHandler(
        (Permission.VIEW_RECORDS, Permission.WRITE_VACCINATIONS),
        payload=lambda world: {"id": str(world.ids["dose"])},
    ),
    "doses_state.take_back": StaffHandler(
        (Permission.VIEW_RECORDS, Permission.WRITE_VACCINATIONS),
        payload=lambda world: {"id": str(world.ids["dose"])},
    ),
    "doses_state.save": StaffHandler(
        (Permission.VIEW_RECORDS, Permission.WRITE_VACCINATIONS),
        route=_pet("vaccinations"),
        payload=lambda world: {
            "typed": {
                "vaccine_type_id": str(world.ids["vaccinetype"]),
                "given_on": "2026-01-07",
                "status": "published",
            }
        },
    ),
    "immunizations_state.load": StaffHandler(
        (Permission.VIEW_RECORDS,), route=_pet("immunizations")
    ),
    "immunizations_state.refresh": StaffHandler(),
    "immunizations_state.save": StaffHandler(
        (Permission.VIEW_RECORDS, Permission.WRITE_VACCINATIONS),
        route=_pet("immunizations"),
        payload=lambda world: {"typed": {f"{world.ids['vaccinetype']}.note": "Seen", "version": 0}},
    ),
}

_MEASURED = {
    "value": "12.5",
    "unit": "kg",
    "measured_at": "2026-01-05T10:00",
    "status": "published",
    "notes": "",
}
_MAY_MEASURE = (Permission.WRITE_MEASUREMENTS, Permission.VIEW_RECORDS)


def _measurement(world: World) -> dict[str, Any]:
    return {"measurement": str(world.ids["measurement"])}


def _find_laboratory(db: Session, world: World) -> None:
    query = select(MedicalRecord.id).where(
        MedicalRecord.pet_id == world.pet_id, MedicalRecord.kind == "laboratory"
    )
    world.ids["laboratory"] = db.exec(query).first()


def _find_measurement(db: Session, world: World) -> None:
    query = select(Measurement.id).where(Measurement.pet_id == world.pet_id)
    world.ids["measurement"] = db.exec(query).first()


STAFF_HANDLERS |= {
    "value_grid_state.load": StaffHandler(
        (Permission.WRITE_LABORATORY, Permission.VIEW_RECORDS),
        route=lambda world: {"record_id": str(world.ids["laboratory"])},
        before=_find_laboratory,
    ),
    "measuring_state.arrive": StaffHandler(route=_pet("weight")),
    "measuring_state.close": StaffHandler(),
    "measuring_state.begin": StaffHandler(
        payload=lambda _world: {"quantity": "weight"}, route=_pet("weight")
    ),
    "measuring_state.correct": StaffHandler(
        _MAY_MEASURE, _measurement, _pet("weight"), before=_find_measurement
    ),
    "measuring_state.save": StaffHandler(
        _MAY_MEASURE,
        lambda _world: {"typed": {**_MEASURED, "key": "k", "turn": "t", "version": 0}},
        _pet("weight"),
        after=("measuring_state.begin",),
    ),
    "measuring_state.remove": StaffHandler(
        _MAY_MEASURE, _measurement, _pet("weight"), before=_find_measurement
    ),
}

STAFF_ROUTES: dict[str, StaffRoute] = {
    "/auth/staff/confirm": StaffRoute(
        lambda _world: "/auth/staff/confirm",
        method="POST",
        form=lambda _world: {"secret": PASSWORD, "next": "/admin/staff"},
    ),
    "/auth/staff/view-as": StaffRoute(
        lambda _world: "/auth/staff/view-as",
        (Permission.VIEW_RECORDS, Permission.READ_MESSAGES),
        method="POST",
        form=lambda world: {"customer": str(world.ids["customer"])},
    ),
    "/auth/staff/view-as/end": StaffRoute(lambda _world: "/auth/staff/view-as/end", method="POST"),
}
