"""Rounds that follow one another.

With them come a chosen agenda, a weighting, and who was in a computed result. Results that are stored
already are given the fields that results have now, with what is true of them: people were counted, nothing was
compared, and minutes were proposed for the usual meeting.
"""
# ruff: noqa: INP001 -- Alembic loads this file by its path

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WEIGHTINGS = "weighting IN ('people', 'partners')"
STORED = sa.table(
    "stored_result",
    sa.column("id", sa.Integer()),
    sa.column("document", sa.Text()),
    sa.column("sha256", sa.String()),
)


def upgrade() -> None:
    """Make what the next round needs."""
    with op.batch_alter_table("round") as batch:
        batch.add_column(sa.Column("follows_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("agenda", sa.JSON(), nullable=True))
        batch.add_column(
            sa.Column("weighting", sa.String(length=10), nullable=False, server_default="people")
        )
        batch.create_foreign_key(
            op.f("fk_round_follows_id"), "round", ["follows_id"], ["id"], ondelete="SET NULL"
        )
        batch.create_check_constraint(op.f("ck_round_weighting_known"), WEIGHTINGS)
        batch.create_index("ix_round_follows_id", ["follows_id"])
    with op.batch_alter_table("round") as batch:
        batch.alter_column("weighting", server_default=None)
    with op.batch_alter_table("response") as batch:
        batch.add_column(sa.Column("person", sa.String(length=64), nullable=True))
        batch.create_unique_constraint(op.f("uq_response_round_id_person"), ["round_id", "person"])
    op.create_table(
        "result_snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("taken", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_result_snapshot_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_snapshot")),
    )
    op.create_index("ix_result_snapshot_round_id", "result_snapshot", ["round_id"])
    _rewrite(_as_now)


def downgrade() -> None:
    """Give back the tables as they were; who follows whom, what was chosen and who was in a result is lost."""
    _rewrite(_as_before)
    op.drop_table("result_snapshot")
    with op.batch_alter_table("response") as batch:
        batch.drop_constraint(op.f("uq_response_round_id_person"), type_="unique")
        batch.drop_column("person")
    with op.batch_alter_table("round") as batch:
        batch.drop_index("ix_round_follows_id")
        batch.drop_constraint(op.f("ck_round_weighting_known"), type_="check")
        batch.drop_constraint(op.f("fk_round_follows_id"), type_="foreignkey")
        for column in ("weighting", "agenda", "follows_id"):
            batch.drop_column(column)


def _rewrite(change: Any) -> None:
    """Every stored result through `change`, with the hash of what it is then."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(STORED.c.id, STORED.c.document)).all():
        document = json.loads(row.document)
        if "themes" not in document:
            continue  # no result: nothing that this program has written
        change(document)
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        connection.execute(STORED.update().where(STORED.c.id == row.id).values(document=text, sha256=sha256))


def _as_now(document: dict[str, Any]) -> None:
    document |= {"method": "2", "weighting": "people", "comfort": [], "change": None}
    document["thresholds"] |= _THRESHOLDS
    for theme in document["themes"]:
        theme |= {"shares": _shares(theme), "interval": None, "effective": None}
    for theme in _themes_of_groups(document):
        theme |= {"shares": _shares(theme), "gap_delta": None}
    for breakdown in document["breakdowns"]:
        breakdown["between"] = []
    usual = [item["minutes"] for item in document["agenda"]]
    for place, item in enumerate(document["agenda"]):
        item["minutes"] = [_squeezed(usual, talk)[place] for talk in _TALK]


def _as_before(document: dict[str, Any]) -> None:
    document["method"] = "1"
    _without([document], "weighting", "comfort", "change")
    _without([document["thresholds"]], *_THRESHOLDS)
    _without(document["themes"], "shares", "interval", "effective")
    _without(_themes_of_groups(document), "shares", "gap_delta")
    _without(document["breakdowns"], "between")
    for item in document["agenda"]:
        item["minutes"] = item["minutes"][2]


def _without(objects: list[dict[str, Any]], *keys: str) -> None:
    for one in objects:
        for key in keys:
            del one[key]


def _squeezed(minutes: list[int], talk: int) -> list[int]:
    """All themes in a meeting that has less time to talk, each with its part of it."""
    return [number * min(talk, sum(minutes)) // sum(minutes) for number in minutes]


def _themes_of_groups(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [theme for groups in document["groups"].values() for group in groups for theme in group["themes"]]


def _shares(theme: dict[str, Any]) -> list[float] | None:
    counts = theme["counts"]
    people = sum(counts) if counts else 0
    return [count / people for count in counts] if people else None


_TALK = (30, 45, 75, 105)  # what opening and closing leave of 45, 60, 90 and 120 minutes
_THRESHOLDS = {
    "moved_steps": 0.5,
    "moved_p": 0.10,
    "spread_change": 0.15,
    "kind_high": 0.75,
    "kind_agreement": 0.9,
    "kind_themes_share": 1 / 3,
    "kind_themes": 5,
    "kind_people": 10,
    "kind_answers": 10,
    "kind_evidence_share": 1 / 3,
    "kind_writers_share": 0.1,
    "kind_same_answers": 0.9,
    "kind_same_share": 0.2,
    "kind_leads_steps": 0.5,
    "kind_leads_share": 0.5,
}
