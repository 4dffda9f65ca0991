"""What has changed since an earlier round, as a page shows it."""

from pet.analysis import result_change
from pet.analysis.result import Result
from pet.charts import build
from pet.charts.spec import Table
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.web.results.figures import Wall
from pet.web.results.model import Changed, GroupTable, Happened
from pet.web.results.themes import link
from pet.words import breaks, tally
from pet.words import change as words


def change(result: Result, framework: Framework, wall: Wall) -> Changed | None:
    """This round beside an earlier one; `None` where there is none."""
    known = result.change
    if known is None:
        return None
    drawn = build.slopes(result, framework)
    slopes = tuple(figure for spec in drawn if (figure := wall.figure(spec.name)) is not None)
    return Changed(
        title=words.headline(known, result),
        who=words.who(known, result),
        happened=tuple(_happened(found, framework) for found in words.found(known, result, framework)),
        rest=tally.rest(known),
        rule=words.rule(result) if slopes else "",
        questions=words.to_ask(known, framework),
        parts=_parts(known, result, framework),
        radar=wall.figure("radar-change"),
        reading=build.slopes_reading(drawn) if slopes else "",
        slopes=slopes,
        reworded=_reworded(known, result, framework),
        without_line_title=breaks.heading(),
        without_line=(*breaks.broken(known, framework), *breaks.withheld(known, framework)),
    )


def _happened(found: words.Found, framework: Framework) -> Happened:
    themes = tuple((link(theme, framework), sentence) for theme, sentence in found.items)
    return Happened(heading=found.heading, note=found.note, themes=themes)


def _parts(known: result_change.Change, result: Result, framework: Framework) -> GroupTable | None:
    table = build.change_table(result, framework)
    if table is None:
        return None
    return GroupTable(title=words.parts_heading(), notes=words.about_parts(known, result), table=table)


def _reworded(known: result_change.Change, result: Result, framework: Framework) -> GroupTable | None:
    rows = tuple((one.title, one.before, one.after) for one in breaks.reworded(known, framework))
    if not rows:
        return None
    table = Table(header=(_("Theme"), *words.rounds(known, result)), rows=rows)
    return GroupTable(title=breaks.reworded_heading(), notes=breaks.about_reworded(), table=table)
