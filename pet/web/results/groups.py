"""How groups see it, who took part, and what is not shown, as a page shows them."""

from pet.analysis.options import Breakdown, Mode
from pet.analysis.result import Result
from pet.analysis.result_groups import BreakdownResult, Gap
from pet.charts import build
from pet.charts.spec import Table
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.web.results.figures import Wall
from pet.web.results.model import Counted, GroupGap, Groups, GroupTable, People
from pet.words import comparison, promise, voices
from pet.words import groups as group_words
from pet.words import people as people_words
from pet.words.numbers import whole
from pet.words.phrases import in_words


def groups(result: Result, framework: Framework, wall: Wall) -> Groups:
    """The comparisons that are shown."""
    is_open = result.mode is Mode.OPEN
    kinds = (Breakdown.PARTNER,) if is_open else (Breakdown.ROLE, Breakdown.PARTNER)
    tables = (_table(of, result, framework) for of in kinds)
    return Groups(
        title=_("Partner by partner") if is_open else _("How groups see it"),
        introduction=promise.sentences(result)[0]
        if is_open
        else _("Where groups answer differently, no side is wrong: ask what each of them sees."),
        figure=wall.figure("radars-partner" if is_open else "radar-leads"),
        gaps=tuple(_gap(gap, result, framework, wall) for gap in result.gaps),
        tables=tuple(table for table in tables if table is not None),
    )


def _gap(gap: Gap, result: Result, framework: Framework, wall: Wall) -> GroupGap:
    bars = build.group_bars(result, framework, gap.theme, gap.breakdown, gap.group)
    return GroupGap(
        heading=group_words.gap_heading(gap, result, framework),
        statement=in_words(framework.theme(gap.theme).statement),
        sentence=group_words.gap_sentence(gap, result, framework),
        figure=wall.figure(bars.name) if bars is not None else None,
    )


def _table(of: Breakdown, result: Result, framework: Framework) -> GroupTable | None:
    shown = people_words.shown_groups(result, of)
    if len(shown) < 2:
        return None
    rows = tuple(
        (
            group_words.label(group, of, framework),
            *map(comparison.beside_everybody, comparison.parts_of(group, framework)),
        )
        for group in shown
    )
    name = group_words.breakdown(of)
    called = _("{groups}: typical answers", groups=name)
    titles = comparison.names(framework)
    heads = titles or [framework.numbers[part.id] for part in framework.components]
    notes = (
        group_words.order(of, shown),
        comparison.brackets(),
        comparison.dash() if any(comparison.NOT_KNOWN in row for row in rows) else "",
        comparison.hidden(of, result, framework),
    )
    return GroupTable(
        title=called,
        notes=" ".join(note for note in notes if note),
        key="" if titles else comparison.key(framework),
        table=Table(header=(name, *heads), rows=rows),
    )


def people(result: Result, framework: Framework) -> People:
    """Who took part, and what is held back."""
    known = [found for found in result.breakdowns if found.breakdown is not Breakdown.LEADS]
    counted = [found for found in known if _is_counted(found, result)]
    return People(
        answered=_("{answered}.", answered=promise.answered(result)),
        missing=voices.missing(result, framework),
        tables=tuple(_counted(found, result, framework) for found in counted),
        note=people_words.same_people(result) if len(counted) > 1 else "",
        not_compared="" if result.mode is Mode.OPEN else people_words.not_compared(result),
        not_shown=people_words.not_shown(result),
        nothing_withheld=people_words.nothing_withheld(result),
    )


def _is_counted(found: BreakdownResult, result: Result) -> bool:
    shown = people_words.shown_groups(result, found.breakdown)
    return bool(shown) and found.groups > 1 and result.mode is not Mode.OPEN


def _counted(found: BreakdownResult, result: Result, framework: Framework) -> Counted:
    shown = people_words.shown_groups(result, found.breakdown)
    rows = tuple(
        (group_words.label(group, found.breakdown, framework), whole(group.valid or 0)) for group in shown
    )
    table = Table(header=(_("Shown on their own"), _("Answered")), rows=rows)
    title = group_words.breakdown(found.breakdown)
    return Counted(title=title, table=table, note=people_words.rest(found))
