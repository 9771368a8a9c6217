"""The vaccines that a text names: by the clinic's own types and products, and as others say it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from services.documents.finding.lines import plain

# What is one vaccine under several names. The longest name that fits a place decides.
_GROUPS = {
    "rabies": ("rabies", "tollwut", "rabisin", "imrab", "defensor", "nobivac t", "rabvac"),
    "dhpp": (
        "dhpp", "dhppi", "da2pp", "da2ppi", "dapp", "dappi", "dap", "dhp", "shp", "shppi",
        "distemper", "staupe", "parvo", "parvovirus", "parvovirose", "hepatitis", "adenovirus",
        "canine distemper", "hcc", "parainfluenza",
    ),
    "bordetella": ("bordetella", "kennel cough", "zwingerhusten", "bordetellose", "nobivac kc"),
    "leptospirosis": ("leptospirosis", "leptospirose", "leptospira", "lepto", "lepto 4", "lepto4"),
    "fvrcp": (
        "fvrcp", "rcp", "hcp", "fpv", "feline distemper", "panleukopenia", "panleukopenie",
        "panleucopenia", "katzenseuche", "katzenschnupfen", "rhinotracheitis", "calicivirus",
        "calici", "herpesvirus",
    ),
    "felv": (
        "felv", "feline leukemia", "feline leukaemia", "leukemia", "leukaemia", "leukose",
        "katzenleukose", "feline leukose",
    ),
    "influenza": ("influenza", "canine influenza", "civ", "h3n2", "h3n8", "hundegrippe"),
    "lyme": ("lyme", "lyme disease", "borreliose", "borrelia", "borreliosis"),
    "rhd": ("rhd", "rhdv", "rhdv2", "rhd2", "rabbit haemorrhagic disease", "chinaseuche"),
    "myxomatosis": ("myxomatosis", "myxomatose", "myxo"),
}  # fmt: skip
# One dose against several at once.
_TOGETHER = {
    "dhlpp": ("dhpp", "leptospirosis"),
    "dhlppi": ("dhpp", "leptospirosis"),
    "dhppl": ("dhpp", "leptospirosis"),
    "dhppil": ("dhpp", "leptospirosis"),
    "dhppi/l": ("dhpp", "leptospirosis"),
    "dhppi+l": ("dhpp", "leptospirosis"),
    "dhppi/l4": ("dhpp", "leptospirosis"),
    "dhpp/l": ("dhpp", "leptospirosis"),
    "dapp+l": ("dhpp", "leptospirosis"),
    "da2ppl": ("dhpp", "leptospirosis"),
    "shppi+l": ("dhpp", "leptospirosis"),
    "shppil": ("dhpp", "leptospirosis"),
    "shppilt": ("dhpp", "leptospirosis", "rabies"),
    "shppi+lt": ("dhpp", "leptospirosis", "rabies"),
    "rcpt": ("fvrcp", "rabies"),
    "rcp-t": ("fvrcp", "rabies"),
    "rcp-felv": ("fvrcp", "felv"),
    "fvrcp/felv": ("fvrcp", "felv"),
    "fvrcp-felv": ("fvrcp", "felv"),
}
_LONG = 6  # letters of a name that may be misread in one
_LIKE = 0.83


@dataclass(frozen=True)
class Kind:
    """A vaccine type of the clinic's, with the names of its products."""

    id: str
    name: str
    products: tuple[str, ...] = ()


@dataclass(frozen=True)
class Named:
    """A vaccine that a text names."""

    start: int
    end: int
    kinds: tuple[str, ...]  # ids of the clinic's types that it means; the clinic may have none


def vaccines(text: str, kinds: Sequence[Kind]) -> list[Named]:
    """Find the vaccines in a text, in their order."""
    names, said = _names(tuple(kinds)), plain(text)
    found: list[Named] = []
    for one in (*_exact(said, names), *_alike(said, names)):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _exact(said: str, names: dict[str, tuple[str, ...]]) -> Iterator[Named]:
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", said):
            yield Named(match.start(), match.end(), names[name])


def _alike(said: str, names: dict[str, tuple[str, ...]]) -> Iterator[Named]:
    """Find long names in which a letter was misread."""
    long = [name for name in names if len(name) >= _LONG and name.isalpha()]
    for match in re.finditer(r"[a-z0-9|]{5,}", said):
        like = [(SequenceMatcher(None, match.group(), name).ratio(), name) for name in long]
        ratio, name = max(like, default=(0.0, ""))
        if ratio >= _LIKE and abs(len(name) - len(match.group())) <= 1:
            yield Named(match.start(), match.end(), names[name])


@lru_cache(8)
def _names(kinds: tuple[Kind, ...]) -> dict[str, tuple[str, ...]]:
    """Return what each name means: the ids of the clinic's types."""
    of_group = {group: _meant(group, kinds) for group in _GROUPS}
    names = {name: of_group[group] for group, all_names in _GROUPS.items() for name in all_names}
    for name, groups in _TOGETHER.items():
        names[name] = tuple(dict.fromkeys(kind for group in groups for kind in of_group[group]))
    for kind in kinds:
        for name in (kind.name, *kind.products):
            own = plain(name).partition(",")[0].strip()
            if own and own not in names:
                names[own] = (kind.id,)
    return names


def _meant(group: str, kinds: tuple[Kind, ...]) -> tuple[str, ...]:
    """Return the clinic's types that are this vaccine, by their own names."""
    known = _GROUPS[group]
    return tuple(
        kind.id
        for kind in kinds
        if any(
            re.search(rf"(?<![a-z0-9]){re.escape(n)}(?![a-z0-9])", plain(kind.name)) for n in known
        )
    )
