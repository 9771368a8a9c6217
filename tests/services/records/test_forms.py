"""The form of a record follows from its kind."""

import pytest

from services.records import forms, kinds


@pytest.mark.spec("ADMIN-6")
@pytest.mark.parametrize("kind", list(kinds.KINDS))
def test_every_particular_field_has_a_place_in_the_form(kind):
    fields = forms.fields(kind)

    assert [field.name for field in fields] == list(kinds.find(kind).details.model_fields)
    assert all(field.label for field in fields)
    assert all(field.options for field in fields if field.shape == "choice")
    assert not {field.name for field in fields} & {"title", "notes", "staff_notes", "files"}
