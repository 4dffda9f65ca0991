"""Every record of a published document with all of its fields: one that is not known here is a failure.

Whoever adds a field says here that it is there, and in `reading` what could be worked out from it.
"""

MEASURES = {
    "id", "valid", "dont_know", "dont_know_share", "detail", "withheld", "counts", "shares", "bins", "mean",
    "median", "interpolated_median", "quartiles", "score", "agreement", "agreement_level",
}  # fmt: skip
WHOLE = {
    "format", "method", "title", "framework", "points", "mode", "smallest_group", "small_partnership", "weighting",
    "thresholds", "respondents", "invited", "withheld", "themes", "areas", "components", "breakdowns", "groups",
    "gaps", "agenda", "comments", "words", "digests", "comments_withheld", "comfort", "change",
}  # fmt: skip
FRAMEWORK = {"key", "version"}
THRESHOLDS = {
    "medium_agreement", "high_agreement", "unsure_share", "unsure_people", "group_gap_share", "group_gap_p",
    "group_gap_people_share", "few_apart_people", "few_apart_share", "few_apart_steps", "side_share",
    "minority_people", "minority_voices", "minority_share", "chance_p", "tentative_below", "distribution_from",
    "comments_from_people", "comments_from_texts", "gaps_listed", "agenda_themes", "moved_steps", "moved_p",
    "spread_change", "kind_high", "kind_agreement", "kind_themes_share", "kind_themes", "kind_people",
    "kind_answers", "kind_evidence_share", "kind_writers_share", "kind_same_answers", "kind_same_share",
    "kind_leads_steps", "kind_leads_share",
}  # fmt: skip
THEME = MEASURES | {
    "asked", "not_applicable", "unanswered", "pattern", "section", "camps", "minority", "tentative",
    "could_be_chance", "interval", "effective",
}  # fmt: skip
GROUP = {"name", "role", "valid", "withheld", "themes", "areas", "components"}
GROUP_THEME = MEASURES | {"gap_steps", "gap_share", "gap_p", "gap_delta", "gap_flagged", "higher"}
COMPOSITE = {
    "id", "typical", "band", "score", "agreement", "agreement_level", "lowest_theme", "themes_used", "themes_total",
    "withheld", "everybody",
}  # fmt: skip
BREAKDOWNS = {"partner", "role", "leads"}
BREAKDOWN = {"breakdown", "groups", "shown", "rest", "withheld", "themes_withheld", "between"}
BETWEEN = {"theme", "groups", "eta_squared"}
GAP = {"theme", "breakdown", "group", "higher", "steps"}
AGENDA_ITEM = {"theme", "section", "reason", "minutes", "questions"}
COMMENTS = {"area", "theme", "texts"}
WORDS = {"kind", "part", "texts"}
DIGEST = {"area", "text"}
NOTE = {"rule", "parts", "share"}
CHANGE = {
    "title", "framework", "respondents", "basis", "people", "scale_changed", "themes", "components", "dropped",
    "earlier_themes",
}  # fmt: skip
THEME_CHANGE = {
    "id", "link", "earlier", "withheld", "before", "after", "mean_change", "agreement_before", "agreement_after",
    "people", "higher", "same", "lower", "steps", "dominance", "p", "moved", "spread",
}  # fmt: skip
COMPOSITE_CHANGE = {"id", "before", "after", "themes_used", "themes_total"}
EARLIER_THEME = {"id", "title", "statement"}


def known(published):
    """Nothing in the document but fields of which somebody has said what can be worked out from them.

    Raises:
        AssertionError: there is another, or one is missing.
    """
    for record, fields in _records(published):
        assert isinstance(record, dict), f"a record was expected: {record!r}"
        more = sorted(record.keys() - fields)
        assert not more, f"nobody has said what can be worked out from {', '.join(map(repr, more))}"
        missing = sorted(fields - record.keys())
        assert not missing, f"there is no {', '.join(map(repr, missing))}"


def _records(published):
    yield published, WHOLE
    yield published["framework"], FRAMEWORK
    yield published["thresholds"], THRESHOLDS
    yield from _measured(published, THEME)
    yield published["groups"], published["groups"].keys() & BREAKDOWNS
    for groups in published["groups"].values():
        for group in groups:
            yield group, GROUP
            yield from _measured(group, GROUP_THEME)
    for breakdown in published["breakdowns"]:
        yield breakdown, BREAKDOWN
        yield from _each(breakdown, between=BETWEEN)
    yield from _each(
        published, gaps=GAP, agenda=AGENDA_ITEM, comments=COMMENTS, words=WORDS, digests=DIGEST, comfort=NOTE
    )
    if published["change"] is not None:
        yield from _change(published["change"])


def _measured(holder, theme):
    yield from _each(holder, themes=theme, areas=COMPOSITE, components=COMPOSITE)


def _change(change):
    yield change, CHANGE
    yield change["framework"], FRAMEWORK
    yield from _each(change, themes=THEME_CHANGE, components=COMPOSITE_CHANGE, earlier_themes=EARLIER_THEME)


def _each(holder, **fields):
    for name, expected in fields.items():
        yield from ((record, expected) for record in holder[name])
