"""Files that a command writes: checked before the work, written together after it, whole or not at all."""

import secrets
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
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
    """Write all files: each beside its place first, then all are put in place with the rights of what was there.

    Standard output and devices are written to as they are, before any file is put in place.

    Raises:
        PetError: something cannot be written; in every file is what was there before.
    """
    parts: dict[Path, Path] = {}
    try:
        for target, data in contents.items():
            with _naming(target):
                if _is_file(target):
                    parts[target] = _beside(target.resolve())
                    _write_part(parts[target], data, target.resolve())
        for target, data in contents.items():
            if target not in parts:
                with _naming(target):
                    _stream(target, data)
        _put_in_place(parts)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


@contextmanager
def _naming(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PetError(_cannot(target, error)) from error


def _beside(place: Path) -> Path:
    return place.with_name(f".{secrets.token_hex(8)}.part")


def _write_part(part: Path, data: bytes, place: Path) -> None:
    with part.open("xb") as file:
        if place.exists():  # before anything stands in it that others could read
            part.chmod(stat.S_IMODE(place.stat().st_mode))
        file.write(data)


def _put_in_place(parts: Mapping[Path, Path]) -> None:
    """Put every part in its place, or leave what was there in every one."""
    before: dict[Path, Path | None] = {}
    try:
        for target, part in parts.items():
            place = target.resolve()
            with _naming(target):
                if place.is_file():
                    aside = _beside(place)
                    place.replace(aside)
                    before[place] = aside
                part.replace(place)
                before.setdefault(place, None)
    except BaseException:
        for place, old in before.items():
            if old is None:
                place.unlink(missing_ok=True)
            else:
                old.replace(place)
        raise
    for old in before.values():
        if old is not None:
            old.unlink(missing_ok=True)


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
