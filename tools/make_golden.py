"""Writes the golden archives of tests/golden: what every later PET must be able to read and make anew.

Run it where an output was meant to change, look at what changed, and commit both together:

    python tools/make_golden.py

Those of an earlier format are never written again: they stay as they are, to be read.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pet.exports import archive  # noqa: E402 -- after the path is set
from tests.support import records  # noqa: E402 -- as above

FOLDER = ROOT / "tests" / "golden"
MOST_BYTES = 4_000_000
ROUNDS = {
    "riverside": ("riverside", "a4"),
    "harbour": ("harbour", "letter"),
    "four-heads": ("four_heads", "a4"),
}


def written(name: str) -> bytes:
    """A golden archive as this PET writes it."""
    record, page = ROUNDS[name]
    return archive.write(getattr(records, record)(), page=page)


def main() -> None:
    """Write them all, and say what changed."""
    for name in ROUNDS:
        file, content = FOLDER / f"{name}.zip", written(name)
        if len(content) > MOST_BYTES:
            sys.exit(f"{file.name} has {len(content):,} bytes: too many for a repository")
        before = file.read_bytes() if file.exists() else b""
        file.write_bytes(content)
        print(f"{file.name}: {len(content):,} bytes, {'as before' if before == content else 'changed'}")


if __name__ == "__main__":
    main()
