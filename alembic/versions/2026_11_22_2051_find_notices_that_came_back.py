"""find notices that came back."""

import sqlalchemy as sa
from alembic import op

revision = '202611222051'
down_revision = '202611221721'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _index("state IN ('failed', 'bounced')")


def downgrade() -> None:
    _index("state = 'failed'")


def _index(which: str) -> None:
    op.drop_index("ix_outboxentry_failed", "outboxentry")
    op.create_index(
        "ix_outboxentry_failed", "outboxentry", ["settled_at"], sqlite_where=sa.text(which)
    )
