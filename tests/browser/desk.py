"""Serve the portal, with the clinic's desk beside it: what a test has the clinic do.

Live updates do not leave the server's process, so the clinic has to act inside it. Each line on
standard input is a deed of DEEDS; nothing of this can be reached from a browser.
"""

import json
import sys
import traceback
from collections.abc import Callable
from datetime import timedelta
from threading import Thread as Background
from uuid import UUID, uuid4

from sqlmodel import Session, col

from models.auth import AuthSession, SignInCode
from models.base import Status
from models.customers import Customer
from models.messaging import Message, Thread
from models.pets import Alert, Pet, Species
from models.records import MedicalRecord
from models.staff import Location, StaffMember
from portal_app.commands.serve import serve
from services import bell, copies, customers, filing, live, messaging, settings
from services.access import Actor, Permission, system
from services.auth import sessions
from services.bell import Told
from services.core import clock, files, tokens
from services.core.db import run
from services.lists import changing
from services.messaging import rules
from tests.naughty import KEPT

LONG_NAME = "Wilhelmina-Constanze Freifrau von Hohenstaufen-Wittelsbacher"
CROWDED = "crowded@demo.test"
ODD = UUID("0dd0dd0d-0dd0-4dd0-8dd0-0dd0dd0dd0dd")
ODD_CONTACT = "oddny@demo.test"
ODD_NAME = "Oddny <img src=x onerror=document.documentElement.dataset.executed=1> \u202eexe.gpj"
MANY = 1000


def write(db: Session, thread: str, body: str, tell: str = "push") -> None:
    """Write a message to a customer, and have them told."""
    along = messaging.Along(tell=[tell])
    messaging.post(db, _staff(db), UUID(thread), body, key=uuid4().hex, along=along)


def read_all(db: Session, email: str) -> None:
    """Have a staff member read all that waits for them."""
    member = db.exec(system(StaffMember).where(StaffMember.email == email)).one()
    actor = Actor(uuid4(), member.id, member.name, frozenset(Permission))
    for thread in messaging.unread(db, actor):
        messaging.mark_read(db, actor, thread, MANY)


def disable(db: Session, contact: str) -> None:
    """Keep a customer from signing in."""
    found = db.exec(system(Customer).where(Customer.email == contact)).one()
    customers.disable(db, _staff(db), found.id)


def choose(db: Session, setting: str, value: bool) -> None:
    """Change a setting of the clinic."""
    opened = settings.opened(db, _staff(db), settings.Tab.FEATURES)
    settings.change(db, _staff(db), settings.Tab.FEATURES, {setting: value}, opened.version)


def forget_places(db: Session) -> None:
    """Have no code come from anywhere: one place may ask for 20 an hour, and all tests are one."""
    for code in db.exec(system(SignInCode)):
        code.origin = ""


def never_be_quiet(db: Session) -> None:
    """Have no hours in which nothing disturbs anybody."""
    settings.put(db, quiet_from="", quiet_until="")


def admit(db: Session, email: str, pet: str, name: str = "Paula Prentice") -> None:
    """Take in a customer with a dog of theirs."""
    location = db.exec(system(Location).limit(1)).one()
    dog = db.exec(system(Species).where(Species.key == "dog")).one()
    first, _space, last = name.partition(" ")
    owner = Customer(first_name=first, last_name=last, email=email, home_location_id=location.id)
    db.add(owner)
    db.flush()
    db.add(Pet(id=UUID(pet), customer_id=owner.id, name="Marzipan", species_id=dog.id))


def end_sessions(db: Session, email: str) -> None:
    """Sign a staff member out everywhere, as too long a pause does."""
    member = db.exec(system(StaffMember).where(StaffMember.email == email)).one()
    sessions.end_all_of(db, member.id)


def offer(db: Session, species: str, offered: bool) -> None:
    """Offer a species no longer, or again."""
    row = db.exec(system(Species).where(Species.name == species)).one()
    changing.retire(db, _staff(db), "species", row.id, retired=not offered)


def crowd(db: Session) -> None:
    """Take in somebody with a long name, and a thousand of everything."""
    location, species = (db.exec(system(kind).limit(1)).one() for kind in (Location, Species))
    owner = Customer(
        first_name=LONG_NAME, last_name=LONG_NAME, email=CROWDED, home_location_id=location.id
    )
    db.add(owner)
    db.flush()
    pet = Pet(customer_id=owner.id, name=LONG_NAME, species_id=species.id, breed=LONG_NAME)
    db.add(pet)
    db.flush()
    thread = Thread(customer_id=owner.id, topic=LONG_NAME * 2, pet_id=pet.id, last_position=MANY)
    db.add(thread)
    db.flush()
    db.add(Alert(pet_id=pet.id, text=LONG_NAME * 3, allergy=True, customer_may_see=True))
    db.add_all(_message(owner, thread, position) for position in range(1, MANY + 1))
    db.add_all(_note(pet, number) for number in range(MANY))


def tease(db: Session) -> None:
    """Take in somebody with a name and messages that have broken other programs; once."""
    if db.get(Thread, ODD):
        return
    location = db.exec(system(Location).limit(1)).one()
    owner = Customer(first_name=ODD_NAME, email=ODD_CONTACT, home_location_id=location.id)
    db.add(owner)
    db.flush()
    thread = Thread(id=ODD, customer_id=owner.id, topic=ODD_NAME, last_position=len(KEPT))
    thread.asked_at = clock.now()
    db.add(thread)
    db.flush()
    for position, text in enumerate(KEPT, 1):
        message = _message(owner, thread, position)
        message.body = text
        db.add(message)
    bell.tell(db, Told.MESSAGE_RECEIVED, owner.id, thread.id)
    live.publish(db, live.WorkChanged())


def hurry(_db: Session) -> None:
    """Let people write as fast as they can, until the next start."""
    rules.RATE = 10**6


def let_in(db: Session, contact: str, token: str) -> None:
    """Sign somebody in with a token, as typing a code or a password would; once."""
    digest = tokens.digest(token)
    if db.exec(system(AuthSession).where(AuthSession.token_hash == digest)).first():
        return
    customer = db.exec(system(Customer).where(Customer.email == contact)).first()
    member = db.exec(system(StaffMember).where(StaffMember.email == contact)).first()
    session = AuthSession(
        token_hash=digest,
        customer_id=customer.id if customer else None,
        staff_member_id=member.id if member else None,
        seen_at=clock.now(),
        expires_at=clock.now() + timedelta(hours=12),
    )
    db.add(session)


def open_thread(db: Session, contact: str, thread: str) -> None:
    """Begin a thread of a customer's."""
    found = db.exec(system(Customer).where(Customer.email == contact)).one()
    db.add(Thread(id=UUID(thread), customer_id=found.id, topic="In a hurry"))


def tidy(db: Session) -> None:
    """Remove what nobody needs any more, as the portal does every hour."""
    files.forget_abandoned()
    filing.forget_unneeded(db)
    copies.tidy()


DEEDS: dict[str, Callable[..., None]] = {
    "write": write,
    "read_all": read_all,
    "disable": disable,
    "choose": choose,
    "crowd": crowd,
    "admit": admit,
    "tease": tease,
    "hurry": hurry,
    "let_in": let_in,
    "open_thread": open_thread,
    "offer": offer,
    "end_sessions": end_sessions,
    "forget_places": forget_places,
    "never_be_quiet": never_be_quiet,
    "tidy": tidy,
}


def _message(owner: Customer, thread: Thread, position: int) -> Message:
    return Message(
        created_at=clock.now() - timedelta(minutes=MANY - position + 1),
        customer_id=owner.id,
        thread_id=thread.id,
        position=position,
        author_id=owner.id,
        author_name=owner.name,
        from_clinic=position % 3 == 0,
        body=f"{position} " + LONG_NAME.replace(" ", "") * (position % 7),
        client_key=uuid4().hex,
    )


def _note(pet: Pet, number: int) -> MedicalRecord:
    return MedicalRecord(
        pet_id=pet.id,
        kind="note",
        status=Status.PUBLISHED,
        title=f"{number} {LONG_NAME}",
        happened_on=clock.today() - timedelta(days=number),
        author_name=LONG_NAME,
        notes=LONG_NAME.replace(" ", "") * 5,
    )


def _staff(db: Session) -> Actor:
    member = db.exec(system(StaffMember).where(col(StaffMember.name) == "Frank Foster")).one()
    return Actor(uuid4(), member.id, member.name, frozenset(Permission))


def _attend() -> None:
    for line in sys.stdin:
        name, arguments = json.loads(line)
        try:
            run(DEEDS[name], **arguments)
            sys.stdout.write(f"done: {name}\n")
        except Exception:  # noqa: BLE001 (the test that asked for it fails, and no other)
            traceback.print_exc()
        sys.stdout.flush()


if __name__ == "__main__":
    Background(target=_attend, daemon=True).start()
    serve()
