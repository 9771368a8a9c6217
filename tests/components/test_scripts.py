"""Scripts lie where the build of the pages looks for them."""

from pathlib import Path

import pytest

from components.ui import dialog, scripts

LINK = Path("assets/external/components/ui/behavior.jsx")


@pytest.mark.spec("GEN-12")
def test_script_leads_to_the_file_beside_its_module():
    place = scripts.script(dialog.__file__, "behavior.jsx")

    assert place == "$/public/external/components/ui/behavior.jsx"
    assert LINK.resolve() == Path(dialog.__file__).resolve().with_name("behavior.jsx")


def test_script_mends_a_link_that_leads_elsewhere():
    LINK.unlink()
    LINK.symlink_to("/nowhere/behavior.jsx")

    scripts.script(dialog.__file__, "behavior.jsx")

    assert LINK.resolve() == Path(dialog.__file__).resolve().with_name("behavior.jsx")
    assert [path.name for path in LINK.parent.glob(".*")] == []


def test_script_that_is_not_there_stops_the_start():
    with pytest.raises(FileNotFoundError):
        scripts.script(dialog.__file__, "nothing.jsx")
