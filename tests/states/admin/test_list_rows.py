"""What uses an entry of the clinic's lists, in words."""

import pytest

from services.lists.registry import find
from states.admin.list_rows import moved

pytestmark = pytest.mark.spec("ADMIN-7")


@pytest.mark.parametrize(("key", "told"), [("panels", "24 markers"), ("markers", "24 panels")])
def test_usage_tells_markers_of_a_panel_and_panels_of_a_marker(key, told):
    listing = find(key)

    texts = moved(listing, {"panelmarker": 24})

    assert texts == [told]
