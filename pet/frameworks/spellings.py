"""How an answer may be written: one form for the labels of a scale and for the cells of a file.

What this form cannot tell apart, a framework must not use for two things (`labels`), and whoever reads answers
looks them up in this form (`pet.analysis.answers`).
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from pet.language import gettext as _
from pet.language import lazy_gettext, use
from pet.untrusted import plain

# With one or two zeros after the point: three may be a thousand (`1.000`, `1,000`).
_WHOLE = re.compile(r"\+?(-?(?:0|[1-9][0-9]*))(?:[.,]0{1,2})?")
_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?")


class Apart(StrEnum):
    """What an answer says that is no point of the scale; two are fields of a scale and named like them."""

    NO_ANSWER = "no_answer"
    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"


MEANINGS = {
    Apart.NO_ANSWER: lazy_gettext("no answer"),
    Apart.DONT_KNOW: lazy_gettext("don’t know"),
    Apart.NOT_APPLICABLE: lazy_gettext("doesn’t apply"),
    Apart.NOT_ASKED: lazy_gettext("not asked"),
}

USUAL: Mapping[Apart, tuple[str, ...]] = {
    Apart.NO_ANSWER: (
        *("", "blank", "(blank)", "no answer", "not answered", "unanswered"),
        *("-", "--", "---", "none", "null", "nan", "#n/a"),
    ),
    Apart.DONT_KNOW: (
        *("don't know", "dont know", "do not know", "dont_know", "dk", "d/k", "d.k", "idk"),
        *("i don't know", "i dont know", "i do not know", "no idea", "?", "??", "???"),
        *("not sure", "unsure", "i'm not sure", "im not sure", "i am not sure"),
        *("can't say", "cant say", "cannot say", "can't judge", "cant judge", "cannot judge"),
    ),
    Apart.NOT_APPLICABLE: (
        *("n/a", "na", "n.a", "n. a", "not applicable", "not_applicable"),
        *("doesn't apply", "doesnt apply", "does not apply"),
        *("doesn't apply to us", "doesnt apply to us", "does not apply to us"),
        *("doesn't apply to me", "doesnt apply to me", "does not apply to me"),
    ),
    Apart.NOT_ASKED: ("not asked", "not_asked"),
}


def spelling(text: str) -> str:
    """The text as answers are compared: its `plain` form without full stops at the end.

    A whole number is the same as `4`, `+4`, `4.0`, `4,0` and `4.00`; `1.000` and `1,000` may be a thousand and
    stay what they are.
    """
    form = plain(text)
    form = form.rstrip(".") or form
    whole = _WHOLE.fullmatch(form)
    return whole[1] if whole else form


def number(form: str) -> float | None:
    """The number that a `spelling` is, if it is one."""
    return float(form.replace(",", ".")) if _NUMBER.fullmatch(form) else None


def default_labels(language: str) -> dict[Apart, str]:
    """What a scale calls “don’t know” and “doesn’t apply” if it does not say."""
    with use(language):
        return {Apart.DONT_KNOW: _("Don’t know"), Apart.NOT_APPLICABLE: _("Doesn’t apply to us")}
