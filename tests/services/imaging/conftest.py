"""A record of images, and handing scans in to it."""

import pytest

from services.core import files
from services.core.db import run
from services.imaging import descriptions, filing
from services.records import writing
from services.records.attaching import Stored
from tests.scans import scan, written


@pytest.fixture
def record(alice, vera):
    return run(writing.start, vera.actor, alice.pet_id, "imaging")


@pytest.fixture
def file(vera, record, tmp_path):
    """Hand a made scan in, as a member of staff does."""

    async def put(made=None, person=vera):
        content = written(made or scan())
        (tmp_path / "scan.dcm").write_bytes(content)
        about = await descriptions.described(tmp_path / "scan.dcm")
        stored = Stored(files.keep(content), "scan.dcm", "application/dicom", len(content))
        return run(filing.file, person.actor, record.id, stored, about)

    return put
