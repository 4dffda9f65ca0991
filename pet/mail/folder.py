"""Into a folder, to be read in a browser: for trying PET, and for whoever has no mail server.

Each message is there three times, as `.eml`, `.txt` and `.html`, and `index.html` lists them all. The name of its files comes from
its date and its Message-ID, so that a message that is sent twice is there once.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from html import escape
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Self

from babel.dates import format_datetime

from pet.language import current, locale
from pet.language import gettext as _
from pet.mail.message import Parcel
from pet.mail.outcome import TAKEN, Outcome, later
from pet.mail.trouble import Trouble

INDEX = "index.html"
_PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>
body {{ font: 1.0625rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1f2933; background: #fff }}
li {{ margin: 0 0 1rem }} small {{ color: #52606d }}
@media (prefers-color-scheme: dark) {{ body {{ color: #e4e7eb; background: #15191e }} a {{ color: #8ec5ff }} small {{ color: #b0bac5 }} }}
</style></head>
<body><h1>{title}</h1>
<ol reversed>
{lines}</ol>
</body></html>
"""
_LINE = '<li><a href="{name}.html">{subject}</a> · <a href="{name}.txt">{as_text}</a><br><small>{to} · {when}</small></li>\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    name: str
    subject: str
    to: str
    when: datetime


class FolderTransport:
    """Writes each message into files; the list of all is written when it is left."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        """Nothing is made yet."""
        return self

    def __exit__(self, *_why: object) -> None:
        """Write the list; where it cannot be written now, the next letter brings it."""
        with suppress(OSError):
            if self._folder.is_dir():
                write(self._folder / INDEX, _index(self._folder).encode())

    def send(self, parcel: Parcel) -> Outcome:
        """Write one message; it is there whole or not at all."""
        mail = message_from_bytes(parcel.content, policy=policy.default)
        name = _name(mail, parcel.message_id)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for kind in ("plain", "html"):
                part = mail.get_body((kind,))
                text = part.get_content().replace("\r\n", "\n") if part is not None else ""
                write(self._folder / f"{name}.{'txt' if kind == 'plain' else kind}", text.encode())
            write(self._folder / f"{name}.eml", parcel.content)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            return later(reason, trouble=Trouble.FOLDER, unreachable=True)
        return TAKEN


def write(file: Path, content: bytes) -> None:
    """Write a file so that nobody ever reads half of it.

    Raises:
        OSError: it cannot be written.
    """
    with NamedTemporaryFile(dir=file.parent, prefix=".", suffix=".part", delete=False) as part:
        place = Path(part.name)
        try:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
            place.replace(file)
        except BaseException:
            place.unlink(missing_ok=True)
            raise


def _name(mail: EmailMessage, message_id: str) -> str:
    when: datetime = mail["Date"].datetime
    return f"{when:%Y-%m-%d-%H%M%S}-{hashlib.sha256(message_id.encode()).hexdigest()[:10]}"


def _index(folder: Path) -> str:
    listed = sorted(_all(folder), key=lambda one: (one.when, one.name), reverse=True)
    lines = [
        _LINE.format(
            name=escape(one.name),
            subject=escape(one.subject),
            to=escape(one.to),
            as_text=escape(_("as plain text")),
            when=escape(format_datetime(one.when, "medium", locale=locale())),
        )
        for one in listed
    ]
    return _PAGE.format(
        language=current(), title=escape(_("Letters that PET has written")), lines="".join(lines)
    )


def _all(folder: Path) -> Iterator[_Listed]:
    for file in folder.glob("*.eml"):
        head = BytesHeaderParser(policy=policy.default).parsebytes(file.read_bytes())
        yield _Listed(
            name=file.stem, subject=str(head["Subject"]), to=str(head["To"]), when=head["Date"].datetime
        )
