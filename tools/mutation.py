"""Break patterns, disclosure and agreement on purpose, one small change at a time, and count what the tests notice.

Prints the changes that no test noticed, then the share that was noticed; exit 1 where that is under `LEAST`. What is
changed and which tests look at it stands in pyproject.toml (`[tool.mutmut]`); the copy it works on is mutants/.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPY = ROOT / "mutants"
LEAST = 0.85
MUTMUT = [sys.executable, "-m", "mutmut"]
RUN = [*MUTMUT, "run", "--max-children", "2"]


def main() -> int:
    """Run all of it; 0 if the tests notice enough."""
    shutil.rmtree(COPY, ignore_errors=True)
    with (ROOT / "instance" / "mutation.log").open("w", encoding="utf-8") as log:
        run = subprocess.run(RUN, cwd=ROOT, stdout=log, stderr=log, check=False)  # noqa: S603 -- our own words
    if run.returncode:
        print(f"mutmut stopped with {run.returncode}: see {log.name}", file=sys.stderr)
        return run.returncode
    print(_said("results"))
    _said("export-cicd-stats")
    counts = json.loads((COPY / "mutmut-cicd-stats.json").read_text("utf-8"))
    noticed = counts["killed"] + counts["timeout"] + counts["segfault"]
    share = noticed / counts["total"]
    print(f"{noticed} of {counts['total']} changes noticed: {share:.1%} (at least {LEAST:.0%})")
    return 0 if share >= LEAST else 1


def _said(command: str) -> str:
    run = subprocess.run([*MUTMUT, command], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 -- our own words
    return run.stdout


if __name__ == "__main__":
    sys.exit(main())
