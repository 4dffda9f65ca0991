"""What is marked in a comment, and what taking it out leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.services import flag_names
from pet.services import flags as module
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


OTHERS = Known(
    people=frozenset({"Li Wu", "Jo", "Mary-Ann O’Dell"}),
    partners=frozenset({"Weir Street School", "The Friends of Elm", "Ash and Oak College"}),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Li Wu came, and Jo.", [("Li Wu", "person"), ("Jo", "person")]),
        ("Wu was there, JO too.", [("Wu", "person"), ("JO", "person")]),
        ("a li or a wu or a jo is nobody.", []),
        ("Joy and Wulf came.", [("Wulf", "perhaps")]),
        ("We like Mary-Ann O’Dell.", [("Mary-Ann O’Dell", "person")]),
        ("Weir Street is far.", [("Weir Street", "partner")]),
        ("We go to Weir Street School now.", [("Weir Street School", "partner")]),
        ("At Weir School it is so.", [("Weir School", "partner")]),
        ("At Weir it is so. School is out.", [("Weir", "partner")]),
        ("The street of our school is a street.", []),
        ("Weir street helps.", [("Weir street", "partner")]),
        ("Ask some friends of Elm and us.", [("friends of Elm", "partner")]),
        ("Ash and Oak do, Ash and we do not.", [("Ash and Oak", "partner"), ("Ash", "partner")]),
    ],
)
def test_the_words_of_one_name_are_one_place_however_short(text, found):
    assert marked(text, OTHERS) == found


def test_many_names_that_share_a_word_take_no_time():
    names = frozenset(f"Lee {chr(97 + one % 26)}x{chr(97 + one // 26)}" for one in range(600))
    assert len(flags("Lee Lee " * 1250, Known(people=names, partners=names))) == 2500


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


def test_names_of_few_rounds_stay_in_memory():
    kept = [one for of in (module, flag_names) for one in vars(of).values() if hasattr(one, "cache_info")]
    assert len(kept) == 4
    for number in range(20):
        flags("Ada came.", Known(people=frozenset({f"Ada {number}"}), partners=frozenset({f"Ash {number}"})))
    assert all(one.cache_info().currsize <= 8 for one in kept)
