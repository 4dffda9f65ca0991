"""People, rounds and letters.

Who can be asked, who was asked and by which letter, offers to become something, links that work once, lists that
were imported, and what was done by whom. Rounds that are there go on as they were: by one link, asking partner and
role, closed by a lead.
"""
# ruff: noqa: INP001 -- Alembic loads this file by its path

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ORDERLESS = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = "kind IN ('school_cluster', 'outreach_hub', 'ambassador_network', 'university_schools', 'other')"
NEW = (
    "audit_event",
    "import_batch",
    "one_time_link",
    "appointment",
    "person",
    "invitation",
    "invitation_link",
    "letter",
)


def upgrade() -> None:
    """Make what people, rounds and letters need."""
    _audit_event()
    _import_batch()
    _one_time_link()
    _appointment()
    _person()
    _invitation()
    _invitation_link()
    _letter()
    _partner_and_partnership()
    _round()
    _account()
    _session()


def downgrade() -> None:
    """Give back the tables as they were; people, invitations, letters, offers and the log are lost."""
    with op.batch_alter_table("session") as batch:
        batch.drop_constraint(op.f("fk_session_invitation_id"), type_="foreignkey")
        batch.drop_index("ix_session_invitation_id")
        for column in ("device", "verified_at", "invitation_id"):
            batch.drop_column(column)
    with op.batch_alter_table("account") as batch:
        batch.drop_column("email_proven")
    with op.batch_alter_table("round") as batch:
        batch.drop_constraint(op.f("uq_round_short_code"), type_="unique")
        batch.drop_constraint(op.f("ck_round_way_known"), type_="check")
        batch.drop_constraint(op.f("ck_round_asks_known"), type_="check")
        for column in ROUND_COLUMNS:
            batch.drop_column(column)
    with op.batch_alter_table("partnership") as batch:
        batch.drop_constraint(op.f("ck_partnership_kind_known"), type_="check")
        for column in ("deleted_at", "archived_at", "time_zone", "kind"):
            batch.drop_column(column)
    with op.batch_alter_table("partner") as batch:
        batch.drop_column("archived_at")
    for table in reversed(NEW):
        op.drop_table(table)


def _partner_and_partnership() -> None:
    with op.batch_alter_table("partner") as batch:
        batch.add_column(sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("partnership") as batch:
        batch.add_column(sa.Column("kind", sa.String(length=20), nullable=False, server_default="other"))
        batch.add_column(sa.Column("time_zone", sa.String(length=64), nullable=False, server_default="UTC"))
        batch.add_column(sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_check_constraint(op.f("ck_partnership_kind_known"), KINDS)
    _without_defaults("partnership", "kind", "time_zone")


ROUND_COLUMNS = (
    "release_parts",
    "release_note",
    "launched_at",
    "letter_texts",
    "reminders",
    "closes_by_itself",
    "short_code",
    "asks",
    "way",
)


def _round() -> None:
    with op.batch_alter_table("round") as batch:
        batch.add_column(sa.Column("way", sa.String(length=10), nullable=False, server_default="link"))
        batch.add_column(sa.Column("asks", sa.String(length=10), nullable=False, server_default="both"))
        batch.add_column(sa.Column("short_code", sa.String(length=8), nullable=True))
        batch.add_column(
            sa.Column("closes_by_itself", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch.add_column(sa.Column("reminders", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
        batch.add_column(sa.Column("letter_texts", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
        batch.add_column(sa.Column("launched_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("release_note", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("release_parts", sa.JSON(none_as_null=True), nullable=True))
        batch.create_unique_constraint(op.f("uq_round_short_code"), ["short_code"])
        batch.create_check_constraint(op.f("ck_round_way_known"), "way IN ('letters', 'link')")
        batch.create_check_constraint(
            op.f("ck_round_asks_known"), "asks IN ('both', 'partner', 'role', 'nobody')"
        )
    _without_defaults("round", "way", "asks", "closes_by_itself", "reminders", "letter_texts", "release_note")


def _account() -> None:
    with op.batch_alter_table("account") as batch:
        batch.add_column(sa.Column("email_proven", sa.Boolean(), nullable=False, server_default=sa.false()))
    _without_defaults("account", "email_proven")


def _session() -> None:
    with op.batch_alter_table("session") as batch:
        batch.add_column(sa.Column("invitation_id", ORDERLESS, nullable=True))
        batch.create_foreign_key(
            op.f("fk_session_invitation_id"), "invitation", ["invitation_id"], ["id"], ondelete="CASCADE"
        )
        batch.create_index("ix_session_invitation_id", ["invitation_id"])
        batch.add_column(sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("device", sa.String(length=60), nullable=False, server_default=""))
    _without_defaults("session", "device")


def _without_defaults(table: str, *columns: str) -> None:
    with op.batch_alter_table(table) as batch:
        for column in columns:
            batch.alter_column(column, server_default=None)


def _audit_event() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("chain", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_audit_event_number_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_audit_event_partnership_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("chain", "number", name=op.f("uq_audit_event_chain_number")),
    )
    op.create_index("ix_audit_event_partnership_id", "audit_event", ["partnership_id"])


def _import_batch() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("own_partner_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'preview') = (done_at IS NULL)", name=op.f("ck_import_batch_done_has_time")
        ),
        sa.CheckConstraint(
            "state IN ('preview', 'done', 'undone')", name=op.f("ck_import_batch_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_import_batch_account_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["own_partner_id"],
            ["partner.id"],
            name=op.f("fk_import_batch_own_partner_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_import_batch_partnership_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sa.UniqueConstraint("public_id", name=op.f("uq_import_batch_public_id")),
    )
    op.create_index("ix_import_batch_partnership_id", "import_batch", ["partnership_id"])


def _one_time_link() -> None:
    op.create_table(
        "one_time_link",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("purpose IN ('sign_in', 'reset')", name=op.f("ck_one_time_link_purpose_known")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_one_time_link_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_one_time_link")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_one_time_link_account_id", "one_time_link", ["account_id"])


def _appointment() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("mailed", sa.Boolean(), nullable=False),
        sa.Column("invited_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role <> 'partner_lead' OR partner_id IS NOT NULL",
            name=op.f("ck_appointment_partner_lead_has_partner"),
        ),
        sa.CheckConstraint(
            "role IN ('member', 'partner_lead', 'lead', 'facilitator')",
            name=op.f("ck_appointment_role_known"),
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_appointment_email_in_lower_case")),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["account.id"], name=op.f("fk_appointment_invited_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_appointment_partner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_appointment_partnership_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_appointment_public_id")),
        sa.UniqueConstraint("sha256", name=op.f("uq_appointment_sha256")),
    )
    op.create_index("ix_appointment_partnership_id", "appointment", ["partnership_id"])


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("role_id", sa.String(length=64), nullable=True),
        sa.Column("key", sa.String(length=43), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("name <> '' OR email IS NOT NULL", name=op.f("ck_person_has_name_or_email")),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_email_in_lower_case")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_person_partner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_person_partnership_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("key", name=op.f("uq_person_key")),
        sa.UniqueConstraint(
            "partnership_id", "partner_id", "email", name=op.f("uq_person_partnership_id_partner_id_email")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_person_public_id")),
    )
    op.create_index("ix_person_email", "person", ["email"])
    op.create_index("ix_person_partner_id", "person", ["partner_id"])


def _invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", ORDERLESS, autoincrement=False, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("role_id", sa.String(length=64), nullable=True),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("response_id", ORDERLESS, nullable=True),
        sa.Column("invited_on", sa.Date(), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("delivery", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "delivery IN ('none', 'queued', 'sent', 'bounced', 'failed')",
            name=op.f("ck_invitation_delivery_known"),
        ),
        sa.CheckConstraint(
            "NOT anonymous OR response_id IS NULL", name=op.f("ck_invitation_anonymous_leads_nowhere")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_invitation_partner_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_invitation_person_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_invitation_response_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_invitation_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_invitation_public_id")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_invitation_round_id_person_id")),
    )
    op.create_index("ix_invitation_person_id", "invitation", ["person_id"])
    op.create_index("ix_invitation_response_id", "invitation", ["response_id"])


def _invitation_link() -> None:
    op.create_table(
        "invitation_link",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("invitation_id", ORDERLESS, nullable=False),
        sa.Column("standing", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "standing IN ('first', 'later', 'replaced')", name=op.f("ck_invitation_link_standing_known")
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_invitation_link_invitation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_invitation_link")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_invitation_link_invitation_id", "invitation_link", ["invitation_id"])


def _letter() -> None:
    op.create_table(
        "letter",
        sa.Column("id", ORDERLESS, autoincrement=False, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("message_id", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("invitation_id", ORDERLESS, nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("to_address", sa.String(length=320), nullable=False),
        sa.Column("to_name", sa.String(length=200), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=300), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(state = 'sending') = (taken_until IS NOT NULL)", name=op.f("ck_letter_taken_while_sending")
        ),
        sa.CheckConstraint(
            "sealed IS NULL OR state IN ('queued', 'sending')", name=op.f("ck_letter_wiped_at_the_end")
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'bounced', 'failed', 'cancelled')",
            name=op.f("ck_letter_state_known"),
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_letter_attempts_not_negative")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_letter_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_letter_invitation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_letter_partnership_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_letter_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("message_id", name=op.f("uq_letter_message_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_letter_public_id")),
    )
    op.create_index("ix_letter_account_id", "letter", ["account_id"])
    op.create_index("ix_letter_invitation_id", "letter", ["invitation_id"])
    op.create_index("ix_letter_partnership_id", "letter", ["partnership_id"])
    op.create_index("ix_letter_round_id", "letter", ["round_id"])
    op.create_index("ix_letter_state_next_at", "letter", ["state", "next_at"])
