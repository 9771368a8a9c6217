"""A pet's medical file: its check-ups, and the stories that are its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from models.base import Status
from models.records import MedicalRecord, Visit
from services.demo import bodies
from services.demo.book import Book, chance, stable
from services.demo.clinic import staff_id, staff_name
from services.demo.lists import Lists
from services.demo.people import Animal
from services.demo.plots import Episode, Finding, Remedy

_WINDOW = 3.2  # years that the clinic has kept files here
_LATE = 0.12  # part of the pets whose yearly check-up is overdue
_LAST_SEEN = {"biscuit": 0.95, "pepper": 1.12, "rusty": 0.5, "oscar": 0.94, "clover": 0.97}


@dataclass(frozen=True)
class Chapter:
    """One episode of one pet on one day, and what the texts about it may refer to."""

    book: Book
    lists: Lists
    animal: Animal
    episode: Episode
    day: date
    visit_id: UUID | None
    words: dict[str, str]

    @property
    def author(self) -> str:
        """Who wrote it."""
        exotic = self.animal.species not in {"dog", "cat"}
        return self.episode.by or ("noah" if exotic else "vera")

    def say(self, text: str) -> str:
        """Put the pet's name, pronouns and figures into a text."""
        return text.format(**self.words)

    def record(self, kind: str, title: str, *, order: int = 0, **fields: Any) -> MedicalRecord:
        """Note down one record of this episode."""
        written = self.book.moment(self.day, 45 + 6 * order)
        status = Status(fields.pop("status", self.episode.status))
        return self.book.add(
            MedicalRecord(
                id=stable("record", self.animal.id, self.words["nth"], kind, order),
                created_at=written,
                pet_id=self.animal.id,
                kind=kind,
                title=self.say(title),
                happened_on=self.day,
                author_id=staff_id(self.author),
                author_name=staff_name(self.author),
                visit_id=self.visit_id,
                status=status,
                published_at=written + timedelta(hours=3) if status == Status.PUBLISHED else None,
                **fields,
            )
        )


def tell(book: Book, lists: Lists, animal: Animal, episodes: list[Episode]) -> list[Chapter]:
    """Note down a pet's episodes in the order in which they happened, and return them."""
    return [_happen(book, lists, animal, episode, str(nth)) for nth, episode in enumerate(episodes)]


def life(
    book: Book,
    animal: Animal,
    stories: dict[str, list[Episode]],
    routine: dict[str, list[Episode]],
) -> list[Episode]:
    """Return everything that happened to a pet, the oldest first."""
    own = [episode for story in animal.stories for episode in stories.get(story, [])]
    if not any(episode.studies for episode in own) or not any(told.samples for told in own):
        common = f"common-{animal.species}"
        own += stories.get(common, stories["common-other"])
    last = 0.0 if not animal.died_on else (book.today - animal.died_on).days / 365.25
    age = animal.age(book.today)
    known = [told for told in own if last <= told.ago < age - 0.1]
    episodes = [*known, *_check_ups(book, animal, routine)]
    return sorted(episodes, key=lambda told: -told.ago)


def _check_ups(book: Book, animal: Animal, routine: dict[str, list[Episode]]) -> Iterator[Episode]:
    """Yield what is done once a year, and more often in the first, as fits the age then."""
    luck = chance("check-up", animal.key)
    late = luck.random() < _LATE
    ago = _LAST_SEEN.get(animal.key, luck.uniform(1.05, 1.3) if late else luck.uniform(0.08, 0.95))
    last = 0.0 if not animal.died_on else (book.today - animal.died_on).days / 365.25
    choices = routine.get(animal.species, routine["other"])
    now = animal.age(book.today)
    young = [now - weeks / 52.18 for weeks in (8, 12, 16) if weeks / 52.18 <= now < _WINDOW]
    yearly: list[float] = []
    while ago < min(_WINDOW, now - 0.35):
        yearly.append(ago)
        ago += luck.uniform(0.92, 1.08)
    for when in (*young, *yearly):
        if when > last + 0.1 or not animal.died_on:
            age = now - when
            stage = 0 if age < 1 and when in young else 2 if age > 8 else 1
            told = choices[min(stage, len(choices) - 1)]
            yield told.model_copy(update={"ago": when})


def _happen(book: Book, lists: Lists, animal: Animal, episode: Episode, nth: str) -> Chapter:
    day = book.ago(episode.ago)
    visit_id = _come(book, animal, episode, day, nth)
    chapter = Chapter(book, lists, animal, episode, day, visit_id, {"nth": nth})
    chapter.words.update(_words(chapter))
    _note(chapter)
    if episode.finding:
        _diagnose(chapter, episode.finding)
    for order, remedy in enumerate(episode.remedies):
        _treat(chapter, remedy, order)
    return chapter


def _come(book: Book, animal: Animal, episode: Episode, day: date, nth: str) -> UUID | None:
    if episode.subtype == "Phone call":
        return None
    location = animal.customer.home_location_id
    reason = episode.reason or episode.title
    visit = Visit(
        id=stable("visit", animal.id, nth),
        created_at=book.moment(day, 20),
        pet_id=animal.id,
        happened_on=day,
        location_id=location,
        reason=reason.format(pet=animal.name),
    )
    return book.add(visit).id


def _words(chapter: Chapter) -> dict[str, str]:
    """Weigh and measure the pet if it is there, and gather what the texts may mention."""
    animal, episode = chapter.animal, chapter.episode
    nature = bodies.NATURES[animal.species]
    luck = chance("vital signs", animal.key, episode.title, round(episode.ago, 2))
    celsius = episode.temperature or bodies.temperature(animal, chapter.words["nth"])
    if chapter.visit_id:
        bodies.weigh(chapter.book, animal, chapter.day)
        if celsius:
            bodies.take_temperature(chapter.book, animal, chapter.day, celsius)
    kilograms = bodies.weight(chapter.book, animal, chapter.day)
    return {
        "pet": animal.name,
        "he": "he" if animal.male else "she",
        "He": "He" if animal.male else "She",
        "his": "his" if animal.male else "her",
        "His": "His" if animal.male else "Her",
        "him": "him" if animal.male else "her",
        "kg": f"{kilograms:.1f} kg" if kilograms >= 2 else f"{kilograms * 1000:.0f} g",
        "temp": f"{celsius:.1f} °C" if celsius else "not taken",
        "pulse": str(round(nature.pulse * luck.uniform(0.88, 1.14))),
        "breaths": str(round(nature.breaths * luck.uniform(0.85, 1.2))),
        "score": str(6 if "diet" in animal.stories else luck.choice((4, 5, 5))),
        "owner": animal.customer.first_name,
    }


def _note(chapter: Chapter) -> None:
    episode, say = chapter.episode, chapter.say
    note = chapter.record(
        "note",
        episode.title,
        subtype_id=chapter.lists.subtypes["note", episode.subtype],
        staff_notes=say(episode.staff_notes),
        details={
            "subjective": say(episode.subjective),
            "objective": say(episode.objective),
            "assessment": say(episode.assessment),
            "plan": say(episode.plan),
            "customer_text": say(episode.customer_text),
        },
    )
    if episode.amended and note.published_at:
        note.amended_at = note.published_at + timedelta(days=2)


def _diagnose(chapter: Chapter, finding: Finding) -> None:
    resolved = finding.resolved_after
    healed = chapter.day + timedelta(days=resolved) if resolved is not None else None
    over = healed if healed and healed <= chapter.book.today else None
    chapter.record(
        "diagnosis",
        finding.title,
        notes=chapter.say(finding.notes),
        details={"status": finding.status, "resolved_on": over and over.isoformat()},
    )


def _treat(chapter: Chapter, remedy: Remedy, order: int) -> None:
    kilograms = bodies.weight(chapter.book, chapter.animal, chapter.day)
    dose = remedy.dose
    if remedy.per_kg:
        exact = remedy.per_kg * kilograms
        dose = round(exact, 2 if exact < 2 else 1 if exact < 20 else 0)
    drug = remedy.type == "medication"
    until = chapter.day + timedelta(days=remedy.days) if drug and remedy.days else None
    chapter.record(
        "treatment",
        remedy.title,
        order=order,
        notes=chapter.say(remedy.notes),
        details={
            "treatment_type": remedy.type,
            "dose": f"{dose:g}" if dose is not None else "",
            "unit": remedy.unit,
            "route": remedy.route,
            "frequency": remedy.frequency,
            "starts_on": chapter.day.isoformat() if drug else None,
            "ends_on": until and until.isoformat(),
            "refills_left": remedy.refills,
            "instructions": chapter.say(remedy.instructions),
        },
    )
