"""Zip files from outside: flat, of known size, and nothing unpacked that was not announced."""

import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from pet.language import gettext as _
from pet.untrusted.files import UNWANTED, shown
from pet.untrusted.problems import Problems

_END, _FILE = b"PK\x05\x06", b"PK\x03\x04"
_LARGE_END, _LARGE_END_SIZE = b"PK\x06\x07", 20  # of a ZIP64: before the other one, and believed in its place
_LONGEST_ENDING = 22 + 65_535  # the last record of a zip, and the longest note behind it
_ENTRY = 512
"""Bytes that one file takes in the list at the end, with a name as long as any of ours."""
_MB = 1024 * 1024
_ENCRYPTED = 0x1
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What `zipfile` raises over bytes that are none of its making: its own error, those of what it reads with, and, for a
# version, an offset or a date that cannot be, whatever comes first.
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """The largest zip that is read.

    Attributes:
        size: bytes of the zip itself.
        files: files in it.
        total: bytes of all files together, unpacked.
        ratio: how many times a file may grow when it is unpacked; small ones may grow more.
        small: bytes, unpacked, of a file that may grow as it likes.
        name: characters of a name.
    """

    size: int = 96 * _MB
    files: int = 100
    total: int = 192 * _MB
    ratio: int = 200
    small: int = 2 * _MB
    name: int = 100


ZIP = ZipLimits()


def parse_zip(data: bytes, limits: ZipLimits = ZIP, *, problems: Problems) -> dict[str, bytes]:
    """The files of a zip by their names, without the one folder that they may all lie in.

    Names that lead out of the folder, that come twice or lie in folders, files that are encrypted, damaged or packed in
    a way that is not known are added to `problems` and left out.

    Raises:
        InvalidInputError: it is no zip, or a limit on sizes or the number of files is exceeded.
    """
    _check_whole(data, limits, problems)
    try:
        packed = zipfile.ZipFile(BytesIO(data))
    except _DAMAGED as error:
        problems.stop(_("This zip file is damaged ({reason}).", reason=shown(str(error))))
    with packed:
        entries = [entry for entry in packed.infolist() if not entry.is_dir()]
        _check_sizes(entries, limits, problems)
        return _unpacked(packed, entries, limits, problems)


def _check_whole(data: bytes, limits: ZipLimits, problems: Problems) -> None:
    """Before anything of it is read: its own size, and that of the list of its files."""
    if len(data) > limits.size:
        problems.stop(_("The file is too large: {most} MB at most.", most=limits.size // _MB))
    start = data.rfind(_END, max(0, len(data) - _LONGEST_ENDING))
    if start < 0 or len(data) < start + 22:
        problems.stop(_("This is not a zip file, or its end is missing."))
    listed, at, note = struct.unpack_from("<LLH", data, start + 12)
    if listed > limits.files * _ENTRY:
        problems.stop(_("It holds too many files: {most} at most.", most=limits.files))
    is_large = data.startswith(_LARGE_END, max(0, start - _LARGE_END_SIZE))
    is_whole = start + 22 + note == len(data) and at + listed == start and data.startswith((_FILE, _END))
    if is_large or not is_whole:
        problems.stop(_("Something stands before or after what is packed in this zip file."))


def _check_sizes(entries: Sequence[zipfile.ZipInfo], limits: ZipLimits, problems: Problems) -> None:
    if len(entries) > limits.files:
        problems.stop(_("It holds too many files: {most} at most.", most=limits.files))
    if sum(entry.file_size for entry in entries) > limits.total:
        problems.stop(_("Unpacked it would be too large: {most} MB at most.", most=limits.total // _MB))
    for entry in entries:
        grows = entry.file_size > limits.ratio * max(1, entry.compress_size)
        if grows and entry.file_size > limits.small:
            problems.stop(_("This file would grow too much when it is unpacked."), shown(entry.filename))


def _unpacked(
    packed: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], limits: ZipLimits, problems: Problems
) -> dict[str, bytes]:
    folder = _folder(entries)
    found: dict[str, bytes] = {}
    for entry in entries:
        name = entry.filename.removeprefix(folder)
        if reason := _wrong(entry, name, found, limits):
            problems.add(shown(entry.filename), reason)
            continue
        try:
            found[name] = _content(packed, entry)
        except _DAMAGED:
            problems.add(shown(name), _("This file is damaged."))
    return found


def _content(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What is in one file. Asked for a number of bytes, `zipfile` unpacks no more than that, whatever there is."""
    with packed.open(entry) as opened:
        return opened.read(entry.file_size + 1)


def _folder(entries: Sequence[zipfile.ZipInfo]) -> str:
    """The one folder that all files lie in, with its slash; empty where there is none, or it is no plain name."""
    firsts = {entry.filename.partition("/")[0] for entry in entries}
    if len(firsts) != 1 or not all("/" in entry.filename for entry in entries):
        return ""
    [first] = firsts
    return "" if not first or first.startswith(".") else f"{first}/"


def _wrong(entry: zipfile.ZipInfo, name: str, found: dict[str, bytes], limits: ZipLimits) -> str:
    if not name or any(sign in name for sign in "/\\:") or name.startswith(".") or UNWANTED.search(name):
        return _("This name cannot be used: files lie side by side, without folders.")
    if len(name) > limits.name:
        return _("This name is too long: {most} characters at most.", most=limits.name)
    if name.casefold() in {other.casefold() for other in found}:
        return _("This file is in it twice.")
    if entry.flag_bits & _ENCRYPTED:
        return _("This file is encrypted.")
    if entry.compress_type not in _KNOWN:
        return _("This file is packed in a way that is not known.")
    return ""
