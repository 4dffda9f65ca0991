"""A small invented framework and results made by hand, for tests of words and reports."""

from dataclasses import replace

from pet.analysis.kinds import Detail, Level, Pattern, Section
from pet.analysis.options import Mode, Thresholds, Weighting
from pet.analysis.result import Result
from pet.analysis.result_change import FrameworkRef
from pet.analysis.result_themes import Composite, ThemeResult
from pet.frameworks.model import Area, Component, Framework, OpenQuestion, Role, Scale, Text, Theme

POINTS = {
    3: ("No", "Partly", "Yes"),
    4: ("Never", "Seldom", "Often", "Always"),
    5: ("Strongly disagree", "Disagree", "In between", "Agree", "Strongly agree"),
    6: ("Never", "Rarely", "Sometimes", "Often", "Mostly", "Always"),
    7: ("Lowest", "Lower", "Low", "Middle", "High", "Higher", "Highest"),
}
ROLES = (
    ("head", "Head", "heads", True),
    ("teacher", "Teacher", "teachers", False),
    ("governor", "Governor", "governors", False),
)


def text(words):
    return Text((("en", words),))


def framework(points=5, components=3, areas=2, themes=2):
    """A framework of `components` parts; themes are called `t1`, `t2`, … with topics `topic one`, …"""
    count = iter(range(1, components * areas * themes + 1))

    def theme():
        n = next(count)
        return Theme(
            f"t{n}",
            text(f"Theme {n}"),
            text(f"the topic number {n}"),
            text(f"Statement number {n} holds here."),
        )

    def area(c, a):
        return Area(
            f"a{c}{a}",
            text(f"Area {c}.{a}"),
            text(f"What about area {c}.{a}?"),
            tuple(theme() for _ in range(themes)),
        )

    return Framework(
        key="invented",
        version=3,
        language="en",
        title=text("Invented framework"),
        purpose=text("For nobody."),
        scale=Scale(
            tuple(text(point) for point in POINTS[points]), text("Don’t know"), text("Doesn’t apply to us")
        ),
        roles=tuple(Role(key, text(label), text(plural), leads) for key, label, plural, leads in ROLES),
        components=tuple(
            Component(
                f"c{c}",
                text(f"Component {c}"),
                text(f"Why component {c} matters."),
                tuple(area(c, a) for a in range(1, areas + 1)),
            )
            for c in range(1, components + 1)
        ),
        forms={},
        open_questions=(OpenQuestion("q1", text("What helps?")),),
    )


def theme(theme_id="t1", **fields):
    """A shared strength of twelve answers on five points; `fields` replace what differs."""
    made = ThemeResult(
        id=theme_id,
        valid=12,
        dont_know=1,
        dont_know_share=1 / 13,
        detail=Detail.DISTRIBUTION,
        withheld=None,
        counts=(0, 0, 1, 8, 3),
        mean=50 / 12,
        median=4.0,
        interpolated_median=4.125,
        quartiles=(3.75, 4.5),
        score=79.2,
        agreement=1 - 2 * (4 / 12) / 4,
        agreement_level=Level.HIGH,
        asked=13,
        not_applicable=0,
        unanswered=0,
        pattern=Pattern.SHARED_STRENGTH,
        section=Section.SHARE,
    )
    return replace(made, **fields)


def summary_theme(theme_id="t1", **fields):
    """The same with nine answers, of which only a summary may be shown."""
    hidden = {
        "counts": None,
        "mean": None,
        "interpolated_median": None,
        "quartiles": None,
        "score": None,
        "agreement": None,
    }
    return theme(theme_id, **{"valid": 9, "detail": Detail.SUMMARY, **hidden, **fields})


def composite(part_id, **fields):
    made = Composite(
        id=part_id,
        typical=3.9,
        band=(3.2, 4.4),
        score=72.0,
        agreement=0.7,
        agreement_level=Level.MEDIUM,
        lowest_theme=None,
        themes_used=4,
        themes_total=4,
        withheld=None,
    )
    return replace(made, **fields)


def result(themes, **fields):
    """A confidential result of thirteen people over the themes given."""
    made = Result(
        title="Invented round",
        framework=FrameworkRef(key="invented", version=3),
        points=5,
        mode=Mode.CONFIDENTIAL,
        smallest_group=5,
        small_partnership=False,
        weighting=Weighting.PEOPLE,
        thresholds=Thresholds(),
        respondents=13,
        invited=None,
        withheld=None,
        themes=tuple(themes),
        areas=(),
        components=(),
        breakdowns=(),
        groups={},
        gaps=(),
        agenda=(),
        comments=(),
        words=(),
        comments_withheld=0,
    )
    return replace(made, **fields)
