"""Settings of what is told to whom, and when: vaccinations, notices, delivery."""

from services.core.i18n import translate as _
from services.settings.registry import Editor, Row, Tab

_V, _N = Tab.VACCINATIONS, Tab.NOTIFICATIONS


def _channels() -> dict[str, str]:
    return {"email": _("E-mail"), "sms": _("SMS"), "push": _("On their devices")}


def _providers() -> dict[str, str]:
    return {
        "automatic": _("Whatever is configured, SendGrid first"),
        "sendgrid": _("SendGrid"),
        "smtp": _("The clinic's mail server"),
    }


def _days() -> str:
    return _("days")


ROWS = (
    Row(
        "due_soon_days",
        _V,
        Editor.NUMBER,
        lambda: _("A vaccination is due soon"),
        lambda: _("So many days before its date the shield turns yellow and customers are told."),
        unit=_days,
    ),
    Row(
        "dose_reminders",
        _V,
        Editor.SWITCH,
        lambda: _("Remind customers of vaccinations"),
        lambda: _("Look at the preview before you switch this on: it writes to many people."),
    ),
    Row(
        "reminder_days",
        _V,
        Editor.LINE,
        lambda: _("Days on which to remind"),
        lambda: _("Counted from the due date: -30 is thirty days before, 14 two weeks after."),
    ),
    Row(
        "reminder_channels",
        _V,
        Editor.CHOICES,
        lambda: _("How to remind"),
        lambda: _("Each customer can decline any of them."),
        options=_channels,
    ),
    Row(
        "message_channels",
        _N,
        Editor.CHOICES,
        lambda: _("How to tell customers of an answer"),
        lambda: _("Ticked to begin with; whoever writes can choose otherwise for each message."),
        options=_channels,
    ),
    Row(
        "messaging_admin_notify",
        _N,
        Editor.SWITCH,
        lambda: _("Tell the clinic of new messages by e-mail"),
        lambda: _("Besides the bell inside the portal."),
    ),
    Row(
        "messaging_admin_address",
        _N,
        Editor.LINE,
        lambda: _("Where to write about new messages"),
        lambda: _("Empty: the clinic's own address."),
    ),
    Row(
        "publish_notify",
        _N,
        Editor.SWITCH,
        lambda: _("Offer to tell the customer when a record is published"),
        lambda: _("The box is then ticked to begin with; whoever publishes can untick it."),
    ),
    Row(
        "lead_notify",
        _N,
        Editor.SWITCH,
        lambda: _("Tell the clinic of new enquiries by e-mail"),
        lambda: _("From the contact form, and when somebody wants their account deleted."),
        feature_pending=True,
    ),
    Row(
        "lead_address",
        _N,
        Editor.LINE,
        lambda: _("Where to write about enquiries"),
        lambda: _("Empty: the clinic's own address."),
        feature_pending=True,
    ),
    Row(
        "quiet_from",
        _N,
        Editor.TIME,
        lambda: _("Quiet from"),
        lambda: _(
            "SMS and news on devices wait until the morning. Sign-in codes never wait, nor does"
            " e-mail."
        ),
    ),
    Row(
        "quiet_until",
        _N,
        Editor.TIME,
        lambda: _("Quiet until"),
        lambda: _("Customers can choose other hours for themselves."),
    ),
    Row(
        "mail_provider",
        Tab.DELIVERY,
        Editor.CHOICE,
        lambda: _("What sends e-mail"),
        lambda: _("Keys and passwords are not kept here but in the server's configuration."),
        options=_providers,
    ),
)
