"""Every setting does what its row says, at once, on the server itself (SET-1, GEN-3)."""

import pytest

from services.settings import ROWS
from tests.services.settings import (
    proofs_of_access,
    proofs_of_entry,
    proofs_of_looks,
    proofs_of_notices,
)
from tests.services.settings.effects import PROOFS, Clinic

WORKING = sorted(key for key, row in ROWS.items() if not row.feature_pending)
MODULES = (proofs_of_access, proofs_of_entry, proofs_of_looks, proofs_of_notices)


@pytest.fixture
def clinic(alice, vera, put, write_record, later) -> Clinic:
    return Clinic(alice, vera, put, write_record, later)


@pytest.mark.spec("SET-1")
def test_every_setting_whose_feature_exists_has_a_proof():
    assert sorted(PROOFS) == WORKING


@pytest.mark.spec("SET-1", "GEN-3")
@pytest.mark.parametrize("key", WORKING)
def test_turning_a_setting_changes_at_once_what_customers_get(key, clinic):
    PROOFS[key](clinic)
