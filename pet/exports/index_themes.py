"""All themes on the page of an archive, component by component: what was asked, found and written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pet.analysis.result import Result
from pet.analysis.result_themes import ThemeResult
from pet.charts import build as charts
from pet.charts.spec import Table
from pet.frameworks.model import Component, Framework
from pet.language import gettext as _
from pet.words import findings, levels, patterns, standing, withheld
from pet.words.phrases import in_words, title


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutTheme:
    """One theme: what was asked, what was found, and what people wrote where it is shown."""

    title: str
    statement: str
    said: str
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutComponent:
    """One component: how it stands, its answers as a table, and its themes."""

    title: str
    standing: str
    caption: str
    table: Table | None
    themes: tuple[AboutTheme, ...]


def components_of(result: Result, framework: Framework) -> Iterator[AboutComponent]:
    """Each component with its themes, in the order of the framework."""
    known = {part.id: part for part in result.components}
    comments = {group.theme or group.area: group.texts for group in result.comments}
    per_cent = charts.many(result.themes)
    for component in framework.components:
        bars = charts.bars(result, framework, [theme.id for theme in component.themes], per_cent=per_cent)
        yield AboutComponent(
            title=f"{framework.numbers[component.id]} {in_words(component.title)}",
            standing=standing.of(known[component.id], framework, result),
            caption=_("The answers in numbers: {component}", component=in_words(component.title)),
            table=bars.table if bars is not None else None,
            themes=tuple(_themes(component, result, framework, comments)),
        )


def _themes(
    component: Component, result: Result, framework: Framework, comments: Mapping[str, tuple[str, ...]]
) -> Iterator[AboutTheme]:
    for theme in component.themes:
        found = result.theme(theme.id)
        yield AboutTheme(
            title=f"{framework.numbers[theme.id]} {title(framework, theme.id)}",
            statement=_("“{statement}”", statement=in_words(framework.theme(theme.id).statement)),
            said=" ".join(_said(found, result, framework)),
            comments=comments.get(theme.id, ()),
        )


def _said(theme: ThemeResult, result: Result, framework: Framework) -> Iterator[str]:
    yield _("{pattern}.", pattern=patterns.of(theme, framework))
    if theme.agreement_level is not None:
        yield levels.sentence(theme.agreement_level)
    if sentence := findings.sentence(theme, framework, result):
        yield sentence
    elif theme.withheld is not None:
        yield withheld.reason(theme.withheld, result.smallest_group)
