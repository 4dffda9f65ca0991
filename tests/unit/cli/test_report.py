"""`pet report`: every file anew from an archive, without site, database or settings."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from pet.cli import main
from pet.exports import archive, catalogue
from pet.language import PSEUDO
from tests.support import records

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """The archive of a round of too few, which has few files and is made in a moment."""
    file = tmp_path_factory.mktemp("archives") / "round.zip"
    file.write_bytes(archive.write(records.too_few()))
    return file


def pet(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def names(record):
    return {file.name for file in catalogue.files(record)} - {"archive.zip"}


def test_all_files_lie_side_by_side(packed, tmp_path):
    out = tmp_path / "new" / "files"
    run = pet("report", packed, "--out", out)
    assert (run.exit_code, run.stderr) == (0, "")
    assert {file.name for file in out.iterdir()} == names(records.too_few())
    held = archive.read(packed.read_bytes()).files
    assert {file.name: file.read_bytes() for file in out.iterdir()} == dict(held)
    assert f"{len(held)} files written to {out}" in run.stdout


def test_nothing_is_written_over_unless_it_is_asked_for(packed, tmp_path):
    (tmp_path / "result.json").write_text("mine")
    run = pet("report", packed, "--out", tmp_path)
    assert run.exit_code == 2
    assert "there is already: result.json" in run.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["result.json"]
    assert pet("report", packed, "--out", tmp_path, "--force").exit_code == 0
    assert (tmp_path / "result.json").read_text() != "mine"


def test_without_a_folder_it_says_that_all_is_the_same(packed):
    run = pet("report", packed)
    assert run.exit_code == 0
    assert (
        run.stdout
        == f"{len(names(records.too_few()))} files made: all the same as in the archive, byte for byte.\n"
    )


def test_what_is_different_is_named(packed, tmp_path):
    """An archive whose report somebody changed, with a manifest that knows the change."""
    found = archive.read(packed.read_bytes())
    files = {**found.files, "full-report.pdf": b"%PDF-other"}
    odd = tmp_path / "odd.zip"
    manifest = archive._manifest(files, page="a4", language="en")  # noqa: SLF001 -- the very one
    odd.write_bytes(archive.pack({"manifest.json": manifest, **files}))
    run = pet("report", odd)
    assert run.exit_code == 1
    assert run.stdout.splitlines()[1:] == ["  full-report.pdf"]


def test_what_lies_in_the_archive_besides_is_named(packed, tmp_path):
    found = archive.read(packed.read_bytes())
    files = {**found.files, "slides.pptx": b"not of this round", "setup.exe": b"MZ"}
    odd = tmp_path / "odd.zip"
    manifest = archive._manifest(files, page="a4", language="en")  # noqa: SLF001 -- the very one
    odd.write_bytes(archive.pack({"manifest.json": manifest, **files}))
    run = pet("report", odd)
    assert run.exit_code == 1
    assert run.stdout.splitlines()[1:] == ["  setup.exe", "  slides.pptx"]
    assert pet("report", odd, "--only", "full-report.pdf").exit_code == 0


def test_several_files_alone_are_the_only_ones_made(packed, tmp_path):
    wanted = ["full-report.pdf", "record.json"]
    run = pet("report", packed, "--out", tmp_path, "--only", wanted[0], "--only", wanted[1])
    assert run.exit_code == 0
    held = archive.read(packed.read_bytes()).files
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        name: held[name] for name in wanted
    }


def test_other_paper_and_single_files(packed, tmp_path):
    run = pet("report", packed, "--out", tmp_path, "--page", "letter", "--only", "full-report.pdf")
    assert run.exit_code == 0
    [file] = tmp_path.iterdir()
    assert file.read_bytes() != archive.read(packed.read_bytes()).files["full-report.pdf"]
    assert pet("report", packed, "--only", "slides.pptx").exit_code == 2
    assert pet("report", packed, "--page", "letter").exit_code == 2
    assert pet("report", packed, "--only", "full-report.pdf").exit_code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"PK", "not a zip file"), (None, "There is no file")],
)
def test_what_is_no_archive_is_refused_in_a_sentence(tmp_path, content, said):
    file = tmp_path / "odd.zip"
    if content is not None:
        file.write_bytes(content)
    run = pet("report", file, "--out", tmp_path / "out")
    assert run.exit_code == 2
    assert said in run.stderr
    assert not (tmp_path / "out").exists()


def test_an_archive_in_another_language_speaks_it_wherever_it_is_rebuilt(tmp_path):
    file = tmp_path / "round.zip"
    file.write_bytes(archive.write(replace(records.too_few(), title="Un regard"), language=PSEUDO))
    assert pet("report", file).exit_code == 0


def test_it_needs_no_settings_and_no_database(packed, tmp_path):
    """In a process whose settings are wrong, so that whoever read them would fail."""
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PET_")},
        "PET_DATABASE_URL": "nonsense",
        "PET_WORKERS": "none",
        "PET_INSTANCE": str(tmp_path / "no" / "such"),
    }
    run = subprocess.run(
        [
            sys.executable,
            "-X",
            "importtime",
            "-m",
            "pet",
            "report",
            str(packed),
            "--out",
            str(tmp_path / "out"),
        ],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-500:]
    assert not [line for line in run.stderr.splitlines() if "sqlalchemy" in line or "flask" in line]
    assert not (tmp_path / "no").exists()
