"""Published frameworks: kept as the file that was published, read once per process."""

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pet.db.models import FrameworkVersion, Round
from pet.errors import PetError
from pet.frameworks import loader
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.services.recent import Recent
from pet.untrusted import Problems
from pet.untrusted.files import decode

MOST_KEPT = 64
_read: Recent[str, Framework] = Recent(MOST_KEPT)


def publish(session: Session, source: bytes, *, now: datetime) -> FrameworkVersion:
    """The version that this file makes; the same file published twice is one version.

    Raises:
        InvalidInputError: the file is no framework; with every problem in it.
    """
    framework = loader.load(source)
    text = decode(source, loader.LIMITS.size, Problems(framework.key))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return _published(session, sha256) or _insert(
        session,
        FrameworkVersion(
            key=framework.key, version=framework.version, sha256=sha256, source=text, created_at=now
        ),
    )


def _published(session: Session, sha256: str) -> FrameworkVersion | None:
    return session.scalars(select(FrameworkVersion).where(FrameworkVersion.sha256 == sha256)).one_or_none()


def _insert(session: Session, row: FrameworkVersion) -> FrameworkVersion:
    """Keep a new version; if somebody publishes the same file at this moment, theirs is the one."""
    sha256 = row.sha256
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        found = _published(session, sha256)
        if found is None:
            raise
        return found
    return row


def load(version: FrameworkVersion) -> Framework:
    """The framework of a published version."""
    return _read.get_or_make(version.sha256, lambda: loader.load(version.source.encode()))


def of_version(session: Session, version_id: int, sha256: str) -> Framework:
    """The framework of a version whose hash is known: no statement where this process has read it before.

    Raises:
        PetError: there is no such version.
    """
    found = _read.get(sha256)
    if found is not None:
        return found
    source = session.scalar(select(FrameworkVersion.source).where(FrameworkVersion.id == version_id))
    if source is None:
        raise PetError(_("This framework is not here any more."))
    return _read.get_or_make(sha256, lambda: loader.load(source.encode()))


def of_round(session: Session, round_id: int) -> Framework:
    """The framework that a round asks.

    Raises:
        PetError: there is no such round.
    """
    row = session.execute(
        select(FrameworkVersion.id, FrameworkVersion.sha256)
        .join(Round, Round.framework_version_id == FrameworkVersion.id)
        .where(Round.id == round_id)
    ).one_or_none()
    if row is None:
        raise PetError(_("There is no such round."))
    return of_version(session, row.id, row.sha256)
