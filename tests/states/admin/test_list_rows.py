"""What uses an entry of the clinic's lists, in words."""

import pytest

from models.laboratory import Marker
from services.lists.registry import find
from states.admin.list_rows import moved, offer

pytestmark = pytest.mark.spec("ADMIN-7")


@pytest.mark.parametrize(("key", "told"), [("panels", "24 markers"), ("markers", "24 panels")])
def test_usage_tells_markers_of_a_panel_and_panels_of_a_marker(key, told):
    listing = find(key)

    texts = moved(listing, {"panelmarker": 24})

    assert texts == [told]


def test_choice_of_a_marker_tells_its_whole_name():
    marker = Marker(key="NEU", name="Neutrophils")

    text = offer(find("markers"), marker)

    assert text == "NEU · Neutrophils"
