"""The conversation: its agenda, and for each theme what was asked and answered, and three questions."""

from pet.analysis.kinds import Pattern
from pet.analysis.result_conversation import AgendaItem
from pet.analysis.result_themes import ThemeResult
from pet.charts import build
from pet.charts.spec.bars import Bars
from pet.exports.slides import charts
from pet.exports.slides.making import Making
from pet.exports.slides.page import BODY, LARGE, LEFT, STATEMENT, TALL, TEXT, TOP, WIDE
from pet.language import gettext as _
from pet.words import agenda, findings, groups, questions, sections
from pet.words.phrases import topic

_STATEMENT = 116.0
_BAR, _TWO_BARS = 136.0, 176.0


def conversation(making: Making) -> None:
    """What is talked about in which order, and two slides for each theme; nothing where no theme is chosen."""
    if not making.items:
        return
    _agenda(making)
    for item in making.items:
        _answers(item, making)
        _questions(item, making)


def _agenda(making: Making) -> None:
    items, result, framework = making.items, making.result, making.framework
    plan = agenda.plan(items, framework)
    one = len(plan.lengths) == 1
    rows = [
        (title, agenda.reason(item, result, framework), *(times if one else ()))
        for item, (title, times) in zip(items, plan.rows, strict=True)
    ]
    header = (_("Theme"), _("Why this one"), *(plan.lengths if one else ()))
    with making.page() as page:
        page.title(_("What we talk about, and why"), kicker=_("The conversation"))
        page.table(header, rows, BODY, (0.34, 0.54, 0.12) if one else (0.36, 0.64))
        page.spoken += [
            agenda.introduction(items),
            _("Collect reasons for every view before weighing any. Never ask who answered what."),
            *(_minutes(item, making) for item in items),
        ]


def _minutes(item: AgendaItem, making: Making) -> str:
    """How long the theme takes in each length of meeting that there is a plan for."""
    plan = agenda.plan((item,), making.framework)
    title, times = plan.rows[0]
    said = " · ".join(
        _("{length}: {time}", length=length, time=time)
        for length, time in zip(plan.lengths, times, strict=True)
    )
    return _("{theme}. {minutes}", theme=title, minutes=said)


def _answers(item: AgendaItem, making: Making) -> None:
    """The statement large, its bar, and what the answers say."""
    theme, result, framework = making.result.theme(item.theme), making.result, making.framework
    spec, together = _pictured(theme, making)
    with making.page() as page:
        page.title(
            agenda.moved_heading(item, result, framework) or findings.heading(theme, framework, result),
            kicker=_kicker(item, making),
        )
        page.say([making.statement(theme.id)], (LEFT, TOP, WIDE, _STATEMENT), STATEMENT)
        tall = 0.0 if not charts.drawn(spec) else _BAR if len(spec.rows) == 1 else _TWO_BARS
        top = TOP + _STATEMENT + 6.0
        said = charts.bars(page, spec, (LEFT, top, WIDE, tall))
        sentences = [_said(theme, making, together=together), agenda.then_and_now(theme.id, result), said]
        below = top + tall + 10.0 if tall else top
        page.say(
            [" ".join(part for part in sentences if part)], (LEFT, below, WIDE, TOP + TALL - below), TEXT
        )
        page.spoken += [
            _("Read the statement aloud. Ask first what people see: only facts."),
            *(sentence for sentence in sentences if sentence),
            _how_to_read(spec),
            *_to_ask(item, making),
        ]


def _pictured(theme: ThemeResult, making: Making) -> tuple[Bars, bool]:
    """The bar of everybody; where a group sees it differently, its bar above all others’. And whether it is one bar."""
    result, framework = making.result, making.framework
    gap = groups.gap_of(result, theme.id) if theme.pattern is Pattern.GROUP_GAP else None
    if gap is not None:
        compared = build.group_bars(result, framework, theme.id, gap.breakdown, gap.group)
        if compared is not None:
            return compared, False
    said = findings.sentence(theme, framework, result)
    spec = build.bars(result, framework, [theme.id], finding=said)
    assert spec is not None  # a theme of the agenda is in the result
    return spec, True


def _said(theme: ThemeResult, making: Making, *, together: bool) -> str:
    """What the answers say, how far apart they are where they are shown together, and a caution if there is one."""
    said = [
        findings.sentence(theme, making.framework, making.result),
        findings.agreement(theme, making.framework) if together else "",
        findings.caution(theme, making.result),
    ]
    return " ".join(sentence for sentence in said if sentence)


def _how_to_read(spec: Bars) -> str:
    if not charts.drawn(spec):
        return _("How to read it: so few answered that only the typical answer is shown.")
    unit = _("The numbers are {unit}.", unit=spec.unit) if spec.unit else _("The numbers are answers.")
    sides = _("Brown and hatched is below the middle of the scale, blue above.")
    return _("How to read it: {sides} {unit}", sides=sides, unit=unit)


def _questions(item: AgendaItem, making: Making) -> None:
    """Three questions, large enough to be read while people talk."""
    asked = questions.texts(item.questions, topic(making.framework, item.theme))
    numbered = [_("{number}. {question}", number=n, question=text) for n, text in enumerate(asked, start=1)]
    with making.page() as page:
        page.title(
            _("Let us talk about {topic}", topic=topic(making.framework, item.theme)),
            kicker=_kicker(item, making),
        )
        page.say([making.statement(item.theme)], (LEFT, TOP - 10.0, WIDE, 76.0), (24.0, 22.0, 20.0, 18.0))
        page.say(numbered, (LEFT, TOP + 86.0, WIDE, TALL - 86.0), (30.0, *LARGE), gap=0.7)
        page.spoken += [
            _(
                "One silent minute, two minutes in pairs, four in fours, then all together. Where time is short, "
                "choose one of the questions."
            ),
            *_to_ask(item, making),
            _("Write down what you see, what it means, and what happens next: who does what by when."),
        ]


def _to_ask(item: AgendaItem, making: Making) -> list[str]:
    asked = questions.texts(item.questions, topic(making.framework, item.theme))
    return [_("To talk about:"), *asked]


def _kicker(item: AgendaItem, making: Making) -> str:
    """Its place in the meeting, and its minutes where one length of meeting was chosen."""
    chosen = agenda.chosen_length(making.items)
    if chosen is None:
        return sections.of(item)
    return _(
        "{section} · {minutes}", section=sections.of(item), minutes=agenda.minutes(item.minutes_in(chosen))
    )
