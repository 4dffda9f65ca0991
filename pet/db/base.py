"""The base of all models: names of constraints, types of columns, random public ids."""

import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import JSON, TypeDecorator

_NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: with its time zone in Python, on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a time zone; SQLite keeps the UTC clock time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


PublicId = String(22)


def new_public_id() -> str:
    """A random id of 128 bits for addresses; it says nothing about order or time."""
    return secrets.token_urlsafe(16)


def new_person_key() -> str:
    """A random key of 256 bits that tells one person from another and says nothing else."""
    return secrets.token_urlsafe(32)


# The key of what people answer: drawn at random, because counting up would keep the order in which they came.
# On SQLite it is the place of the row as well, so that not even the file tells.
OrderlessId = BigInteger().with_variant(Integer, "sqlite")


def new_orderless_id() -> int:
    """A random key that every language can hold as a number."""
    return 1 + secrets.randbelow(2**53 - 1)


class Base(DeclarativeBase):
    """The base of all models."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {datetime: Instant, dict[str, Any]: JSON}  # noqa: RUF012 -- SQLAlchemy reads it as it is
