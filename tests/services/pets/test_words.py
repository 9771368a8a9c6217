"""How age and sex are said."""

from datetime import date

import pytest

from models.pets import Pet, Sex
from services.pets import words


@pytest.mark.spec("PET-1")
@pytest.mark.parametrize(
    ("born", "estimated", "said"),
    [
        (date(2026, 3, 4), False, "0 days"),
        (date(2026, 3, 3), False, "1 day"),
        (date(2026, 2, 18), False, "2 weeks"),
        (date(2025, 12, 17), False, "11 weeks"),
        (date(2025, 11, 13), False, "15 weeks"),
        (date(2025, 11, 12), False, "3 months"),
        (date(2025, 3, 5), False, "11 months"),
        (date(2025, 3, 4), False, "1 year"),
        (date(2025, 2, 4), False, "1 year 1 month"),
        (date(2023, 1, 4), False, "3 years 2 months"),
        (date(2019, 1, 1), True, "about 7 years"),
        (date(2025, 8, 1), True, "about 7 months"),
        (date(2026, 3, 5), False, ""),
        (date(2026, 3, 5), True, ""),
    ],
)
def test_age_is_said_as_people_say_it(born, estimated, said):
    assert words.age(born, date(2026, 3, 4), estimated=estimated) == said


@pytest.mark.spec("PET-1")
@pytest.mark.parametrize(
    ("sex", "neutered", "said"),
    [
        (Sex.MALE, True, "Male, neutered"),
        (Sex.MALE, False, "Male, not neutered"),
        (Sex.MALE, None, "Male"),
        (Sex.FEMALE, True, "Female, spayed"),
        (Sex.FEMALE, False, "Female, not spayed"),
        (Sex.FEMALE, None, "Female"),
        (Sex.UNKNOWN, True, "Neutered"),
        (Sex.UNKNOWN, False, ""),
        (Sex.UNKNOWN, None, ""),
    ],
)
def test_sex_says_what_is_known(sex, neutered, said):
    assert words.sex(Pet(sex=sex, neutered=neutered)) == said
