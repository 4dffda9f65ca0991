"""Areas and components made anew from what is shown of their themes: whatever differs tells of what is not (R3)."""

from statistics import fmean

from tests.attack.claims import EVERYBODY, Claim, Level, near, unexplained

RANKS = ("low", "medium", "high")
_LEVELS = {"typical": Level.WORDS, "agreement_level": Level.WORDS, "lowest_theme": Level.WORDS}
_BY_HEAD_COUNTS = ("themes_used", "themes_total", "withheld")


def composites(published, parts):
    """The claims of all areas and components of a document."""
    whole = {theme["id"]: theme for theme in published["themes"]}
    yield from _of(published, whole, EVERYBODY, parts, published)
    for breakdown, groups in published["groups"].items():
        shown = [group for group in groups if group["withheld"] is None]
        for group in shown:
            others = [other for other in shown if other is not group] if breakdown == "leads" else []
            themes = {theme["id"]: theme for theme in group["themes"]}
            for other in others:
                themes = {theme["id"]: no_closer(themes[theme["id"]], theme) for theme in other["themes"]}
            yield from _of(group, themes, (breakdown, group["name"]), parts, published, whole)


def no_closer(theme, other):
    """A theme seen no more closely than the same theme of somebody else, for comparing like with like."""
    if theme["detail"] == "none" or other["detail"] == "distribution":
        return theme
    if other["detail"] == "none":
        return {"id": theme["id"], "detail": "none", "withheld": other["withheld"]}
    kept = {name: theme[name] for name in ("id", "median", "agreement_level")}
    return {**kept, "detail": "summary", "withheld": "summary"}


def typical(theme):
    found = theme.get("interpolated_median")
    return theme.get("median") if found is None else found


def _of(holder, themes, who, parts, published, whole=None):
    made = {part["id"]: part for part in [*holder["areas"], *holder["components"]]}
    for part in made.keys() - dict(parts).keys():
        yield unexplained(part, who)
    for part, ids in parts:
        if part in made:
            expected = _made([themes[theme] for theme in ids], whole, published)
            yield from _told(made[part], expected, [themes[theme] for theme in ids], who)


def _told(part, expected, themes, who):
    """What differs tells of the themes that are not shown so closely."""
    for name, value in expected.items():
        if not near(part[name], value):
            yield unexplained(f"{part['id']}: {name}", who)
            level = _LEVELS.get(name, Level.NUMBERS)
            for theme in () if name in _BY_HEAD_COUNTS else themes:
                if (typical(theme) if level is Level.WORDS else theme.get("mean")) is None:
                    yield Claim(level, theme["id"], who)


def _made(themes, whole, published):
    """A part as it follows from its themes as they are shown."""
    shown = [theme for theme in themes if typical(theme) is not None]
    in_full = bool(shown) and all(theme["detail"] == "distribution" for theme in shown)
    quartiles = [theme["quartiles"] for theme in shown if in_full]
    beside = [no_closer(whole[theme["id"]], theme) for theme in shown] if whole else []
    return {
        "typical": _mean(map(typical, shown)),
        "band": [fmean(ends) for ends in zip(*quartiles, strict=True)] if quartiles else None,
        "score": _mean(theme["score"] for theme in shown) if in_full else None,
        "agreement": _mean(theme["agreement"] for theme in shown) if in_full else None,
        "agreement_level": _level(shown, published),
        "lowest_theme": _lowest(shown),
        "themes_used": len(shown),
        "themes_total": len(themes),
        "withheld": None if shown else _reason(themes),
        "everybody": _mean(map(typical, beside)),
    }


def _mean(values):
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _level(themes, published):
    worded = [theme for theme in themes if theme["agreement_level"] is not None]
    exact = [theme["agreement"] for theme in themes if theme.get("agreement") is not None]
    if not worded:
        return None
    if len(exact) == len(worded):
        return _word(fmean(exact), published)
    twice = 2 * sum(RANKS.index(theme["agreement_level"]) for theme in worded)
    return RANKS[(twice + len(worded) - 1) // (2 * len(worded))]


def _word(agreement, published):
    points, limits = published["points"], published["thresholds"]
    medium = limits["medium_agreement"]
    medium = 1 - points / (3 * (points - 1)) if medium is None else medium
    reached = (agreement >= limit - 1e-9 for limit in (medium, limits["high_agreement"]))
    return RANKS[sum(reached)]


def _lowest(themes):
    """The one whose answers lie furthest apart; of words only if they say which."""
    worded = [theme for theme in themes if theme["agreement_level"] is not None]
    if not worded:
        return None
    if all(theme.get("agreement") is not None for theme in worded):
        return min(worded, key=lambda theme: theme["agreement"])["id"]
    ranks = [RANKS.index(theme["agreement_level"]) for theme in worded]
    return worded[ranks.index(min(ranks))]["id"] if ranks.count(min(ranks)) == 1 else None


def _reason(themes):
    reasons = {theme["withheld"] for theme in themes} - {None}
    return next((reason for reason in ("too_few", "one_breakdown") if reason in reasons), None)
