"""index orders.placed_at

Revision ID: 3f7a1c88d95b
Revises: d02b95e6a714
Create Date: 2025-11-17 16:45:30.007418

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '3f7a1c88d95b'
down_revision: Union[str, Sequence[str], None] = 'd02b95e6a714'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_index('ix_orders_placed_at', 'orders', ['placed_at'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_orders_placed_at', table_name='orders')
