"""What people are told before they answer is what the code does with their answers."""

from datetime import timedelta

import pytest

from pet.access.actor import Role
from pet.analysis.options import Mode, Options
from pet.services import sessions
from pet.words import asking, by_letter
from pet.words.by_letter import BY_LINK, ComingIn


def said(**options):
    return " ".join(asking.who_can_see(Options(**options), "Ada Lead (facilitator)"))


@pytest.mark.parametrize(("k", "word"), [(3, "three"), (5, "five"), (8, "eight")])
def test_the_smallest_group_is_the_one_of_the_rules(k, word):
    assert f"groups of {word} or more" in said(smallest_group=k)
    assert f"groups of {word} or more" in asking.foot(Options(smallest_group=k))


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
    assert rule in asking.comments_shown_from(options)  # members and the reader are told the same
    assert max(options.thresholds.comments_from_people, k) == {"ten": 10, "twelve": 12}[people]


@pytest.mark.parametrize("k", [3, 5, 8])
def test_distributions_are_announced_from_the_size_of_the_rules(k):
    options = Options(smallest_group=k)
    shown = " ".join(s for section in asking.kept_safe(options, "") for s in section.sentences)
    assert {6: "ten", 10: "ten", 16: "16"}[2 * k] in shown
    assert options.distribution_size == max(10, 2 * k)


def test_each_mode_says_what_leads_see_while_it_runs():
    texts = {mode: asking.while_it_runs(Options(mode=mode)) for mode in Mode}
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
    sentence = asking.compared(options, "First look")
    assert sentence.startswith(words)
    assert sentence in asking.who_can_see(options, "", "First look")
    shown = next(s for s in asking.kept_safe(options, "", "First look") if s.title == "What is shown of them")
    assert sentence in shown.sentences
    alone = [
        *asking.who_can_see(options, ""),
        *(s for one in asking.kept_safe(options, "") for s in one.sentences),
    ]
    assert [said for said in alone if said.startswith(words[:20])] == []


@pytest.mark.parametrize("coming", [ComingIn(by_letter=True), ComingIn()])
@pytest.mark.parametrize("mode", list(Mode))
def test_in_short_is_a_part_of_the_whole_and_holds_back_nothing_that_weakens_it(mode, coming):
    options = Options(mode=mode, smallest_group=3, small_partnership=True)
    whole = asking.who_can_see(options, "Ada", "First look", coming)
    short = asking.in_short(options, coming)
    by_name = by_letter.seen_by_name(options)
    told = tuple(one for one in short if one != by_name)
    assert told == tuple(one for one in whole if one in short)
    assert len(asking.in_short(Options(mode=mode), coming)) <= 3
    text = " ".join(short)
    assert ("guess more" in text) is (mode is not Mode.OPEN)
    assert ("small partnership" in text) is (mode is not Mode.OPEN)
    assert (by_name in short) is (coming.by_letter and mode is not Mode.ANONYMOUS)


def test_only_the_person_can_read_their_answers():
    [seen] = [
        s for s in asking.kept_safe(Options(), "")[0].sentences if s.startswith("Only you, by your own link")
    ]
    assert "nobody" not in seen


def test_which_comments_are_shown_is_what_the_rules_say():
    assert "at least twelve of those who sent" in asking.comments_shown_from(Options(smallest_group=12))
    assert not asking.comments_shown_from(Options(mode=Mode.OPEN))


def test_a_signed_round_promises_to_hide_nothing():
    text = said(mode=Mode.OPEN)
    assert "signs it with its name" in text
    assert "groups of" not in text
    assert "Nobody sees" not in text


@pytest.mark.parametrize("mode", list(Mode))
def test_only_what_was_sent_counts_in_every_mode(mode):
    assert "that you send count" in said(mode=mode)


def test_without_a_reader_a_lead_reads_first():
    assert asking.reads_first(Options(), "").startswith(
        "A lead of the partnership reads this first, without your name"
    )
    assert asking.reader_name("Ada", None) == "Ada"
    assert asking.reader_name("Ada", Role.LEAD) == "Ada (lead of the partnership)"


@pytest.mark.parametrize(
    ("least", "most", "text"),
    [(5, 5, "about 5 minutes"), (1, 1, "about one minute"), (5, 16, "5 to 16 minutes")],
)
def test_minutes(least, most, text):
    assert asking.minutes(least, most) == text


def test_statements():
    assert [asking.statements(n) for n in ([36], [1], [8, 36, 20])] == [
        "36 statements",
        "one statement",
        "8 to 36 statements",
    ]


@pytest.mark.parametrize(
    ("closed", "read", "said_then"),
    [
        (False, False, "It cannot be brought back."),
        (True, False, "yours are deleted"),
        (True, True, "Comments that were let through stay"),
    ],
)
def test_before_withdrawing_people_are_told_what_goes_and_what_stays(closed, read, said_then):
    told = asking.withdrawn_now(Options(), is_closed=closed, are_comments_read=read)
    assert "deleted at once" in told[0]
    assert said_then in told[-1]
    assert any("numbers stay" in sentence for sentence in told) is closed


def test_a_signed_sheet_stays_in_the_result_with_its_name():
    told = asking.withdrawn_now(Options(mode=Mode.OPEN), is_closed=True, are_comments_read=True)
    assert "with your partner’s sheet in it" in told[1]
    assert "nothing in them points to you" not in " ".join(told)


def test_what_is_kept_says_how_exactly_and_for_how_long():
    kept = next(s for s in asking.kept_safe(Options(), "") if s.title == "What this site keeps").sentences
    assert [sentence for sentence in kept if "to within five minutes" in sentence] != []
    assert timedelta(minutes=5) == sessions.STEP
    assert asking.withdrawing(Options()) in kept


def test_where_a_lead_reads_the_comments_everybody_is_told_before_they_start():
    said_short = " ".join(asking.in_short(Options(), BY_LINK, "Ada (lead of the partnership)"))
    assert "No facilitator reads the comments, but Ada (lead of the partnership)." in said_short
    assert "comments" not in " ".join(asking.in_short(Options(), BY_LINK))


def test_what_becomes_of_comments_of_few_is_said_before_they_write():
    text = asking.comments(Options(), "Fay (facilitator)")
    assert text.startswith("Fay (facilitator) reads comments first, without names")
    assert "Where fewer than ten send answers, they are summed up in other words instead." in text
    assert "nothing appears word for word unless its writer ticked" in text


def test_where_nothing_is_shown_of_so_few_nobody_is_told_that_they_are_summed_up():
    text = asking.comments(Options(smallest_group=12), "Fay (facilitator)")
    assert text.endswith("at least twelve of those who sent answers were asked about it and three wrote.")
