"""`pet report`: every file of an archive, made anew from what is in it, without a site and without a database."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from pet.cli import output
from pet.errors import PetError
from pet.exports import archive as archives
from pet.exports import catalogue
from pet.exports.archive import PAPERS, Archive
from pet.language import gettext as _
from pet.language import ngettext, use
from pet.record.progress import Progress, silent
from pet.untrusted import file_name
from pet.untrusted import read as read_file

DIFFERENT = 1
_STEPS = 1000


def command() -> click.Command:
    """The command `pet report` in the language in use."""
    return click.Command(
        "report",
        callback=_report,
        params=[
            click.Argument(["archive"], type=click.Path(path_type=Path), metavar="ARCHIVE"),
            click.Option(
                ["--out"],
                type=click.Path(path_type=Path, file_okay=False),
                metavar="FOLDER",
                help=_("Write all files into this folder, side by side; it is made if it is not there."),
            ),
            click.Option(
                ["--page"],
                type=click.Choice(PAPERS),
                help=_("The paper of the reports; without it, the one that the archive was made for."),
            ),
            click.Option(
                ["--only"],
                multiple=True,
                metavar="NAME",
                help=_("Only the file of this name, such as full-report.pdf. Can be repeated."),
            ),
            click.Option(["--force"], is_flag=True, help=_("Write over files that are there.")),
        ],
        help=_(
            "Make every file of a round anew from its archive: reports, slides, workbook, tables.\n\n"
            "Nothing else is needed: no site, no database, no settings. Without --out all files are made and "
            "compared with those in the archive, byte for byte; if any is different, it is named and the exit code "
            "is {different}.",
            different=DIFFERENT,
        ),
    )


def _report(archive: Path, out: Path | None, page: str | None, only: tuple[str, ...], *, force: bool) -> None:
    found = archives.read(read_file(archive, archives.LARGEST), source=file_name(archive))
    names = _names(found, only)
    if out is None:
        if page not in (None, found.page):
            raise PetError(
                _(
                    "The archive was made for other paper: without --out, leave out --page so that it can be compared."
                )
            )
        _compare(found, names, others=() if only else _others(found))
        return
    targets = _targets(out, names, archive, force=force)
    made = _made(found, names, page)
    out.mkdir(parents=True, exist_ok=True)
    output.write({targets[name]: content for name, content in made.items()})
    click.echo(
        ngettext(
            "{number} file written to {folder}", "{number} files written to {folder}", len(made), folder=out
        )
    )


def _names(found: Archive, only: Sequence[str]) -> list[str]:
    known = [file.name for file in catalogue.files(found.record) if file.name != catalogue.ARCHIVE]
    if unknown := [name for name in only if name not in known]:
        raise PetError(
            _(
                "This round has no file “{name}”. It has: {names}.",
                name=unknown[0],
                names=", ".join(known),
            )
        )
    return [name for name in known if not only or name in only]


def _targets(out: Path, names: Sequence[str], source: Path, *, force: bool) -> dict[str, Path]:
    """Where each file goes.

    Raises:
        PetError: the folder is a file or holds such files already, or one of them is what is read.
    """
    if out.exists() and not out.is_dir():
        raise PetError(_("“{name}” is a file. Name a folder.", name=file_name(out)))
    targets = {name: out / name for name in names}
    there = [name for name, target in targets.items() if target.exists()]
    if there and not force:
        raise PetError(
            _(
                "In {folder} there is already: {names}. Choose another folder, or write over them with --force.",
                folder=file_name(out),
                names=", ".join(there),
            )
        )
    if out.is_dir():
        output.check(list(targets.values()), sources=[source])
    return targets


def _others(found: Archive) -> list[str]:
    """What lies in the archive and is none of the round's files."""
    known = {file.name for file in catalogue.files(found.record)} - {catalogue.ARCHIVE}
    return sorted(found.files.keys() - known)


def _compare(found: Archive, names: Sequence[str], *, others: Sequence[str]) -> None:
    """Say whether what is made now is what the archive holds, and name what it holds besides."""
    made = _made(found, names, None)
    other = [*(name for name in names if made[name] != found.files.get(name)), *others]
    if not other:
        click.echo(
            ngettext(
                "{number} file made: the same as in the archive, byte for byte.",
                "{number} files made: all the same as in the archive, byte for byte.",
                len(made),
            )
        )
        return
    click.echo(
        ngettext(
            "{number} file of {whole} is not as in the archive:",
            "{number} files of {whole} are not as in the archive:",
            len(other),
            whole=len(made) + len(others),
        )
    )
    for name in other:
        click.echo(f"  {name}")
    if found.program != archives.program():
        click.echo(
            _(
                "The archive was made by PET {then}, and this is PET {now}: what is in the files is the same, the way it "
                "looks may have changed.",
                then=found.program,
                now=archives.program(),
            )
        )
    click.get_current_context().exit(DIFFERENT)


def _made(found: Archive, names: Sequence[str], page: str | None) -> dict[str, bytes]:
    with bar(_("Making the files")) as progress, use(found.language):
        return archives.rebuild(found, page=page, only=names, progress=progress)


@contextmanager
def bar(label: str) -> Iterator[Progress]:
    """A progress bar on a terminal; a pipe hears nothing."""
    if not sys.stderr.isatty():
        yield silent
        return
    with click.progressbar(length=_STEPS, label=label, file=sys.stderr) as shown:
        yield lambda share: shown.update(int(share * _STEPS) - shown.pos)
