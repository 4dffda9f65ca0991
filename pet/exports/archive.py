"""The archive of a round: one zip that holds what was asked, what came out, what was agreed, and every file made from it.

`read(write(record))` gives the same record, and from that the same bytes again (docs/archive-format.md). An archive from
outside is read strictly: nothing is unpacked that was not announced, and everything that is wrong is told.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib import metadata
from typing import Any, NoReturn

from babel import Locale, UnknownLocaleError

from pet.analysis.result import METHOD
from pet.errors import PetError
from pet.exports import makers
from pet.exports.zipped import pack
from pet.frameworks import loader
from pet.language import PSEUDO, use
from pet.language import gettext as _
from pet.record.model import Record
from pet.record.progress import Progress, silent
from pet.record.reading import FRAMEWORK_FILE, RECORD_FILE, RESULT_FILE, of_documents
from pet.untrusted import Limits, Problems, ZipLimits, parse_json, parse_zip
from pet.untrusted.files import decode

FORMAT = "pet.archive/1"
MANIFEST = "manifest.json"
PAPERS = ("a4", "letter")
LARGEST = ZipLimits().size
_DOCUMENT = Limits(size=32 * 1024 * 1024, nodes=2_000_000)
_NEEDED = (FRAMEWORK_FILE, RESULT_FILE, RECORD_FILE)
_KEYS = {"format", "program", "method", "language", "page", "files"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What an archive holds.

    Attributes:
        record: the round.
        page: the paper of its files, `a4` or `letter`.
        language: in which they were made.
        program: the version of PET that made them.
        files: their bytes by name, without the manifest.
        identity: names the round as it is here: the hash of the three files that PET reads again, in hex. The paper,
            the language and the version of PET by which the others were made do not count.
    """

    record: Record
    page: str
    language: str
    program: str
    files: Mapping[str, bytes]
    identity: str


def write(record: Record, *, page: str = "a4", language: str = "en", progress: Progress = silent) -> bytes:
    """The archive of a record; the same record gives the same bytes.

    Args:
        record: with the framework's file in it.
        page: the paper of the reports.
        language: of everything that is made for people.
        progress: told how far it has come.
    """
    with use(language):
        files = makers.make_all(record, page=page, progress=progress)
    return pack(
        {MANIFEST: _manifest(files, page=page, language=language, method=record.computed.method), **files}
    )


def _manifest(files: Mapping[str, bytes], *, page: str, language: str, method: str = METHOD) -> bytes:
    document = {
        "format": FORMAT,
        "program": program(),
        "method": method,
        "language": language,
        "page": page,
        "files": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
            for name, content in files.items()
        },
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode()


def program() -> str:
    """The version of PET, for whoever wants to know what an archive was made with."""
    try:
        return metadata.version("pet-partnership")
    except metadata.PackageNotFoundError:
        return "0"


def rebuild(
    archive: Archive,
    *,
    page: str | None = None,
    only: Collection[str] = (),
    progress: Progress = silent,
) -> dict[str, bytes]:
    """Every file of an archive, made anew from its record alone.

    Args:
        archive: what was read.
        page: other paper than it was made for; `None` for the same.
        only: the names of those that are made; none for all.
        progress: told how far it has come.
    """
    with use(archive.language):
        return makers.make_all(archive.record, page=page or archive.page, only=only, progress=progress)


def read(data: bytes, *, source: str = "") -> Archive:
    """An archive from outside.

    Args:
        data: its bytes.
        source: what is read, such as a file name, for the heading of an error.

    Raises:
        InvalidInputError: it is no archive, or something in it is missing, changed or wrong; with all of it.
        PetError: it was made by a later version of PET than this one can read.
    """
    problems = Problems(source or _("The archive"))
    files = parse_zip(data, problems=problems)
    if MANIFEST not in files:
        _refuse_stranger(problems)
    manifest = _read_manifest(parse_json(files.pop(MANIFEST), problems=problems), problems)
    problems.raise_any()
    _check_files(files, manifest["files"], problems)
    problems.raise_any()
    return Archive(
        record=_record(files, problems),
        page=manifest["page"],
        language=manifest["language"],
        program=manifest["program"],
        files=files,
        identity=_identity(files),
    )


def _refuse_stranger(problems: Problems) -> NoReturn:
    """Say that it is no archive; what is wrong with the other files of such a zip says nothing to anybody.

    Raises:
        InvalidInputError: always; a manifest that is there and cannot be read is named with all else.
    """
    if any(problem.where.rpartition("/")[2] == MANIFEST for problem in problems.found):
        problems.raise_any()
    message = _("This is no archive of PET: it has no file “{name}”.", name=MANIFEST)
    Problems(problems.source).stop(message)


def _identity(files: Mapping[str, bytes]) -> str:
    hashes = (hashlib.sha256(files[name]).hexdigest() for name in _NEEDED)
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def _record(files: Mapping[str, bytes], problems: Problems) -> Record:
    source = decode(files[FRAMEWORK_FILE], loader.LIMITS.size, problems)
    if source.encode() != files[FRAMEWORK_FILE]:  # what is written again would be other bytes
        problems.add(FRAMEWORK_FILE, _("must be in UTF-8, without a byte order mark."))
    document = parse_json(files[RECORD_FILE], _DOCUMENT, problems=problems)
    result = parse_json(files[RESULT_FILE], _DOCUMENT, problems=problems)
    problems.raise_any()
    return of_documents(document, result, source)


def _read_manifest(manifest: Any, problems: Problems) -> Mapping[str, Any]:
    if not isinstance(manifest, dict):
        problems.stop(_("must be an object."), MANIFEST)
    _refuse_later(manifest.get("format"))
    if manifest.get("format") != FORMAT:
        problems.add(f"{MANIFEST}: format", _("must be “{known}”.", known=FORMAT))
    for key in sorted(manifest.keys() - _KEYS):
        problems.add(f"{MANIFEST}: {key}", _("unknown."))
    if manifest.get("page") not in PAPERS:
        problems.add(f"{MANIFEST}: page", _("must be one of: {words}.", words=", ".join(PAPERS)))
    _check_texts(manifest, problems)
    if not _is_language(manifest.get("language")):
        problems.add(f"{MANIFEST}: language", _("must be the code of a language, such as “en”."))
    if not isinstance(manifest.get("files"), dict):
        problems.add(f"{MANIFEST}: files", _("must be an object."))
    return manifest


def _check_texts(manifest: Mapping[str, Any], problems: Problems) -> None:
    for key in ("program", "method"):
        if not isinstance(manifest.get(key), str):
            problems.add(f"{MANIFEST}: {key}", _("must be a text."))


def _refuse_later(told: object) -> None:
    if isinstance(told, str) and told != FORMAT and told.startswith("pet.archive/"):
        raise PetError(
            _(
                "This archive has the format {format}, and this version of PET knows {known}. Use a later version of PET.",
                format=told[:40],
                known=FORMAT,
            )
        )


def _is_language(code: object) -> bool:
    if not isinstance(code, str):
        return False
    try:
        Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return code == PSEUDO
    return True


def _check_files(files: Mapping[str, bytes], listed: Mapping[str, Any], problems: Problems) -> None:
    """Whether the files are those of the manifest, unchanged."""
    for name in _NEEDED:
        if name not in listed:
            problems.add(f"{MANIFEST}: files", _("“{name}” is missing.", name=name))
    for name in sorted(listed.keys() - files.keys()):
        problems.add(name, _("missing."))
    for name in sorted(files.keys() - listed.keys()):
        problems.add(name, _("The manifest does not know this file."))
    for name in sorted(files.keys() & listed.keys()):
        told = listed[name]
        found = {"sha256": hashlib.sha256(files[name]).hexdigest(), "size": len(files[name])}
        if told != found:
            problems.add(name, _("This file is not as it was when the archive was made."))
