"""Files that nothing needs any more go, a day later; whatever is needed stays."""

import os
import time
from datetime import date

import pytest

from models.base import Status
from models.documents import Document
from models.merging import Merged
from models.pets import Pet
from models.records import Attachment, MedicalRecord
from services import filing, pets, settings
from services.core import files
from services.core.config import config
from services.core.db import look, run

pytestmark = pytest.mark.spec("PET-5")


def age(*digests, days=2):
    """Have files, and what is noted of them, be so many days old."""
    then = time.time() - days * 86_400
    for digest in digests:
        for place in (files.path(digest), config().data_dir / "unneeded" / digest):
            if place.exists():
                os.utime(place, (then, then))


def forget(*digests):
    """Go through the files twice, with days between; return how many went."""
    age(*digests)
    first = look(filing.forget_unneeded)
    age(*digests)
    return first + look(filing.forget_unneeded)


def test_a_replaced_photo_goes_a_day_after_it_was_replaced(vera, alice):
    old, new = files.keep(b"old photo"), files.keep(b"new photo")
    run(pets.set_photo, vera.actor, alice.pet_id, old)
    age(old)
    run(pets.set_photo, vera.actor, alice.pet_id, new)

    met = look(filing.forget_unneeded)
    early = look(filing.forget_unneeded)
    there = files.path(old).exists()
    later = forget(old)

    assert (met, early, there) == (0, 0, True)
    assert later == 1
    assert (files.path(old).exists(), files.path(new).exists()) == (False, True)


def test_whatever_any_row_names_stays(put, alice, vera):
    kept = {name: files.keep(name.encode()) for name in ("photo", "file", "shown", "paper", "logo")}
    was = files.keep(b"photo of a pet that was merged away")
    run(lambda db: setattr(db.get(Pet, alice.pet_id), "photo", kept["photo"]))
    run(settings.put, logo=kept["logo"])
    told = {"kind": "note", "title": "Check", "happened_on": date(2026, 1, 5)}
    record = put(MedicalRecord(pet_id=alice.pet_id, **told))
    about = {"media_type": "image/png", "size_bytes": 4, "name": "x.png"}
    private = {"file": kept["file"], "shown": kept["shown"], "status": Status.PRIVATE}
    put(
        Attachment(record_id=record.id, **private, **about),
        Document(customer_id=alice.actor.id, file=kept["paper"], **about),
        Merged(kind="pet", merged_id=record.id, into_id=alice.pet_id, was={"row": {"photo": was}}),
    )

    gone = forget(was, *kept.values())

    assert gone == 0
    assert all(files.path(digest).exists() for digest in (was, *kept.values()))


def test_a_file_that_is_kept_again_meanwhile_counts_as_new():
    digest = files.keep(b"handed in twice")
    age(digest)
    look(filing.forget_unneeded)
    age(digest)

    files.keep(b"handed in twice")

    assert look(filing.forget_unneeded) == 0
    assert files.path(digest).exists()


def test_a_file_that_was_needed_between_has_its_whole_day_again(vera, alice):
    digest = files.keep(b"taken off and put on")
    age(digest)
    look(filing.forget_unneeded)
    run(pets.set_photo, vera.actor, alice.pet_id, digest)
    age(digest)
    look(filing.forget_unneeded)
    run(pets.remove_photo, vera.actor, alice.pet_id)
    age(digest)

    assert look(filing.forget_unneeded) == 0
    assert forget(digest) == 1
