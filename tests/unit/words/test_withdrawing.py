"""Before people take their answers back they are told what goes and what stays."""

import pytest

from pet.analysis.options import Mode, Options
from pet.words import withdrawing


@pytest.mark.parametrize(
    ("closed", "read", "said_then"),
    [
        (False, False, "It cannot be brought back."),
        (True, False, "yours are deleted"),
        (True, True, "Comments that were let through stay"),
    ],
)
def test_before_withdrawing_people_are_told_what_goes_and_what_stays(closed, read, said_then):
    told = withdrawing.now(Options(), is_closed=closed, are_comments_read=read)
    assert "deleted at once" in told[0]
    assert said_then in told[-1]
    assert any("numbers stay" in sentence for sentence in told) is closed


def test_a_signed_sheet_stays_in_the_result_with_its_name():
    told = withdrawing.now(Options(mode=Mode.OPEN), is_closed=True, are_comments_read=True)
    assert "with your partner’s sheet in it" in told[1]
    assert "nothing in them points to you" not in " ".join(told)
