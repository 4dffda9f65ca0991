"""The themes that can be added to the conversation: in groups, with what is found on each."""

from pet.analysis.kinds import Section
from pet.analysis.result import Result
from pet.analysis.result_themes import ThemeResult
from pet.language import gettext as _
from pet.services import agenda as choosing
from pet.services.results import Stored
from pet.web.rounds.agenda_draft import Draft
from pet.words import agenda, patterns, sections
from pet.words.phrases import title

Groups = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def groups(stored: Stored, draft: Draft) -> Groups:
    """By group its themes, as pairs of an id and a label: first what has changed, then the parts of the meeting."""
    taken = dict(draft.rows)
    free = [theme for theme in choosing.to_choose_from(stored) if theme.id not in taken]
    changed = [theme for theme in free if agenda.went(theme.id, stored.result)]
    known = {theme.id for theme in changed}
    found = [(sections.changed(), sorted(changed, key=lambda theme: _furthest_first(theme, stored.result)))]
    for section in Section:
        of_section = [theme for theme in free if theme.section is section and theme.id not in known]
        found.append((sections.title(section), of_section))
    return tuple(
        (name, tuple((theme.id, _label(theme, stored)) for theme in themes))
        for name, themes in found
        if themes
    )


def _furthest_first(theme: ThemeResult, result: Result) -> tuple[bool, float]:
    """Up or down before closer or apart, and by how far."""
    change = result.change.theme(theme.id) if result.change is not None else None
    if change is None:
        return (True, 0.0)
    return (change.moved is None, -abs(change.mean_change or 0.0))


def _label(theme: ThemeResult, stored: Stored) -> str:
    name, pattern = title(stored.framework, theme.id), patterns.of(theme, stored.framework)
    went = agenda.went(theme.id, stored.result)
    if not went:
        return _("{theme} ({pattern})", theme=name, pattern=pattern)
    return _("{theme} ({pattern}; {changes})", theme=name, pattern=pattern, changes=", ".join(went))
