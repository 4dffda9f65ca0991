"""What has to follow from the rest of a document: the rest of a breakdown, gaps, the agenda, intervals and notes."""

import numpy as np

from pet.analysis.kinds import Comfort
from pet.analysis.ranks import eta_squared
from pet.analysis.uncertainty import posterior
from tests.attack.claims import Claim, Level, near, unexplained
from tests.attack.composites import typical

MEETINGS = 4


def following(published):
    """The claims of everything that is said about what is shown."""
    for breakdown in published["breakdowns"]:
        groups = published["groups"].get(breakdown["breakdown"], ())
        yield from _breakdown(breakdown, groups, published)
        for one in breakdown["between"]:
            yield from _between(one, breakdown, groups)
    for gap in published["gaps"]:
        yield from _gap(gap, published)
    yield from (unexplained(place) for place, follows in _singly(published) if not follows)


def _singly(published):
    """Places in the document, and whether what stands there follows."""
    themes = {theme["id"]: theme for theme in published["themes"]}
    for item in published["agenda"]:
        yield "agenda", _is_item(item, themes.get(item["theme"]))
    for theme in published["themes"]:
        told = theme["interval"]
        yield f"{theme['id']}: interval", told is None or near(told, _interval(theme, published))
    for note in published["comfort"]:
        yield f"note: {note['rule']}", _is_note(note, published)


def _breakdown(found, groups, published):
    """The rest is the total less what is shown, and nothing is told of groups that are not."""
    who = found["breakdown"], ""
    shown = [group for group in groups if group["withheld"] is None]
    for group in groups:
        told = group["valid"] is not None or group["themes"] or group["areas"] or group["components"]
        if told and group not in shown:
            yield unexplained("a group that is not shown", (found["breakdown"], group["name"]))
    left = published["respondents"] - sum(group["valid"] for group in shown)
    if found["rest"] != (left if shown else None):
        yield unexplained("rest", who)
    if found["shown"] != len(shown) or not len(shown) <= found["groups"] <= len(groups):
        yield unexplained("numbers of groups", who)


def _between(one, breakdown, groups):
    """One number for a breakdown is about the groups that are shown with their numbers, and about no others."""
    counts = [
        theme["counts"]
        for group in groups
        for theme in group["themes"]
        if theme["id"] == one["theme"] and theme["counts"] is not None
    ]
    follows = len(counts) >= 2 and near(
        (one["groups"], one["eta_squared"]),
        (len(counts), max(0.0, float(eta_squared(np.array(counts))))),
    )
    if not follows:
        yield unexplained("between", (breakdown["breakdown"], ""))
        for group in groups:
            yield Claim(Level.NUMBERS, one["theme"], (breakdown["breakdown"], group["name"]))


def _gap(gap, published):
    """A gap that is listed is one that is shown of its group."""
    who = gap["breakdown"], gap["group"]
    yield Claim(Level.WORDS if gap["steps"] is None else Level.NUMBERS, gap["theme"], who)
    told = [
        theme
        for group in published["groups"].get(gap["breakdown"], ())
        for theme in group["themes"]
        if (group["name"], theme["id"], theme["gap_flagged"]) == (gap["group"], gap["theme"], True)
    ]
    follows = [near((theme["gap_steps"], theme["higher"]), (gap["steps"], gap["higher"])) for theme in told]
    if follows != [True]:
        yield unexplained("gap", who)


def _is_item(item, theme):
    """Whether an agenda says of a theme nothing but what the theme says, and how long to talk."""
    words = [item["reason"], *item["questions"]]
    return (
        theme is not None
        and theme["pattern"] != "too_few"
        and item["section"] == theme["section"]
        and len(item["minutes"]) == MEETINGS
        and all(type(minutes) is int for minutes in item["minutes"])
        and all(isinstance(word, str) for word in words)
    )


def _interval(theme, published):
    """What follows from the counts shown and from how many did not answer."""
    missing = None if published["invited"] is None else published["invited"] - published["respondents"]
    if theme["agreement"] is None or missing is None or missing < 0:
        return None
    if not missing:
        return [theme["agreement"]] * 2
    if theme["counts"] is None:
        return None
    found = posterior(np.array(theme["counts"]), missing)
    return [float(found.lower), float(found.upper)]


def _is_note(note, published):
    """Whether a note has no more parts and no more of a share than can be read or is promised."""
    rule, parts, share = note["rule"], note["parts"], note["share"]
    if rule == Comfort.SAME_THROUGHOUT:
        return not parts and near(share * 20, round(share * 20))
    return share is None and _NOTES[rule](parts, published)


def _uniform_highs(parts, published):
    themes = {theme["id"]: theme for theme in published["themes"]}
    least = published["thresholds"]["kind_agreement"] - 1e-9
    return all(
        themes[part]["dont_know"] == 0
        and (themes[part]["agreement"] or 0) >= least
        and _high(typical(themes[part]), published)
        for part in parts
    )


def _no_dont_know(parts, published):
    return not parts and not any(theme["dont_know"] for theme in published["themes"])


def _highs(parts, published):
    areas = {area["id"]: area for area in published["areas"]}
    return all(_high(areas[part]["typical"], published) for part in parts)


def _leads_above(parts, published):
    least = published["thresholds"]["kind_leads_steps"] - 1e-9
    sides = [
        {part["id"]: part["typical"] for part in side["components"]}
        for side in published["groups"].get("leads", ())
    ]
    known = len(sides) == 2 and all(side.get(part) is not None for side in sides for part in parts)
    return known and all(sides[0][part] - sides[1][part] >= least for part in parts)


def _high(value, published):
    top = 1 + published["thresholds"]["kind_high"] * (published["points"] - 1)
    return value is not None and value >= top - 1e-9


_NOTES = {
    Comfort.UNIFORM_HIGHS: _uniform_highs,
    Comfort.NO_DONT_KNOW: _no_dont_know,
    Comfort.HIGHS_WITHOUT_EVIDENCE: _highs,
    Comfort.LEADS_ABOVE: _leads_above,
}
