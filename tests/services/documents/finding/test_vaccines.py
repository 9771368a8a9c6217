"""Vaccines by the clinic's names, by others' names, and misread ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.documents.finding.vaccines import Kind, vaccines

pytestmark = pytest.mark.spec("DOC-13")

KINDS = [
    Kind("r", "Rabies", ("Rabies, 3 years", "Rabvac 3")),
    Kind("d", "DHPP"),
    Kind("l", "Leptospirosis"),
    Kind("f", "FVRCP"),
    Kind("g", "Giardia"),
]


def named(text):
    return [one.kinds for one in vaccines(text, KINDS)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Rabies", "r"), ("TOLLWUT", "r"), ("Rabvac 3", "r"), ("Rables", "r"), ("Tollwüt", "r"),
        ("DA2PP", "d"), ("Staupe", "d"), ("Parvo", "d"), ("Leptospirose", "l"), ("Lepto 4", "l"),
        ("feline distemper", "f"), ("canine distemper", "d"), ("Katzenseuche", "f"),
        ("giardia", "g"), ("DHPPi/L", "dl"), ("SHPPi+LT", "dlr"), ("DHLPP", "dl"),
    ],
)  # fmt: skip
def test_vaccines_knows_what_is_meant(text, kinds):
    assert named(text) == [tuple(kinds)]


@pytest.mark.parametrize("text", ["", "Bella", "Ravioli", "hepatic", "rapid test", "map"])
def test_vaccines_takes_nothing_else_for_one(text):
    assert named(text) == []


def test_vaccines_knows_those_that_the_clinic_has_no_type_for():
    assert named("FeLV") == [()]


def test_vaccines_tells_each_by_its_place():
    text = "Tollwut, Staupe und Parvo"

    assert [text[one.start : one.end] for one in vaccines(text, KINDS)] == [
        "Tollwut",
        "Staupe",
        "Parvo",
    ]


@given(st.text(max_size=100))
def test_vaccines_stays_within_whatever_text(text):
    for one in vaccines(text, KINDS):
        assert 0 <= one.start < one.end <= len(text)
