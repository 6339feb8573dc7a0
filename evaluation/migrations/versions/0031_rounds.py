"""Presses of the rounds' clock, kept among those of the waves so that they are taken back in one order"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

WAVES = "'pretest', 'pre', 'post', 'then', 'follow_up'"
MOVES = "'open', 'reopen', 'close'"
ROUND_MOVES = "'start', 'pause', 'resume', 'end', 'add', 'minute'"


def upgrade() -> None:
    _allow(kinds=f"{WAVES}, 'round'", moves=f"{MOVES}, {ROUND_MOVES}")
    op.add_column("wave_press", sa.Column("round_number", sa.Integer()))
    op.add_column("wave_press", sa.Column("minutes", sa.Integer()))


def downgrade() -> None:
    op.execute("DELETE FROM wave_press WHERE kind = 'round'")
    op.drop_column("wave_press", "minutes")
    op.drop_column("wave_press", "round_number")
    _allow(kinds=WAVES, moves=MOVES)


def _allow(*, kinds: str, moves: str) -> None:
    with op.batch_alter_table("wave_press") as batch:
        for name, words in {"kind_known": f"kind IN ({kinds})", "move_known": f"move IN ({moves})"}.items():
            batch.drop_constraint(op.f(f"ck_wave_press_{name}"), type_="check")
            batch.create_check_constraint(op.f(f"ck_wave_press_{name}"), words)
