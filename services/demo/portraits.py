"""The pets' portraits. A picture depends on the pet alone, so it is made once on a machine."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from services.core import files
from services.demo.book import sheet, stable, tome
from services.demo.cats import cat
from services.demo.dogs import dog
from services.demo.large_animals import horse, reptile
from services.demo.looks import Look
from services.demo.painting import Canvas
from services.demo.small_animals import bird, ferret, hedgehog, rabbit, rodent

_PAINTERS: dict[str, Callable[[Canvas, Look], None]] = {
    "dog": dog,
    "cat": cat,
    "horse": horse,
    "bird": bird,
    "rabbit": rabbit,
    "reptile": reptile,
    "rodent": rodent,
    "ferret": ferret,
    "other": hedgehog,
}
_HANDS = 2  # painting lets other threads run most of the time


def hang() -> dict[str, str]:
    """Paint everybody who has a look, keep the pictures, and return the files by pet."""
    species = {line["name"].lower().replace(" ", "-"): line["species"] for line in sheet("pets")}
    sitters = sorted(tome("looks"))
    with ThreadPoolExecutor(_HANDS) as studio:
        painted = studio.map(portrait, sitters, [species[key] for key in sitters])
        return {key: files.keep(picture) for key, picture in zip(sitters, painted, strict=True)}


@cache
def portrait(key: str, species: str) -> bytes:
    """Paint one pet, as a JPEG."""
    look = Look(**tome("looks")[key])
    canvas = Canvas(stable("portrait", key).int % 2**32, look.above, look.below)
    _PAINTERS[species](canvas, look)
    return canvas.photograph()
