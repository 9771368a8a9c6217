"""What people and machines call a species."""

from sqlmodel import Session

from models.pets import Species
from services.access import system
from services.pets.species import SPECIES

_WORDS = {
    "dog": "canine dogs puppy hund canis",
    "cat": "feline cats kitten katze kater felis",
    "horse": "equine horses pony pferd equus",
    "bird": "avian birds parrot budgie vogel papagei aves",
    "rabbit": "rabbits lapine bunny kaninchen oryctolagus",
    "reptile": "reptiles reptilian tortoise turtle lizard snake reptil schildkröte",
    "rodent": "rodents hamster rat mouse gerbil chinchilla nager nagetier meerschweinchen",
    "ferret": "ferrets frettchen mustela",
    "other": "exotic andere sonstige",
}


def by_word(db: Session) -> dict[str, str]:
    """Return the key of each species by what it is called, in lower case."""
    words = {word: key for key, given in _WORDS.items() for word in (key, *given.split())}
    words |= {"guinea pig": "rodent"}
    words |= {shipped.name.casefold(): shipped.key for shipped in SPECIES}
    for row in db.exec(system(Species)):
        words |= {row.key.casefold(): row.key, row.name.casefold(): row.key}
    return words
