"""What the tables themselves refuse."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from models.base import Status
from services.core.db import run


@pytest.mark.spec("REC-2")
def test_an_incident_report_can_never_be_published(alice, write_record):
    write_record(alice.pet_id, kind="incident", status=Status.PRIVATE)

    with pytest.raises(IntegrityError):
        write_record(alice.pet_id, kind="incident", status=Status.PUBLISHED)


def test_a_status_is_kept_as_the_word_it_reads(alice, write_record):
    write_record(alice.pet_id, status=Status.PUBLISHED)

    assert run(lambda db: db.execute(text("SELECT status FROM medicalrecord")).scalar()) == (
        "published"
    )
