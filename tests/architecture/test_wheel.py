"""The wheel carries what the program reads, and works in an environment of its own."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = [pytest.mark.installs, pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def names_under(folder: str, suffix: str) -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob(f"*{suffix}")}


def test_the_wheel_carries_definitions_fonts_templates_and_migrations(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    expected = (
        names_under("pet/frameworks/definitions", ".yaml")
        | names_under("pet/static/fonts", ".ttf")
        | {"pet/static/fonts/OFL.txt", "pet/_templates/README.md", "pet/_migrations/README.md"}
    )
    assert expected - names == set()
    assert not [name for name in names if name.startswith(("tests/", "templates/", "migrations/"))]


def test_the_installed_wheel_writes_a_report(wheel, tmp_path):
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", ROOT / "locks" / "run.txt"], check=True)
    subprocess.run([*pip, "--no-deps", wheel], check=True)

    run = subprocess.run(
        [
            environment / "bin" / "pet",
            "analyse",
            ROOT / "examples" / "riverside.csv",
            *("--framework", "school-partnerships", "--partner-column", "partner", "--role-column", "role"),
            *("--pdf", tmp_path / "report.pdf"),
        ],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.returncode, run.stderr) == (0, "")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-1.")
