"""The result at a glance: one heading and a sentence each for shared, different, hard, not known, missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel.support import LazyProxy

from pet.analysis.kinds import Detail, Level, Moved, Pattern, Section
from pet.analysis.options import Mode
from pet.analysis.result import Result
from pet.analysis.result_change import Change, ThemeChange
from pet.analysis.result_themes import ThemeResult
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import lazy_gettext
from pet.words import sections, voices
from pet.words.change import earlier_name
from pet.words.findings import asked_of_everybody, many_unsure
from pet.words.numbers import share as share_in_words
from pet.words.phrases import in_words, sentence_start, topic
from pet.words.voices import topics_of

_MOST_TELLING = {
    Pattern.SPLIT: 0,
    Pattern.GROUP_GAP: 1,
    Pattern.VIEWS_DIFFER: 3,
    Pattern.SCATTERED: 4,
    Pattern.FEW_APART: 5,
}
_MINORITY = 2
"""Where a theme with a minority stands among them, whatever its pattern."""
_LEVELS = {Level.HIGH: 0, Level.MEDIUM: 1, Level.LOW: 2, None: 3}

_SENTENCES = {
    Section.SHARE: lazy_gettext("Most of us see a strength in {topics}."),
    Section.DIFFER: lazy_gettext("Our views differ on {topics}."),
    Section.CHALLENGE: lazy_gettext("Most of us see a difficulty with {topics}."),
    Section.UNKNOWN: lazy_gettext("Many of us could not judge {topics}."),
}
_OF_THOSE_ASKED = {
    Section.SHARE: lazy_gettext("Most who answered these questions see a strength in {topics}."),
    Section.DIFFER: lazy_gettext("Among those who answered these questions, views differ on {topics}."),
    Section.CHALLENGE: lazy_gettext("Most who answered these questions see a difficulty with {topics}."),
    Section.UNKNOWN: lazy_gettext("Many who were asked could not judge {topics}."),
}
"""Said instead where one of the themes was put to some roles only: they do not speak for all of us."""
_FIRST_IMPRESSIONS = {
    Section.SHARE: lazy_gettext("The answers are high on {topics}."),
    Section.DIFFER: lazy_gettext("The answers lie apart on {topics}."),
    Section.CHALLENGE: lazy_gettext("The answers are low on {topics}."),
    Section.UNKNOWN: lazy_gettext("Several people could not judge {topics}."),
}
_MANY_UNSURE = lazy_gettext("Many could not judge {topics}.")
"""Said instead where they are many, but those who could judge are few."""
_NONE = {
    Section.SHARE: lazy_gettext("No theme stands out yet as a strength that most of us see."),
    Section.DIFFER: lazy_gettext("On no theme do our answers lie so far apart that it stands out."),
    Section.CHALLENGE: lazy_gettext("No theme stands out as a difficulty that most of us see."),
    Section.UNKNOWN: lazy_gettext("On every theme enough of us felt able to judge."),
}
_NONE_YET = {
    Section.SHARE: lazy_gettext("No theme stands out yet as a strength."),
    Section.DIFFER: lazy_gettext("On no theme do the answers lie so far apart that it stands out."),
    Section.CHALLENGE: lazy_gettext("No theme stands out yet as a difficulty."),
    Section.UNKNOWN: lazy_gettext("No theme stands out as one that many people could not judge."),
}
_HEADLINES = {
    (True, True, False): lazy_gettext("We share a strength in {share} and differ on {differ}"),
    (True, True, True): lazy_gettext("We share a strength in {share} and differ on {differ}"),
    (True, False, True): lazy_gettext("We share a strength in {share} and a difficulty with {challenge}"),
    (True, False, False): lazy_gettext("We share a strength in {share}"),
    (False, True, True): lazy_gettext("We differ on {differ} and share a difficulty with {challenge}"),
    (False, True, False): lazy_gettext("We differ on {differ}"),
    (False, False, True): lazy_gettext("We share a difficulty with {challenge}"),
}
_FIRST_HEADLINES = {
    (True, True, False): lazy_gettext(
        "First impressions: answers are high on {share} and differ on {differ}"
    ),
    (True, True, True): lazy_gettext("First impressions: answers are high on {share} and differ on {differ}"),
    (True, False, True): lazy_gettext(
        "First impressions: answers are high on {share} and low on {challenge}"
    ),
    (True, False, False): lazy_gettext("First impressions: answers are high on {share}"),
    (False, True, True): lazy_gettext(
        "First impressions: answers differ on {differ} and are low on {challenge}"
    ),
    (False, True, False): lazy_gettext("First impressions: answers differ on {differ}"),
    (False, False, True): lazy_gettext("First impressions: answers are low on {challenge}"),
}
_PLAIN_HEADLINES = {
    (True, True, False): lazy_gettext("Answers are high on {share} and differ on {differ}"),
    (True, True, True): lazy_gettext("Answers are high on {share} and differ on {differ}"),
    (True, False, True): lazy_gettext("Answers are high on {share} and low on {challenge}"),
    (True, False, False): lazy_gettext("Answers are high on {share}"),
    (False, True, True): lazy_gettext("Answers differ on {differ} and are low on {challenge}"),
    (False, True, False): lazy_gettext("Answers differ on {differ}"),
    (False, False, True): lazy_gettext("Answers are low on {challenge}"),
}
"""Said instead where one of the themes was put to some roles only."""
_SINCE = {
    (Moved.UP, Moved.DOWN): lazy_gettext("Since {round}, answers went up on {up}. They went down on {down}."),
    (Moved.UP,): lazy_gettext("Since {round}, answers went up on {up}."),
    (Moved.DOWN,): lazy_gettext("Since {round}, answers went down on {down}."),
}
_SINCE_EARLIER = {
    (Moved.UP, Moved.DOWN): lazy_gettext(
        "Since the earlier round, answers went up on {up}. They went down on {down}."
    ),
    (Moved.UP,): lazy_gettext("Since the earlier round, answers went up on {up}."),
    (Moved.DOWN,): lazy_gettext("Since the earlier round, answers went down on {down}."),
}
"""Said instead where that round has no name."""
_ONE_SHEET = {
    Section.SHARE: lazy_gettext("One partner answered: what we share shows once a second one does."),
    Section.DIFFER: lazy_gettext("With one answer sheet there is nothing to compare yet."),
    Section.CHALLENGE: lazy_gettext(
        "One partner answered: what is hard for several of us shows once a second one does."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What a reader should take away from the first pages.

    Attributes:
        headline: the finding that heads everything.
        sentences: title and sentence for shared, different, hard and not known, in this order.
        changed: which themes went up or down since the earlier round, or empty.
        missing: whose voice is missing.
    """

    headline: str
    sentences: tuple[tuple[str, str], ...]
    changed: str
    missing: str


def of(result: Result, framework: Framework) -> Glance:
    """The result at a glance."""
    return Glance(
        headline=_headline(result, framework),
        sentences=tuple(
            (sections.title(section), sentence(section, result, framework)) for section in _SENTENCES
        ),
        changed=changed(result, framework),
        missing=voices.missing(result, framework),
    )


def changed(result: Result, framework: Framework) -> str:
    """On which themes the answers went up, and on which down, those that moved furthest first; empty where none did."""
    change = result.change
    if change is None:
        return ""
    went = {way: topics_of(_that_went(way, change), framework) for way in Moved}
    ways = tuple(way for way in Moved if went[way])
    if not ways:
        return ""
    named = _SINCE if change.title else _SINCE_EARLIER
    return str(named[ways]).format(
        round=earlier_name(change, result), up=went[Moved.UP], down=went[Moved.DOWN]
    )


def _that_went(way: Moved, change: Change) -> list[ThemeChange]:
    found = [theme for theme in change.themes if theme.moved is way]
    return sorted(found, key=lambda theme: -abs(theme.mean_change or 0.0))


def themes_of(section: Section, result: Result) -> tuple[ThemeResult, ...]:
    """The themes of a part of the meeting, the most telling first.

    What was found does not depend on who leads the meeting, so an agenda has no say in this.
    """
    return tuple(sorted((theme for theme in result.themes if theme.section is section), key=_telling))


def _telling(theme: ThemeResult) -> tuple[float, float]:
    """What is shared: the closest first; what differs: by shape, the furthest apart first; unknown to most first."""
    far = _LEVELS[theme.agreement_level] if theme.agreement is None else 1 - theme.agreement
    if theme.section is Section.DIFFER:
        return (_MOST_TELLING.get(theme.pattern, 1) if theme.minority is None else _MINORITY, -far)
    if theme.section is Section.UNKNOWN:
        return (0, -(theme.dont_know_share or 0.0))
    return (0, far)


def tentative(result: Result) -> bool:
    """Whether so few answered that nothing may be said of the whole (never in open mode)."""
    return result.mode is not Mode.OPEN and result.respondents < result.thresholds.tentative_below


def sentence(section: Section, result: Result, framework: Framework) -> str:
    """One sentence for a part of the meeting, sensible also where it is empty."""
    found = themes_of(section, result)
    if _is_one_sheet(result) and section in _ONE_SHEET:
        return str(_ONE_SHEET[section])
    if not found:
        return _unknown_to_nobody(result, framework) if section is Section.UNKNOWN else _none(section, result)
    if section is Section.UNKNOWN and len(found) == 1 and found[0].detail is Detail.DISTRIBUTION:
        return _unknown_with_share(found[0], framework)
    return str(_wording(section, found, result)).format(topics=topics_of(found, framework))


def _wording(section: Section, found: Sequence[ThemeResult], result: Result) -> LazyProxy:
    of_few = tentative(result) or any(theme.tentative for theme in found)
    if section is Section.UNKNOWN:
        if not all(many_unsure(theme, result) for theme in found):
            return _FIRST_IMPRESSIONS[section]
        if of_few:
            return _MANY_UNSURE
    elif of_few:
        return _FIRST_IMPRESSIONS[section]
    return (_SENTENCES if _are_ours(found, result) else _OF_THOSE_ASKED)[section]


def _are_ours(found: Sequence[ThemeResult], result: Result) -> bool:
    """Whether every one of the themes was put to everybody who answered."""
    return all(asked_of_everybody(theme, result) for theme in found)


def _none(section: Section, result: Result) -> str:
    return str((_NONE_YET if tentative(result) else _NONE)[section])


def _headline(result: Result, framework: Framework) -> str:
    if _is_one_sheet(result):
        return _("One partner answered: there is nothing to compare yet")
    named = {section: found for section in Section if (found := _most_telling(section, result)) is not None}
    there = (Section.SHARE in named, Section.DIFFER in named, Section.CHALLENGE in named)
    if not any(there):
        if tentative(result):
            return _("What the answers say, and what to talk about")
        return _("What our answers say, and what to talk about")
    said = [named[section] for section in _named_in_headline(there)]
    if tentative(result) or any(theme.tentative for theme in said):
        headlines = _FIRST_HEADLINES
    else:
        headlines = _HEADLINES if _are_ours(said, result) else _PLAIN_HEADLINES
    fields = {
        section.value: topic(framework, named[section].id) if section in named else "" for section in Section
    }
    return str(headlines[there]).format(**fields)


def _most_telling(section: Section, result: Result) -> ThemeResult | None:
    """The theme that the headline names: the first of which enough is known, else the first."""
    found = themes_of(section, result)
    return next((theme for theme in found if not theme.tentative), found[0] if found else None)


def _named_in_headline(there: tuple[bool, bool, bool]) -> tuple[Section, ...]:
    """The sections of which the headline names a theme: two at most."""
    sections_of = (Section.SHARE, Section.DIFFER, Section.CHALLENGE)
    return tuple(section for section, is_there in zip(sections_of, there, strict=True) if is_there)[:2]


def _is_one_sheet(result: Result) -> bool:
    return result.mode is Mode.OPEN and result.respondents == 1


def _unknown_to_nobody(result: Result, framework: Framework) -> str:
    """What is said where no theme counts as unknown; themes with too few answers are not claimed to be known."""
    few = [theme for theme in result.themes if theme.pattern is Pattern.TOO_FEW]
    unjudged = [theme for theme in few if theme.withheld is None and not theme.valid and theme.dont_know]
    if unjudged:
        return _("Nobody who answered could judge {topics}.", topics=topics_of(unjudged, framework))
    if _is_one_sheet(result):
        return _("No theme was answered with “{dont_know}”.", dont_know=in_words(framework.scale.dont_know))
    if few:
        if tentative(result):
            return _("Of the themes with answers to show, none stands out as one that many could not judge.")
        return _("On every theme with answers to show, enough of us felt able to judge.")
    return _none(Section.UNKNOWN, result)


def _unknown_with_share(theme: ThemeResult, framework: Framework) -> str:
    return _(
        "{share} could not judge {topic}.",
        share=sentence_start(share_in_words(theme.dont_know_share or 0)),
        topic=topic(framework, theme.id),
    )
