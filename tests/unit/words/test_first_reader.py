"""Who reads first what people write is said to those who write it."""

from pet.access.actor import Role
from pet.analysis.options import Mode, Options
from pet.words import first_reader


def test_which_comments_are_shown_is_what_the_rules_say():
    assert "at least twelve of those who sent" in first_reader.comments_shown_from(Options(smallest_group=12))
    assert not first_reader.comments_shown_from(Options(mode=Mode.OPEN))


def test_without_a_reader_a_lead_reads_first():
    assert first_reader.reads_first(Options(), "").startswith(
        "A lead of the partnership reads this first, without your name"
    )
    assert first_reader.reader_name("Ada", None) == "Ada"
    assert first_reader.reader_name("Ada", Role.LEAD) == "Ada (lead of the partnership)"


def test_what_becomes_of_comments_of_few_is_said_before_they_write():
    text = first_reader.comments(Options(), "Fay (facilitator)")
    assert text.startswith("Fay (facilitator) reads comments first, without names")
    assert "Where fewer than ten send answers, they are summed up in other words instead." in text
    assert "nothing appears word for word unless its writer ticked" in text


def test_where_nothing_is_shown_of_so_few_nobody_is_told_that_they_are_summed_up():
    text = first_reader.comments(Options(smallest_group=12), "Fay (facilitator)")
    assert text.endswith("at least twelve of those who sent answers were asked about it and three wrote.")
