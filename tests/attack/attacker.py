"""An attacker who has everything that is published, knows every rule, and wants to know what a few people answered."""

import json
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

import pet.analysis.evaluate as product
from pet.analysis.change import Earlier
from pet.analysis.kinds import Comfort
from pet.analysis.options import Weighting
from pet.analysis.ratings import NoRating
from pet.analysis.result import Result
from tests.attack.claims import ASKED, PAIRS, Level
from tests.attack.reading import document
from tests.attack.solving import Found, fewest, fewest_beside

REST = "all others"
FEWEST_WRITERS, FEWEST_ASKED = 3, 10


@dataclass(frozen=True)
class Leak:
    """Something about too few people.

    Attributes:
        level: what is known of them.
        theme: of which theme.
        found: who they are.
    """

    level: Level | str
    theme: str | None
    found: Found


@contextmanager
def pools_noted():
    """Inside the block, which partners counted together is written down for each evaluation."""
    noted, made = [], product.pools

    def pools(*given):
        noted.append(made(*given))
        return noted[-1]

    product.pools = pools
    try:
        yield noted
    finally:
        product.pools = made


@dataclass(frozen=True)
class Published:
    """What is published of a partnership.

    Attributes:
        result: of its round.
        pools: which partners counted together where partners are weighted.
        earlier: what was published of the round before, if there was one.
    """

    result: Result
    pools: object
    earlier: "Published | None" = None

    @property
    def document(self):
        """The result as somebody reads it who has the file."""
        return json.loads(json.dumps(self.result.as_dict(), allow_nan=False))


def published(partnership):
    """What is published of a partnership, and of its earlier round."""
    before = None if partnership.earlier is None else published(partnership.earlier)
    beside = None if before is None else Earlier(partnership.earlier.matrix, before.result)
    with pools_noted() as noted:
        result = product.evaluate(partnership.matrix, partnership.comments, partnership.options, beside)
    return Published(result, noted[-1] if noted else None, before)


def parts_of(framed):
    """The areas and components of a framework, each with its themes."""
    found = [(part.id, [theme.id for theme in part.themes]) for part in framed.areas]
    return found + [(part.id, [theme.id for theme in part.themes]) for part in framed.components]


class Attacker:
    """What one can work out about the people of a partnership.

    Args:
        partnership: the truth, for counting people.
        weights: per theme, the class in which a partner's answers are weighted; only of partners counting the same.
        other: the other round of two that are set beside each other.
    """

    def __init__(self, partnership, weights=None, other=None):
        self.people, self.leading = partnership.people, partnership.leading
        self.themes = partnership.matrix.framework.theme_ids
        self.k = partnership.options.smallest_group
        self.from_total = partnership.options.thresholds.distribution_from
        self.from_group = partnership.options.distribution_size
        self.weights = weights or {}
        self.persons = partnership.matrix.persons or ()
        self.other = {} if other is None else _rows(other)

    def leaks(self, claims):
        """Everything that can be worked out about fewer people than promised."""
        told = defaultdict(set)
        for claim in claims:
            if claim.level is Level.UNEXPLAINED:
                yield Leak(claim.level, claim.theme, Found((), 0))
            told[claim.level, claim.theme].add(claim.who)
        yield from self._heads(told.pop((Level.HEADS, None), set()))
        for _, theme in told.pop((Level.BASE, None), set()):
            yield from self._alone(theme)
        for theme in self.themes:
            in_numbers = told[Level.NUMBERS, theme]
            in_words = told[Level.WORDS, theme] | in_numbers
            yield from self._theme(Level.BASE, theme, told[Level.BASE, theme])
            yield from self._theme(Level.WORDS, theme, in_words)
            yield from self._theme(Level.NUMBERS, theme, in_numbers)

    def _heads(self, told):
        if not told:
            return
        groups = {who for who in told if who[0] != ASKED}
        for asked in [None, *(theme for kind, theme in told if kind == ASKED)]:
            found = self._fewest(lambda _: True, groups, self.k, asked=asked)
            if found:
                yield Leak(Level.HEADS, asked, found)

    def _alone(self, theme):
        """Those a theme was put to, as one set."""
        place = self.themes.index(theme)
        cells = self._cells(lambda row: row[place] != NoRating.NOT_ASKED)
        if 0 < sum(cells.values()) < self.k:
            yield Leak(Level.BASE, theme, Found(tuple(cells), sum(cells.values())))

    def _theme(self, level, theme, told):
        if not told:
            return
        place = self.themes.index(theme)
        base = level is Level.BASE
        limit = self.k

        def counts(row):
            return row[place] > 0 or (base and row[place] == NoRating.DONT_KNOW)

        if level is Level.NUMBERS:
            limit = min(self.from_group, max(self.from_total, sum(self._cells(counts).values())))
        found = self._fewest(counts, told, limit, weighted=theme if level is Level.NUMBERS else None)
        if found:
            yield Leak(level, theme, found)

    def _fewest(self, counts, told, limit, *, weighted=None, asked=None):
        partners = {name for breakdown, name in told if breakdown == "partner"}
        roles = {name for breakdown, name in told if breakdown == "role"}
        sides = any(breakdown == "leads" for breakdown, _ in told)
        pooled = self.weights.get(weighted, {})
        put_to = self._asked(asked)

        def by_partner(partner):
            return partner if partner in partners else (REST, pooled.get(partner))

        def by_role(role):
            return (
                role if role in roles else REST,
                sides and role in self.leading,
                put_to is not None and role in put_to,
            )

        found = fewest(self._cells(counts), by_partner, by_role, limit)
        if found is None and PAIRS in told:
            found = fewest_beside(self._cells(counts, paired=True), by_partner, by_role, limit)
        return found

    def _asked(self, theme):
        if theme is None:
            return None
        place = self.themes.index(theme)
        return {role for _, role, row in self.people if row[place] != NoRating.NOT_ASKED}

    def _cells(self, counts, *, paired=False):
        """People by partner and role, of those whose answers `counts` takes; and by whether it takes both rounds'."""
        return Counter(
            (partner, role, self._both(place, counts)) if paired else (partner, role)
            for place, (partner, role, row) in enumerate(self.people)
            if counts(row)
        )

    def _both(self, place, counts):
        other = self.other.get(self.persons[place])
        return other is not None and counts(other)


def _rows(partnership):
    """What each person answered, by who they are."""
    return {
        person: row
        for person, (_, _, row) in zip(partnership.matrix.persons or (), partnership.people, strict=False)
    }


def attacked(partnership):
    """Everything that can be worked out from the result of a partnership as a document."""
    made = published(partnership)
    yield from worked_out(partnership, made, made.document)


def worked_out(partnership, made, found, more=()):
    """What can be worked out from a document, from the one before it, and from what else is claimed."""
    framed, before = partnership.matrix.framework, partnership.earlier
    earlier = made.earlier and made.earlier.document
    claims = [*document(found, parts_of(framed), earlier), *more]
    attacker = Attacker(partnership, weights(partnership, found, made.pools), before)
    yield from attacker.leaks(claims)
    yield from texts(partnership, found)
    yield from alike(partnership, found)
    if before is not None and made.earlier.result.withheld is None:
        told = [*document(earlier, parts_of(framed)), *(claim for claim in claims if claim.who == PAIRS)]
        by_weight = weights(before, earlier, made.earlier.pools)
        yield from Attacker(before, by_weight, partnership).leaks(told)


def weights(partnership, found, pools):
    """By theme, partners whose people weigh the same; held against the shares that are published.

    A sum of halves, thirds and quarters of whole people comes about in one way only, so whoever knows it knows what
    is behind each weight. So each weight is taken as a group that is shown.
    """
    if partnership.options.weighting is Weighting.PEOPLE or pools is None:
        return {}
    names = [*(partnership.matrix.partners.names), None]
    classes = {}
    for place, theme in enumerate(found["themes"]):
        weight = _weight(partnership.people, place, names, pools[:, place])
        if theme["shares"] is not None:
            shares = Counter()
            for partner, _, row in partnership.people:
                if row[place] > 0:
                    shares[row[place]] += weight[partner]
            whole = sum(shares.values())
            held = [shares[point] / whole for point in range(1, len(theme["shares"]) + 1)]
            assert np.allclose(held, theme["shares"], atol=1e-9), "the shares are of other weights"
        classes[theme["id"]] = {partner: round(value, 9) for partner, value in weight.items()}
    return classes


def _weight(people, place, names, labels):
    valid = Counter(partner for partner, _, row in people if row[place] > 0)
    together, partners = Counter(), Counter()
    for name, label in zip(names, labels.tolist(), strict=True):
        together[label] += valid[name]
        partners[label] += valid[name] > 0
    pool = dict(zip(names, labels.tolist(), strict=True))
    return {name: partners[pool[name]] / together[pool[name]] for name in names if valid[name]}


def texts(partnership, found):
    """Texts that only a few can have written; each says who wrote it and where."""
    fewest_asked = max(FEWEST_ASKED, partnership.options.smallest_group)
    columns = {theme: place for place, theme in enumerate(partnership.matrix.framework.theme_ids)}
    areas = {area.id: [theme.id for theme in area.themes] for area in partnership.matrix.framework.areas}
    for group in [*found["comments"], *found["words"]]:
        said = [text.split() for text in group["texts"]]
        writers, places = {int(words[1]) for words in said}, {words[3] for words in said}
        themes = [theme for place in places for theme in areas.get(place, [place]) if theme in columns]
        asked = [
            row
            for row, (_, _, answers) in enumerate(partnership.people)
            if not themes or any(answers[columns[theme]] != NoRating.NOT_ASKED for theme in themes)
        ]
        assert writers <= set(asked), "somebody wrote about what they were not asked"
        if len(writers) < FEWEST_WRITERS or len(asked) < fewest_asked:
            yield Leak("texts", next(iter(places)), Found((), min(len(writers), len(asked))))


def alike(partnership, found):
    """A share of people who answered the same throughout is of few, or leaves few of those who answered enough."""
    limits = partnership.options.thresholds
    told = any(note["rule"] == Comfort.SAME_THROUGHOUT for note in found["comfort"])
    rated = [[answer for answer in row if answer > 0] for _, _, row in partnership.people] if told else []
    most = [(max(Counter(row).values()), len(row)) for row in rated if len(row) >= limits.kind_answers]
    some = sum(n >= max(limits.kind_answers, limits.kind_same_answers * of) for n, of in most)
    if told and min(some, len(most) - some) < partnership.options.smallest_group:
        yield Leak("alike", None, Found((), min(some, len(most) - some)))
