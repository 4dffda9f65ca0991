"""Files that a command writes: checked before the work, written together after it, whole or not at all."""

import secrets
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from pet.errors import PetError
from pet.language import gettext as _
from pet.untrusted import shown

STANDARD_OUTPUT = Path("-")


def check(targets: Sequence[Path], *, sources: Sequence[Path]) -> None:
    """Refuse targets that cannot be written, that are read, or that are named twice.

    Raises:
        PetError: with a line for each of them.
    """
    wrong = [reason for target in targets if (reason := _why_not(target, sources))]
    if not wrong:
        wrong = [
            _("“{name}” is to be written twice. Give each its own name.", name=_name(target))
            for index, target in enumerate(targets)
            if any(_same(target, earlier) for earlier in targets[:index])
        ]
    if wrong:
        raise PetError("\n".join(wrong))


def write(contents: Mapping[Path, bytes]) -> None:
    """Write all files: each beside its place first, then all are put in place.

    Standard output and devices are written to as they are.

    Raises:
        PetError: a file cannot be written; what was there before is still there.
    """
    parts: dict[Path, Path] = {}
    target = Path()
    try:
        for target, data in contents.items():
            if _is_file(target):
                place = target.resolve()
                parts[place] = place.with_name(f".{secrets.token_hex(8)}.part")
                parts[place].write_bytes(data)
        for target, part in parts.items():
            part.replace(target)
        for target, data in contents.items():
            if not _is_file(target):
                _stream(target, data)
    except OSError as error:
        reason = error.strerror or error
        raise PetError(
            _("“{name}” cannot be written: {reason}.", name=_name(target), reason=reason)
        ) from error
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _why_not(target: Path, sources: Sequence[Path]) -> str | None:
    if target == STANDARD_OUTPUT:
        return None
    try:
        if any(_same(target, source) for source in sources):
            return _("“{name}” is what is read. Write to another file.", name=_name(target))
        if target.is_dir():
            return _("“{name}” is a folder. Name a file in it.", name=_name(target))
        found = target.absolute().parent.is_dir()
    except OSError as error:
        return _cannot(target, error)
    folder, name = _name(target.parent), shown(target.name)
    return (
        None
        if found
        else _("There is no folder “{folder}” to write “{name}” into.", folder=folder, name=name)
    )


def _cannot(target: Path, error: OSError) -> str:
    return _("“{name}” cannot be written: {reason}.", name=_name(target), reason=error.strerror or error)


def _same(one: Path, other: Path) -> bool:
    if one == other:
        return True
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()


def _is_file(target: Path) -> bool:
    return target != STANDARD_OUTPUT and (target.is_file() or not target.exists())


def _stream(target: Path, data: bytes) -> None:
    if target == STANDARD_OUTPUT:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        target.write_bytes(data)


def _name(path: Path) -> str:
    return shown(str(path), most=200)
