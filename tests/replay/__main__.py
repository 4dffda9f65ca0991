"""`python -m tests.replay FILE…`: each failing case with what was expected, and a count as the last line."""

import sys
from collections.abc import Sequence

from tests.replay.running import Outcome, Unreadable, replayed

USAGE = "usage: python -m tests.replay FILE…\nFILE is in the format of agreement-vectors.json or disclosure-cases.json."


def main(files: Sequence[str]) -> int:
    """Replay the files; 0 if every case passed, 1 if not, 2 without a file."""
    if not files or {"-h", "--help"} & set(files):
        sys.stdout.write(USAGE + "\n")
        return 2 if not files else 0
    passed = failed = 0
    for file in files:
        try:
            for outcome in replayed(file):
                passed, failed = passed + outcome.passed, failed + (not outcome.passed)
                _say(outcome)
        except Unreadable as problem:
            failed += 1
            sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{passed} passed, {failed} failed\n")
    return 1 if failed else 0


def _say(outcome: Outcome) -> None:
    if not outcome.passed:
        sys.stdout.write(
            f"FAILED {outcome.name}\n  expected {outcome.expected}\n  actual   {outcome.actual}\n"
        )


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
