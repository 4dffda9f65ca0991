"""Make the README's pictures from the demo's report: `make pictures` after `make demo`.

Needs `pdftoppm` (poppler-utils), which nothing else in the project does.
"""

import subprocess
import sys
from pathlib import Path

from pypdf import PdfReader

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "instance" / "demo" / "riverside.pdf"
FOLDER = ROOT / "docs" / "pictures"
PICTURES = {"at-a-glance": ("At a glance", "What we share"), "theme": ("Candour", "To talk about")}


def page_with(reader: PdfReader, lines: tuple[str, str]) -> int:
    """The number of the first page after the contents that holds both lines."""
    for number, page in enumerate(reader.pages, start=1):
        found = {line.strip() for line in page.extract_text().splitlines()}
        if number > 2 and found.issuperset(lines):
            return number
    sys.exit(f"No page of {REPORT} holds {lines}")


def main() -> None:
    """Write a PNG per picture."""
    FOLDER.mkdir(exist_ok=True)
    reader = PdfReader(REPORT)
    for name, lines in PICTURES.items():
        page = str(page_with(reader, lines))
        target = FOLDER / name
        command = [
            "pdftoppm",
            "-r",
            "60",
            "-f",
            page,
            "-l",
            page,
            "-png",
            "-singlefile",
            str(REPORT),
            str(target),
        ]
        subprocess.run(command, check=True)  # noqa: S603 -- our own file and a fixed program
        print(target.with_suffix(".png").relative_to(ROOT))


if __name__ == "__main__":
    main()
