"""What the parts of the design system promise, read off what they are made of."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import reflex as rx

from components import kit
from components.ui.controls import field, link_button
from components.ui.display import badge, photo, tag
from components.ui.table import Column, table
from components.ui.tabs import Tab, tabs

ASSETS = Path(__file__).parents[2] / "assets"
SHIPPED = {"dog", "cat", "horse", "bird", "rabbit", "reptile", "rodent", "ferret", "other"}


def drawn(part):
    """Return what a part is compiled to."""
    return str(part.render())


@pytest.mark.spec("PET-8")
def test_every_shipped_species_has_a_drawing_of_its_own():
    drawings = {path.stem: path.read_text() for path in (ASSETS / "species").glob("*.svg")}

    assert set(drawings) == SHIPPED
    assert len(set(drawings.values())) == len(SHIPPED)
    for drawing in drawings.values():
        assert ElementTree.fromstring(drawing).attrib["viewBox"] == "0 0 96 96"
        assert "currentColor" not in drawing


@pytest.mark.spec("GEN-5")
def test_a_field_names_its_label_hint_and_error():
    made = drawn(field("Name", "name", hint="As in the passport.", error="Too long."))

    assert 'htmlFor:"name"' in made
    assert "name-error name-hint" in made
    assert 'role:"alert"' in made
    assert "Too long." in made


@pytest.mark.spec("HOME-1")
def test_a_badge_shows_nothing_for_none_and_stays_short():
    assert "999+" in drawn(badge(1000, "unread"))
    assert "cond" in drawn(badge(0, "unread"))


@pytest.mark.spec("REC-3")
def test_a_tag_takes_any_color():
    assert "#ffd43b" in str(tag("Visit", "#ffd43b").style) + drawn(tag("Visit", "#ffd43b"))


@pytest.mark.spec("PET-1")
def test_a_photo_falls_back_to_the_drawing_of_the_species():
    assert "/species/cat.svg" in drawn(photo("", "cat"))


@pytest.mark.spec("GEN-7")
def test_a_table_says_its_heads_on_a_phone_too():
    made = drawn(
        table(
            ["Day", Column("Value", figures=True)],
            [["1", "2"]],
            lambda row: (row[0], row[1]),
            caption="x",
        )
    )

    assert len(re.findall("data-label", made)) == 2


@pytest.mark.spec("PET-2")
def test_tabs_are_links_and_mark_the_current_one():
    made = drawn(tabs([Tab("a", "A", "/a"), Tab("b", "B", "/b")], "b", label="Parts"))

    assert '"/a"' in made
    assert '"/b"' in made
    assert made.count("aria-current") == 2


def test_a_link_button_is_a_link():
    made = drawn(link_button("Go", href="/x"))

    assert "RouterLink" in made
    assert '"/x"' in made


def test_the_kit_shows_every_part():
    here = Path(kit.__file__).parent
    names = {
        name
        for path in (here.parent / "ui").glob("*.py")
        for name in re.findall(r"^def ([a-z]\w+)", path.read_text(), re.MULTILINE)
    }
    shown = "".join(path.read_text() for path in here.glob("*.py"))

    assert {name for name in names if f"{name}(" not in shown} <= {
        "arrived",
        "app_badge",
        "bare_page",
        "brand",
        "closes",
        "gate",
        "heading",
        "keys",
        "mark",
        "native_form",
        "newer",
        "no_badge",
        "passing",
        "script",
        "shortcuts",
        "skip_link",
        "wanted_page",
        "words",
    }
    assert isinstance(kit.kit_page(), rx.Component)
