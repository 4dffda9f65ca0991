"""What is marked in a comment, and what taking it out leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.services.flags import Known, flags, is_only_shortened, without

KNOWN = Known(
    people=frozenset({"Fay Heron", "Will Otterbourne", "Al Ox"}),
    partners=frozenset({"Ash School", "Beech Tree Academy"}),
    roles=frozenset({"Head teachers", "Governors and trustees"}),
)


def marked(text, known=KNOWN):
    return [(text[flag.start : flag.end], flag.why.value) for flag in flags(text, known)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fay never comes.", [("Fay", "person")]),
        ("we asked heron about it", [("heron", "person")]),
        ("Mr Pike knows.", [("Mr Pike", "person")]),
        ("We will meet, will we? Ask Will.", [("Will", "person")]),
        ("An ox is no person here.", []),
        ("Our friends at ash school help.", [("ash school", "partner")]),
        ("At Beech it works.", [("Beech", "partner")]),
        ("The school and the academy and the tree.", []),
        ("Ask the head teacher or a trustee.", [("head teacher", "role"), ("trustee", "role")]),
        ("Governors and trustees meet, heads of year do not.", []),
        ("As the only parent I see it.", [("As the only parent", "own_job")]),
        ("In my role as librarian I see it.", [("In my role as librarian", "own_job")]),
        ("It helps my class.", [("my class", "own_job")]),
        ("As head, this is new to me.", [("As head", "own_job")]),
        ("When I joined it was so.", [("When I joined", "own_job")]),
        ("Write to fay.h@example.org.", [("fay.h@example.org", "email")]),
        ("Ring 01234 567 890 or 112.", [("01234 567 890", "phone")]),
        ("See https://example.org/fay today.", [("https://example.org/fay", "link")]),
        ("The people from Leeds Road came.", [("Leeds Road", "perhaps")]),
        ("Jane Smith-Pike said so.", [("Jane Smith-Pike", "perhaps")]),
        ("The day is Monday, in English. I know. I'm sure.", []),
        ("It works. Nobody knows why.\nWe do: Perhaps.", []),
        ("", []),
    ],
)
def test_what_is_marked(text, found):
    assert marked(text) == found


def test_every_mark_has_a_reason_in_words():
    text = (
        "Fay of Beech (fay@example.org, 01234 567890, www.example.org), a head teacher from Leeds: my class."
    )
    reasons = [flag.reason for flag in flags(text, KNOWN)]
    assert reasons == [
        "a person’s name",
        "a partner’s name",
        "an e-mail address",
        "a telephone number",
        "an address on the web",
        "a role",
        "perhaps a name or a place",
        "says what the writer does",
    ]


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from([*"Ab .@1-’\n", "Fay ", "my class ", "www."])).map("".join)
)
def test_marks_lie_in_the_text_in_order_and_do_not_overlap(text):
    found = flags(text, KNOWN)
    edges = [edge for flag in found for edge in (flag.start, flag.end)]
    assert edges == sorted(edges)
    assert all(0 <= flag.start < flag.end <= len(text) for flag in found)
    left = without(text, [(flag.start, flag.end) for flag in found])
    assert left.count("[…]") == len(found) + text.count("[…]")


def test_a_text_without_some_words():
    assert without("Fay Heron never comes.", [(0, 9)]) == "[…] never comes."
    assert without("abc", [(1, 2), (1, 9), (7, 8)]) == "a[…][…]"
    assert without("abc", []) == "abc"


@pytest.mark.parametrize(
    ("shown", "is_so"),
    [
        ("Fay  never\ncomes.", True),
        ("[…] never comes.", True),
        ("Fay […] comes", True),
        ("Somebody never comes.", False),
        ("[…] is often away.", False),
        ("comes […] never", False),
    ],
)
def test_a_text_that_was_only_shortened_is_still_its_writers(shown, is_so):
    assert is_only_shortened(shown, "Fay never comes.") is is_so


def test_long_hostile_texts_take_no_time():
    for text in ("as my I am the only " * 500, "a.b-@" * 2000, "1 (" * 3300, "Ab " * 3300):
        assert flags(text[:10_000], KNOWN) is not None
