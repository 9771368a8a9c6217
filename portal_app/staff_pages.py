"""The staff's part of the table of contents (portal_app/routes.py)."""

import reflex as rx

from components.admin import (
    account,
    audit,
    auth,
    confirming,
    custom,
    customer,
    customer_forms,
    customers,
    documents,
    groups,
    home,
    imaging,
    list_entry,
    lists,
    mails,
    merging,
    messages,
    new_message,
    notices,
    pet_form,
    pet_list,
    pet_owner,
    pets,
    records,
    replies,
    set_up,
    settings,
    staff,
    wordings,
    work,
)
from portal_app.page import Page
from services.core.i18n import t
from states.admin.account import MyAccountState
from states.admin.audit import AuditState
from states.admin.auth import StaffSignInState
from states.admin.confirming import ConfirmState
from states.admin.custom import CustomState
from states.admin.customer import CustomerState
from states.admin.customer_forms import CustomerFormState, NewcomerState
from states.admin.customers import CustomersState
from states.admin.documents import ReviewState
from states.admin.groups import GroupState, LocationState
from states.admin.home import HomeState
from states.admin.imaging import ScansState
from states.admin.immunizations import ImmunizationsState
from states.admin.list_entries import EntryState
from states.admin.list_laboratory import MembersState, RangesState
from states.admin.list_merging import EntryMergeState
from states.admin.lists import ListsState, ListState
from states.admin.mails import MailState
from states.admin.merging import MergeState
from states.admin.messages import InboxState
from states.admin.notices import NoticesState
from states.admin.pet_form import PetFormState
from states.admin.pet_list import PetListState
from states.admin.pets import StaffPetState
from states.admin.record_views import RecordViewState
from states.admin.records import RecordEditorState
from states.admin.replies import RepliesState
from states.admin.set_up import SetUpState
from states.admin.settings import SettingsState
from states.admin.staff import StaffListState, StaffMemberState
from states.admin.wordings import WordingState
from states.admin.work import WorkState
from states.base import Audience
from states.imaging import ImagingState
from states.messaging import WritingState
from states.pets import PetState
from states.phone import PhoneState

_OF_PET = "/admin/pets/[pet_id]/documents/[document_id]"

PAGES = (
    Page("/admin/sign-in", t("Sign in"), Audience.PUBLIC, auth.sign_in_page, StaffSignInState.load),
    Page(
        "/admin/set-up/[invitation]",
        t("Set up your account"),
        Audience.PUBLIC,
        set_up.set_up_page,
        SetUpState.load,
    ),
    Page(
        "/admin/first-run",
        t("Welcome"),
        Audience.PUBLIC,
        set_up.first_run_page,
        SetUpState.load_first_run,
    ),
    Page(
        "/admin/confirm",
        t("Is it still you?"),
        Audience.STAFF,
        confirming.confirm_page,
        ConfirmState.load,
    ),
    Page(
        "/admin/account",
        t("My account"),
        Audience.STAFF,
        account.account_page,
        [PhoneState.load, MyAccountState.load],
    ),
    Page("/admin/staff", t("Staff"), Audience.STAFF, staff.staff_list_page, StaffListState.load),
    Page(
        "/admin/staff/[staff_id]",
        t("Staff member"),
        Audience.STAFF,
        staff.staff_member_page,
        StaffMemberState.load,
    ),
    Page(
        "/admin/staff/groups/[group_id]",
        t("Group"),
        Audience.STAFF,
        groups.group_page,
        GroupState.load,
    ),
    Page(
        "/admin/staff/locations/[location_id]",
        t("Location"),
        Audience.STAFF,
        groups.location_page,
        LocationState.load,
    ),
    Page("/admin", t("Home"), Audience.STAFF, home.home_page, HomeState.load),
    Page("/admin/work/[queue]", t("Waiting"), Audience.STAFF, work.work_page, WorkState.load),
    Page("/admin/messages", t("Messages"), Audience.STAFF, messages.inbox_page, InboxState.load),
    Page(
        "/admin/messages/new",
        t("Write a message"),
        Audience.STAFF,
        new_message.new_page,
        WritingState.load_new,
    ),
    Page(
        "/admin/messages/replies",
        t("Saved replies"),
        Audience.STAFF,
        replies.replies_page,
        RepliesState.load,
    ),
    Page(
        "/admin/messages/[thread_id]",
        t("Messages"),
        Audience.STAFF,
        messages.staff_thread_page,
        InboxState.load,
    ),
    Page(
        "/admin/images/[record_id]",
        rx.cond(ImagingState.title != "", ImagingState.title, t("Images")),
        Audience.STAFF,
        imaging.staff_images_page,
        ImagingState.load,
    ),
    *(
        Page(
            route,
            rx.cond(ReviewState.status == "ready", ReviewState.document.name, t("Document")),
            Audience.STAFF,
            documents.review_page,
            [ImmunizationsState.load, ReviewState.open],
        )
        for route in ("/admin/documents/[document_id]", _OF_PET)
    ),
    Page(
        "/admin/mails/[mail_id]",
        t("E-mail to assign"),
        Audience.STAFF,
        mails.mail_page,
        MailState.load,
    ),
    Page("/admin/pets", t("Pets"), Audience.STAFF, pet_list.pet_list_page, PetListState.load),
    Page("/admin/pets/new", t("Add pet"), Audience.STAFF, pet_owner.pet_owner_page),
    Page(
        "/admin/customers",
        t("Customers"),
        Audience.STAFF,
        customers.customers_page,
        CustomersState.load,
    ),
    Page(
        "/admin/customers/new",
        t("Add customer"),
        Audience.STAFF,
        customer_forms.new_page,
        NewcomerState.load,
    ),
    Page(
        "/admin/customers/[customer_id]",
        rx.cond(CustomerState.about.name != "", CustomerState.about.name, t("Customer")),
        Audience.STAFF,
        customer.customer_page,
        CustomerState.open,
    ),
    Page(
        "/admin/customers/[customer_id]/edit",
        t("Customer"),
        Audience.STAFF,
        customer_forms.edit_page,
        CustomerFormState.load,
    ),
    Page(
        "/admin/customers/[customer_id]/notice",
        t("Send a notice"),
        Audience.STAFF,
        custom.custom_page,
        CustomState.load,
    ),
    Page(
        "/admin/customers/[customer_id]/merge",
        t("Merge two customers"),
        Audience.STAFF,
        merging.merge_page,
        MergeState.load,
    ),
    Page(
        "/admin/pets/[pet_id]/edit",
        t("Edit the pet"),
        Audience.STAFF,
        pet_form.edit_page,
        PetFormState.load,
    ),
    *(
        Page(route, t("Settings"), Audience.STAFF, settings.settings_page, SettingsState.load)
        for route in ("/admin/settings", "/admin/settings/[tab]")
    ),
    Page(
        "/admin/settings/notifications/[notice]",
        rx.cond(WordingState.heading != "", WordingState.heading, t("Notice")),
        Audience.STAFF,
        wordings.wording_page,
        WordingState.load,
    ),
    Page("/admin/lists", t("Lists"), Audience.STAFF, lists.lists_page, ListsState.load),
    Page(
        "/admin/lists/[list_key]",
        rx.cond(ListState.heading != "", ListState.heading, t("Lists")),
        Audience.STAFF,
        lists.list_page,
        ListState.load,
    ),
    Page(
        "/admin/lists/[list_key]/[entry_id]",
        rx.cond(EntryState.heading != "", EntryState.heading, t("New entry")),
        Audience.STAFF,
        list_entry.entry_page,
        [EntryState.load, EntryMergeState.load, MembersState.load, RangesState.load],
    ),
    Page("/admin/notices", t("Notices"), Audience.STAFF, notices.notices_page, NoticesState.load),
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
        [RecordEditorState.load, RecordViewState.forget, ScansState.look],
    ),
)
