"""Settings of what customers can see and do."""

from services.core.i18n import translate as _
from services.settings.registry import Editor, Looser, Row, Tab

_F, _ON = Tab.FEATURES, Editor.SWITCH


def record_types() -> dict[str, str]:
    """Name the types of record that a pet's file can show."""
    return {
        "note": _("Clinical notes"),
        "diagnosis": _("Diagnoses"),
        "imaging": _("Imaging"),
        "laboratory": _("Laboratory"),
        "treatment": _("Treatments"),
        "vaccination": _("Vaccinations"),
        "weight": _("Weight"),
        "temperature": _("Temperature"),
    }


def _note_parts() -> dict[str, str]:
    return {
        "subjective": _("Subjective"),
        "objective": _("Objective"),
        "assessment": _("Assessment"),
        "plan": _("Plan"),
    }


def _modes() -> dict[str, str]:
    return {
        "full": _("Customers read and write"),
        "read_only": _("Customers only read"),
        "disabled": _("No messages at all"),
    }


ROWS = (
    Row(
        "phone_app",
        _F,
        _ON,
        lambda: _("The portal as an app"),
        lambda: _(
            "People can put the portal on their home screen as an app, and be told of news there."
        ),
    ),
    Row(
        "messaging_mode",
        _F,
        Editor.CHOICE,
        lambda: _("Messages"),
        lambda: _("Whether customers and the clinic write to each other in the portal."),
        options=_modes,
    ),
    Row(
        "record_types",
        _F,
        Editor.TYPES,
        lambda: _("Types of record"),
        lambda: _("What is switched off is hidden from customers everywhere. Nothing is deleted."),
        options=record_types,
    ),
    Row(
        "record_colors",
        _F,
        Editor.COLORS,
        lambda: _("Badge colours"),
        lambda: _("The colour by which people tell the types apart in a list."),
        options=record_types,
    ),
    Row(
        "note_parts",
        _F,
        Editor.CHOICES,
        lambda: _("Parts of a clinical note that customers read"),
        lambda: _("Parts that are not ticked stay within the clinic."),
        options=_note_parts,
    ),
    Row(
        "allow_registration",
        _F,
        _ON,
        lambda: _("Strangers may sign up"),
        lambda: _("The sign-in page offers to register. Otherwise only the clinic adds customers."),
        looser=Looser.ON,
        risk=lambda: _("Anybody on the internet can then make an account at your clinic."),
    ),
    Row(
        "allow_customer_edit_contact",
        _F,
        _ON,
        lambda: _("Customers change their own contact data"),
        lambda: _("Name, address and language at once; e-mail and telephone after a code."),
    ),
    Row(
        "allow_customer_edit_pet_photo",
        _F,
        _ON,
        lambda: _("Customers change their pets' photos"),
        lambda: _("The place where a photo was taken is always removed."),
    ),
    Row(
        "allow_customer_add_pet",
        _F,
        _ON,
        lambda: _("Customers add pets"),
        lambda: _("A pet that a customer adds is seen by the staff at once."),
    ),
    Row(
        "allow_customer_edit_pet",
        _F,
        _ON,
        lambda: _("Customers change what is known of their pets"),
        lambda: _("Name, breed, birthday and the like. Medical entries stay with the clinic."),
    ),
    Row(
        "allow_customer_share",
        _F,
        _ON,
        lambda: _("Customers share records by link"),
        lambda: _("A link opens a pet's file, or one record, to somebody without an account."),
        looser=Looser.ON,
        risk=lambda: _("Whoever holds such a link can read what it opens."),
        feature_pending=True,
    ),
    Row(
        "allow_staff_share",
        _F,
        _ON,
        lambda: _("Staff share records by link"),
        lambda: _("For those with the permission, such as for a referral to a specialist."),
        looser=Looser.ON,
        risk=lambda: _("Whoever holds such a link can read what it opens."),
        feature_pending=True,
    ),
    Row(
        "allow_dicom_download",
        _F,
        _ON,
        lambda: _("Customers download X-rays in full quality"),
        lambda: _("As DICOM files, for other clinics. Viewing them needs no download."),
        looser=Looser.ON,
        risk=lambda: _("These files name the pet and its owner inside."),
    ),
    Row(
        "allow_customer_measurements",
        _F,
        _ON,
        lambda: _("Customers note weight and temperature at home"),
        lambda: _("Such values are marked as measured at home."),
    ),
    Row(
        "allow_document_upload",
        _F,
        _ON,
        lambda: _("Customers hand in documents"),
        lambda: _("Such as certificates of vaccination; the clinic reviews each."),
    ),
    Row(
        "documents_visible_default",
        _F,
        _ON,
        lambda: _("What staff upload is seen by the customer"),
        lambda: _("How the box stands at first; it can be set for each file."),
    ),
    Row(
        "documents_email",
        _F,
        Editor.LINE,
        lambda: _("E-mail address for documents"),
        lambda: _("Customers are offered to send papers there. Empty: not offered."),
    ),
)
