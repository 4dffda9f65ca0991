"""The wheel carries what the program reads, and works in an environment of its own."""

import json
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
    return {
        path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob(f"*{suffix}") if path.is_file()
    }


def test_the_wheel_carries_definitions_fonts_templates_and_migrations(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    expected = (
        names_under("pet/frameworks/definitions", ".yaml")
        | names_under("pet/static", "")
        | {name.replace("templates/", "pet/_templates/", 1) for name in names_under("templates", ".html")}
        | {name.replace("migrations/", "pet/_migrations/", 1) for name in names_under("migrations", ".py")}
    )
    assert expected - names == set()
    assert not [name for name in names if name.startswith(("tests/", "templates/", "migrations/"))]


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(folder, with_pip=True)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", ROOT / "locks" / "run.txt"], check=True)
    subprocess.run([*pip, "--no-deps", wheel], check=True)
    return folder


def run(environment, folder, program, *arguments):
    return subprocess.run(
        [environment / "bin" / program, *arguments],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONWARNINGS": "error",
            "PET_INSTANCE": str(folder / "instance"),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_installed_wheel_writes_a_report(environment, tmp_path):
    done = run(
        environment,
        tmp_path,
        *("pet", "analyse", ROOT / "examples" / "riverside.csv", "--framework", "school-partnerships"),
        *("--partner-column", "partner", "--role-column", "role", "--pdf", tmp_path / "report.pdf"),
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-1.")


ONE_PAGE = """
from pet.wsgi import create
page = create().test_client().get("/", base_url="http://127.0.0.1:8000")
print(page.status_code, "</html>" in page.text)
"""


def test_the_installed_wheel_makes_a_database_and_shows_a_page(environment, tmp_path):
    upgraded = run(environment, tmp_path, "pet", "db", "upgrade")
    assert (upgraded.returncode, upgraded.stderr) == (0, "")

    shown = run(environment, tmp_path, "python", "-c", ONE_PAGE)
    assert (shown.returncode, shown.stdout) == (0, "200 True\n")
    assert [json.loads(line)["route"] for line in shown.stderr.splitlines()] == [
        "/"
    ]  # the log, and no warning
