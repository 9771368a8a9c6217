"""Passwords that would be guessed are refused; the others are kept as argon2id only."""

import pytest

from services.core import passwords
from services.core.errors import Invalid

NAMES = ("Willow Lane Vets", "Ada Lovelace", "ada.l@mail.test")


@pytest.mark.spec("AUTH-20")
@pytest.mark.parametrize(
    "password",
    ["volcano7lamp", "correct horse", "gT9$kLm2", "ünïcode-größe", "x7!" * 42 + "zq"],
)
def test_check_lets_any_other_composition_pass(password):
    passwords.check(password, *NAMES)


@pytest.mark.spec("AUTH-20")
@pytest.mark.parametrize(
    "password",
    ["Password1!", "p4$$w0rd12", "12345678", "1q2w3e4r", "qwertyuiop", "hjklhjkl", "Summer2024!"],
)
def test_check_refuses_common_passwords_in_disguise(password):
    with pytest.raises(Invalid, match="easy to guess") as refused:
        passwords.check(password, *NAMES)

    assert refused.value.field == "password"


@pytest.mark.spec("AUTH-20")
@pytest.mark.parametrize(
    "password",
    ["my-WILLOW-tree", "lovelace1843", "Pawgate-rocks", "x-willowlanevets", "Ada!byron?is"],
)
def test_check_refuses_names_of_clinic_person_and_product(password):
    with pytest.raises(Invalid, match="leave names out"):
        passwords.check(password, *NAMES)


@pytest.mark.spec("AUTH-20")
def test_check_holds_both_lengths():
    passwords.check("gT9$kLm2")
    passwords.check("gT9$kLm2" * 15 + "abcdefgh")

    with pytest.raises(Invalid, match="at least 8"):
        passwords.check("gT9$kLm")
    with pytest.raises(Invalid, match="at most 128"):
        passwords.check("gT9$kLm2" * 16 + "x")


@pytest.mark.spec("AUTH-20")
def test_kept_is_argon2id_and_matches_only_the_password():
    hashed = passwords.kept("volcano7lamp")

    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert hashed != passwords.kept("volcano7lamp")
    assert passwords.matches("volcano7lamp", hashed)
    assert not passwords.matches("volcano7lamq", hashed)
    assert not passwords.matches("v" * 1_000_000, hashed)


def test_matches_whichever_way_an_umlaut_was_typed():
    assert passwords.matches("gro\u0308\u00dfe-13", passwords.kept("gr\u00f6\u00dfe-13"))
