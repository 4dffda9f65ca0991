"""The secret key in the instance folder: made once, and kept."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from pet.errors import PetError
from pet.language import gettext as _
from pet.settings import checks

_FILE = "secret-key"


def kept_secret(instance: Path) -> str:
    """The secret key in the instance folder, made now if there is none.

    Raises:
        PetError: the key cannot be read or made, or is damaged.
    """
    file = instance / _FILE
    try:
        if not file.exists():
            _make_secret(file)
        kept = file.read_text(encoding="ascii").strip()
    except OSError as error:
        raise PetError(
            _(
                "The secret key in {file} cannot be read or made: {reason}",
                file=file,
                reason=error.strerror or error,
            )
        ) from error
    except UnicodeDecodeError:
        kept = ""
    if checks.secret(kept) is not None:
        raise PetError(
            _(
                "The secret key in {file} is damaged. Put it back from a backup, or delete the file: everyone then signs in anew.",
                file=file,
            )
        )
    return kept


def _make_secret(file: Path) -> None:
    """Write a new key that only its owner can read; whoever comes first wins."""
    part = file.with_name(f".{secrets.token_hex(8)}.part")
    part.touch(mode=0o600)
    try:
        with part.open("w", encoding="ascii") as writing:
            writing.write(secrets.token_urlsafe(48))
            writing.flush()
            os.fsync(writing.fileno())  # else a power cut could leave the name of an empty file
        with suppress(FileExistsError):
            os.link(part, file)
    finally:
        part.unlink()
