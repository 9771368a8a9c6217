"""Filling an empty portal with the demo clinic."""

from sqlmodel import Session

from models.customers import Customer
from services.access import system
from services.core import clock
from services.core.config import config
from services.demo import bodies, clinic, doses, history, lists, people, plots, portraits
from services.demo.book import Book


def fill(db: Session) -> bool:
    """Fill an empty portal; leave one that has customers alone, and tell which it was.

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
    animals = people.keep_pets(book, people.settle(book), kept.species, portraits.hang())
    told, yearly = plots.stories(), plots.routine()
    for animal in animals:
        own = [episode for story in animal.stories for episode in told.get(story, [])]
        episodes = [*own, *history.check_ups(book, animal, yearly)]
        chapters = history.tell(book, kept, animal, sorted(episodes, key=lambda told: -told.ago))
        doses.vaccinate(book, kept, animal, chapters)
        bodies.watch(book, animal)
    book.write(db)
    return True
