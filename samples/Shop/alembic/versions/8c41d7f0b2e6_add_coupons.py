"""add coupons

Revision ID: 8c41d7f0b2e6
Revises: 5a9d6371e18c
Create Date: 2025-11-10 14:31:05.118230

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '8c41d7f0b2e6'
down_revision: Union[str, Sequence[str], None] = '5a9d6371e18c'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_table(
        'coupons',
        sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column('code', sa.String(length=32), nullable=False),
        sa.Column('percent_off', sa.Integer(), nullable=False),
        sa.Column('valid_until', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint('percent_off BETWEEN 1 AND 100', name='ck_coupons_percent_off'),
        sa.PrimaryKeyConstraint('id', name='pk_coupons'),
        sa.UniqueConstraint('code', name='uq_coupons_code'),
    )


def downgrade() -> None:
    op.drop_table('coupons')
