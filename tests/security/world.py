"""All that Alice has: one of everything, each with her word in it, and what nobody may see."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, SQLModel, col, select

from models.auth import AuthSession, Device, SignInCode
from models.base import Status
from models.customers import Customer
from models.documents import Document, DocumentPage
from models.imaging import Instance
from models.laboratory import LabValue
from models.measurements import Measurement, Quantity
from models.messaging import Message, MessageFile, SavedReply, Thread, ThreadNote
from models.pets import Alert, Pet
from models.records import Attachment, MedicalRecord
from models.staff import StaffMember
from models.vaccinations import Dose, VaccineType
from services import settings
from services.core import clock, files
from services.core.db import run
from services.records import kinds
from tests import scans

WORD = "Wisteria"  # stands in everything that is Alice's
SECRET = "Quagmire"  # stands in everything that no customer may see
PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 64
KINDS = [kind.key for kind in kinds.KINDS.values()]


@dataclass
class World:
    """The ids of what there is, by what it is."""

    pet_id: UUID
    ids: dict[str, UUID] = field(default_factory=dict)


def make(customer_id: UUID, pet_id: UUID, *, word: str = WORD, status: str = "published") -> World:
    """Give a pet a record of every kind and everything else, with a word in each text."""
    return run(_make, customer_id, pet_id, word, Status(status))


def _make(db: Session, customer_id: UUID, pet_id: UUID, word: str, status: Status) -> World:
    world, seen = World(pet_id, {"customer": customer_id}), status is Status.PUBLISHED
    customer = db.exec(select(Customer).where(col(Customer.id) == customer_id)).one()
    pet = db.exec(select(Pet).where(col(Pet.id) == pet_id)).one()
    customer.notes = pet.notes = SECRET
    customer.icons = pet.icons = [SECRET]
    settings.put(db, allow_customer_measurements=True)
    if seen:
        customer.street = word
        pet.photo, pet.color = files.keep(PICTURE + word.encode()), word
    for row in _rows(customer_id, pet_id, word, status):
        db.add(row)
        db.flush()
        world.ids.setdefault(type(row).__name__.lower(), row.id)
    for key in KINDS:
        for row in _record(pet_id, key, word, status):
            db.add(row)
            db.flush()
            world.ids.setdefault(f"{key} {type(row).__name__.lower()}", row.id)
            if isinstance(row, Instance):
                world.ids.setdefault("scan", row.attachment_id)
    if seen:
        signed_in = select(AuthSession).where(col(AuthSession.customer_id) == customer_id)
        device = _device(db, customer_id, word)
        world.ids |= {"session": db.exec(signed_in).one().id, "device": device.id}
        world.ids["new contact"] = _new_contact(db, customer_id, word)
        _thread(db, world, customer_id, pet_id, word)
    else:
        kept = _kept(customer_id, uuid4(), word)
        unsent = MessageFile(name=f"{word}.png", status=status, **kept)
        db.add(unsent)
        world.ids["message file"] = unsent.id
    return world


def _kept(customer_id: UUID, author_id: UUID, word: str) -> dict[str, Any]:
    digest = files.keep(PICTURE + word.encode())
    picture = {"file": digest, "small": digest, "media_type": "image/png"}
    size = {"size_bytes": len(PICTURE) + len(word)}
    return {"customer_id": customer_id, "author_id": author_id, **picture, **size}


def _device(db: Session, customer_id: UUID, word: str) -> Device:
    now = clock.now()
    until = now + timedelta(days=30)
    device = Device(
        token_hash=uuid4().hex, customer_id=customer_id, name=word, seen_at=now, expires_at=until
    )
    db.add(device)
    return device


def _new_contact(db: Session, customer_id: UUID, word: str) -> UUID:
    code = SignInCode(
        contact=f"{word}@new.test",
        origin="192.0.2.1",
        browser_hash="",
        customer_id=customer_id,
        expires_at=clock.now() + timedelta(minutes=10),
    )
    db.add(code)
    return code.id


def _rows(customer_id: UUID, pet_id: UUID, word: str, status: Status) -> list[SQLModel]:
    seen = status is Status.PUBLISHED
    kinds = ["dog", "cat"] if seen else []  # the clinic's vaccines are no secret: offer it to none
    vaccine = VaccineType(name=f"{word} fever {uuid4().hex[:4]}", species=kinds)
    told = {"status": status, "notes": word, "author_name": word}
    digest = files.keep(PICTURE + word.encode())
    paper = Document(
        customer_id=customer_id,
        pet_id=pet_id,
        file=digest,
        whole=digest,
        name=f"{word}.png",
        media_type="image/png",
        size_bytes=len(PICTURE),
        customer_may_see=seen,
    )
    return [
        vaccine,
        Alert(pet_id=pet_id, text=word, allergy=True, customer_may_see=seen),
        Dose(
            pet_id=pet_id,
            vaccine_type_id=vaccine.id,
            given_on=date(2026, 1, 5),
            valid_until=date(2027, 1, 5),
            product_name=word,
            batch=word,
            staff_notes=SECRET,
            **told,
        ),
        *(
            Measurement(
                pet_id=pet_id,
                quantity=quantity,
                value=value,
                typed=str(value),
                typed_unit=unit,
                measured_at=clock.now(),
                measured_by_id=customer_id,
                **told,
            )
            for quantity, value, unit in (
                (Quantity.WEIGHT, 12_345.0, "g"),
                (Quantity.TEMPERATURE, 38.7, "°C"),
            )
        ),
        paper,
        DocumentPage(
            customer_id=customer_id,
            document_id=paper.id,
            number=1,
            file=paper.file,
            width=1,
            height=1,
        ),
    ]


def _record(pet_id: UUID, key: str, word: str, status: Status) -> list[SQLModel]:
    if key == "incident" and status is Status.PUBLISHED:
        status, word = Status.PRIVATE, SECRET
    record = MedicalRecord(
        pet_id=pet_id,
        kind=key,
        title=word,
        happened_on=date(2026, 1, 5),
        author_name=word,
        notes=word,
        staff_notes=SECRET,
        details=_details(key, word),
        status=status,
    )
    digest = files.keep(PICTURE + word.encode())
    attachment = Attachment(
        record_id=record.id,
        file=digest,
        shown=digest,
        name=f"{word}.png",
        media_type="image/png",
        size_bytes=len(PICTURE),
        width=8,
        height=8,
    )
    value = LabValue(
        record_id=record.id, pet_id=pet_id, marker="ALT", name=word, number=1, unit="U/L"
    )
    more = {"laboratory": lambda: [value], "imaging": lambda: scans.rows(record, word, SECRET)}
    return [record, attachment, *more.get(key, list)()]


def _details(key: str, word: str) -> dict[str, Any]:
    """Put the word into every free text of a kind; choices and dates keep their defaults."""
    model = kinds.KINDS[key].details
    free = {name: word for name, about in model.model_fields.items() if about.annotation is str}
    return kinds.validated(key, free)


def _thread(db: Session, world: World, customer_id: UUID, pet_id: UUID, word: str) -> None:
    thread = Thread(customer_id=customer_id, pet_id=pet_id, topic=word, last_position=1)
    db.add(thread)
    db.flush()
    message = Message(
        customer_id=customer_id,
        thread_id=thread.id,
        position=1,
        author_id=uuid4(),
        author_name=word,
        from_clinic=True,
        body=word,
        client_key="k",
    )
    colleague = db.exec(select(StaffMember).order_by(col(StaffMember.name).desc())).first()
    reply = SavedReply(name=f"{SECRET} {uuid4().hex[:4]}", body=SECRET)
    note = ThreadNote(
        customer_id=customer_id,
        thread_id=thread.id,
        after_position=1,
        author_id=colleague.id,
        author_name=SECRET,
        body=SECRET,
        client_key="k",
    )
    db.add_all([message, reply, note])
    db.flush()
    message.file_count = note.file_count = 1
    owned = _kept(customer_id, message.author_id, word)
    sent = MessageFile(message_id=message.id, name=f"{word}.png", status=Status.PUBLISHED, **owned)
    noted = MessageFile(note_id=note.id, name=SECRET, status=Status.PRIVATE, **owned)
    db.add_all([sent, noted])
    world.ids["message file"] = sent.id
    world.ids |= {"thread": thread.id, "saved reply": reply.id, "colleague": colleague.id}
