"""The registry of kinds, and the particular fields of each."""

import pytest
from sqlmodel import col

from models.records import Subtype
from services.access import system
from services.core.db import run
from services.core.errors import Invalid, NotFound
from services.records import kinds
from services.settings import RECORD_TYPES


@pytest.mark.spec("REC-1")
def test_offer_the_five_kinds_and_the_incident_report():
    with_tab = [kind.key for kind in kinds.KINDS.values() if kind.tab]

    assert with_tab == list(RECORD_TYPES[:3]) + list(RECORD_TYPES[3:5])
    assert set(kinds.KINDS) - set(with_tab) == {"incident"}
    assert [kinds.at(kinds.find(key).tab).key for key in with_tab] == with_tab
    for tab in ("", "weight", "incident"):
        with pytest.raises(NotFound):
            kinds.at(tab)


@pytest.mark.spec("REC-5", "REC-6", "REC-7", "REC-8")
@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("note", {"subjective": "a", "objective": "b", "assessment": "c", "plan": "d"}),
        ("note", {"customer_text": "Rest for a week."}),
        ("diagnosis", {"status": "tentative", "resolved_on": "2026-02-01"}),
        (
            "treatment",
            {
                "treatment_type": "medication",
                "dose": "2.5",
                "unit": "mg",
                "route": "by mouth",
                "frequency": "twice a day",
                "starts_on": "2026-01-05",
                "ends_on": "2026-01-12",
                "refills_left": 2,
                "instructions": "With food.",
            },
        ),
        ("laboratory", {"specimen": "urine", "panel": "Urinalysis"}),
        ("imaging", {"imaging_type": "CT", "body_part": "head", "findings": "x"}),
        ("incident", {"actions_taken": "Told the owner."}),
    ],
)
def test_keep_the_particular_fields_of_a_kind(key, given):
    stored = kinds.validated(key, given)

    assert stored.items() >= given.items()
    assert kinds.stored(key, stored | {"of_an_earlier_release": 1}).model_dump(mode="json") == (
        stored
    )


@pytest.mark.parametrize(
    ("key", "given", "field"),
    [
        ("diagnosis", {"status": "perhaps"}, "status"),
        ("note", {"plan": 7}, "plan"),
        ("note", {"unknown": "x"}, "unknown"),
        ("treatment", {"refills_left": -1}, "refills_left"),
        ("treatment", {"starts_on": "2026-01-05", "ends_on": "2026-01-04"}, "ends_on"),
        ("laboratory", {"specimen": "hair"}, "specimen"),
    ],
)
def test_refuse_what_does_not_fit(key, given, field):
    with pytest.raises(Invalid) as refused:
        kinds.validated(key, given)

    assert refused.value.field == field


@pytest.mark.spec("REC-2")
def test_seed_subtypes_once_and_keep_what_the_clinic_changed():
    run(kinds.seed_subtypes)

    def recolour(db):
        row = db.exec(system(Subtype).where(col(Subtype.name) == "Surgery")).one()
        row.color, row.retired = "#000000", True

    run(recolour)
    run(kinds.seed_subtypes)
    rows = run(kinds.subtypes, "note")

    assert [row.name for row in rows] == [
        "Discharge",
        "General examination",
        "Phone call",
        "Surgery",
        "Visit",
    ]
    assert [(row.color, row.retired) for row in rows if row.name == "Surgery"] == [
        ("#000000", True)
    ]
