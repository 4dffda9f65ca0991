from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.analysis.comments import needs_digests, parts_summed_up
from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import WordsKind
from pet.analysis.options import Mode, Options
from pet.analysis.ratings import Comment
from pet.analysis.result_texts import CommentGroup, Digest, Words
from tests.support.rounds import NOT_ASKED, ratings


def shown(comments, people=10, *, asked=None, options=Options(), themes=6):  # noqa: B008 -- frozen
    """What is shown of comments in a round of this many people; `asked` of them are asked about `t1`."""
    asked = people if asked is None else asked
    rows = [("A", "head", [3 if i < asked else NOT_ASKED, *[3] * (themes - 1)]) for i in range(people)]
    result = evaluate(ratings(rows), [Comment(*comment) for comment in comments], options)
    return result.comments, result.comments_withheld


def about(theme_id, *texts, by=None):
    return [(theme_id, text, by) for text in texts]


def test_three_comments_on_a_theme_are_shown_with_it():
    (group,), withheld = shown(about("t1", "One.", "Two.", "Three."))
    assert (group.area, group.theme, sorted(group.texts), withheld) == (
        "a1",
        "t1",
        ["One.", "Three.", "Two."],
        0,
    )


def test_fewer_are_pooled_to_the_area():
    (group,), withheld = shown([*about("t1", "One.", "Two."), *about("t3", "Three."), *about("t4", "Four.")])
    assert (group.area, group.theme, sorted(group.texts), withheld) == (
        "a1",
        None,
        ["One.", "Three.", "Two."],
        1,
    )


def test_what_a_theme_shows_is_not_in_the_pool():
    comments = [*about("t1", "One.", "Two.", "Three."), *about("t2", "Four.", "Five."), *about("t3", "Six.")]
    (first, pool), withheld = shown(comments)
    assert (first.theme, pool.theme, sorted(pool.texts)) == ("t1", None, ["Five.", "Four.", "Six."])
    assert withheld == 0
    assert shown(comments[:-1])[1] == 2


@pytest.mark.parametrize(
    ("writers", "number"),
    [((4, 4, 4), 0), ((4, 4, 7), 0), ((4, 5, 7), 3), ((None, 4, 4), 0), ((None, 4, 5), 3)],
)
@pytest.mark.parametrize("themes", [("t1", "t2", "t3"), ("t1", "t1", "t1")])
def test_people_are_counted_and_not_their_texts(writers, number, themes):
    """One who writes on three themes of an area is one; the first in the round (row 0) is one as well."""
    comments = [
        (theme, f"{n}.", writer) for n, (theme, writer) in enumerate(zip(themes, writers, strict=True))
    ]
    groups, withheld = shown(comments)
    assert (sum(len(group.texts) for group in groups), withheld) == (number, 3 - number)
    first = [(theme, text, writer and writer - 4) for theme, text, writer in comments]
    assert shown(first) == (groups, withheld)


@pytest.mark.parametrize("respondent", [-1, 10])
def test_a_comment_from_a_row_that_is_not_there_is_a_fault_of_the_caller(respondent):
    with pytest.raises(ValueError, match=f"no respondent {respondent}"):
        shown(about("t1", "One.", by=respondent))


@pytest.mark.parametrize(("people", "number"), [(9, 0), (10, 3)])
def test_ten_people_must_have_answered(people, number):
    groups, withheld = shown(about("t1", "One.", "Two.", "Three."), people)
    assert (sum(len(group.texts) for group in groups), withheld) == (number, 3 - number)


def test_the_smallest_group_counts_where_it_is_larger():
    assert shown(about("t1", "One.", "Two.", "Three."), 11, options=Options(smallest_group=12))[0] == ()


def test_a_theme_put_to_few_people_is_no_place_for_their_comments():
    comments = about("t1", "One.", "Two.", "Three.")
    assert shown(comments, 30, asked=9) == ((), 3)
    (group,), withheld = shown([*comments, *about("t2", "Four.")], 30, asked=9)
    assert (group.theme, len(group.texts), withheld) == (None, 4, 0)


def test_an_open_round_shows_every_comment():
    groups, withheld = shown([*about("t1", "One."), *about("t5", "Two.")], 2, options=Options(mode=Mode.OPEN))
    assert [(group.area, group.theme, group.texts) for group in groups] == [
        ("a1", "t1", ("One.",)),
        ("a2", "t5", ("Two.",)),
    ]
    assert withheld == 0


def test_empty_texts_are_no_comments():
    groups, withheld = shown(about("t1", "One.", " Two.\n", "\t ", "", "Three."))
    assert (sorted(groups[0].texts), withheld) == (["One.", "Three.", "Two."], 0)


def test_the_same_words_twice_are_two_comments():
    assert shown(about("t1", "Yes.", "Yes.", "No."))[0][0].texts.count("Yes.") == 2


@given(
    order=st.permutations([*about("t1", *"abcdef"), *about("t2", *"abcdef")]),
    writers=st.permutations([*range(9), None, None, None]),
)
def test_the_order_says_nothing_about_who_wrote_when_or_also_elsewhere(order, writers):
    comments = [(theme, text, writer) for (theme, text, _), writer in zip(order, writers, strict=True)]
    groups, _ = shown(comments)
    assert groups == (
        CommentGroup(area="a1", theme="t1", texts=("d", "b", "e", "a", "c", "f")),
        CommentGroup(area="a1", theme="t2", texts=("e", "d", "b", "a", "c", "f")),
    )


def test_a_comment_on_a_theme_that_does_not_exist_is_a_fault_of_the_caller():
    with pytest.raises(ValueError, match="no theme 'nowhere'"):
        shown(about("nowhere", "One."))


def told(comments, people=10, *, asked=None, options=Options()):  # noqa: B008 -- frozen
    """What is shown of other words; `asked` of these people are asked about anything in `a1`."""
    asked = people if asked is None else asked
    rows = [
        ("A", "head", [*[3 if i < asked else NOT_ASKED] * 3, 3, 3, NOT_ASKED if i else 3])
        for i in range(people)
    ]
    result = evaluate(ratings(rows), [Comment(*comment) for comment in comments], options)
    return result.words, result.comments_withheld


EVIDENCE, OPEN = WordsKind.EVIDENCE, WordsKind.OPEN
ABOUT_BOTH = pytest.mark.parametrize(("kind", "part"), [(EVIDENCE, "a1"), (OPEN, "q1")])


def said(kind, part, *texts, by=None):
    return [(part, text, by, kind) for text in texts]


@ABOUT_BOTH
def test_other_words_of_three_are_shown_where_they_were_written(kind, part):
    (found,), withheld = told(said(kind, part, "One.", " Two.\n", "", "Three."))
    assert (found.kind, found.part, sorted(found.texts), withheld) == (
        kind,
        part,
        ["One.", "Three.", "Two."],
        0,
    )


@ABOUT_BOTH
def test_other_words_of_fewer_are_counted_and_pooled_with_nothing(kind, part):
    few = said(kind, part, "One.", "Two.")
    assert told(few) == ((), 2)
    assert told([*few, *said(EVIDENCE, "a2", "Three."), *said(OPEN, "q2", "Four.")]) == ((), 4)
    assert told([*few, *about("t1", "Three.")]) == ((), 3)
    assert told(said(kind, part, "One.", "Two.", "Three.", by=4)) == ((), 3)


@ABOUT_BOTH
@pytest.mark.parametrize(("people", "number"), [(9, 0), (10, 3)])
def test_ten_people_must_have_answered_before_other_words_are_shown(kind, part, people, number):
    words, withheld = told(said(kind, part, "One.", "Two.", "Three."), people)
    assert (sum(len(found.texts) for found in words), withheld) == (number, 3 - number)


@pytest.mark.parametrize(("asked", "least", "number"), [(9, 5, 0), (10, 5, 3), (11, 12, 0), (12, 12, 3)])
def test_how_people_know_is_shown_where_ten_were_asked_about_the_area(asked, least, number):
    comments = said(EVIDENCE, "a1", "One.", "Two.", "Three.")
    words, withheld = told(comments, 30, asked=asked, options=Options(smallest_group=least))
    assert (sum(len(found.texts) for found in words), withheld) == (number, 3 - number)


def test_who_is_asked_one_theme_is_asked_about_its_area():
    """The last theme is put to one person, all others of its area to everybody."""
    assert told(said(EVIDENCE, "a2", "One.", "Two.", "Three."))[1] == 0


def test_an_open_round_shows_all_words_and_in_the_order_of_the_framework():
    comments = [
        *said(OPEN, "q2", "One."),
        *said(OPEN, "q1", "Two."),
        *said(EVIDENCE, "a2", "Three."),
        *said(EVIDENCE, "a1", "Four."),
    ]
    words, withheld = told(comments, 2, options=Options(mode=Mode.OPEN))
    assert [(found.kind, found.part, found.texts) for found in words] == [
        (EVIDENCE, "a1", ("Four.",)),
        (EVIDENCE, "a2", ("Three.",)),
        (OPEN, "q1", ("Two.",)),
        (OPEN, "q2", ("One.",)),
    ]
    assert withheld == 0


@given(order=st.permutations([*said(EVIDENCE, "a1", *"abcdef"), *said(OPEN, "q1", *"abcdef")]))
def test_the_order_of_other_words_says_nothing(order):
    assert told(order)[0] == (
        Words(kind=EVIDENCE, part="a1", texts=("d", "a", "f", "c", "b", "e")),
        Words(kind=OPEN, part="q1", texts=("a", "b", "c", "f", "e", "d")),
    )


@pytest.mark.parametrize(
    ("kind", "part"), [(EVIDENCE, "t1"), (EVIDENCE, "q1"), (OPEN, "a1"), (None, "a1"), (None, "q1")]
)
def test_words_on_something_else_are_a_fault_of_the_caller(kind, part):
    with pytest.raises(ValueError, match=f"'{part}'"):
        told(said(kind, part, "One."))


def test_a_round_too_small_to_be_shown_says_nothing_of_comments():
    assert shown(about("t1", "One.", "Two.", "Three."), 4) == ((), 0)


# ---- Few people answered ----


FEW = [
    Comment("t1", "Secret.", 0),
    Comment("t1", "Quote me.", 1, quotable=True),
    Comment("t3", "Me too.", 2, quotable=True),
    Comment("a1", "By the minutes.", 3, WordsKind.EVIDENCE, quotable=True),
    Comment("a1", "Secret as well.", 4, WordsKind.EVIDENCE),
    Comment("q2", "In the end.", 5, WordsKind.OPEN, quotable=True),
    Comment("q2", "Secret in the end.", 6, WordsKind.OPEN),
]
DIGESTS = [
    Digest(area="q2", text="Of the last."),
    Digest(area="a2", text="Of the second."),
    Digest(area="a1", text="Of the first."),
    Digest(area="q9", text="Of nothing."),
]


def of_few(people=9, options=Options()):  # noqa: B008 -- frozen
    rows = [("A", "head", [3] * 6)] * people
    return evaluate(ratings(rows, 6), FEW, options, digests=DIGESTS)


def test_of_few_people_only_what_may_be_quoted_is_shown_pooled_by_area():
    result = of_few()
    (group,) = result.comments
    assert (group.area, group.theme, set(group.texts)) == (
        "a1",
        None,
        {"Quote me.", "Me too.", "By the minutes."},
    )
    assert [(one.kind, one.part, one.texts) for one in result.words] == [
        (WordsKind.OPEN, "q2", ("In the end.",))
    ]
    assert [one.area for one in result.digests] == ["a1", "a2", "q2"]
    assert result.comments_withheld == 3
    assert "Secret" not in str(result)


def test_an_open_question_with_the_id_of_an_area_has_no_digest():
    """A digest says by its id alone what it is of: who wrote on the area and who answered would be taken together."""
    framework = ratings([("A", "head", [3] * 6)], 6).framework
    area, (first, second) = framework.areas[0], framework.open_questions
    same = replace(framework, open_questions=(replace(first, id=area.id), second))
    assert [part.id for part in parts_summed_up(same)] == [*(one.id for one in framework.areas), second.id]


def test_from_ten_people_on_and_in_open_mode_there_is_no_digest():
    for result in (of_few(10), of_few(options=Options(mode=Mode.OPEN))):
        assert result.digests == ()
    assert "Secret." in str(of_few(options=Options(mode=Mode.OPEN)))


def test_of_how_many_comments_are_shown_goes_by_the_larger_of_two_numbers():
    assert [needs_digests(people, Options(smallest_group=12)) for people in (11, 12)] == [True, False]
    assert [needs_digests(people, Options()) for people in (9, 10)] == [True, False]


def test_of_too_few_nothing_is_shown_whoever_may_be_quoted():
    result = of_few(7, Options(smallest_group=8))
    assert (result.comments, result.words, result.digests) == ((), (), ())
