"""The table of change since the earlier round: components first, then themes."""

from dataclasses import dataclass

from pet.analysis.result_change import Change, CompositeChange, ThemeChange
from pet.exports.tables import values
from pet.exports.tables.columns import code, number, place, whole
from pet.exports.tables.measures import reason, title, withheld
from pet.exports.tables.model import Column, Kind, Of, Table, table
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.record.model import Record
from pet.words import change as words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A component or a theme, then and now; a component has no more than that."""

    found: ThemeChange | CompositeChange
    change: Change

    @property
    def theme(self) -> ThemeChange | None:
        """The theme, where it is one."""
        return self.found if isinstance(self.found, ThemeChange) else None

    @property
    def component(self) -> CompositeChange | None:
        """The component, where it is one."""
        return self.found if isinstance(self.found, CompositeChange) else None


def of(record: Record) -> Table | None:
    """Everything that is compared with the earlier round; `None` where there is none."""
    change = record.result.change
    if change is None:
        return None
    found: tuple[ThemeChange | CompositeChange, ...] = (*change.components, *change.themes)
    rows = [_Row(found=one, change=change) for one in found]
    framework = record.framework
    columns = [*_which(framework), *_links(), *_places(framework), *_moved(framework), *_ends()]
    return table("change", columns, rows)


def _which(framework: Framework) -> list[Of[_Row]]:
    return [
        (
            Column(name="part_id", label=_("Id"), meaning=_("The id of the component or theme.")),
            lambda row: row.found.id,
        ),
        (
            code("part", _("Part"), _("Whether the row is a component or a theme."), values.parts()),
            lambda row: "theme" if row.theme else "component",
        ),
        (
            Column(name="number", label=_("Number"), meaning=_("Where it stands in the questionnaire.")),
            lambda row: framework.numbers[row.found.id],
        ),
        (
            Column(name="title", label=_("Title"), meaning=_("What it is called.")),
            lambda row: title(framework, row.found.id),
        ),
    ]


def _links() -> list[Of[_Row]]:
    return [
        (
            code(
                "link",
                _("Compared with"),
                _("What became of it between the two questionnaires."),
                values.links(),
            ),
            lambda row: row.theme.link if row.theme else None,
        ),
        (
            Column(
                name="earlier",
                label=_("Themes of then"),
                meaning=_("The ids of the themes it comes from, with a space between them."),
            ),
            lambda row: " ".join(row.theme.earlier) if row.theme else None,
        ),
    ]


def _places(framework: Framework) -> list[Of[_Row]]:
    points = framework.scale.size
    of_the_same = _(
        "The typical answer of the people compared; of a component the mean over the themes compared."
    )
    return [
        (place("before", _("Typical answer then"), of_the_same, points), lambda row: row.found.before),
        (place("after", _("Typical answer now"), of_the_same, points), lambda row: row.found.after),
        (
            number(
                "mean_change",
                _("Average move"),
                _("The average answer now less the one then."),
                _("steps of the scale"),
            ),
            lambda row: row.theme.mean_change if row.theme else None,
        ),
        (
            _agreement("agreement_before", _("Agreement then")),
            lambda row: row.theme.agreement_before if row.theme else None,
        ),
        (
            _agreement("agreement_after", _("Agreement now")),
            lambda row: row.theme.agreement_after if row.theme else None,
        ),
    ]


def _agreement(name: str, label: str) -> Column:
    return Column(
        name=name, label=label, meaning=_("0 to 1, of the people compared."), kind=Kind.NUMBER, low=0, high=1
    )


def _moved(framework: Framework) -> list[Of[_Row]]:
    pairs = _("Of those who answered both times; empty where everybody then is compared with everybody now.")
    return [
        (
            whole("people", _("People compared"), pairs, _("people")),
            lambda row: row.theme and row.theme.people,
        ),
        (
            whole("higher", _("Answered higher"), pairs, _("people")),
            lambda row: row.theme and row.theme.higher,
        ),
        (whole("same", _("Answered the same"), pairs, _("people")), lambda row: row.theme and row.theme.same),
        (whole("lower", _("Answered lower"), pairs, _("people")), lambda row: row.theme and row.theme.lower),
        (
            Column(
                name="steps",
                label=_("Distance (steps)"),
                meaning=_(
                    "How far the answers of then and now lie apart; empty where people are compared with themselves."
                ),
                kind=Kind.NUMBER,
                unit=_("steps of the scale"),
                low=0,
                high=framework.scale.size - 1,
            ),
            lambda row: row.theme.steps if row.theme else None,
        ),
        (
            Column(
                name="dominance",
                label=_("Up or down (−1 to 1)"),
                meaning=_("Above 0 where answers went up: higher less lower, or Cliff’s delta."),
                kind=Kind.NUMBER,
                low=-1,
                high=1,
            ),
            lambda row: row.theme.dominance if row.theme else None,
        ),
        (
            number("p", _("How often by chance"), _("Of the sign test, or of the permutation test.")),
            lambda row: row.theme.p if row.theme else None,
        ),
    ]


def _ends() -> list[Of[_Row]]:
    hardly = _("Only where the answers moved clearly and hardly by chance.")
    return [
        (
            code("moved", _("Moved"), hardly, values.moves()),
            lambda row: row.theme.moved if row.theme else None,
        ),
        (
            code("spread", _("Closer or further"), _("Only where it is plain."), values.spreads()),
            lambda row: row.theme.spread if row.theme else None,
        ),
        (
            Column(
                name="what_happened",
                label=_("What happened"),
                meaning=_("The same in words, or why nothing is compared."),
            ),
            lambda row: words.word(row.theme, row.change) if row.theme else None,
        ),
        (
            whole("themes_used", _("Themes compared"), _("Of a component."), _("themes")),
            lambda row: row.component.themes_used if row.component else None,
        ),
        (
            whole("themes_total", _("Themes asked now"), _("Of a component."), _("themes")),
            lambda row: row.component.themes_total if row.component else None,
        ),
        (withheld(), lambda row: reason(row.theme.withheld) if row.theme else None),
    ]
