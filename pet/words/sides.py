"""How many of those who answered both times answered higher or lower, so that no number under k can be told.

From none to one fewer than the smallest group, everything reads the same: on either side, and of those who are left.
In open rounds every sheet is signed and there to be read, so there the partners are counted.
"""

from pet.analysis.options import Mode
from pet.analysis.result import Result
from pet.analysis.result_change import ThemeChange
from pet.language import gettext as _
from pet.language import ngettext
from pet.words.numbers import share, whole
from pet.words.phrases import sentence_start, spelled


def said(theme: ThemeChange, result: Result) -> str:
    """The two sides in a sentence; empty where nobody is compared with themselves, or hardly more than a group."""
    if not theme.people or theme.higher is None or theme.lower is None:
        return ""
    if result.mode is Mode.OPEN:
        return _counted(theme.higher, theme.lower, theme.people)
    least = result.smallest_group
    if theme.people < 2 * least:
        return ""
    if least <= min(theme.higher, theme.lower) and theme.people - theme.higher - theme.lower < least:
        return _without_steady(theme.higher, theme.lower, least)
    return _(
        "{up} answered higher than before, {down} lower.",
        up=sentence_start(_side(theme.higher, theme.people, least)),
        down=_side(theme.lower, theme.people, least),
    )


def _counted(higher: int, lower: int, people: int) -> str:
    """Partners by number; where none moved there is nothing to say."""
    fields = {"up": whole(higher), "down": whole(lower), "partners": whole(people)}
    if higher and lower:
        return ngettext(
            "{up} of {partners} partners answered higher than before, {down} lower.",
            "{up} of {partners} partners answered higher than before, {down} lower.",
            people,
            **fields,
        )
    if higher:
        return ngettext(
            "{up} of {partners} partner answered higher than before, none lower.",
            "{up} of {partners} partners answered higher than before, none lower.",
            people,
            **fields,
        )
    if lower:
        return ngettext(
            "{down} of {partners} partner answered lower than before, none higher.",
            "{down} of {partners} partners answered lower than before, none higher.",
            people,
            **fields,
        )
    return ""


def _without_steady(higher: int, lower: int, least: int) -> str:
    """Both sides in shares would tell how few are left, so only the larger side is named."""
    if higher == lower:
        return ""
    few = sentence_start(_("fewer than {number}", number=spelled(least)))
    if higher > lower:
        return _("{few} answered as before; of the others, most answered higher.", few=few)
    return _("{few} answered as before; of the others, most answered lower.", few=few)


def _side(count: int, people: int, least: int) -> str:
    if count < least:
        return _("fewer than {number}", number=spelled(least))
    return _("most") if people - count < least else share(count / people)
