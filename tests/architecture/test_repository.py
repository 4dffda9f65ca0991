"""What must hold for the repository itself."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def python_files():
    return sorted(
        path for folder in ("pet", "tests", "tools", "benchmarks") for path in (ROOT / folder).rglob("*.py")
    )


def test_every_dependency_has_its_reason():
    project = tomllib.loads(PYPROJECT)["project"]
    for requirement in (*project["dependencies"], *project["optional-dependencies"]["test"]):
        line = next(line for line in PYPROJECT.splitlines() if line.startswith(f'  "{requirement}"'))
        assert re.search(r"# \S.{15,}", line), f"{requirement} has no reason"


@pytest.mark.parametrize("lock", ["run", "test"])
def test_locks_hold_names_versions_and_hashes_and_no_addresses(lock):
    lines = (ROOT / "locks" / f"{lock}.txt").read_text(encoding="utf-8").splitlines()
    requirement = re.compile(r"[a-z0-9._-]+==[^ ]+( ; .+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not (requirement.fullmatch(line) or digest.fullmatch(line))] == []


def test_every_suppression_has_a_reason():
    bare = re.compile(r"# (noqa|type: ignore)(?!.*-- \S)")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in python_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if bare.search(line) and path != Path(__file__)
    ]
    assert found == []


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_make_alone_prints_every_command_with_what_it_does():
    run = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    described = re.findall(r"^  make (\S+) +\S", run.stdout, flags=re.MULTILINE)
    assert {"demo", "test", "check", "format", "bench", "wheel", "long", "install"} <= set(described)


def test_the_readme_names_the_two_commands_and_spells_them_out():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in (
        "make demo",
        "make test",
        "pip install --require-hashes -r locks/run.txt",
        "pet analyse",
        "pytest",
    ):
        assert command in readme


def test_links_between_documents_lead_somewhere():
    documents = [
        ROOT / "README.md",
        ROOT / "CHANGELOG.md",
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "examples").glob("*.md"),
    ]
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8"))
        if not target.startswith(("http", "mailto:")) and not (document.parent / target).exists()
    ]
    assert broken == []
