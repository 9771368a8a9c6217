"""Proofs for settings of what things look like and how they read."""

from datetime import date, timedelta

from models.documents import Document
from models.measurements import Measurement, Quantity
from models.vaccinations import Dose, VaccineType
from services import (
    branding,
    documents,
    messaging,
    overview,
    pets,
    printing,
    settings,
    vaccinations,
)
from services.core import clock
from services.core.db import run
from services.settings import NOTE_PARTS
from tests.services.settings.effects import Clinic, in_force, letter, proof, sent
from tests.signing_in import ask


@proof("clinic_name", "clinic_phone", "clinic_address")
def _stands_in_every_letter(clinic: Clinic) -> None:
    for key in ("clinic_name", "clinic_phone", "clinic_address"):
        clinic.turn(key, "Yonder Hill 5")
        assert "Yonder Hill 5" in letter().body
        clinic.turn(key, "Nowhere")


@proof("clinic_short_name")
def _stands_in_every_sms(clinic: Clinic) -> None:
    clinic.turn("clinic_short_name", "Yonder")
    assert letter("sms").body.startswith("Yonder has a portal")


@proof("clinic_email")
def _gets_the_answers_to_letters(clinic: Clinic) -> None:
    clinic.turn("clinic_email", "yonder@mail.test")
    assert sent().answers_to == "yonder@mail.test"


@proof("accent_color")
def _colours_the_pages(clinic: Clinic) -> None:
    before = branding.stylesheet(in_force())
    clinic.turn("accent_color", "#8a1c4a")
    assert branding.stylesheet(in_force()) != before
    assert "--accent:#8a1c4a" in branding.stylesheet(in_force())


@proof("logo")
def _stands_on_every_paper(clinic: Clinic) -> None:
    asked = printing.Asked("vaccinations")
    assert (
        run(printing.gather, clinic.alice.actor, clinic.alice.pet_id, asked).letterhead.logo == ""
    )
    clinic.turn("logo", "a" * 64)
    paper = run(printing.gather, clinic.alice.actor, clinic.alice.pet_id, asked)
    assert paper.letterhead.logo == "a" * 64


@proof("time_zone")
def _moves_the_clocks(clinic: Clinic) -> None:
    here = clock.local(clock.now()).utcoffset()
    clinic.turn("time_zone", "Asia/Tokyo")
    assert clock.local(clock.now()).utcoffset() != here


@proof("country")
def _says_where_numbers_are_from(clinic: Clinic) -> None:
    clinic.turn("country", "DE")
    assert ask("030 12345678").contact == "+493012345678"


@proof("language")
def _is_spoken_to_who_has_chosen_none(clinic: Clinic) -> None:
    clinic.turn("language", "de")
    assert letter().body.startswith("Guten Tag")


def _weigh(clinic: Clinic) -> str:
    return run(pets.header, clinic.alice.actor, clinic.alice.pet_id).weight


def _measure(clinic: Clinic, quantity: Quantity, value: float, unit: str) -> None:
    clinic.put(
        Measurement(
            pet_id=clinic.alice.pet_id,
            quantity=quantity,
            value=value,
            typed=str(value),
            typed_unit=unit,
            measured_at=clock.now(),
            status="published",
        )
    )


@proof("weight_unit")
def _shows_weights_in_it(clinic: Clinic) -> None:
    _measure(clinic, Quantity.WEIGHT, 12_345.0, "g")
    assert _weigh(clinic).endswith("kg")
    clinic.turn("weight_unit", "lb")
    assert _weigh(clinic).endswith("lb")


@proof("temperature_unit")
def _shows_temperatures_in_it(clinic: Clinic) -> None:
    _measure(clinic, Quantity.TEMPERATURE, 38.5, "°C")
    clinic.turn("temperature_unit", "°F")
    (entry,) = run(overview.summary, clinic.alice.actor, clinic.alice.pet_id).recent
    assert "°F" in entry.title


@proof("show_record_author")
def _names_the_author_or_not(clinic: Clinic) -> None:
    clinic.write_record(clinic.alice.pet_id, status="published", author_name="Vera Voss")
    assert clinic.notes()[0].author == "Vera Voss"
    clinic.turn("show_record_author", False)
    assert clinic.notes()[0].author == ""


@proof("record_colors")
def _colours_the_badges(clinic: Clinic) -> None:
    clinic.write_record(clinic.alice.pet_id, status="published")
    clinic.turn("record_colors", {"note": "#123456"})
    assert clinic.notes()[0].color == "#123456"


@proof("note_parts")
def _keeps_parts_in_the_clinic(clinic: Clinic) -> None:
    details = dict.fromkeys(NOTE_PARTS, "Wisteria")
    clinic.write_record(clinic.alice.pet_id, status="published", details=details)
    clinic.turn("note_parts", ["plan"])
    shown = clinic.notes()[0].details.model_dump()
    assert [part for part in NOTE_PARTS if shown[part]] == ["plan"]


@proof("due_soon_days")
def _says_when_it_is_soon(clinic: Clinic) -> None:
    vaccine = clinic.put(VaccineType(name="Rabies", species=["dog"]))
    due = date.fromordinal(clock.today().toordinal() + 20)
    clinic.put(
        Dose(
            pet_id=clinic.alice.pet_id,
            vaccine_type_id=vaccine.id,
            given_on=date(2026, 1, 5),
            valid_until=due,
            status="published",
        )
    )
    found = run(vaccinations.due, clinic.alice.actor, clinic.alice.pet_id)
    clinic.turn("due_soon_days", 5)
    assert len(found) == 1
    assert run(vaccinations.due, clinic.alice.actor, clinic.alice.pet_id) == []


@proof("page_size")
def _shows_so_many_lines(clinic: Clinic) -> None:
    for number in range(8):
        clinic.put(
            Document(
                customer_id=clinic.alice.actor.id,
                pet_id=clinic.alice.pet_id,
                file=f"{number:064}",
                name=f"{number}.pdf",
                media_type="application/pdf",
                size_bytes=1,
                customer_may_see=True,
            )
        )
    clinic.turn("page_size", 5)
    found = run(documents.listed, clinic.alice.actor, clinic.alice.pet_id)
    assert (len(found.documents), found.more) == (5, True)


@proof("opening_hours", "closed_days", "answer_hours", "emergency_contact")
def _say_when_an_answer_comes_and_whom_to_call(clinic: Clinic) -> None:
    asking = clinic.alice.actor
    clinic.turn("time_zone", "UTC")
    assert run(messaging.answered_by, asking) is None
    assert run(messaging.emergency, asking) == []
    clinic.turn("opening_hours", dict.fromkeys(settings.WEEKDAYS, "00:00-24:00"))
    clinic.turn("emergency_contact", "Call (202) 555-0199, any time.")
    first = run(messaging.answered_by, asking)
    clinic.turn("answer_hours", 9)
    assert run(messaging.answered_by, asking) - first >= timedelta(minutes=59)
    assert run(messaging.emergency, asking) == []
    clinic.turn("closed_days", [clock.today().isoformat()])
    assert run(messaging.answered_by, asking).date() > clock.today()
    pieces = run(messaging.emergency, asking)
    assert [piece.href for piece in pieces] == ["", "tel:+12025550199", ""]
    assert run(messaging.answered_by, clinic.vera.actor) is None
