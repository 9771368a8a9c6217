"""The shield as pages show it."""

from uuid import uuid4

import pytest

from services.vaccinations import Color, Shield
from states.shields import ShieldRow, shield_row


@pytest.mark.spec("IMM-3")
def test_lead_to_the_immunizations_of_the_pet():
    pet_id = uuid4()

    row = shield_row({pet_id: Shield(Color.RED, "Rabies missing")}, pet_id)

    assert row == ShieldRow("red", "Rabies missing", f"/admin/pets/{pet_id}/immunizations")


@pytest.mark.spec("IMM-3")
def test_show_none_where_there_is_none():
    assert shield_row({}, uuid4()) == ShieldRow()
