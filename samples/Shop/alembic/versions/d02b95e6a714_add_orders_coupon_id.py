"""add orders.coupon_id

Revision ID: d02b95e6a714
Revises: 8c41d7f0b2e6
Create Date: 2025-11-12 10:02:57.640915

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'd02b95e6a714'
down_revision: Union[str, Sequence[str], None] = '8c41d7f0b2e6'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column('orders', sa.Column('coupon_id', sa.BigInteger(), nullable=True))
    op.create_foreign_key('fk_orders_coupon_id', 'orders', 'coupons', ['coupon_id'], ['id'])


def downgrade() -> None:
    op.drop_constraint('fk_orders_coupon_id', 'orders', type_='foreignkey')
    op.drop_column('orders', 'coupon_id')
