"""A folder with files to import."""

import pytest

from tests.services.importing.files import FILES


@pytest.fixture
def folder(tmp_path):
    """Write a folder: `folder(pets=...)` changes a file; None leaves it out."""

    def write(**changes):
        for name, text in (FILES | changes).items():
            (tmp_path / f"{name}.csv").unlink(missing_ok=True)
            if text is not None:
                (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return tmp_path

    return write
