"""What people are told before they answer is what the code does with their answers."""

import pytest

from pet.analysis.options import Mode, Options
from pet.words import by_letter, first_reader, safekeeping, who_sees
from pet.words.by_letter import BY_LINK, ComingIn


def said(**options):
    return " ".join(who_sees.who_can_see(Options(**options), "Ada Lead (facilitator)"))


@pytest.mark.parametrize(("k", "word"), [(3, "three"), (5, "five"), (8, "eight")])
def test_the_smallest_group_is_the_one_of_the_rules(k, word):
    assert f"groups of {word} or more" in said(smallest_group=k)
    assert f"groups of {word} or more" in who_sees.foot(Options(smallest_group=k))


def test_a_smaller_group_than_usual_is_announced():
    assert "Usually groups under five are hidden" in said(smallest_group=3)
    assert "Usually" not in said(smallest_group=5)


def test_small_partnership_mode_is_announced():
    assert "low, in the middle and high" in said(small_partnership=True)
    assert "low, in the middle and high" not in said()


@pytest.mark.parametrize(("k", "people"), [(5, "ten"), (12, "twelve")])
def test_comments_need_as_many_people_as_the_rules_say(k, people):
    options = Options(smallest_group=k)
    rule = f"only where at least {people} of those who sent answers were asked about it and three wrote."
    assert rule in said(smallest_group=k)
    assert rule in first_reader.comments_shown_from(options)  # members and the reader are told the same
    assert max(options.thresholds.comments_from_people, k) == {"ten": 10, "twelve": 12}[people]


def test_each_mode_says_what_leads_see_while_it_runs():
    texts = {mode: who_sees.while_it_runs(Options(mode=mode)) for mode in Mode}
    assert len(set(texts.values())) == len(Mode)
    assert "by partner" not in texts[Mode.ANONYMOUS]
    for text in texts.values():
        assert "leads and facilitators see" in text
        assert "after it has closed" in text


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (
            Mode.CONFIDENTIAL,
            "If you also answered “First look” and PET can tell, it sets your two answers side by",
        ),
        (
            Mode.ANONYMOUS,
            "The results are set beside those of “First look”: everybody then, and everybody now.",
        ),
        (
            Mode.OPEN,
            "If your partner also sent a sheet in “First look”, its two sheets are set side by side.",
        ),
    ],
)
def test_a_round_that_follows_another_says_so_before_anybody_answers(mode, words):
    options = Options(mode=mode)
    sentence = who_sees.compared(options, "First look")
    assert sentence.startswith(words)
    assert sentence in who_sees.who_can_see(options, "", "First look")
    shown = next(
        s for s in safekeeping.kept_safe(options, "", "First look") if s.title == "What is shown of them"
    )
    assert sentence in shown.sentences
    alone = [
        *who_sees.who_can_see(options, ""),
        *(s for one in safekeeping.kept_safe(options, "") for s in one.sentences),
    ]
    assert [said for said in alone if said.startswith(words[:20])] == []


@pytest.mark.parametrize("coming", [ComingIn(by_letter=True), ComingIn()])
@pytest.mark.parametrize("mode", list(Mode))
def test_in_short_is_a_part_of_the_whole_and_holds_back_nothing_that_weakens_it(mode, coming):
    options = Options(mode=mode, smallest_group=3, small_partnership=True)
    whole = who_sees.who_can_see(options, "Ada", "First look", coming)
    short = who_sees.in_short(options, coming)
    by_name = by_letter.seen_by_name(options)
    told = tuple(one for one in short if one != by_name)
    assert told == tuple(one for one in whole if one in short)
    assert len(who_sees.in_short(Options(mode=mode), coming)) <= 3
    text = " ".join(short)
    assert ("guess more" in text) is (mode is not Mode.OPEN)
    assert ("small partnership" in text) is (mode is not Mode.OPEN)
    assert (by_name in short) is (coming.by_letter and mode is not Mode.ANONYMOUS)


def test_a_signed_round_promises_to_hide_nothing():
    text = said(mode=Mode.OPEN)
    assert "signs it with its name" in text
    assert "groups of" not in text
    assert "Nobody sees" not in text


@pytest.mark.parametrize("mode", list(Mode))
def test_only_what_was_sent_counts_in_every_mode(mode):
    assert "that you send count" in said(mode=mode)


def test_where_a_lead_reads_the_comments_everybody_is_told_before_they_start():
    said_short = " ".join(who_sees.in_short(Options(), BY_LINK, "Ada (lead of the partnership)"))
    assert "No facilitator reads the comments, but Ada (lead of the partnership)." in said_short
    assert "comments" not in " ".join(who_sees.in_short(Options(), BY_LINK))
