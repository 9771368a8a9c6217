"""Every text a person reads is in every catalogue, and nothing else is."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from services.core import i18n
from services.core.errors import PortalError
from services.laboratory import shipped as laboratory
from services.pets import SPECIES
from services.records import kinds
from services.vaccinations import catalogue

ROOT = Path(__file__).parent.parent
LAYERS = ("portal_app", "components", "states", "services")
SAID_BY = {"t": 1, "_": 1, "translate": 1, "plural": 2}  # arguments that are texts


def _kinds(kind: type[PortalError]) -> set[str]:
    return {kind.__name__}.union(*map(_kinds, kind.__subclasses__()))


REFUSALS = {"__init__", *_kinds(PortalError)}
OTHERS = [language for language in i18n.LANGUAGES if language != i18n.DEFAULT]


def _calls():
    for layer in LAYERS:
        for path in (ROOT / layer).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call):
                    yield path.relative_to(ROOT), node


def _name(call: ast.Call) -> str:
    """The name of what is called; a method of a text, such as str.translate, is none of ours."""
    if isinstance(call.func, ast.Attribute):
        ours = isinstance(call.func.value, ast.Name) and call.func.value.id == "i18n"
        return call.func.attr if ours or call.func.attr == "__init__" else ""
    return getattr(call.func, "id", "")


def _texts(path: Path, call: ast.Call):
    """The texts of a call, each with the place it stands at."""
    name = _name(call)
    count = SAID_BY.get(name, 1 if name in REFUSALS else 0)
    for argument in call.args[:count]:
        for node in ast.walk(argument):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, f"{path}:{node.lineno}"


def _said() -> dict[str, str]:
    texts = {text: place for path, call in _calls() for text, place in _texts(path, call)}
    shipped = {species.name: "services/pets/species.py" for species in SPECIES}
    shipped |= {name: kind.key for kind in kinds.KINDS.values() for name in kind.subtypes}
    shipped |= {vaccine.name: "services/vaccinations" for vaccine in catalogue.SHIPPED}
    shipped |= dict.fromkeys(laboratory.texts(), "services/laboratory/catalogue.toml")
    return {text: place for text, place in (texts | shipped).items() if text}


def _ids(message: Message) -> list[str]:
    """The texts that a message is for: one, or one and many."""
    if not message.id:
        return []
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _strings(message: Message) -> list[str]:
    if not message.id:
        return []
    return [message.string] if isinstance(message.string, str) else list(message.string)


def _done(message: Message) -> bool:
    return all(_strings(message)) and not message.fuzzy


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.spec("GEN-9")
@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_missing(language):
    known = {text for message in i18n.catalog(language) for text in _ids(message) if _done(message)}

    assert {text: place for text, place in _said().items() if text not in known} == {}


@pytest.mark.spec("GEN-9")
@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_left_over(language):
    known = {text for message in i18n.catalog(language) for text in _ids(message)}

    assert known - _said().keys() == set()


@pytest.mark.spec("GEN-9")
@pytest.mark.parametrize("language", OTHERS)
def test_values_are_filled_in_everywhere(language):
    for message in i18n.catalog(language):
        wanted = set().union(*map(_placeholders, _ids(message)))
        assert set().union(*map(_placeholders, _strings(message))) == wanted, message.id


def test_a_text_is_written_out_where_it_is_said():
    """A text put together while running could not be found for the catalogue."""
    for path, call in _calls():
        if _name(call) == "t" and path.parts[0] == "components":
            assert isinstance(call.args[0], ast.Constant), f"{path}:{call.lineno}"


@pytest.mark.spec("GEN-9")
def test_a_refusal_is_written_out_where_it_is_raised():
    """Only one that is raised anew for another field may carry the text of the first."""
    passed_on = {"message", "by", "changed_by"}
    for path, call in _calls():
        if _name(call) in REFUSALS - {"__init__", "Faulty"} and call.args:
            said = call.args[0]
            anew = isinstance(said, ast.Attribute) and said.attr in passed_on
            written = any(isinstance(node, ast.Constant) for node in ast.walk(said))
            assert anew or written, f"{path}:{call.lineno}"
