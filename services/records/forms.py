"""The form of each kind of record, made from the fields that the kind has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from services.core.i18n import translate as _
from services.records import kinds
from services.records.details import LONG

Shape = Literal["line", "text", "choice", "date", "number"]
_A_LINE = 200  # characters; what may be longer gets more room


@dataclass(frozen=True)
class Field:
    """One field of a form."""

    name: str
    label: str
    hint: str
    shape: Shape
    limit: int = 0  # characters
    options: tuple[tuple[str, str], ...] = ()  # what is kept, and how it reads


def fields(key: str) -> Sequence[Field]:
    """List the particular fields of a kind, in their order.

    Raises:
        NotFound: There is no such kind.
    """
    kind = kinds.find(key)
    labels, hints = kind.details.labels(), kind.details.hints()
    return [
        Field(
            name=name,
            label=labels[name],
            hint=hints.get(name, ""),
            shape=_shape(about),
            limit=_limit(about),
            options=tuple(kind.types().items()) if name == kind.typed_by else (),
        )
        for name, about in kind.details.model_fields.items()
    ]


def title_of(key: str) -> str:
    """Say what the title of a record of this kind is."""
    names = {"diagnosis": _("Diagnosis"), "treatment": _("Name of the treatment")}
    return names.get(key, _("Title"))


def _shape(about: FieldInfo) -> Shape:
    kind = about.annotation
    if get_origin(kind) is Literal:
        return "choice"
    if kind is str:
        return "text" if _limit(about) > _A_LINE else "line"
    return "number" if int in get_args(kind) else "date"


def _limit(about: FieldInfo) -> int:
    if about.annotation is not str:
        return 0
    found: list[Any] = [getattr(one, "max_length", None) for one in about.metadata]
    return next((limit for limit in found if limit), LONG)
