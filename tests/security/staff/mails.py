"""E-mails that wait for the staff: read, given to a customer, put aside."""

from sqlmodel import Session

from models.mails import ReceivedMail, StrayPage, StrayPaper, Trouble
from services.access import Permission
from services.core import files
from tests.security.staff.cases import StaffHandler, StaffRoute, at, nothing, of, sent
from tests.security.world import PICTURE, WORD, World

_REVIEWS = (Permission.REVIEW_DOCUMENTS, Permission.VIEW_RECORDS)
_OPENED = {"after": ("mail_state.load",)}


def _mailed(db: Session, world: World) -> None:
    """Have an e-mail wait, with a paper of one page."""
    mail = ReceivedMail(
        key="m" * 64, sender="x@mail.test", subject=WORD, text=WORD, trouble=Trouble.STRANGER
    )
    kept = {"file": files.keep(PICTURE + WORD.encode())}
    paper = StrayPaper(
        mail_id=mail.id, name=f"{WORD}.png", media_type="image/png", size_bytes=72, **kept
    )
    paper.whole = paper.file
    page = StrayPage(paper_id=paper.id, number=1, width=1, height=1, **kept)
    for row in (mail, paper, page):
        db.add(row)
        db.flush()
    world.ids |= {"mail": mail.id, "stray": paper.id}


def _of_mail(permissions=_REVIEWS, payload=nothing, **more) -> StaffHandler:
    return StaffHandler(permissions, payload, at("mail_id", "mail"), before=_mailed, **more)


HANDLERS: dict[str, StaffHandler] = {
    "mail_state.load": _of_mail(),
    "mail_state.refresh": _of_mail(**_OPENED),
    "mail_state.find": _of_mail(payload=sent(text="ali")),
    "mail_state.choose": _of_mail(payload=sent(id=of("customer"))),
    "mail_state.assign": _of_mail(payload=sent(customer=of("customer")), **_OPENED),
    "mail_state.dismiss": _of_mail(**_OPENED),
}
ROUTES: dict[str, StaffRoute] = {
    "/files/strays/{id}": StaffRoute(
        lambda world: f"/files/strays/{world.ids['stray']}", _REVIEWS, before=_mailed
    ),
    "/files/strays/{id}/pages/{number:int}": StaffRoute(
        lambda world: f"/files/strays/{world.ids['stray']}/pages/1", _REVIEWS, before=_mailed
    ),
}
