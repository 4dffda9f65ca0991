"""`pet archive`: from the database of one site into a file, and into the database of another."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from pet.cli import main
from pet.db.models import Partnership, Round
from pet.exports import archive
from tests.support import records
from tests.support.released import over, varied


@pytest.fixture
def pet(database, tmp_path):
    def run(*arguments):
        environ = {"PET_INSTANCE": str(tmp_path / "instance"), "PET_DATABASE_URL": database.url}
        return CliRunner().invoke(main, ["archive", *map(str, arguments)], env=environ)

    return run


def test_a_round_goes_into_a_file_and_comes_back_under_another_name(pet, database, tmp_path):
    with database.writing() as session:
        found = over(session, varied(3))  # too few to show anything: its files are made in a moment
    file = tmp_path / "round.zip"
    written = pet("write", found.public_id, file, "--page", "letter")
    assert (written.exit_code, written.output) == (0, f"Written: {file}\n")
    held = archive.read(file.read_bytes())
    assert (held.page, held.record.title) == ("letter", "Autumn 2026")
    brought = pet("import", file, "--partnership", "Far away")
    assert brought.exit_code == 0, brought.output
    said = brought.output.splitlines()
    assert said[0] == "The round “Autumn 2026” is in “Far away” now."
    assert "--lead-of" in said[2]
    again = pet("import", file, "--partnership", "Far away")
    assert again.output.startswith("The round “Autumn 2026” was brought in before; nothing has changed.")
    with database.reading() as session:
        home = session.scalars(select(Partnership).where(Partnership.name == "Far away")).one()
        [row] = session.scalars(select(Round).where(Round.partnership_id == home.id)).all()
    assert said[1] == f"  http://127.0.0.1:8000/rounds/{row.public_id}/results/"


def test_what_is_not_closed_or_not_there_is_refused(pet, database, tmp_path):
    with database.writing() as session:
        running = over(session, state="open")
    file = tmp_path / "round.zip"
    assert "not closed yet" in pet("write", running.public_id, file).stderr
    assert "no such round" in pet("write", "none", file).stderr
    assert not file.exists()
    file.write_bytes(b"no archive")
    refused = pet("import", file)
    assert refused.exit_code == 2
    assert "not a zip file" in refused.stderr


def test_without_a_name_it_comes_into_the_partnership_of_the_archive(pet, tmp_path):
    file = tmp_path / "round.zip"
    file.write_bytes(archive.write(records.too_few()))
    refused = pet("import", file)
    assert refused.exit_code == 2
    assert "names no partnership" in refused.stderr


def test_a_file_that_is_there_is_written_over_only_where_that_is_asked_for(pet, database, tmp_path):
    with database.writing() as session:
        found = over(session, varied(3))
    file = tmp_path / "round.zip"
    file.write_bytes(b"all that is left of another round")
    refused = pet("write", found.public_id, file)
    assert (refused.exit_code, file.read_bytes()) == (2, b"all that is left of another round")
    assert refused.stderr.endswith("is there already. Choose another name, or write over it with --force.\n")
    assert pet("write", found.public_id, file, "--force").exit_code == 0
    assert archive.read(file.read_bytes()).record.title == "Autumn 2026"
    assert pet("write", found.public_id, "/dev/null").exit_code == 0


@pytest.mark.parametrize(
    "command", [["archive", "write", "round", "{}/x.zip"], ["log", "check"], ["db", "check"]], ids=str
)
def test_what_only_reads_makes_nothing_where_there_is_no_site(tmp_path, command):
    folder = tmp_path / "instance"
    done = CliRunner().invoke(
        main, [one.format(tmp_path) for one in command], env={"PET_INSTANCE": str(folder)}
    )
    assert (done.exit_code, "There is no database yet" in done.output) == (2, True)
    assert list(tmp_path.iterdir()) == []
