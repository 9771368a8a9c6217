"""The staff's part of the table of contents (portal_app/routes.py)."""

import reflex as rx

from components.admin import audit, auth, home, pets, records, settings
from portal_app.page import Page
from services.core.i18n import t
from states.admin.audit import AuditState
from states.admin.auth import StaffSignInState
from states.admin.pets import StaffPetState
from states.admin.record_views import RecordViewState
from states.admin.records import RecordEditorState
from states.admin.settings import SettingsState
from states.base import Audience
from states.pets import PetState

PAGES = (
    Page("/admin/sign-in", t("Sign in"), Audience.PUBLIC, auth.sign_in_page, StaffSignInState.load),
    Page("/admin", t("Home"), Audience.STAFF, home.home_page),
    *(
        Page(route, t("Settings"), Audience.STAFF, settings.settings_page, SettingsState.load)
        for route in ("/admin/settings", "/admin/settings/[tab]")
    ),
    Page("/admin/audit", t("Audit trail"), Audience.STAFF, audit.audit_page, AuditState.load),
    *(
        Page(
            route,
            rx.cond(PetState.head.name != "", PetState.head.name, t("Pet")),
            Audience.STAFF,
            pets.pet_page,
            StaffPetState.open,
        )
        for route in ("/admin/pets/[pet_id]", "/admin/pets/[pet_id]/[tab]")
    ),
    Page(
        "/admin/records/[record_id]",
        rx.cond(
            RecordEditorState.row.kind_label != "", RecordEditorState.row.kind_label, t("Record")
        ),
        Audience.STAFF,
        records.record_page,
        [RecordEditorState.load, RecordViewState.forget],
    ),
)
