"""A paper from the owner's telephone to the pet's file, on both sides at once."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import papers

PHOTO = Path("tests/fixtures/photo.heic")


@pytest.fixture
def files(tmp_path):
    """A PDF of two pages, one that is locked, and a photo from an iPhone."""
    named = {
        "Pass.pdf": papers.pdf(2, "Rabies, valid until 2029-03-05"),
        "Locked.pdf": papers.locked(user="secret"),
    }
    for name, content in named.items():
        (tmp_path / name).write_bytes(content)
    return [*(tmp_path / name for name in named), PHOTO]


@pytest.mark.spec(
    "DOC-1", "DOC-2", "DOC-3", "DOC-4", "DOC-5", "DOC-10", "DOC-11", "DOC-12", "DOC-13"
)
def test_a_certificate_goes_from_the_owner_into_the_file(
    portal, signed_in, staff_signed_in, files, faults
):
    owner = signed_in("carla@demo.test", anew=True)
    owner.get_by_role("main").get_by_role("link", name="Account").click()
    owner.get_by_role("link", name="Upload records").click()
    expect(owner.get_by_role("heading", level=1, name="Upload records")).to_be_focused()

    owner.locator("input[type=file][multiple]").set_input_files(files)

    expect(owner.get_by_role("heading", name="Success")).to_be_visible()
    expect(owner.get_by_text("opens with a password only")).to_be_visible()
    pass_, photo = (
        owner.get_by_role("link", name="Pass.pdf"),
        owner.get_by_role("link", name="photo.jpg"),
    )
    expect(pass_).to_contain_text("Received")
    expect(photo).to_contain_text("Received")

    staff = staff_signed_in("vera@demo.test")
    staff.goto(f"{portal.url}/admin/work/documents")
    staff.get_by_role("link", name="Pass.pdf").click()
    expect(staff.get_by_role("heading", level=1, name="Pass.pdf")).to_be_visible()
    expect(staff.get_by_role("img", name="Page 2")).to_be_visible()
    expect(pass_).to_contain_text("In review")
    staff.get_by_label("About which pet?").select_option(index=1)
    staff.wait_for_url("**/admin/pets/*/documents/*")
    found = staff.get_by_role("list", name="Found in the document")
    expect(found.get_by_role("listitem")).to_have_count(2)
    found.get_by_role("button", name="Show its place").first.click()
    expect(staff.get_by_role("img", name="Expires: Mar 5, 2029").first).to_be_focused()
    line = staff.get_by_role("group", name="Rabies")
    expect(line.get_by_label("Expiration date")).not_to_have_value("2029-03-05")
    line.get_by_role("button", name="Use Mar 5, 2029").click()
    expect(line.get_by_label("Expiration date")).to_have_value("2029-03-05")
    staff.get_by_role("button", name="Save changes").click()

    expect(pass_).to_contain_text("Accepted")
    expect(staff.get_by_text("Accepted").first).to_be_visible()
    faults[:] = [fault for fault in faults if "status of 422" not in fault]
