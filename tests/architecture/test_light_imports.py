"""The pure middle imports fast: no drawing, no PDF, no web, no database."""

import subprocess
import sys

import pytest

HEAVY = ("matplotlib", "reportlab", "flask", "sqlalchemy", "PIL")


@pytest.mark.parametrize(
    "module",
    ["pet", "pet.frameworks.loader", "pet.analysis.evaluate", "pet.analysis.answers", "pet.words", "pet.cli"],
)
def test_importing_it_loads_nothing_heavy(module):
    program = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_asking_for_help_does_not_even_load_numpy():
    program = "import sys\nfrom pet.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass\nprint('numpy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "False"
