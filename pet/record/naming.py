"""What a result names: themes, areas, components, groups, questions and reasons, and whether there are such."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from pet.analysis.agenda import CHOSEN, MOVED, QUESTIONS, RULES
from pet.analysis.kinds import Comfort, Pattern, WordsKind
from pet.analysis.options import Breakdown
from pet.analysis.result import Result
from pet.analysis.result_change import Change
from pet.analysis.result_conversation import MEETINGS, AgendaItem
from pet.analysis.result_groups import GroupResult
from pet.analysis.result_themes import Composite
from pet.frameworks.changes import Link
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.record.bounds import Found

_REASONS = frozenset({*RULES, MOVED, CHOSEN})
_QUESTIONS = frozenset(
    f"{asked}.{number}"
    for asked in (*(one.value for one in Pattern), MOVED)
    for number in range(1, QUESTIONS + 1)
)
_SIDES = ("leads", "members")
_WITHOUT_ORIGIN = frozenset({Link.NEW, Link.NOT_ASKED})
_IN_OTHER_WORDS = frozenset({Link.REWORDED, Link.MERGED, Link.SPLIT})


@dataclass(frozen=True, slots=True)
class _Parts:
    """The ids of a framework, in its order."""

    themes: tuple[str, ...]
    areas: tuple[str, ...]
    components: tuple[str, ...]
    questions: tuple[str, ...]
    roles: tuple[str, ...]

    @classmethod
    def of(cls, framework: Framework) -> Self:
        return cls(
            framework.theme_ids,
            tuple(one.id for one in framework.areas),
            tuple(one.id for one in framework.components),
            tuple(one.id for one in framework.open_questions),
            tuple(one.id for one in framework.roles),
        )


def unknown_names(result: Result, asked: Framework) -> Found:
    """What is named in a result and not in the framework, or is not in its order.

    Args:
        result: as it was read; something of it is shown.
        asked: what was asked.
    """
    parts = _Parts.of(asked)
    yield from _in_order("themes", result.themes, parts.themes)
    yield from _in_order("areas", result.areas, parts.areas)
    yield from _in_order("components", result.components, parts.components)
    yield from _composites("areas", result.areas, parts)
    yield from _composites("components", result.components, parts)
    yield from _groups(result, parts)
    yield from _breakdowns(result, parts)
    yield from _gaps(result, parts)
    yield from _agenda(result, parts)
    yield from _written(result, parts)
    yield from _comfort(result, parts)
    if result.change is not None:
        yield from _change(result.change, parts)


def _known(where: str, name: str | None, known: Collection[str]) -> Found:
    if name is not None and name not in known:
        yield where, _("The framework has nothing of this name.")


def _in_order(where: str, found: Sequence[object], wanted: Sequence[str]) -> Found:
    if [getattr(one, "id", None) for one in found] != list(wanted):
        yield where, _("These are not those of the framework, in its order.")


def _once(where: str, names: Iterable[object]) -> Found:
    names = list(names)
    if len(set(names)) < len(names):
        yield where, _("Something is in it twice.")


def _composites(where: str, found: Sequence[Composite], parts: _Parts) -> Found:
    for index, one in enumerate(found):
        yield from _known(f"{where}[{index}].lowest_theme", one.lowest_theme, parts.themes)
        if (one.typical is None) is not (one.themes_used == 0) or one.themes_used > one.themes_total:
            yield f"{where}[{index}].themes_used", _("does not go with the rest.")


def _groups(result: Result, parts: _Parts) -> Found:
    for breakdown, groups in result.groups.items():
        where = f"groups.{breakdown}"
        yield from _once(where, (group.name for group in groups))
        if breakdown is Breakdown.LEADS and tuple(group.name for group in groups) != _SIDES:
            yield where, _("must be “leads” and “members”.")
        for index, group in enumerate(groups):
            yield from _group(f"{where}[{index}]", group, parts)


def _group(where: str, group: GroupResult, parts: _Parts) -> Found:
    yield from _known(f"{where}.role", group.role, parts.roles)
    if not group.name.strip():
        yield f"{where}.name", _("missing.")
    if group.shown:
        yield from _in_order(f"{where}.themes", group.themes, parts.themes)
        yield from _in_order(f"{where}.areas", group.areas, parts.areas)
        yield from _in_order(f"{where}.components", group.components, parts.components)
    yield from _composites(f"{where}.areas", group.areas, parts)
    yield from _composites(f"{where}.components", group.components, parts)


def _breakdowns(result: Result, parts: _Parts) -> Found:
    yield from _once("breakdowns", (one.breakdown for one in result.breakdowns))
    if {one.breakdown for one in result.breakdowns} != set(result.groups):
        yield "groups", _("does not go with the rest.")
    for index, one in enumerate(result.breakdowns):
        where = f"breakdowns[{index}]"
        for theme in (*one.themes_withheld, *(between.theme for between in one.between)):
            yield from _known(where, theme, parts.themes)


def _gaps(result: Result, parts: _Parts) -> Found:
    for index, gap in enumerate(result.gaps):
        yield from _known(f"gaps[{index}].theme", gap.theme, parts.themes)
        shown = {group.name for group in result.groups.get(gap.breakdown, ()) if group.shown}
        if gap.group not in shown:
            yield f"gaps[{index}].group", _("No such group is shown.")


def _agenda(result: Result, parts: _Parts) -> Found:
    yield from _once("agenda", (item.theme for item in result.agenda))
    sections = {theme.id: theme.section for theme in result.themes}
    for index, item in enumerate(result.agenda):
        yield from _known(f"agenda[{index}].theme", item.theme, parts.themes)
        if item.section is not sections.get(item.theme):
            yield f"agenda[{index}].section", _("does not go with the rest.")
        yield from _talk(f"agenda[{index}]", item)


def _talk(where: str, item: AgendaItem) -> Found:
    if len(item.minutes) != len(MEETINGS):
        yield f"{where}.minutes", _("must have {number} values.", number=len(MEETINGS))
    if item.reason not in _REASONS:
        yield f"{where}.reason", _("There is no such reason.")
    for index, question in enumerate(item.questions):
        if question not in _QUESTIONS:
            yield f"{where}.questions[{index}]", _("There is no such question.")


def _written(result: Result, parts: _Parts) -> Found:
    for index, one in enumerate(result.comments):
        yield from _known(f"comments[{index}].area", one.area, parts.areas)
        yield from _known(f"comments[{index}].theme", one.theme, parts.themes)
    for index, words in enumerate(result.words):
        known = parts.areas if words.kind is WordsKind.EVIDENCE else parts.questions
        yield from _known(f"words[{index}].part", words.part, known)
    for index, digest in enumerate(result.digests):
        yield from _known(f"digests[{index}].area", digest.area, {*parts.areas, *parts.questions})
    yield from _once("comments", ((one.area, one.theme) for one in result.comments))
    yield from _once("words", ((words.kind, words.part) for words in result.words))
    yield from _once("digests", (digest.area for digest in result.digests))


def _comfort(result: Result, parts: _Parts) -> Found:
    about = {
        Comfort.UNIFORM_HIGHS: parts.themes,
        Comfort.HIGHS_WITHOUT_EVIDENCE: parts.areas,
        Comfort.LEADS_ABOVE: parts.components,
    }
    yield from _once("comfort", (note.rule for note in result.comfort))
    for index, note in enumerate(result.comfort):
        where = f"comfort[{index}]"
        if (note.share is not None) is not (note.rule is Comfort.SAME_THROUGHOUT):
            yield f"{where}.share", _("does not go with the rest.")
        if bool(note.parts) is not (note.rule in about):
            yield f"{where}.parts", _("does not go with the rest.")
        for part in note.parts:
            yield from _known(f"{where}.parts", part, about.get(note.rule, ()))


def _change(change: Change, parts: _Parts) -> Found:
    yield from _in_order("change.themes", change.themes, parts.themes)
    yield from _in_order("change.components", change.components, parts.components)
    yield from _earlier_themes(change)
    told = {theme.id for theme in change.earlier_themes}
    for theme_id in change.dropped:
        yield from _known("change.dropped", theme_id, told)
    for place, found in enumerate(change.themes):
        where = f"change.themes[{place}].earlier"
        if bool(found.earlier) is (found.link in _WITHOUT_ORIGIN):
            yield where, _("does not go with the rest.")
        if found.link in _IN_OTHER_WORDS:
            for origin in found.earlier:
                yield from _known(where, origin, told)


def _earlier_themes(change: Change) -> Found:
    yield from _once("change.earlier_themes", (theme.id for theme in change.earlier_themes))
    for index, theme in enumerate(change.earlier_themes):
        for field in ("title", "statement"):
            versions = getattr(theme, field)
            if not versions or not all(text.strip() for text in versions.values()):
                yield f"change.earlier_themes[{index}].{field}", _("missing.")
