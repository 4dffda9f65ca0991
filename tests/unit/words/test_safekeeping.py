"""The page of the whole promise says what the code does with answers."""

from datetime import timedelta

import pytest

from pet.analysis.options import Options
from pet.services import sessions
from pet.words import safekeeping, withdrawing


@pytest.mark.parametrize("k", [3, 5, 8])
def test_distributions_are_announced_from_the_size_of_the_rules(k):
    options = Options(smallest_group=k)
    shown = " ".join(s for section in safekeeping.kept_safe(options, "") for s in section.sentences)
    assert {6: "ten", 10: "ten", 16: "16"}[2 * k] in shown
    assert options.distribution_size == max(10, 2 * k)


def test_only_the_person_can_read_their_answers():
    [seen] = [
        s
        for s in safekeeping.kept_safe(Options(), "")[0].sentences
        if s.startswith("Only you, by your own link")
    ]
    assert "nobody" not in seen


def test_what_is_kept_says_how_exactly_and_for_how_long():
    kept = next(
        s for s in safekeeping.kept_safe(Options(), "") if s.title == "What this site keeps"
    ).sentences
    assert [sentence for sentence in kept if "to within five minutes" in sentence] != []
    assert timedelta(minutes=5) == sessions.STEP
    assert withdrawing.at_any_time(Options()) in kept
