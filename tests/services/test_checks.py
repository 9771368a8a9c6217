"""What an operator is told about the portal's own state."""

import pytest

from models.documents import Document
from models.pets import Pet
from services import checks
from services.core import files
from services.core.config import config
from services.core.db import look, run


def kept(deep=False):
    found = look(
        lambda db: list(checks.kept_files(db, deep=deep, progress=lambda _done, _total: None))
    )
    return {finding.what: finding for finding in found}


@pytest.fixture
def document(put, alice):
    """Keep a file of so many bytes, and a row that names it."""
    content = b"certificate of Rex"
    digest = files.keep(content)
    yield put(
        Document(
            customer_id=alice.actor.customer_id,
            file=digest,
            name="c.pdf",
            media_type="application/pdf",
            size_bytes=len(content),
        )
    )
    files.path(digest).unlink(missing_ok=True)


@pytest.mark.spec("OPS-3", "OPS-5")
def test_database_is_sound_and_set_up_for_keeps():
    engine, content = look(checks.database_engine), look(checks.database_content)

    assert engine.sound
    assert engine.said.startswith("SQLite 3.")
    assert (content.sound, content.said) == (True, "no dangling references")


@pytest.mark.spec("OPS-3")
def test_database_content_finds_references_that_lead_nowhere(alice):
    def sever(db):
        db.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        db.connection().exec_driver_sql("UPDATE pet SET species_id = 'nowhere'")
        return checks.database_content(db)

    with pytest.raises(RuntimeError) as stopped:
        run(_then_fail, sever)

    assert stopped.value.args == (checks.Finding("database", False, "2 dangling references"),)


def _then_fail(db, work):
    raise RuntimeError(work(db))


@pytest.mark.spec("OPS-3")
def test_kept_files_are_there_in_size_and_content(document):
    path = files.path(document.file)

    assert kept(deep=True)["files"].said == "1 referred to, 0 missing or damaged"
    assert kept()["files without a record"].said == "none"

    path.write_bytes(b"certificate of Rat")
    assert kept()["files"].sound
    assert not kept(deep=True)["files"].sound
    path.write_bytes(b"cert")
    assert "has 4 bytes instead of 18" in kept()["files"].said
    path.unlink()
    assert "no such file" in kept()["files"].said
    assert not kept()["files"].sound


@pytest.mark.spec("OPS-3")
def test_kept_files_counts_orphans_and_photos(put, alice):
    digest = files.keep(b"a photo nobody names")

    assert kept()["files without a record"].said == "1"

    def show(db):
        db.get(Pet, alice.pet_id).photo = digest

    run(show)
    assert kept()["files without a record"].said == "none"
    assert kept()["files"].said == "1 referred to, 0 missing or damaged"
    files.path(digest).unlink()


@pytest.mark.spec("OPS-3", "OPS-10")
def test_disk_must_take_a_file(monkeypatch):
    assert checks.disk().sound

    monkeypatch.setattr(files, "LEAST_FREE", 10**18)
    assert not checks.disk().sound
    monkeypatch.undo()
    hidden = config().data_dir.rename(config().data_dir.with_name("moved-away"))
    try:
        found = checks.disk()
    finally:
        hidden.rename(config().data_dir)
    assert not found.sound
    assert "No such file" in found.said


@pytest.mark.spec("OPS-3", "OPS-4")
def test_environment_names_what_is_misspelt(monkeypatch):
    assert checks.environment().sound

    monkeypatch.setenv("PORTAL_SENDGRID_KEY", "x")
    assert checks.environment() == checks.Finding(
        "configuration", False, "not known: PORTAL_SENDGRID_KEY"
    )


@pytest.mark.spec("OPS-3")
def test_providers_miss_e_mail_without_which_nobody_signs_in():
    assert list(checks.providers()) == [
        checks.Finding("email", False, "no provider is configured"),
        checks.Finding("sms", True, "no provider is configured"),
    ]
