"""What is published of whom: every number and word of a document, a table or a page as a claim about people.

A field that is not known is a failure (`records`): whoever adds one says what could be worked out from it.
"""

from tests.attack.changes import change
from tests.attack.claims import ASKED, EVERYBODY, Claim, Level
from tests.attack.composites import composites
from tests.attack.following import following
from tests.attack.records import known

FIELDS = {
    **dict.fromkeys(("valid", "dont_know", "dont_know_share"), Level.BASE),
    **dict.fromkeys(("median", "agreement_level", "gap_flagged", "higher"), Level.WORDS),
    **dict.fromkeys(
        (
            "counts", "shares", "mean", "interpolated_median", "quartiles", "score", "agreement",
            "gap_steps", "gap_share", "gap_p", "gap_delta", "camps", "minority", "interval", "effective",
        ),
        Level.NUMBERS,
    ),
}  # fmt: skip
WORDED = {"pattern": ("too_few", "unsure"), "could_be_chance": (False,), "bins": (None,)}
"""Fields, and the values with which they tell nothing of ratings."""
SAID_OF_WHAT_IS_SHOWN = {
    "id",
    "detail",
    "withheld",
    "section",
    "tentative",
    "asked",
    "not_applicable",
    "unanswered",
}
"""No claims of their own; `asked` and what is left of it are read for everybody."""


def document(published, parts, earlier=None):
    """The claims of a result as JSON.

    Args:
        published: the document.
        parts: the areas and components of the framework, each with its themes: public.
        earlier: the document of the round that it is set beside.
    """
    known(published)
    if published["withheld"] is not None:
        left = {key for key in _CONTENTS if published[key]}
        assert not left, f"withheld, and yet there is {left}"
        return
    yield Claim(Level.HEADS, None, EVERYBODY)
    for theme in published["themes"]:
        yield from _theme(theme, EVERYBODY)
        yield from _asked(theme)
    for breakdown, groups in published["groups"].items():
        for group in groups:
            yield from _group(group, (breakdown, group["name"]))
    yield from composites(published, parts)
    yield from following(published)
    yield from change(published, earlier, parts)


_CONTENTS = (
    "themes",
    "areas",
    "components",
    "breakdowns",
    "groups",
    "gaps",
    "agenda",
    "comments",
    "words",
    "digests",
    "comments_withheld",
    "comfort",
    "change",
)


def _group(group, who):
    if group["valid"] is not None:
        yield Claim(Level.HEADS, None, who)
    for theme in group["themes"]:
        yield from _theme(theme, who)


def _theme(theme, who):
    for field, value in theme.items():
        level = _level(field, value, who)
        if level is not None:
            yield Claim(level, theme["id"], who)


def _level(field, value, who):
    """What a value tells; `None` if nothing."""
    assert field in {*FIELDS, *WORDED, *SAID_OF_WHAT_IS_SHOWN}, f"what does {field!r} tell?"
    if field in FIELDS:
        return None if value is None else FIELDS[field]
    if field not in WORDED or value in WORDED[field]:
        return None
    if field == "bins":  # a summary of everybody; of a group nothing that may be told
        return Level.WORDS if who == EVERYBODY else Level.NUMBERS
    return Level.WORDS if field == "pattern" else Level.NUMBERS


def _asked(theme):
    if theme["asked"] is not None:
        yield Claim(Level.HEADS, None, (ASKED, theme["id"]))
    if theme["not_applicable"] is not None or theme["unanswered"] is not None:
        yield Claim(Level.BASE, None, (ASKED, theme["id"]))
