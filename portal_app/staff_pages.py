"""The staff's part of the table of contents (portal_app/routes.py)."""

from components.admin import home
from portal_app.page import Page
from services.core.i18n import t
from states.base import Audience

PAGES = (Page("/admin", t("Home"), Audience.STAFF, home.home_page),)
