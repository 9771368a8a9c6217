"""What a browser does to sign in as staff, for tests that need somebody to."""

from models.staff import StaffMember
from services.access import system
from services.auth import second_factor, staff_entry
from services.auth.entry import Visitor
from services.auth.staff_entry import Entered
from services.core import passwords
from services.core.db import run

PASSWORD = "volcano7lamp"
HASH = passwords.kept(PASSWORD)


def equip(email: str) -> StaffMember:
    """Give a staff member a password and a second factor."""

    def give(db):
        member = db.exec(system(StaffMember).where(StaffMember.email == email)).one()
        member.password_hash, member.totp_secret = HASH, second_factor.new_secret()
        return member

    return run(give)


def code_of(email: str) -> str:
    """Return a code that the member's authenticator shows and that was not used."""
    found = system(StaffMember).where(StaffMember.email == email)
    return second_factor.present_code(run(lambda db: db.exec(found).one()))


async def sign_in(
    email: str, password: str = PASSWORD, code: str | None = None, **visitor: str
) -> Entered | None:
    """Try to sign in from a browser of one's own."""
    shown = Visitor(**{"origin": "192.0.2.1", **visitor})
    attempt = run(staff_entry.attempt, shown, email)
    right = await staff_entry.matches(password, attempt)
    given = code_of(email) if code is None else code
    return run(staff_entry.enter, shown, attempt, given, right=right)
