"""Bytes of a file, and the characters in them."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from pet.errors import PetError
from pet.language import gettext as _
from pet.untrusted.problems import Problems

# What no text for people contains: control characters other than tab and line ends, halves of surrogate pairs,
# the byte order mark, and code points that are not characters.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")

_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(path: Path, size: int) -> bytes:
    """The bytes of a file, but never many more than `size`: enough for a parser to see that it is too large.

    Raises:
        PetError: there is no such file, it is a folder, or it cannot be read.
    """
    name = file_name(path)
    try:
        with path.open("rb") as file:
            return file.read(size + 1)
    except (FileNotFoundError, NotADirectoryError):
        message = _("There is no file “{name}”.", name=name)
    except IsADirectoryError:
        message = _("“{name}” is a folder, not a file.", name=name)
    except PermissionError:
        message = _("You are not allowed to read “{name}”.", name=name)
    except OSError as error:
        message = _("“{name}” cannot be read: {reason}.", name=name, reason=error.strerror or error)
    except ValueError as error:
        message = _("“{name}” cannot be read: {reason}.", name=name, reason=error)
    raise PetError(message)


def exists(path: Path) -> bool:
    """Whether there is a file or folder of this name; a name that the system refuses names none."""
    try:
        return path.exists()
    except OSError:
        return False


def decode(data: bytes, size: int, problems: Problems, fallback: str | None = None) -> str:
    """The characters of a file: UTF-8 or UTF-16 by its byte order mark, else UTF-8, else the `fallback`.

    Raises:
        InvalidInputError: too large, empty, or not a text.
    """
    if len(data) > size:
        problems.stop(_("The file is too large: {most} MB at most.", most=f"{size / 1024 / 1024:.3g}"))
    if data.startswith((_ZIP, _OLD_OFFICE)):
        problems.stop(
            _(
                "This is a document or spreadsheet of an office program. Save it as a text file first (CSV for answers)."
            )
        )
    encoding = "utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    for attempt in (encoding, fallback or encoding):
        try:
            text = data.decode(attempt)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
        else:
            break
    else:
        problems.stop(_("This is not a text file in UTF-8. Save it again with this encoding."), line=line)
    if not text.strip():
        problems.stop(_("The file is empty."))
    return text


def file_name(path: Path) -> str:
    """A file's name as a message shows it."""
    return shown(str(path), most=300)


def shown(text: str, most: int = 60) -> str:
    """Something from outside, safe and short enough to repeat in a sentence."""
    clean = UNWANTED.sub("\ufffd", " ".join(text.split()))
    return clean if len(clean) <= most else clean[: most - 1] + "…"
