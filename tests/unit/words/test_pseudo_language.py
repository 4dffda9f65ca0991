"""In the pseudo-language every sentence is marked; what is left over was never given to a translator."""

import re

import pytest

from pet import language
from pet.analysis.kinds import Detail, Level, Pattern, Section, Withheld
from pet.analysis.options import Breakdown, Mode, Options
from pet.analysis.result_conversation import AgendaItem
from pet.analysis.result_groups import Gap, GroupResult
from pet.words import (
    agenda,
    findings,
    glance,
    groups,
    levels,
    method,
    numbers,
    on_the_scale,
    patterns,
    phrases,
    promise,
    questions,
    reading,
    sections,
    standing,
    who_sees,
    withheld,
)
from tests.support import invented

FRAMEWORK = invented.framework()
REASONS = (
    "strongest_shared",
    "split",
    "group_gap",
    "minority",
    "few_apart",
    "scattered",
    "views_differ",
    "challenge",
    "unsure",
    "moved",
    "chosen",
)


def _unmarked(text):
    """What of a text stands outside the marks, letters only."""
    before = None
    while before != text:
        before, text = text, re.sub("⟦[^⟦⟧]*⟧", "", text)
    return re.sub(r"[\W\d_]", "", text)


def _small():
    yield from (levels.word(level) for level in Level)
    yield from (levels.sentence(level) for level in Level)
    yield from (
        patterns.name(pattern, minority=noted, leaning=side)
        for pattern in Pattern
        for noted in (True, False)
        for side in (patterns.GOOD, patterns.MIDDLE, patterns.HARD)
    )
    yield from (groups.comparison(of) for of in Breakdown)
    yield groups.leaders_heading(FRAMEWORK)
    yield from (who_sees.compared(Options(mode=mode), "") for mode in Mode)
    yield from (sections.title(section) for section in Section)
    yield from (withheld.reason(reason, 5) for reason in Withheld)
    yield from (withheld.short(reason) for reason in Withheld)
    yield from (numbers.share(value / 20) for value in range(21))
    yield from (numbers.share(value, exact=True) for value in (0, 1))
    yield from (numbers.steps(value / 2) for value in range(9))
    yield from (numbers.fraction_of_steps(value / 24) for value in range(36))
    yield from (phrases.spelled(number) for number in range(13))
    yield from (q for pattern in Pattern for q in questions.texts(questions.ids(pattern), "x"))
    yield from (groups.breakdown(of) for of in Breakdown)
    yield from (groups.others(of) for of in Breakdown)
    yield agenda.minutes(5)
    yield from (said for pattern in Pattern for pair in patterns.sayings(_noted(pattern)) for said in pair)
    for part in (invented.composite("a11", lowest_theme="t1"), invented.composite("c1", themes_used=3)):
        yield from (of(part, FRAMEWORK, _noted(Pattern.SPLIT)) for of in (standing.of, standing.of_area))


def _noted(pattern):
    return invented.result([invented.theme(pattern=pattern, minority=0.2)])


def _of_themes():
    for pattern in Pattern:
        for theme in (invented.theme(pattern=pattern), invented.summary_theme(pattern=pattern)):
            for fields in ({}, {"tentative": True}, {"could_be_chance": True}, {"minority": 0.25}):
                changed = invented.replace(theme, **fields)
                result = invented.result([changed])
                yield findings.heading(changed, FRAMEWORK)
                yield findings.sentence(changed, FRAMEWORK)
                yield findings.agreement(changed, FRAMEWORK)
                yield findings.caution(changed, result) or ""
    every = invented.result(
        [invented.theme(pattern=pattern, minority=0.2, could_be_chance=True) for pattern in Pattern]
    )
    yield from (part for pair in method.definitions(every, FRAMEWORK) for part in pair)
    yield from (withheld.explanation(reason, every) for reason in Withheld)
    for median in (1.0, 3.0, 3.5, 5.0):
        yield on_the_scale.typical(invented.theme(median=median), FRAMEWORK)


def _of_results():
    for fields in (
        {},
        {"respondents": 7},
        {"respondents": 4, "mode": Mode.OPEN},
        {"mode": Mode.ANONYMOUS, "invited": 20},
    ):
        for section in Section:
            theme = invented.theme(section=section)
            three = invented.theme(section=section, detail=Detail.THREE_BINS, bins=(1, 1, 5))
            for themes in ([theme], [three, theme], [theme] * 5):
                result = invented.result(themes, components=(invented.composite("c1"),), **fields)
                found = glance.of(result, FRAMEWORK)
                yield from (
                    found.headline,
                    found.missing,
                    *(part for pair in found.sentences for part in pair),
                )
                yield from (part for pair in reading.points(result, FRAMEWORK) for part in pair)
                yield from (part for pair in method.definitions(result, FRAMEWORK) for part in pair)
                yield from (method.origin(result, FRAMEWORK), method.privacy(result))
                yield from (promise.name(result.mode), promise.answered(result), promise.groups(result))
                yield from (*promise.sentences(result), promise.caution(result) or "")


def _of_gaps():
    for of, name in ((Breakdown.LEADS, "leads"), (Breakdown.ROLE, "Heads"), (Breakdown.PARTNER, "12")):
        group = GroupResult(name=name, role="head" if of is Breakdown.ROLE else None, valid=9, withheld=None)
        for higher in (True, False, None):
            for steps in (1.2, None):
                gap = Gap(theme="t1", breakdown=of, group=name, higher=higher, steps=steps)
                theme = invented.theme(pattern=Pattern.GROUP_GAP)
                result = invented.result([theme], groups={of: (group,)}, gaps=(gap,))
                yield from (
                    groups.gap_heading(gap, result, FRAMEWORK),
                    groups.gap_sentence(gap, result, FRAMEWORK),
                )
                for rule in REASONS:
                    item = AgendaItem(
                        theme="t1", section=Section.DIFFER, reason=rule, minutes=5, questions=()
                    )
                    yield agenda.reason(item, result, FRAMEWORK)


@pytest.mark.parametrize("sentences", [_small, _of_themes, _of_results, _of_gaps])
def test_no_sentence_passes_the_translators_by(sentences):
    with language.use(language.PSEUDO):
        said = list(sentences())
    assert len(said) > 20
    assert [text for text in said if _unmarked(text)] == []
