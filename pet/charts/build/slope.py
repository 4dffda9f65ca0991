"""Specs of slopes: the themes of a component in two rounds, a line each; what moved stands out."""

from collections.abc import Sequence
from dataclasses import replace

from pet.analysis.kinds import Basis, Moved, Spread
from pet.analysis.options import Mode
from pet.analysis.result import Result
from pet.analysis.result_change import Change, ThemeChange
from pet.charts.build.axes import UNKNOWN, scale_sentence, scale_words, stopped
from pet.charts.spec import Table
from pet.charts.spec.slope import Course, Reach, Slope, SlopeLine, SlopePanel
from pet.frameworks.changes import Link
from pet.frameworks.model import Component, Framework, Theme
from pet.language import gettext as _
from pet.language import ngettext
from pet.words import change as words
from pet.words.numbers import decimal, signed, whole
from pet.words.phrases import in_words, listing, title

MOST_LINES = 12
_COURSES = {Moved.UP: Course.UP, Moved.DOWN: Course.DOWN, None: Course.STEADY}
_REACHES = {Spread.CONVERGED: Reach.CLOSER, Spread.DIVERGED: Reach.FURTHER, None: None}


def slopes(result: Result, framework: Framework) -> tuple[Slope, ...]:
    """A slope for each component with a theme that is compared; none without an earlier round."""
    if result.change is None:
        return ()
    made = (_slope(component, result.change, result, framework) for component in framework.components)
    return _with_one_key([slope for slope in made if slope is not None])


def slopes_reading(drawn: Sequence[Slope]) -> str:
    """How to read these slopes, said once for all of them; they have one key."""
    return drawn[0].reading if drawn else ""


def slope_name(component_id: str) -> str:
    """What the slope of this component is called."""
    return f"slope-{component_id}"


def _slope(component: Component, change: Change, result: Result, framework: Framework) -> Slope | None:
    known = {theme.id: theme for theme in change.themes}
    themes = [known[theme.id] for theme in component.themes if theme.id in known]
    panels = _panels(component, known, framework)
    if not panels:
        return None
    said = _finding(component, [theme for theme in themes if theme.compared])
    return Slope(
        name=slope_name(component.id),
        finding=said,
        description=_described(said, themes, change, framework),
        reading=" ".join([words.lines(change, result), scale_sentence(framework)]),
        table=_table(themes, result, change, framework),
        points=scale_words(framework),
        rounds=words.rounds(change, result),
        panels=panels,
        courses=(),
        reworded="",
    )


def _with_one_key(slopes: Sequence[Slope]) -> tuple[Slope, ...]:
    """The slopes with the same key and the same words below each: what any of them uses."""
    lines = [line for slope in slopes for panel in slope.panels for line in panel.lines]
    courses, reaches = {line.course for line in lines}, {line.reach for line in lines}
    marked = any(line.reworded for line in lines)
    signs = [
        _("Each line is a theme: its typical answer then, at the left, and now, at the right."),
        *([_("Strong lines moved clearly; grey lines did not.")] if courses != {Course.STEADY} else []),
        *(
            [
                _(
                    "Two small arrows near the end of a line: pointing at each other, answers came closer together; "
                    "pointing away, they went further apart."
                )
            ]
            if reaches != {None}
            else []
        ),
        *([_("Two short strokes across a line: the statement was reworded.")] if marked else []),
    ]
    return tuple(
        replace(
            slope,
            reading=" ".join([*signs, slope.reading]),
            courses=tuple((course, called) for course, called in _called() if course in courses),
            reworded=words.words_changed() if marked else "",
            reaches=tuple((reach, called) for reach, called in _called_reaches() if reach in reaches),
        )
        for slope in slopes
    )


def _panels(
    component: Component, known: dict[str, ThemeChange], framework: Framework
) -> tuple[SlopePanel, ...]:
    """One panel, or where a component has more than twelve lines, areas together as long as they are no more."""
    areas = [(in_words(area.title), _lines(area.themes, known, framework)) for area in component.areas]
    every = [line for _title, lines in areas for line in lines]
    if len(every) <= MOST_LINES:
        return (SlopePanel(title="", lines=tuple(every)),) if every else ()
    panels: list[tuple[list[str], list[SlopeLine]]] = []
    for called, lines in areas:
        for start in range(0, len(lines), MOST_LINES):
            some = lines[start : start + MOST_LINES]
            if panels and len(panels[-1][1]) + len(some) <= MOST_LINES:
                panels[-1][0].append(called)
                panels[-1][1].extend(some)
            else:
                panels.append(([called], list(some)))
    return tuple(
        SlopePanel(title=listing(list(dict.fromkeys(titles))), lines=tuple(lines)) for titles, lines in panels
    )


def _lines(themes: Sequence[Theme], known: dict[str, ThemeChange], framework: Framework) -> list[SlopeLine]:
    found = (known.get(theme.id) for theme in themes)
    return [
        _line(theme, theme.before, theme.after, framework)
        for theme in found
        if theme is not None and theme.before is not None and theme.after is not None
    ]


def _line(theme: ThemeChange, before: float, after: float, framework: Framework) -> SlopeLine:
    return SlopeLine(
        label=title(framework, theme.id),
        before=before,
        after=after,
        values=(decimal(before), decimal(after)),
        course=_COURSES[theme.moved],
        reworded=theme.link is Link.REWORDED,
        reach=_REACHES[theme.spread],
    )


def _finding(component: Component, compared: Sequence[ThemeChange]) -> str:
    """How many themes moved, and on how many answers lie closer or further apart, by the component's name."""
    moved, spread = _moved(component, compared), _spread(compared)
    return _("{moves}, {spread}", moves=moved, spread=spread) if spread else moved


def _spread(compared: Sequence[ThemeChange]) -> str:
    """On how many themes answers came closer together or went further apart; empty where on none."""
    closer = sum(theme.spread is Spread.CONVERGED for theme in compared)
    further = sum(theme.spread is Spread.DIVERGED for theme in compared)
    if closer and further:
        return _(
            "{closer} closer together, {further} further apart", closer=whole(closer), further=whole(further)
        )
    if closer:
        return _("{count} closer together", count=whole(closer))
    return _("{count} further apart", count=whole(further)) if further else ""


def _moved(component: Component, compared: Sequence[ThemeChange]) -> str:
    moved = sum(theme.moved is not None for theme in compared)
    called = in_words(component.title)
    if not moved:
        return ngettext(
            "“{component}”: no clear move on the one theme compared",
            "“{component}”: no clear move on the {count} themes compared",
            len(compared),
            component=called,
            count=len(compared),
        )
    return ngettext(
        "“{component}”: answers moved on the one theme compared",
        "“{component}”: answers moved on {moved} of {count} themes compared",
        len(compared),
        component=called,
        moved=moved,
        count=len(compared),
    )


def _called() -> tuple[tuple[Course, str], ...]:
    return (
        (Course.UP, _("higher")),
        (Course.DOWN, _("lower")),
        (Course.STEADY, _("no clear change")),
    )


def _called_reaches() -> tuple[tuple[Reach, str], ...]:
    return (
        (Reach.CLOSER, words.spread_word(Spread.CONVERGED)),
        (Reach.FURTHER, words.spread_word(Spread.DIVERGED)),
    )


def _table(themes: Sequence[ThemeChange], result: Result, change: Change, framework: Framework) -> Table:
    """Every theme of the component, also those without a line, and why they have none."""
    counted = _("Partners") if result.mode is Mode.OPEN else _("People")
    return Table(
        header=(
            _("Theme"),
            *words.rounds(change, result),
            _("Average move"),
            *([counted] if change.basis is Basis.PAIRED else []),
            _("What changed"),
        ),
        rows=tuple(_row(theme, change, framework) for theme in themes),
    )


def _row(theme: ThemeChange, change: Change, framework: Framework) -> tuple[str, ...]:
    people = UNKNOWN if theme.people is None else whole(theme.people)
    return (
        title(framework, theme.id),
        _number(theme.before),
        _number(theme.after),
        UNKNOWN if theme.mean_change is None else signed(theme.mean_change),
        *([people] if change.basis is Basis.PAIRED else []),
        words.word(theme, change),
    )


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else decimal(value)


def _described(said: str, themes: Sequence[ThemeChange], change: Change, framework: Framework) -> str:
    sentences = [
        _(
            "{theme}: {before} then, {after} now, {word}.",
            theme=title(framework, theme.id),
            before=decimal(theme.before or 0),
            after=decimal(theme.after or 0),
            word=words.word(theme, change),
        )
        if theme.compared
        else _("{part}: {reason}.", part=title(framework, theme.id), reason=words.word(theme, change))
        for theme in themes
    ]
    return " ".join([stopped(said), scale_sentence(framework), *sentences])
