"""Who gave a role to whom"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

AS_INVITED = """
UPDATE role_grant SET given_by = (
  SELECT min(CAST(invitation.invited_by AS VARCHAR(36)))%s FROM invitation JOIN account ON account.email = invitation.email
  WHERE account.id = role_grant.account_id AND invitation.used_at = role_grant.granted_at
)
"""


def upgrade() -> None:
    op.add_column("role_grant", sa.Column("given_by", sa.Uuid(), nullable=True))
    op.execute(AS_INVITED % ("::uuid" if op.get_bind().dialect.name == "postgresql" else ""))


def downgrade() -> None:
    op.drop_column("role_grant", "given_by")
