"""Zip files that are the same, byte for byte, whenever and wherever they are made from the same contents.

Every slide deck, workbook and archive is a zip file. A zip notes for each part when it was written, by which system and
with which rights; the libraries that write decks and workbooks let the clock in that way. Here nothing but names,
contents and their order goes in.
"""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Final

WRITTEN_ON: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can name; it stands for “no date”."""

_READABLE: Final = 0o644 << 16
_UNIX: Final = 3
_LEVEL: Final = 6


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files as one zip, in the order given: sort them first where no order is needed.

    Args:
        files: contents by name; folders are told by “/” in a name.

    Returns:
        The bytes of the zip: the same for the same files in the same order.
    """
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(_entry(name), content, zipfile.ZIP_DEFLATED, _LEVEL)
    return packed.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The files in a zip that we made ourselves, in its order: never for one that came from outside, for it sets no limit.

    Raises:
        zipfile.BadZipFile: if it is not a zip.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repack(data: bytes) -> bytes:
    """The same zip without dates and rights, its parts in the order they had.

    For what a library wrote (a deck, a workbook). What the parts themselves say about time is not touched.

    Raises:
        zipfile.BadZipFile: if it is not a zip.
    """
    return pack(unpack(data))


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=WRITTEN_ON)
    entry.create_system = _UNIX
    entry.external_attr = _READABLE
    return entry
