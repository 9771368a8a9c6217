"""What services/core/links.py promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.links import Piece, split

SIGNS = "ahtps:/.@()[] \u202e\u200b<>&'\"%mailo-_é\n\t0"


def links(text):
    return [(piece.text, piece.href) for piece in split(text) if piece.href]


@pytest.mark.spec("MSG-3")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://clinic.test/rex?a=1&b=2#x", "https://clinic.test/rex?a=1&b=2#x"),
        ("See http://clinic.test.", "http://clinic.test"),
        ("(https://clinic.test/a_(b))", "https://clinic.test/a_(b)"),
        ("[https://clinic.test]", "https://clinic.test"),
        ("HTTPS://CLINIC.TEST!", "HTTPS://CLINIC.TEST"),
        ("https://klinik.test/größe?", "https://klinik.test/größe"),
        ("https://[::1]/x", "https://[::1]/x"),
        ("mailto:desk@clinic.test?subject=Rex", "mailto:desk@clinic.test?subject=Rex"),
    ],
)
def test_split_recognises_a_link_without_the_sentence_around_it(text, found):
    assert links(text) == [(found, found)]


@pytest.mark.spec("MSG-3")
def test_split_makes_an_address_a_link_to_write_to():
    assert links("Ask desk@clinic.test, please") == [
        ("desk@clinic.test", "mailto:desk@clinic.test")
    ]


@pytest.mark.spec("MSG-3")
@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(document.cookie)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://clinic.test",
        "//clinic.test",
        "www.clinic.test",
        "https://",
        "http://[not-an-address",
        "mailto:nobody",
        "<a href='x'>",
        "",
    ],
)
def test_split_leaves_everything_else_alone(text):
    assert split(text) == ([Piece(text)] if text else [])


@pytest.mark.spec("MSG-3")
def test_split_ends_a_link_at_a_sign_that_cannot_be_seen():
    text = "https://clinic.test/\u202ecod.exe and https://a\u200bb.test"

    assert links(text) == [
        ("https://clinic.test/", "https://clinic.test/"),
        ("https://a", "https://a"),
    ]


@pytest.mark.spec("MSG-3")
@given(
    st.text(
        alphabet=st.sampled_from("ahtps:/.@()[] \u202e\u200b<>&'\"%mailo-_é\n\t0"), max_size=300
    )
)
def test_split_changes_no_sign_and_links_nowhere_else(text):
    pieces = split(text)

    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        assert not piece.href or piece.href.lower().startswith(("http://", "https://", "mailto:"))


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "https://" * 1_250,
        "https://a" + "(" * 9_000,
        "a.b@" * 2_500,
        "a@" + "b." * 4_999,
    ],
)
def test_split_takes_no_longer_for_a_text_meant_to_be_slow(text):
    assert "".join(piece.text for piece in split(text)) == text
