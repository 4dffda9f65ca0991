"""Whatever the shape of the answers, no sentence says more than so many answers allow (method, sections 6 and 9)."""

import re
from itertools import product

import pytest

from pet.analysis.kinds import Detail, Level, Pattern, Section, Withheld
from pet.analysis.options import Mode, Weighting
from pet.analysis.patterns import section_of
from pet.words import findings, glance, levels, method, patterns, promise, reading, standing
from tests.support import invented

FRAMEWORK = invented.framework()
PEOPLE = (*range(2, 13), 30, 200)
EFFECTIVE_SHARE = 0.6  # of the people: as certain as so many where every partner counts the same
OF_US = re.compile(r"\b(we|us|our|ours)\b|\byou agree\b|\bconsensus\b", re.IGNORECASE)
SPEAKS_OF_ALL = re.compile(
    r"\b(all|every|everyone|everybody|nobody|none|unanimous\w*|both)\b|%|\bper cent\b|\bout of\b|\b\w+ of \w+ answered",
    re.IGNORECASE,
)
DOUBT = re.compile(r"\bchance\b|first impression|few answers|tentative", re.IGNORECASE)
MOST_OF_US = re.compile(r"\b(most|many) of us\b", re.IGNORECASE)


def _answers(people, pattern):
    """So many answers, roughly of the shape."""
    low = {Pattern.SHARED_STRENGTH: 0, Pattern.SHARED_CHALLENGE: people}.get(pattern, people // 3)
    return (0, low, people - low - (people - low) * 3 // 4, (people - low) * 3 // 4, 0)


def _theme(theme_id, pattern, level, people, *, detail, mode, weighting, minority, asked):
    certain = people * EFFECTIVE_SHARE if weighting is Weighting.PARTNERS else people
    counts = _answers(people, pattern)
    weighted = weighting is Weighting.PARTNERS
    shown = {
        Detail.DISTRIBUTION: {
            "counts": None if weighted else counts,
            "shares": tuple(count / people for count in counts),
            "effective": certain if weighted else None,
            "minority": minority,
        },
        Detail.THREE_BINS: {"bins": (counts[1], counts[2], counts[3])},
        Detail.SUMMARY: {},
    }[detail]
    made = invented.theme if detail is Detail.DISTRIBUTION else invented.summary_theme
    return made(
        theme_id,
        **{
            **shown,
            "valid": people,
            "dont_know": people,
            "dont_know_share": 0.5,
            "detail": detail,
            "pattern": pattern,
            "section": section_of(pattern, shown.get("minority")),
            "agreement_level": level,
            "tentative": certain < 8 and mode is not Mode.OPEN,
            "could_be_chance": mode is not Mode.OPEN,
            "withheld": None if detail is Detail.DISTRIBUTION else Withheld.SUMMARY,
            "asked": asked,
        },
    )


def _details(people, mode, weighting):
    if mode is Mode.OPEN or people >= 10:
        return (Detail.DISTRIBUTION,)
    return (Detail.SUMMARY,) if weighting is Weighting.PARTNERS else (Detail.SUMMARY, Detail.THREE_BINS)


def _cases():
    """Rounds in which the answers to the first area have one shape; every shape, size, mode and weighting."""
    shapes = [pattern for pattern in Pattern if pattern is not Pattern.TOO_FEW]
    for mode, weighting, people in product(Mode, Weighting, PEOPLE):
        for detail, pattern, level in product(_details(people, mode, weighting), shapes, Level):
            for minority, of_all in product((None, 0.25), (True, False)):
                if minority is not None and detail is not Detail.DISTRIBUTION:
                    continue
                asked = 2 * people if of_all else None
                fields = {"detail": detail, "mode": mode, "weighting": weighting, "minority": minority}
                themes = [
                    _theme(name, pattern, level, people, asked=asked, **fields) for name in ("t1", "t2")
                ]
                exact = detail is Detail.DISTRIBUTION
                part = {
                    "typical": 4.0,
                    "agreement": 0.7 if exact else None,
                    "agreement_level": level,
                    "lowest_theme": "t1",
                    "themes_used": 2,
                    "themes_total": 2,
                }
                yield invented.result(
                    themes,
                    mode=mode,
                    weighting=weighting,
                    respondents=2 * people,
                    areas=(invented.composite("a11", **part),),
                )


def _few(result):
    return result.mode is not Mode.OPEN and any(theme.tentative for theme in result.themes)


def _of_themes(result):
    for theme in result.themes:
        yield findings.heading(theme, FRAMEWORK, result)
        yield findings.sentence(theme, FRAMEWORK, result)
        yield findings.agreement(theme, FRAMEWORK)
        yield levels.sentence(theme.agreement_level)
        yield patterns.of(theme, FRAMEWORK)
    for area in result.areas:
        yield standing.of_area(area, FRAMEWORK, result)


def _of_the_whole(result):
    """The headline and what is said of the themes there are; not what is said where there are none."""
    there = {theme.section for theme in result.themes}
    yield glance.of(result, FRAMEWORK).headline
    yield from (
        glance.sentence(section, result, FRAMEWORK)
        for section in (Section.SHARE, Section.DIFFER, Section.CHALLENGE, Section.UNKNOWN)
        if section in there
    )


def _plain(sentences):
    """Without the words of the framework, which says what it likes."""
    for sentence in sentences:
        yield re.sub(r"“[^”]*”|the topic number \d+", "x", sentence)


@pytest.fixture(scope="module")
def cases():
    found = list(_cases())
    assert len(found) > 3000
    return found


def test_below_eight_answers_nothing_is_said_of_us(cases):
    said = {
        sentence
        for result in cases
        if _few(result)
        for sentence in _plain([*_of_themes(result), *_of_the_whole(result)])
        if sentence != "What our answers say, and what to talk about"  # said of the round, not of this theme
    }
    assert len(said) > 20
    assert [sentence for sentence in sorted(said) if OF_US.search(sentence)] == []


@pytest.mark.parametrize("people", range(2, 8))
def test_in_a_round_of_fewer_than_eight_nothing_at_all_is_said_of_us(people, cases):
    for result in cases:
        if len(result.themes) and result.mode is not Mode.OPEN and result.respondents // 2 == people:
            few = invented.replace(result, respondents=people)
            found = glance.of(few, FRAMEWORK)
            said = [found.headline, *(sentence for _title, sentence in found.sentences)]
            assert [sentence for sentence in _plain(said) if OF_US.search(sentence)] == []


def test_from_eight_answers_on_it_is_said_of_us(cases):
    """So that the rules above cannot be kept by saying it never."""
    said = {
        sentence
        for result in cases
        if not _few(result) and glance.asked_of_everybody(result.themes[0], result)
        for sentence in _plain([*_of_themes(result), *_of_the_whole(result)])
    }
    assert {"We share a strength: x", "Most of us see a strength in x and x."} <= said


def test_a_summary_counts_nothing_and_never_speaks_of_every_single_person(cases):
    said = {
        sentence
        for result in cases
        if result.themes[0].detail is Detail.SUMMARY
        for sentence in _plain([*_of_themes(result), *_of_the_whole(result)])
    }
    assert len(said) > 20
    assert [sentence for sentence in sorted(said) if SPEAKS_OF_ALL.search(sentence)] == []
    assert [sentence for sentence in sorted(said) if re.search(r"\d", sentence)] == []


def test_no_reader_of_a_summary_learns_of_camps(cases):
    """Split and scattered read alike (R0): the result names neither, and the words add neither."""
    said = {
        sentence
        for result in cases
        if result.themes[0].detail is Detail.SUMMARY and result.themes[0].pattern is Pattern.VIEWS_DIFFER
        for sentence in _plain([*_of_themes(result), *_of_the_whole(result)])
    }
    assert [sentence for sentence in said if re.search("camp|scatter|split", sentence, re.IGNORECASE)] == []


def test_open_rounds_name_no_doubt(cases):
    said = {
        sentence
        for result in cases
        if result.mode is Mode.OPEN
        for sentence in (
            *_of_themes(result),
            *_of_the_whole(result),
            *(findings.caution(theme, result) or "" for theme in result.themes),
            promise.caution(result) or "",
        )
    }
    assert [sentence for sentence in sorted(said) if DOUBT.search(sentence)] == []
    signed = next(result for result in cases if result.mode is Mode.OPEN)
    explained = [*reading.points(signed, FRAMEWORK), *method.definitions(signed, FRAMEWORK)]
    assert [pair for pair in explained if DOUBT.search(" ".join(pair))] == []


def test_doubt_is_named_elsewhere(cases):
    doubtful = {
        findings.caution(theme, result)
        for result in cases
        if result.mode is not Mode.OPEN
        for theme in result.themes
    }
    assert doubtful == {
        None,
        "Few answers on this one: take it as a first impression.",
        "Few answers, could be chance: ask before you conclude.",
    }


def test_most_of_us_is_said_only_of_what_was_put_to_everybody(cases):
    said = {
        sentence
        for result in cases
        if result.themes[0].asked is None
        for sentence in _plain([*_of_themes(result), *_of_the_whole(result)])
    }
    assert [sentence for sentence in sorted(said) if MOST_OF_US.search(sentence)] == []
    assert {
        "Most who answered these questions see a strength in x and x.",
        "Most who answered see x one way, some see it otherwise",
    } <= said


def test_most_is_said_of_more_than_half(cases):
    """In headings with a minority; everywhere else the pattern takes three in four."""
    most = "Most of us see the topic number 1 one way, some see it otherwise"
    headed = [
        theme
        for result in cases
        for theme in result.themes[:1]
        if findings.heading(theme, FRAMEWORK, result) == most
    ]
    assert headed
    for theme in headed:
        assert 2 * max(sum(theme.answers[:2]), sum(theme.answers[3:])) > theme.valid
