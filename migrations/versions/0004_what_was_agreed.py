"""What was agreed, and what people take away.

Actions of a round, what a reader writes in place of comments where few answered, and files that the worker makes.
Rounds that are there have no actions yet.
"""
# ruff: noqa: INP001 -- Alembic loads this file by its path

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROUND_COLUMNS = ("met_on", "talk_note", "imported_sha256")


def upgrade() -> None:
    """Make the tables, and tell of each round when it was talked about."""
    _action()
    _digest()
    _production()
    with op.batch_alter_table("round") as batch:
        batch.add_column(sa.Column("met_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("talk_note", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("imported_sha256", sa.String(64), nullable=True))
    with op.batch_alter_table("round") as batch:
        batch.alter_column("talk_note", server_default=None)


def downgrade() -> None:
    """Give back the tables as they were; actions, digests and notes of conversations are lost."""
    with op.batch_alter_table("round") as batch:
        for column in ROUND_COLUMNS:
            batch.drop_column(column)
    for table in ("production", "digest", "action"):
        op.drop_table(table)


def _action() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(22), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_priority", sa.Boolean(), nullable=False),
        sa.Column("aim", sa.String(300), nullable=False),
        sa.Column("what", sa.String(500), nullable=False),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("owner_account_id", sa.Integer(), nullable=True),
        sa.Column("owner_person_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("resource", sa.String(300), nullable=False),
        sa.Column("theme_id", sa.String(64), nullable=True),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("note_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("reminders", sa.Boolean(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('planned', 'under_way', 'done', 'dropped')", name=op.f("ck_action_status_known")
        ),
        sa.CheckConstraint(
            "(status IN ('done', 'dropped')) = (ended_on IS NOT NULL)", name=op.f("ck_action_ended_has_day")
        ),
        sa.CheckConstraint("what <> ''", name=op.f("ck_action_says_what")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_action_partnership_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_action_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_action_partner_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["owner_account_id"], ["account.id"], name=op.f("fk_action_owner_account_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["owner_person_id"], ["person.id"], name=op.f("fk_action_owner_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("public_id", name=op.f("uq_action_public_id")),
    )
    for column in ("partnership_id", "partner_id", "owner_account_id", "owner_person_id"):
        op.create_index(f"ix_action_{column}", "action", [column])
    op.create_index("ix_action_round_id_position", "action", ["round_id", "position"])


def _digest() -> None:
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_digest_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("round_id", "area_id", name=op.f("uq_digest_round_id_area_id")),
    )


def _production() -> None:
    op.create_table(
        "production",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(22), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(80), nullable=False),
        sa.Column("page", sa.String(10), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("wordless", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("problem", sa.String(300), nullable=False),
        sa.Column("taken_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'making', 'ready', 'failed')", name=op.f("ck_production_state_known")
        ),
        sa.CheckConstraint("page IN ('a4', 'letter')", name=op.f("ck_production_page_known")),
        sa.CheckConstraint("progress >= 0 AND progress <= 1", name=op.f("ck_production_progress_is_share")),
        sa.CheckConstraint(
            "(state = 'making') = (taken_until IS NOT NULL)", name=op.f("ck_production_taken_while_making")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_production_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_production")),
        sa.UniqueConstraint("public_id", name=op.f("uq_production_public_id")),
        sa.UniqueConstraint("round_id", "edition", "file", name=op.f("uq_production_round_id_edition_file")),
    )
    op.create_index("ix_production_state", "production", ["state"])
