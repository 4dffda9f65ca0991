"""The shipped typeface, what it cannot write, and where lines break."""

import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.text import Text

from pet.charts.draw import figure
from pet.charts.draw.lettering import (
    LONGEST,
    Weight,
    clean,
    covered,
    fallback_of,
    file_of,
    font_file,
    width,
    wrap,
)
from pet.paths import FONTS
from tests.support.charts import everything


def names(weight):
    table = TTFont(file_of(weight))["name"]
    return tuple(table.getDebugName(number) for number in (1, 2, 4, 6))


def test_each_weight_answers_to_its_own_name():
    family = "Atkinson Hyperlegible Next"
    assert {weight: names(weight) for weight in Weight} == {
        Weight.REGULAR: (family, "Regular", f"{family} Regular", "AtkinsonHyperlegibleNext-Regular"),
        Weight.ITALIC: (family, "Italic", f"{family} Italic", "AtkinsonHyperlegibleNext-Italic"),
        Weight.SEMIBOLD: (
            f"{family} SemiBold",
            "Regular",
            f"{family} SemiBold",
            "AtkinsonHyperlegibleNext-SemiBold",
        ),
        Weight.BOLD: (family, "Bold", f"{family} Bold", "AtkinsonHyperlegibleNext-Bold"),
    }


ALPHABETS = {
    "German": "äöüßÄÖÜẞ",
    "French": "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ",
    "Spanish": "áéíóúüñ¿¡ÁÉÍÓÚÜÑ",
    "Portuguese": "ãõáéíóúâêôçàÃÕÁÉÍÓÚÂÊÔÇÀ",
    "Italian": "àèéìòùÀÈÉÌÒÙ",
    "Nordic": "åäöæøðþÅÄÖÆØÐÞ",
    "Polish": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "Welsh": "ŵŷâêîôûŴŶÂÊÎÔÛ",
    "signs": "“”‘’–—…•·−×€£½§°",
}


@pytest.mark.parametrize("weight", Weight)
def test_every_weight_may_be_embedded_and_writes_the_languages_of_its_readers(weight):
    font = TTFont(file_of(weight))
    assert font["OS/2"].fsType == 0
    letters = {*map(chr, range(0x20, 0x7F)), *"".join(ALPHABETS.values())}
    assert {letter for letter in letters if ord(letter) not in covered(file_of(weight))} == set()


def test_the_licence_lies_beside_the_fonts():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Joint\n\tlearning  now", "Joint learning now"),
        ("a\u202egnirts\u202c b", "agnirts b"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("nul\x00bell\x07", "nul\ufffdbell\ufffd"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("漢字", "\ufffd\ufffd"),
        ("e\u0301", "é"),
        ("Ελλάδα", "Ελλάδα"),
        ("$x^2$ <b>&amp;", "$x^2$ <b>&amp;"),
        ("", ""),
    ],
)
def test_a_text_is_made_drawable(given_text, expected):
    assert clean(given_text) == expected


def test_a_text_that_fits_nowhere_is_cut_with_an_ellipsis():
    made = clean("ab " * 70_000)
    assert (len(made), made[-4:]) == (LONGEST - 1, " ab…")
    assert clean("a" * LONGEST) == "a" * LONGEST
    assert clean(clean("a" * 200_000)) == clean("a" * 200_000)
    assert clean("\u200b" * 200_000 + "a") == "…"


@pytest.mark.parametrize("text", ["Strasse" * 30_000, "x-" * 100_000, "W" * 3_000])
def test_a_very_long_word_is_broken_like_a_long_one(text):
    assert wrap(text, 66, 9) == wrap(text[:300], 66, 9)


def test_what_atkinson_lacks_is_set_in_dejavu_as_a_whole():
    assert font_file("Größe", Weight.BOLD) == file_of(Weight.BOLD)
    assert font_file("Ελλάδα", Weight.BOLD) == fallback_of(Weight.BOLD)
    assert font_file("x ≥ 2", Weight.REGULAR) == fallback_of(Weight.REGULAR)


@given(st.text(max_size=40))
def test_no_clean_text_has_a_character_without_a_glyph(text):
    for weight in Weight:
        made = clean(text)
        assert covered(font_file(made, weight)).issuperset(map(ord, made))


@given(st.text(alphabet="abcdefghij -/ÄÖÜß", max_size=80), st.integers(20, 200))
def test_lines_fit_and_lose_no_letter(text, room):
    lines = wrap(text, room, 9, lines=100)
    assert all(width(line, 9) <= room for line in lines)
    assert "".join(lines).replace(" ", "").replace("-", "") == clean(text).replace(" ", "").replace("-", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Purpose and ambition", ("Purpose and", "ambition")),
        ("one two three four five six seven", ("one two", "three four", "five six seven")),
        ("Donaudampfschifffahrtsgesellschaft", ("Donaudampfsc-", "hifffahrtsgesell-", "schaft")),
        ("Verantwortung/Mitsprache", ("Verantwortung/", "Mitsprache")),
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen",
            ("one two three", "four five six", "seven eight nine", "ten eleven…"),
        ),
    ],
)
def test_lines_are_evenly_filled(text, expected):
    assert wrap(text, 66, 9) == expected


def test_every_text_of_every_chart_is_set_in_a_shipped_file():
    allowed = {str(file_of(weight)) for weight in Weight} | {str(fallback_of(weight)) for weight in Weight}
    used = set()
    for spec in everything().values():
        for text in figure(spec, width=400).findobj(Text):
            used.add(str(text.get_fontproperties().get_file()))
            assert not text.get_parse_math()
    assert used <= allowed
    assert str(file_of(Weight.SEMIBOLD)) in used


def test_specs_are_made_without_a_drawing_library():
    code = "import sys, pet.charts.build, pet.charts.style; print('matplotlib' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_drawing_does_not_load_pyplot():
    code = "import sys, pet.charts.draw, pet.charts.encode; print('matplotlib.pyplot' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_the_font_files_are_small():
    assert {path.name for path in Path(FONTS).glob("*.ttf")} == {file_of(weight).name for weight in Weight}
    assert all(path.stat().st_size < 80_000 for path in Path(FONTS).glob("*.ttf"))
