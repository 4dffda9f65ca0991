"""The one way of text into the report."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.platypus import Paragraph

from pet.report import fonts, styles, text


def shown(markup):
    """What ReportLab makes of the markup."""
    return "".join(frag.text for frag in Paragraph(markup, styles.paragraph("body")).frags)


def test_markup_from_outside_is_shown_not_obeyed():
    assert text.text("<b>a & b</b> <img src='/x'/>") == "&lt;b&gt;a &amp; b&lt;/b&gt; &lt;img src='/x'/&gt;"


def test_what_is_markup_already_is_not_escaped_twice():
    once = text.text("a & b")
    assert text.text(once) is once
    assert text.plain(once) == "a & b"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\x00b\x07c\x7fd", "abcd"),
        ("\ufeffa\ufffeb\uffffc\U0001fffed", "abcd"),
        ("a\ud800b", "ab"),
        ("a\u202eb\u202c \u2067c\u2069\u200f", "ab c"),
        ("a\ufe0fb\u200dc\u00add", "abcd"),
        (" a \t\r\n  b\u2003c\u2028d ", "a b c d"),
        ("6\u202fthemes, 7\xa0themes", "6\xa0themes, 7\xa0themes"),
        ("e\u0301", "é"),
        (None, "None"),
        (3, "3"),
    ],
)
def test_what_cannot_be_shown_is_taken_out(given, kept):
    assert text.clean(given) == kept


def test_long_words_and_long_texts_are_cut_visibly():
    assert text.clean("w" * 200_000) == "w" * 200 + "…"
    assert text.clean("w" * 200) == "w" * 200
    assert text.clean("one two three", longest=8) == "one two…"
    assert len(text.clean("word " * 5_000)) == 10_000


def test_characters_the_face_lacks_come_from_the_fallback_and_the_others_become_visible_gaps():
    assert text.text("a → ✓ b") == 'a <font face="DejaVu">→ ✓</font> b'
    assert text.text("漢字") == '<font face="DejaVu">\ufffd\ufffd</font>'
    assert text.text("Łódź über Žižek") == "Łódź über Žižek"


def test_runs_say_which_font_shows_what():
    assert fonts.runs("a → b", fonts.SEMIBOLD) == [
        (fonts.SEMIBOLD, "a "),
        (fonts.FALLBACK_BOLD, "→"),
        (fonts.SEMIBOLD, " b"),
    ]
    assert fonts.runs("", fonts.REGULAR) == []


def test_emphasis_escapes_what_it_emphasises():
    assert text.bold("<i>") == "<b>&lt;i&gt;</b>"
    assert text.italic(text.bold("a")) == "<i><b>a</b></i>"
    assert text.join(["a & b", text.bold("c")]) == "a &amp; b <b>c</b>"


def test_sentences_are_filled_with_markup_and_with_outside_text():
    assert text.fill("{a} & {b}", a=text.bold("x"), b="<y>") == "<b>x</b> &amp; &lt;y&gt;"
    assert text.fill("{a}", a="{b}") == "{b}"


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "/local",
        "http://[bad",
        "https://a b",
        "#a b",
        "",
    ],
)
def test_links_that_lead_elsewhere_are_just_their_words(target):
    assert text.link("words", target) == "words"


def test_links_to_the_web_escape_their_target():
    assert 'href="https://example.org/?a=1&amp;b=&quot;"' in text.link(
        "words", 'https://example.org/?a=1&b="'
    )


def test_line_breaks_of_comments_stay_up_to_a_limit():
    assert text.lines("a <b>\n\n b\r\nc") == "a &lt;b&gt;<br/>b<br/>c"
    assert text.lines("x\n" * 5_000, most=3).startswith("x<br/>x<br/>x x x")
    assert text.lines(text.bold("a")) == "<b>a</b>"


@given(st.text(st.characters(), max_size=300))
def test_whatever_comes_in_reportlab_shows_exactly_the_clean_text(outside):
    markup = text.text(outside)
    clean = text.clean(outside)
    assert len(shown(markup)) == len(clean)
    assert all(unicodedata.category(char) not in {"Cc", "Cf", "Cs"} for char in clean)
    pieces = fonts.runs(clean, fonts.REGULAR)
    assert all(
        ord(char) in fonts.pdfmetrics.getFont(name).face.charToGlyph
        for name, piece in pieces
        for char in piece
    )
