"""Every page of the portal: the table of contents."""

import reflex as rx

from components import (
    account,
    auth,
    dashboard,
    errors,
    handing_in,
    imaging,
    kit,
    messaging,
    owning,
    pets,
    search,
    sign_up,
    wishes,
)
from portal_app import staff_pages
from portal_app.page import Page
from services.core.i18n import t
from states.account import AccountState
from states.auth import SignInState
from states.base import Audience
from states.handing_in import HandingInState
from states.imaging import ImagingState
from states.kit import KitState
from states.messaging import MessagingState, WritingState
from states.owning import OwnPetState
from states.pets import PetsState, PetState
from states.phone import PhoneState
from states.search import SearchState
from states.sign_up import SignUpState
from states.wishes import UnsubscribeState, WishesState

PAGES = (
    Page("/sign-in", t("Sign in"), Audience.PUBLIC, auth.sign_in_page, SignInState.load),
    Page("/sign-in/code", t("Enter your code"), Audience.PUBLIC, auth.code_page, SignInState.load),
    Page("/sign-up", t("Sign up"), Audience.PUBLIC, sign_up.sign_up_page, SignUpState.load),
    Page(
        "/account",
        t("Account"),
        Audience.CUSTOMERS,
        account.account_page,
        [PhoneState.load, AccountState.load, MessagingState.load_badge],
    ),
    Page(
        "/account/notices",
        t("Notices"),
        Audience.CUSTOMERS,
        wishes.wishes_page,
        [WishesState.load, MessagingState.load_badge],
    ),
    Page(
        "/documents",
        t("Upload records"),
        Audience.CUSTOMERS,
        handing_in.handing_in_page,
        [HandingInState.load, MessagingState.load_badge],
    ),
    Page(
        "/unsubscribe/[token]",
        t("Stop these e-mails"),
        Audience.PUBLIC,
        wishes.unsubscribe_page,
        UnsubscribeState.load,
    ),
    Page(
        "/",
        t("Your pets"),
        Audience.CUSTOMERS,
        dashboard.dashboard_page,
        [PetsState.load, MessagingState.load_badge],
    ),
    Page(
        "/pets/new",
        t("Add a pet"),
        Audience.CUSTOMERS,
        owning.new_pet_page,
        [OwnPetState.load_new, MessagingState.load_badge],
    ),
    *(
        Page(
            route,
            rx.cond(PetState.head.name != "", PetState.head.name, t("Pet")),
            Audience.CUSTOMERS,
            pets.pet_page,
            [PetState.open, MessagingState.load_badge],
        )
        for route in ("/pets/[pet_id]", "/pets/[pet_id]/[tab]")
    ),
    Page(
        "/images/[record_id]",
        rx.cond(ImagingState.title != "", ImagingState.title, t("Images")),
        Audience.CUSTOMERS,
        imaging.images_page,
        [ImagingState.load, MessagingState.load_badge],
    ),
    Page(
        "/search",
        t("Search"),
        Audience.CUSTOMERS,
        search.search_page,
        [SearchState.load, MessagingState.load_badge],
    ),
    Page(
        "/messages",
        t("Messages"),
        Audience.CUSTOMERS,
        messaging.threads_page,
        MessagingState.load_threads,
    ),
    Page(
        "/messages/new",
        t("Write to the clinic"),
        Audience.CUSTOMERS,
        messaging.new_thread_page,
        WritingState.load_new,
    ),
    Page(
        "/messages/[thread_id]",
        t("Messages"),
        Audience.CUSTOMERS,
        messaging.thread_page,
        MessagingState.load_thread,
    ),
    *staff_pages.PAGES,
    Page("/ui", t("Design system"), Audience.PUBLIC, kit.kit_page, KitState.load, demo_only=True),
    Page("404", t("Page not found"), Audience.PUBLIC, errors.not_found_page),
)
