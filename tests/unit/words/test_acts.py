"""Every act of the log has its sentence, and the sentence says no more than the act knows."""

from string import Formatter

import pytest

from pet.language import PSEUDO, use
from pet.services.acts import Act
from pet.words import acts

# What every event of this kind says about itself, as the services write it.
KNOWN = {"name", "partner", "person", "round"}


def test_every_act_has_a_sentence_and_every_sentence_an_act():
    assert set(acts.SENTENCES) == {act.value for act in Act}


@pytest.mark.parametrize("act", Act, ids=str)
def test_a_sentence_is_whole_in_any_language(act):
    fields = {field for _text, field, _spec, _how in Formatter().parse(str(acts.SENTENCES[act])) if field}
    assert fields <= KNOWN
    about = dict.fromkeys(KNOWN, "Ash & “Elm”")
    said = acts.sentence(act, about)
    assert said.endswith(".")
    assert "{" not in said
    assert ("Ash & “Elm”" in said) is bool(fields)
    with use(PSEUDO):
        assert acts.sentence(act, about).startswith("⟦")


def test_what_an_event_does_not_say_is_left_open():
    assert acts.sentence("add_partner", {}) == "Added the partner “…”."


def test_an_act_of_another_version_is_called_as_it_calls_itself():
    assert acts.sentence("flew_away", {"round": "x"}) == (
        "Something that this version of PET does not know: flew_away."
    )
    assert acts.details("flew_away", {"round": "Autumn"}) == ("Round: “Autumn”.",)


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"people": 1}, ("1 person.",)),
        ({"letters": 40, "round": "Autumn"}, ("40 letters.",)),
        ({"partner": "Ash", "letters": 2}, ("Partner: “Ash”.", "2 letters.")),
        ({"partner": None}, ()),
        ({"partners": ["Ash", "Elm", "Oak"]}, ("Partners: Ash, Elm, and Oak.",)),
        ({"partners": 2}, ("2 partners.",)),
        ({"role": "partner_lead"}, ("Role: lead of one partner.",)),
        ({"role": "king"}, ("Role: king.",)),
        ({"before": "Old"}, ("Before: “Old”.",)),
        ({"until": "2026-10-19T09:00+00:00"}, ("Until Monday 19 October 2026 at 09:00 (UTC).",)),
        ({"until": "soon"}, ()),
        ({"until": "2026-10-19T09:00"}, ()),
        ({"anything": "else"}, ()),
    ],
    ids=str,
)
def test_details_say_the_rest(about, said):
    assert acts.details("remind", about) == said
