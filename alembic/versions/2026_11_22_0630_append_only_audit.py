"""append-only audit: no line of the trail can be changed or taken out by an ordinary statement."""

from alembic import op

revision = "202611220630"
down_revision = "202611220300"
branch_labels = None
depends_on = None

_DEEDS = ("UPDATE", "DELETE")


def upgrade() -> None:
    for deed in _DEEDS:
        op.execute(
            f"CREATE TRIGGER auditevent_no_{deed.lower()} BEFORE {deed} ON auditevent "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        )


def downgrade() -> None:
    for deed in _DEEDS:
        op.execute(f"DROP TRIGGER auditevent_no_{deed.lower()}")
