"""Make the TrueType files that charts and reports embed from the published web fonts, and copy those that pages use.

The typeface is Atkinson Hyperlegible Next (SIL Open Font License, `pet/static/fonts/OFL.txt`). Its npm package
splits each weight into a Latin and an extended Latin part; matplotlib and ReportLab want one file per weight.

    npm pack @fontsource/atkinson-hyperlegible-next@5.3.0
    tar xzf fontsource-atkinson-hyperlegible-next-5.3.0.tgz
    .venv/bin/python tools/make_fonts.py package

The same package gives the same bytes. The TrueType files are made from the zlib-packed `.woff` files, since reading
`.woff2` would need another dependency for nothing. Pages get the published `.woff2` files as they are, one per subset:
pet/static/css/pet.css says which characters are in which.
"""

import argparse
import shutil
from pathlib import Path

from fontTools.merge import Merger
from fontTools.merge import Options as MergeOptions
from fontTools.subset import Options as SubsetOptions
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "pet" / "static" / "fonts"
FAMILY = "Atkinson Hyperlegible Next"
STYLES = {"Regular": "400-normal", "Italic": "400-italic", "SemiBold": "600-normal", "Bold": "700-normal"}
ON_PAGES = ("Regular", "Italic", "SemiBold")
SUBSETS = ("latin", "latin-ext")
# Mac epoch seconds of 2025-01-01: a fixed date, so that the same input gives the same bytes.
MADE = 3818534400


def main() -> None:
    """Write all files and print what is in them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("package", type=Path, help="the unpacked npm package")
    package: Path = parser.parse_args().package
    for style, stem in STYLES.items():
        parts = [
            str(package / "files" / f"atkinson-hyperlegible-next-{subset}-{stem}.woff") for subset in SUBSETS
        ]
        font = merged(parts)
        name(font, style)
        target = TARGET / f"AtkinsonHyperlegibleNext-{style}.ttf"
        font.save(target, reorderTables=True)
        print(f"{target.name}: {len(font.getBestCmap())} characters, {target.stat().st_size // 1024} KiB")
    for style in ON_PAGES:
        for subset in SUBSETS:
            source = package / "files" / f"atkinson-hyperlegible-next-{subset}-{STYLES[style]}.woff2"
            target = TARGET / f"AtkinsonHyperlegibleNext-{style}-{subset}.woff2"
            shutil.copyfile(source, target)
            print(f"{target.name}: {target.stat().st_size // 1024} KiB")


def merged(parts: list[str]) -> TTFont:
    """One font with the characters of all parts, each kept from the first part that has it.

    Raises:
        SystemExit: a character was lost.
    """
    wanted: set[int] = set()
    for part in parts:
        wanted |= set(TTFont(part).getBestCmap())
    font = Merger(options=MergeOptions(drop_tables=["STAT", "prep", "gasp"])).merge(parts)
    font.recalcTimestamp = False
    pruned(font, wanted)
    lost = wanted - set(font.getBestCmap())
    if lost:
        raise SystemExit("lost characters: " + " ".join(f"U+{code:04X}" for code in sorted(lost)))
    return font


def pruned(font: TTFont, wanted: set[int]) -> None:
    """Drop the second copies of base glyphs that both parts carry."""
    options = SubsetOptions(
        layout_features=["*"], name_IDs=["*"], name_languages=["*"], notdef_outline=True, glyph_names=True
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)


def name(font: TTFont, style: str) -> None:
    """Name the file so that no two weights answer to the same family and style."""
    family = FAMILY if style != "SemiBold" else f"{FAMILY} SemiBold"
    subfamily = style if style != "SemiBold" else "Regular"
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    names = {
        1: family,
        2: subfamily,
        3: f"PET;{postscript}",
        4: f"{FAMILY} {style}",
        6: postscript,
        16: FAMILY,
        17: style,
    }
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    font["head"].modified = font["head"].created = MADE


if __name__ == "__main__":
    main()
