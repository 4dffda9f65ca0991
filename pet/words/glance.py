"""The result at a glance: one heading and a sentence each for shared, different, hard, not known, missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from pet.analysis.options import Breakdown, Mode
from pet.analysis.result import Detail, Level, Pattern, Result, Section, ThemeResult
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.words import sections
from pet.words.groups import label
from pet.words.numbers import share as share_in_words
from pet.words.numbers import whole
from pet.words.phrases import in_words, listing, sentence_start, spelled, topic

NAMED = 3
_MOST_TELLING = {
    Pattern.SPLIT: 0,
    Pattern.GROUP_GAP: 1,
    Pattern.VIEWS_DIFFER: 2,
    Pattern.SCATTERED: 3,
    Pattern.FEW_APART: 4,
}
_LEVELS = {Level.HIGH: 0, Level.MEDIUM: 1, Level.LOW: 2, None: 3}

_SENTENCES = {
    Section.SHARE: lazy_gettext("Most of us see a strength in {topics}."),
    Section.DIFFER: lazy_gettext("We see it differently when it comes to {topics}."),
    Section.CHALLENGE: lazy_gettext("Most of us see a difficulty with {topics}."),
    Section.UNKNOWN: lazy_gettext("Many of us could not judge {topics}."),
}
_FIRST_IMPRESSIONS = {
    Section.SHARE: lazy_gettext("The answers are high on {topics}."),
    Section.DIFFER: lazy_gettext("The answers lie apart on {topics}."),
    Section.CHALLENGE: lazy_gettext("The answers are low on {topics}."),
    Section.UNKNOWN: lazy_gettext("Several people could not judge {topics}."),
}
_NONE = {
    Section.SHARE: lazy_gettext("No theme stands out yet as a strength that most of us see."),
    Section.DIFFER: lazy_gettext("On no theme do our answers lie so far apart that it stands out."),
    Section.CHALLENGE: lazy_gettext("No theme stands out as a difficulty that most of us see."),
    Section.UNKNOWN: lazy_gettext("On every theme enough of us felt able to judge."),
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
    (True, True, False): lazy_gettext("First impressions: high on {share}, apart on {differ}"),
    (True, True, True): lazy_gettext("First impressions: high on {share}, apart on {differ}"),
    (True, False, True): lazy_gettext("First impressions: high on {share}, low on {challenge}"),
    (True, False, False): lazy_gettext("First impressions: high answers on {share}"),
    (False, True, True): lazy_gettext("First impressions: low on {challenge}, apart on {differ}"),
    (False, True, False): lazy_gettext("First impressions: answers lie apart on {differ}"),
    (False, False, True): lazy_gettext("First impressions: low answers on {challenge}"),
}
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
        missing: whose voice is missing.
    """

    headline: str
    sentences: tuple[tuple[str, str], ...]
    missing: str


def of(result: Result, framework: Framework) -> Glance:
    """The result at a glance."""
    return Glance(
        headline=_headline(result, framework),
        sentences=tuple(
            (sections.title(section), sentence(section, result, framework)) for section in _SENTENCES
        ),
        missing=missing(result, framework),
    )


def themes_of(section: Section, result: Result) -> tuple[ThemeResult, ...]:
    """The themes of a part of the meeting, the most telling first: as proposed, then by shape and closeness."""
    proposed = {item.theme: place for place, item in enumerate(result.agenda)}

    def order(theme: ThemeResult) -> tuple[float, ...]:
        closeness = _LEVELS[theme.agreement_level] if theme.agreement is None else 1 - theme.agreement
        far_first = closeness if section is Section.SHARE or section is Section.CHALLENGE else -closeness
        telling = _MOST_TELLING.get(theme.pattern, 1) if section is Section.DIFFER else 0
        return (proposed.get(theme.id, len(proposed)), telling, far_first)

    return tuple(sorted((theme for theme in result.themes if theme.section is section), key=order))


def tentative(result: Result) -> bool:
    """Whether so few answered that nothing may be said of the whole (never in open mode)."""
    return result.mode is not Mode.OPEN and result.respondents < result.thresholds.tentative_below


def sentence(section: Section, result: Result, framework: Framework) -> str:
    """One sentence for a part of the meeting, sensible also where it is empty."""
    found = themes_of(section, result)
    if _is_one_sheet(result) and section in _ONE_SHEET:
        return str(_ONE_SHEET[section])
    if not found:
        return _unknown_to_nobody(result, framework) if section is Section.UNKNOWN else str(_NONE[section])
    if section is Section.UNKNOWN and len(found) == 1 and found[0].detail is Detail.DISTRIBUTION:
        return _unknown_with_share(found[0], framework)
    sentences = _FIRST_IMPRESSIONS if tentative(result) else _SENTENCES
    return str(sentences[section]).format(topics=_topics(found, framework))


def missing(result: Result, framework: Framework) -> str:
    """Whose voice is missing: people who did not answer, and roles that cannot be seen on their own.

    Roles that are hidden and roles from which nobody answered are named together, so that it does not show
    whether a role's only person has answered (R10).
    """
    parts = [_turnout(result)]
    unseen = _unseen_roles(result, framework)
    if unseen:
        parts.append(
            _(
                "Any answers of {roles} are part of the whole, but cannot be seen on their own.",
                roles=_shortened(unseen),
            )
        )
    return " ".join(part for part in parts if part)


def _headline(result: Result, framework: Framework) -> str:
    if _is_one_sheet(result):
        return _("One partner answered: there is nothing to compare yet")
    first = {
        section: topic(framework, found[0].id) for section in Section if (found := themes_of(section, result))
    }
    fields = {section.value: first.get(section, "") for section in Section}
    headlines = _FIRST_HEADLINES if tentative(result) else _HEADLINES
    found_headline = headlines.get(
        (Section.SHARE in first, Section.DIFFER in first, Section.CHALLENGE in first)
    )
    if found_headline is None:
        return _("What our answers say, and what to talk about")
    return str(found_headline).format(**fields)


def _is_one_sheet(result: Result) -> bool:
    return result.mode is Mode.OPEN and result.respondents == 1


def _unknown_to_nobody(result: Result, framework: Framework) -> str:
    """What is said where no theme counts as unknown; themes with too few answers are not claimed to be known."""
    few = [theme for theme in result.themes if theme.pattern is Pattern.TOO_FEW]
    unjudged = [theme for theme in few if theme.withheld is None and not theme.valid and theme.dont_know]
    if unjudged:
        return _("Nobody who answered could judge {topics}.", topics=_topics(unjudged, framework))
    if _is_one_sheet(result):
        return _("No theme was answered with “{dont_know}”.", dont_know=in_words(framework.scale.dont_know))
    if few:
        return _("On every theme with answers to show, enough of us felt able to judge.")
    return str(_NONE[Section.UNKNOWN])


def _topics(found: Sequence[ThemeResult], framework: Framework) -> str:
    return _shortened([topic(framework, theme.id) for theme in found])


def _shortened(items: Sequence[str]) -> str:
    """A list of at most three, or the first two and how many more there are."""
    if len(items) <= NAMED:
        return listing(items)
    named = NAMED - 1
    more = len(items) - named
    rest = ngettext("{count} more", "{count} more", more, count=spelled(more))
    return listing([*items[:named], rest])


def _unknown_with_share(theme: ThemeResult, framework: Framework) -> str:
    return _(
        "{share} could not judge {topic}.",
        share=sentence_start(share_in_words(theme.dont_know_share or 0)),
        topic=topic(framework, theme.id),
    )


def _turnout(result: Result) -> str:
    if result.invited is None:
        return ""
    absent = result.invited - result.respondents
    if absent <= 0:
        return _("All who were asked have answered.")
    return ngettext(
        "{count} of {invited} who were asked has not answered.",
        "{count} of {invited} who were asked have not answered.",
        absent,
        count=whole(absent),
        invited=whole(result.invited),
    )


def _unseen_roles(result: Result, framework: Framework) -> list[str]:
    groups = result.groups.get(Breakdown.ROLE, ())
    breakdown = result.breakdown(Breakdown.ROLE)
    if result.mode is Mode.OPEN or not groups or breakdown is None or breakdown.withheld:
        return []
    seen = {group.role for group in groups if group.shown}
    named = [in_words(role.plural) for role in framework.roles if role.id not in seen]
    unnamed = [
        label(group, Breakdown.ROLE, framework) for group in groups if not group.shown and group.role is None
    ]
    return [*named, *unnamed]
