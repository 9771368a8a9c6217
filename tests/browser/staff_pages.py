"""The pages of the staff in the demo clinic, each once, for tests and pictures of them all."""

from playwright.sync_api import Page

from services.demo.book import stable
from services.queues import Queue
from services.settings import Tab

PET = f"/admin/pets/{stable('pet', 'alice', 'biscuit')}"
CUSTOMER = f"/admin/customers/{stable('customer', 'alice')}"
TABS = (
    *("overview", "notes", "diagnoses", "imaging", "laboratory", "treatments"),
    *("vaccinations", "weight", "temperature", "documents", "messages"),
    "immunizations",
)
ADDRESSES = {
    "home": "/admin",
    **{f"work-{queue.value}": f"/admin/work/{queue.value}" for queue in Queue},
    "pets": "/admin/pets",
    "pet-owner": "/admin/pets/new",
    "customers": "/admin/customers",
    "customer": CUSTOMER,
    "customer-edit": f"{CUSTOMER}/edit",
    "customer-merge": f"{CUSTOMER}/merge",
    "customer-notice": f"{CUSTOMER}/notice",
    "customer-new": "/admin/customers/new",
    **{f"pet-{tab}": f"{PET}/{tab}" for tab in TABS},
    "pet-dose": f"{PET}/vaccinations?add=1",
    "pet-measure": f"{PET}/weight?add=1",
    "pet-edit": f"{PET}/edit",
    "staff": "/admin/staff",
    "staff-member": f"/admin/staff/{stable('staff', 'frank')}",
    "group": f"/admin/staff/groups/{stable('group', 'Front desk')}",
    "location": f"/admin/staff/locations/{stable('location', 0)}",
    **{f"settings-{tab.value}": f"/admin/settings/{tab.value}" for tab in Tab},
    "lists": "/admin/lists",
    **{f"list-{key}": f"/admin/lists/{key}" for key in ("species", "vaccine-types", "treatments")},
    "list-entry": f"/admin/lists/vaccine-types/{stable('vaccine', 'RHDV2')}",
    "list-entry-new": "/admin/lists/breeds/new",
    "messages": "/admin/messages",
    "message-new": f"/admin/messages/new?customer={stable('customer', 'alice')}",
    "replies": "/admin/messages/replies",
    "notices": "/admin/notices",
    "wording": "/admin/settings/notifications/welcome",
    "review": f"/admin/documents/{stable('document', 'alice', 'Pepper shelter card.jpg')}",
    "audit": "/admin/audit",
    "account": "/admin/account",
    "confirm": "/admin/confirm",
}


def begin_record(page: Page, url: str, kind: str) -> str:
    """Begin a record of the pet, as somebody who may; return the address of its page."""
    page.goto(f"{url}{PET}/notes")
    page.get_by_role("button", name="Add record").click()
    page.get_by_role("button", name=kind, exact=True).click()
    page.wait_for_url("**/admin/records/*")
    return page.url.removeprefix(url)
