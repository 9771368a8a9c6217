"""Warnings about pets, drafts, and what the staff keep to themselves."""

from datetime import timedelta
from typing import Any

from models.base import Status
from models.pets import Alert
from models.records import MedicalRecord
from services.demo.book import Book, stable, tome
from services.demo.clinic import staff_id, staff_name
from services.demo.people import Animal


def note_down(book: Book, animals: list[Animal]) -> None:
    """Note down the alerts and the records that no customer sees."""
    pets = {animal.key: animal for animal in animals}
    told = tome("asides")
    for key, allergy, shown, text in told["alerts"]:
        book.add(
            Alert(
                id=stable("alert", key, text),
                created_at=book.moment(book.ago(0.25), 90),
                pet_id=pets[key].id,
                allergy=allergy,
                customer_may_see=shown,
                text=text,
            )
        )
    for row in told["records"]:
        _record(book, pets[row[0]], row)


def _record(book: Book, animal: Animal, row: list[Any]) -> None:
    _, kind, status, days, title, first, second = row
    day = book.workday(book.today - timedelta(days=days))
    text = first.format(owner=animal.customer.first_name)
    book.add(
        MedicalRecord(
            id=stable("aside", animal.id, kind, title),
            created_at=book.moment(day, 400),
            pet_id=animal.id,
            kind=kind,
            status=Status(status),
            title=title,
            happened_on=day,
            author_id=staff_id("vera"),
            author_name=staff_name("vera"),
            notes="" if kind == "note" else text,
            details=_details(kind, text, second),
        )
    )


def _details(kind: str, text: str, more: str) -> dict[str, Any]:
    if kind == "note":
        return {"subjective": text, "plan": more}
    return {"actions_taken": more} if kind == "incident" else {}
