"""The vaccinations: series of the young, boosters at the check-ups, and what is planned."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from models.vaccinations import Dose, VaccineType
from services.demo.book import Book, chance, stable
from services.demo.clinic import staff_name
from services.demo.history import Chapter
from services.demo.lists import Lists
from services.demo.people import Animal

_SITES = {
    "Rabies": "Right hind leg",
    "FeLV": "Left hind leg",
    "FVRCP": "Right foreleg",
    "Bordetella": "Mouth",
    "Leptospirosis": "Left shoulder",
}
_LONG = {("dog", "Rabies"): 36, ("dog", "DHPP"): 36, ("cat", "FVRCP"): 36}  # months
_MAKERS = {
    "DHPP": "Northfield Animal Health",
    "FVRCP": "Northfield Animal Health",
    "FeLV": "Northfield Animal Health",
    "Bordetella": "Meridian Veterinary",
    "Leptospirosis": "Meridian Veterinary",
}
_OPTIONAL = 0.65  # part of the pets that get a vaccine which is not required


@dataclass(frozen=True)
class _Need:
    """One kind of vaccine for one pet."""

    book: Book
    lists: Lists
    animal: Animal
    vaccine: VaccineType
    luck: Random

    @property
    def months(self) -> int:
        """How long a booster lasts."""
        return _LONG.get((self.animal.species, self.vaccine.name), self.vaccine.valid_months)

    def give(self, day: date, months: int) -> date:
        """Note down a dose, and return until when it protects."""
        years = "1 year" if months <= 12 else f"{months // 12} years"
        until = _after(day, months)
        noah = self.animal.species not in {"dog", "cat"}
        self.book.add(
            Dose(
                id=stable("dose", self.animal.id, self.vaccine.name, (self.book.today - day).days),
                created_at=self.book.moment(day, 50),
                pet_id=self.animal.id,
                vaccine_type_id=self.vaccine.id,
                product_name=f"{self.vaccine.name}, {years}",
                manufacturer=_MAKERS.get(self.vaccine.name, "Alder Biologics"),
                batch=f"{self.luck.choice('ABCDEFG')}{self.luck.randrange(10**5):05}",
                given_on=day,
                valid_until=until,
                site=_site(self.vaccine.name),
                route="Oral" if self.vaccine.name == "Bordetella" else "Subcutaneous",
                author_name=staff_name("noah" if noah else "vera"),
            )
        )
        return until

    def plan(self, day: date, notes: str) -> None:
        """Note down a dose that is to be given."""
        self.book.add(
            Dose(
                id=stable("dose", self.animal.id, self.vaccine.name, "planned"),
                created_at=self.book.moment(self.book.today - timedelta(days=9), 75),
                pet_id=self.animal.id,
                vaccine_type_id=self.vaccine.id,
                planned_on=day,
                notes=notes,
                author_name=staff_name("frank"),
            )
        )


def vaccinate(book: Book, lists: Lists, animal: Animal, chapters: list[Chapter]) -> None:
    """Note down a pet's doses, given at its check-ups."""
    days = [told.day for told in chapters if told.episode.subtype == "General examination"]
    for vaccine in lists.vaccines.values():
        luck = chance("dose", animal.key, vaccine.name)
        wanted = vaccine.required or luck.random() < _OPTIONAL
        if animal.species in vaccine.species and wanted:
            _protect(_Need(book, lists, animal, vaccine, luck), days)


def _protect(need: _Need, days: list[date]) -> None:
    today, animal = need.book.today, need.animal
    until = _series(need) if animal.age(today) < 3.4 else _before_us(need, days)
    for day in days:
        if until and day >= until - timedelta(days=60):
            until = need.give(day, need.months)
    alive = not animal.died_on
    soon = until is not None and timedelta() < until - today < timedelta(days=25)
    if alive and soon and need.luck.random() < 0.5:
        need.plan(need.book.next_workday(until or today), "Appointment made by telephone.")


def _series(need: _Need) -> date | None:
    """Give the first doses at 8, 12 and 16 weeks and after a year; plan what lies ahead."""
    born, today = need.animal.born_on, need.book.today
    first = max(8, need.vaccine.minimum_age_weeks)
    weeks = [week for week in (first, first + 4, 16) if week <= 16 or week == first]
    until: date | None = None
    for week in sorted(set(weeks)):
        day = need.book.workday(born + timedelta(weeks=week, days=need.luck.randrange(3)))
        if day > today:
            need.plan(need.book.next_workday(day), "Next of the first series.")
            return until
        until = need.give(day, 12 if week >= 16 or week + 4 > 16 else 1)
    return until


def _before_us(need: _Need, days: list[date]) -> date:
    """Give the dose before those of this file, so that boosters fall on different visits."""
    first = days[0] if days else need.book.ago(3)
    back = need.luck.choice((1, 2)) if need.months > 12 else 1
    given = need.book.workday(max(first - timedelta(days=361 * back), need.animal.born_on))
    return need.give(given, need.months)


def _after(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _site(vaccine: str) -> str:
    return next((site for name, site in _SITES.items() if vaccine.startswith(name)), "Neck")
