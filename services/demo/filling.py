"""Filling an empty portal with the demo clinic."""

from collections.abc import Callable

from sqlmodel import Session

from models.customers import Customer
from services.access import system
from services.core import clock
from services.core.config import config
from services.demo import (
    asides,
    bodies,
    clinic,
    doses,
    history,
    lists,
    papers,
    people,
    plots,
    portraits,
    results,
    talk,
)
from services.demo.book import Book

Progress = Callable[[str], None]


def fill(db: Session, tell: Progress = lambda _done: None) -> bool:
    """Fill an empty portal; leave one that has customers alone, and tell which it was.

    Args:
        tell: Hears what has been done, pet by pet.

    Raises:
        ValueError: The portal is not in demo mode, where nothing may be made up.
    """
    if not config().demo:
        raise ValueError("The demo clinic is for demo mode only: set PORTAL_DEMO=1.")
    if db.exec(system(Customer).limit(1)).first():
        return False
    clinic.prepare(db)
    book = Book(clock.today())
    clinic.open_doors(book)
    kept = lists.prepare(db, book, book.moment(book.ago(6), 0))
    photos = portraits.hang()
    customers = people.settle(book)
    animals = people.keep_pets(book, customers, kept.species, photos)
    told, yearly, panels = plots.stories(), plots.routine(), plots.panels()
    for animal in animals:
        episodes = history.life(book, animal, told, yearly)
        chapters = history.tell(book, kept, animal, episodes)
        for chapter in chapters:
            results.report(chapter, panels)
        doses.vaccinate(book, kept, animal, chapters)
        bodies.watch(book, animal)
        tell(animal.name)
    asides.note_down(book, animals)
    papers.hand_in(book, animals)
    talk.converse(book, animals, {key: row.name for key, row in customers.items()})
    book.write(db)
    return True
