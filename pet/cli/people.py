"""`pet people`: bring in a list of people."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pet.db import schema
from pet.db.models import ImportBatch, Partnership
from pet.db.session import Database
from pet.errors import PetError
from pet.language import gettext as _
from pet.language import ngettext
from pet.services.audit import PET
from pet.services.importing import applying, batches, reading
from pet.services.importing.applying import Seen
from pet.services.importing.matching import Item, Plan, What
from pet.services.importing.rows import MOST_BYTES
from pet.settings import from_environment
from pet.untrusted import file_name, read, shown
from pet.web.site import utc_now

_MOST_NOTES = 50


def command() -> click.Group:
    """The group `pet people` in the language in use."""
    return click.Group("people", help=_("The people who can be asked."), commands=[_import_command()])


def _import_command() -> click.Command:
    return click.Command(
        "import",
        callback=_import,
        params=[
            click.Argument(["file"], metavar=_("FILE")),
            click.Option(
                ["--partnership"],
                required=True,
                metavar="PARTNERSHIP",
                help=_("Whose people they are: its name or id."),
            ),
            click.Option(["--yes"], is_flag=True, help=_("Take the list over without asking.")),
            click.Option(
                ["--without-wrong"],
                is_flag=True,
                help=_("Leave out rows that are wrong, instead of stopping."),
            ),
        ],
        help=_(
            "Bring in a list of people from a CSV or XLSX file.\n\n"
            "Says what it would do, row by row where something is wrong, and asks before anything is changed. All of it "
            "is taken over, or nothing. Nobody gets a letter. It can be taken back on the page of the list."
        ),
    )


def _import(file: str, partnership: str, *, yes: bool, without_wrong: bool) -> None:
    database = Database(from_environment().database_url)
    try:
        schema.require_current(database)
        with click.progressbar(length=3, label=_("Reading and comparing")) as bar:
            batch_id, plan = _looked_at(database, file, partnership, bar.update)
        click.echo("\n".join(_told(plan)))
        _refuse(plan, without_wrong=without_wrong)
        if not yes:
            click.confirm(_("Take it over?"), abort=True)
        with click.progressbar(length=1, label=_("Taking over")) as bar, database.writing() as session:
            seen = Seen(sha256=plan.sha256, without_wrong=without_wrong)
            applying.confirm(session, batch_id=batch_id, seen=seen, by=PET, now=utc_now())
            bar.update(1)
    finally:
        database.close()
    click.echo(_("The list is taken over."))


def _looked_at(
    database: Database, file: str, partnership: str, step: Callable[[int], None]
) -> tuple[int, Plan]:
    """The list, kept, and what it would do."""
    data = read(Path(file), MOST_BYTES)
    with database.reading() as session:
        partnership_id = _partnership(session, partnership)
        hints = batches.hints(session, partnership_id)
    sheet = reading.from_bytes(data, hints, source=file_name(Path(Path(file).name)))
    step(1)
    with database.writing() as session:
        public_id = batches.keep(session, partnership_id=partnership_id, sheet=sheet, by=PET, now=utc_now())
        batch_id = session.scalars(select(ImportBatch.id).where(ImportBatch.public_id == public_id)).one()
    step(1)
    with database.reading() as session:
        plan = batches.plan(session, partnership_id, batches.read(batches.find(session, batch_id)))
    step(1)
    return batch_id, plan


def _partnership(session: Session, wanted: str) -> int:
    """The id in the database of the one partnership that is called so."""
    found = session.scalars(
        select(Partnership.id).where(or_(Partnership.public_id == wanted, Partnership.name == wanted))
    ).all()
    if len(found) == 1:
        return found[0]
    if found:
        raise PetError(_("Several partnerships are called “{name}”. Give the id of one.", name=wanted))
    raise PetError(_("There is no partnership called “{name}”.", name=wanted))


def _refuse(plan: Plan, *, without_wrong: bool) -> None:
    wrong = plan.counts.get(What.WRONG, 0)
    if wrong and not without_wrong:
        raise PetError(
            ngettext(
                "{number} row is wrong, so nothing is taken over. Mend it, or add --without-wrong.",
                "{number} rows are wrong, so nothing is taken over. Mend them, or add --without-wrong.",
                wrong,
            )
        )
    if not (plan.counts.get(What.ADD) or plan.counts.get(What.CHANGE)):
        raise PetError(_("There is nothing to take over in this list."))


def _told(plan: Plan) -> Iterator[str]:
    """What the list would do."""
    counts = plan.counts
    yield ngettext(
        "{number} person will be added.", "{number} people will be added.", counts.get(What.ADD, 0)
    )
    yield ngettext(
        "{number} person will be changed.", "{number} people will be changed.", counts.get(What.CHANGE, 0)
    )
    yield ngettext("{number} row is skipped.", "{number} rows are skipped.", counts.get(What.SKIP, 0))
    if plan.new_partners:
        yield _("New partners: {names}.", names=", ".join(plan.new_partners))
    for choice in plan.partners:
        yield _("“{words}” is taken for “{name}”.", words=shown(choice.words), name=choice.like[1])
    for choice in plan.roles:
        if not choice.meant:
            yield _("There is no role “{words}”; it is left open.", words=shown(choice.words))
    yield from (_line(item) for item in plan.items if item.what is What.WRONG)
    noted = [item for item in plan.items if item.notes]
    yield from (_line(item) for item in noted[:_MOST_NOTES])


def _line(item: Item) -> str:
    return _("Row {number}: {why}", number=item.row.number, why=" ".join((*item.why, *item.notes)))
