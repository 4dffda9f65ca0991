"""What is said of two rounds: of the same people both times, or what follows from the documents of both."""

from statistics import fmean

import numpy as np

from pet.analysis.divergence import permutation_p
from tests.attack.claims import PAIRS, Claim, Level, near, unexplained

NUMBERS = (
    "before", "after", "mean_change", "agreement_before", "agreement_after", "people", "higher", "same", "lower",
    "steps", "dominance", "p", "moved", "spread",
)  # fmt: skip


def change(published, earlier, parts):
    """The claims of a comparison.

    Args:
        published: the document of the later round.
        earlier: that of the earlier one; without it nothing that is compared can be explained.
        parts: the areas and components, each with its themes.
    """
    found = published["change"]
    if found is None:
        return
    if earlier is None or not _of_the_same(found, earlier):
        yield unexplained("the earlier round")
        return
    paired = found["basis"] == "paired"
    if paired:
        yield Claim(Level.HEADS, None, PAIRS)
    if (found["people"] is not None) != paired:
        yield unexplained("how many answered both times")
    now = {theme["id"]: theme for theme in published["themes"]}
    then = {theme["id"]: theme for theme in earlier["themes"]}
    for theme in found["themes"]:
        compared = paired and _told(theme)
        if compared:
            yield from (Claim(level, theme["id"], PAIRS) for level in (Level.BASE, Level.NUMBERS))
        of_it = now.get(theme["id"]), then.get(next(iter(theme["earlier"]), None))
        expected = _of_pairs(theme) if compared else None if paired else _of_all(*of_it, theme)
        if not _explained(theme, expected, published["thresholds"]):
            yield unexplained(f"change of {theme['id']}")
    yield from _components(found, parts)


def _of_the_same(found, earlier):
    return all(found[name] == earlier[name] for name in ("title", "framework", "respondents"))


def _told(theme):
    return any(theme[name] is not None for name in NUMBERS)


def _explained(theme, expected, limits):
    """Whether everything that is said of a theme is expected; its names follow from its numbers."""
    if expected is None:
        return not _told(theme)
    expected = {**dict.fromkeys(NUMBERS), **expected, **_names(expected, limits)}
    return all(near(theme[name], expected[name]) for name in NUMBERS)


def _of_pairs(theme):
    """Of the same people: what they say is theirs; that it fits together is all that can be asked."""
    given = {name: theme[name] for name in NUMBERS if name not in ("steps", "moved", "spread")}
    if any(theme[name] is None for name in ("people", "higher", "same", "lower")):
        return None
    given["people"] = theme["higher"] + theme["same"] + theme["lower"]
    given["dominance"] = (theme["higher"] - theme["lower"]) / given["people"]
    return given


def _of_all(now, then, theme):
    """Everybody then and now: what follows from two distributions that are both shown, and else nothing."""
    if now is None or then is None or theme["link"] not in ("same", "reworded"):
        return None
    if now["shares"] is None or then["shares"] is None:
        return None
    one, other = (np.array(side["counts"] or side["shares"]) for side in (then, now))
    before, after = np.array(then["shares"]), np.array(now["shares"])
    above = np.tril(np.ones((len(before), len(before))), -1)
    by_people = now["counts"] is not None and then["counts"] is not None
    return {
        "before": then["interpolated_median"],
        "after": now["interpolated_median"],
        "mean_change": now["mean"] - then["mean"],
        "agreement_before": then["agreement"],
        "agreement_after": now["agreement"],
        "steps": float(np.abs(np.cumsum(after - before)).sum()),
        "dominance": float(after @ above @ before - before @ above @ after),
        "p": permutation_p(one, other) if by_people else None,
    }


def _names(expected, limits):
    """What a change is called; without p, as where partners count the same, nobody can say that it moved."""
    moved, p = None, expected["p"]
    steps, dominance = expected["mean_change"] or 0.0, expected["dominance"] or 0.0
    far = abs(steps) >= limits["moved_steps"] - 1e-9 and steps * dominance > 0
    if far and p is not None and p <= limits["moved_p"] + 1e-9:
        moved = "up" if steps > 0 else "down"
    spread, ends = None, (expected["agreement_before"], expected["agreement_after"])
    if None not in ends and abs(ends[1] - ends[0]) >= limits["spread_change"] - 1e-9:
        spread = "converged" if ends[1] > ends[0] else "diverged"
    return {"moved": moved, "spread": spread}


def _components(found, parts):
    """Means over the themes that are compared, and over no others."""
    themes, of = {theme["id"]: theme for theme in found["themes"]}, dict(parts)
    for part in found["components"]:
        known = [themes[theme] for theme in of.get(part["id"], ())]
        lines = [line for line in known if None not in (line["before"], line["after"])]
        expected = {
            "before": fmean(line["before"] for line in lines) if lines else None,
            "after": fmean(line["after"] for line in lines) if lines else None,
            "themes_used": len(lines),
            "themes_total": len(known),
        }
        if not all(near(part[name], value) for name, value in expected.items()):
            yield unexplained(f"change of {part['id']}")
