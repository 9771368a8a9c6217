"""What adults of some breeds usually weigh: a guide for the eye, not a finding."""

from dataclasses import dataclass

from models.pets import Sex

Span = tuple[float, float]  # kg


@dataclass(frozen=True)
class Band:
    """A range of adult weight, in grams."""

    low_g: float
    high_g: float


@dataclass(frozen=True)
class _Usual:
    male: Span
    female: Span


_DOGS = {
    "australian shepherd": _Usual((22.5, 29.5), (18, 25)),
    "beagle": _Usual((9, 13.5), (9, 13.5)),
    "bernese mountain dog": _Usual((36, 52), (32, 43)),
    "bichon frise": _Usual((5.5, 8), (5.5, 8)),
    "border collie": _Usual((13.5, 25), (13.5, 25)),
    "boston terrier": _Usual((5.5, 11.5), (5.5, 11.5)),
    "boxer": _Usual((29.5, 36.5), (22.5, 29.5)),
    "cavalier king charles spaniel": _Usual((6, 8), (6, 8)),
    "chihuahua": _Usual((1.5, 3), (1.5, 3)),
    "cocker spaniel": _Usual((11.5, 13.5), (9, 11.5)),
    "dachshund": _Usual((7.5, 14.5), (7.5, 14.5)),
    "dobermann": _Usual((34, 45.5), (27, 41)),
    "doberman pinscher": _Usual((34, 45.5), (27, 41)),
    "french bulldog": _Usual((9, 14), (8, 13)),
    "german shepherd": _Usual((29.5, 41), (22.5, 32)),
    "golden retriever": _Usual((29.5, 34), (25, 29.5)),
    "great dane": _Usual((63.5, 79.5), (50, 63.5)),
    "havanese": _Usual((3, 6), (3, 6)),
    "jack russell terrier": _Usual((4, 7), (4, 7)),
    "labrador retriever": _Usual((29.5, 36.5), (25, 32)),
    "miniature schnauzer": _Usual((5, 9), (5, 9)),
    "newfoundland": _Usual((59, 68), (45.5, 54.5)),
    "pug": _Usual((6.5, 8), (6.5, 8)),
    "rottweiler": _Usual((43, 61), (36, 45.5)),
    "shih tzu": _Usual((4, 7.5), (4, 7.5)),
    "siberian husky": _Usual((20.5, 27), (16, 22.5)),
    "standard poodle": _Usual((27, 32), (18, 22.5)),
    "weimaraner": _Usual((32, 41), (25, 34)),
}
_CATS = {
    "bengal": _Usual((3.5, 7), (3.5, 7)),
    "british shorthair": _Usual((5.5, 8), (3, 5.5)),
    "maine coon": _Usual((6, 8), (3.5, 5.5)),
    "persian": _Usual((3, 5.5), (3, 5.5)),
    "ragdoll": _Usual((7, 9), (4.5, 7)),
    "siamese": _Usual((3.5, 5.5), (2.5, 4.5)),
}
_USUAL = {"dog": _DOGS, "cat": _CATS}


def band(species: str, breed: str, sex: Sex) -> Band | None:
    """Return what an adult of that breed usually weighs, if that is known.

    Source: breed standards and weight charts of the American Kennel Club, for the Chihuahua and
    the French Bulldog those of the FCI, for cats breed profiles of CFA and TICA; rounded to half
    a kilogram.

    Args:
        species: The species' key, such as dog.
    """
    usual = _USUAL.get(species, {}).get(breed.strip().casefold())
    if usual is None:
        return None
    spans = {Sex.MALE: [usual.male], Sex.FEMALE: [usual.female]}
    chosen = spans.get(sex, [usual.male, usual.female])
    return Band(
        low_g=min(low for low, _high in chosen) * 1000,
        high_g=max(high for _low, high in chosen) * 1000,
    )
