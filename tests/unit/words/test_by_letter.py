"""What people with a letter are told is what the round does: who sees what, what is kept, what a lost letter means."""

import pytest

from pet.analysis.options import Mode, Options
from pet.services import forgetting
from pet.words import by_letter, safekeeping, who_sees, withdrawing
from pet.words.by_letter import ComingIn

LETTER = ComingIn(by_letter=True)


def options(mode):
    return Options(mode=mode, smallest_group=1 if mode is Mode.OPEN else 5)


def everything(mode, coming=LETTER):
    kept = safekeeping.kept_safe(options(mode), "", "", coming)
    sentences = [
        *who_sees.who_can_see(options(mode), "", "", coming),
        *(s for one in kept for s in one.sentences),
    ]
    return " ".join(sentences)


@pytest.mark.parametrize(
    ("mode", "by_name"), [(Mode.ANONYMOUS, False), (Mode.CONFIDENTIAL, True), (Mode.OPEN, True)]
)
def test_who_is_seen_to_have_answered_is_said_in_the_box_of_the_first_page(mode, by_name):
    box = " ".join(who_sees.who_can_see(options(mode), "", "", LETTER))
    assert ("by name" in box or "beside the name of each person" in box) is by_name
    assert ("see only how many people" in box) is (mode is Mode.ANONYMOUS)
    assert ("Whoever leads a partner sees" in box) is by_name


def test_an_anonymous_round_says_what_the_letter_alone_can_do():
    said = everything(Mode.ANONYMOUS)
    assert "Nothing that this site keeps leads from you to your answers" in said
    assert "Neither leads to the other; only the letter itself has both." in said
    assert "Reminders go to everybody who was asked" in said
    assert "before you have sent your answers, ask for a new letter, and begin afresh" in said
    assert "account" not in said


def test_a_confidential_round_says_that_it_keeps_whose_answers_they_are():
    said = everything(Mode.CONFIDENTIAL)
    assert "Which letter your answers belong to" in said
    assert "by an account with the address that it went to" in said
    assert "no name" not in said.lower()
    assert "Earlier links then stop working" in said


@pytest.mark.parametrize("mode", Mode)
def test_how_long_addresses_are_kept_is_said_to_who_has_a_letter_alone(mode):
    assert "deleted 24 months after" in everything(mode)
    assert "24 months" not in everything(mode, ComingIn())
    assert forgetting.ADDRESSES_KEPT.days // 365 * 12 == by_letter.MONTHS_OF_ADDRESSES


@pytest.mark.parametrize(
    ("asks", "said", "kept"),
    [
        ("both", "Your partner and your role are kept", "the partner and the role in which you give them"),
        ("partner", "only your partner is kept", "the partner for which you give them"),
        ("role", "only your role is kept", "the role in which you give them"),
        ("nobody", "Neither your partner nor your role is kept", "Your answers, and the days"),
    ],
)
def test_an_anonymous_round_says_what_of_partner_and_role_it_keeps_and_why(asks, said, kept):
    text = everything(Mode.ANONYMOUS, ComingIn(by_letter=True, asks=asks))
    assert said in text
    assert kept in text
    assert "than five" in text or "five people" in text
    assert said not in everything(Mode.CONFIDENTIAL, ComingIn(by_letter=True, asks=asks))


@pytest.mark.parametrize("mode", Mode)
def test_whoever_withdraws_is_told_what_the_letter_is_still_good_for(mode):
    def told(*, is_closed, coming):
        given = {"is_closed": is_closed, "are_comments_read": False, "coming": coming}
        return " ".join(withdrawing.now(options(mode), **given))

    assert by_letter.withdrawn() in told(is_closed=False, coming=LETTER)
    assert by_letter.withdrawn() not in told(is_closed=True, coming=LETTER)
    assert "your link stops working" not in told(is_closed=False, coming=LETTER)
    assert "your link stops working" in told(is_closed=False, coming=ComingIn())
    assert ("others of your partner" in told(is_closed=False, coming=LETTER)) is (mode is Mode.OPEN)


@pytest.mark.parametrize("mode", Mode)
def test_links_are_said_to_work_for_the_year_that_they_do(mode):
    assert "For a year after that" in " ".join(by_letter.lasts(options(mode)))
    assert "For a year after that" in " ".join(safekeeping.link_lasts())
