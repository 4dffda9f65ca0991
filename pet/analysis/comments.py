"""What people wrote: shown only where many answered and several wrote, in an order that says nothing (R9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from pet.analysis.kinds import WordsKind
from pet.analysis.options import Options
from pet.analysis.ratings import Comment, NoRating, Ratings
from pet.analysis.result_texts import CommentGroup, Digest, Words
from pet.frameworks.model import Area, Framework, OpenQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What may be shown of what people wrote, in the order of the framework, and how many texts may not."""

    comments: tuple[CommentGroup, ...]
    words: tuple[Words, ...]
    digests: tuple[Digest, ...]
    withheld: int


@dataclass(frozen=True, slots=True)
class _Text:
    """A text and who wrote it: a row, or something of its own for somebody who wrote nothing else."""

    text: str
    writer: object
    quotable: bool


_Place = tuple[WordsKind | None, str]
_Texts = Mapping[_Place, Sequence[_Text]]


def people_needed(options: Options) -> int:
    """Of how many people comments are shown, at the fewest."""
    return max(options.thresholds.comments_from_people, options.smallest_group)


def needs_digests(respondents: int, options: Options) -> bool:
    """Whether so few answered that their texts are told in a reader's words, of each area and open question."""
    return not options.is_open and respondents < people_needed(options)


def parts_summed_up(framework: Framework) -> tuple[Area | OpenQuestion, ...]:
    """What digests are written of, in their order: areas, then open questions.

    A digest says by its id alone what it is of. So an open question with the id of an area has none.
    """
    taken = {area.id for area in framework.areas}
    return (*framework.areas, *(asked for asked in framework.open_questions if asked.id not in taken))


def written(
    comments: Iterable[Comment],
    ratings: Ratings,
    options: Options,
    digests: Iterable[Digest] = (),
    *,
    answered: int | None = None,
) -> Written:
    """What may be shown of comments, of how people know, and of answers to the open questions.

    A theme's comments are shown where at least `comments_from_people` people were asked about it and at least
    `comments_from_texts` different people wrote. What is left of an area is pooled under the same two
    conditions, counting the people asked about any theme in the pool, and each who wrote in it once. How people
    know is asked with an area, of whom any of its themes is asked; open questions are put to everybody: both under
    the same two conditions, each on its own. In open mode everything is shown where it was written. Nothing but the
    text is kept; within a place the order is that of a hash of place and text, so that neither the order of the
    answers nor one hand across places can be followed.

    Where fewer people answered at all than `people_needed`, their reader's digests stand in place of comments.
    Word for word only those texts are shown whose writers agreed to be quoted: those on the themes of an area and on
    how people know it together, and those on each open question. `answered` is how many that were when the round
    closed, where some have withdrawn since; else it is everybody in `ratings`.

    Raises:
        ValueError: a comment is about something that the framework does not have, or from a row that is not there.
    """
    texts = _by_place(comments, ratings)
    if needs_digests(ratings.respondents if answered is None else answered, options):
        return _of_few(texts, ratings, digests)
    groups = tuple(
        group for area in ratings.framework.areas for group in _area(area, texts, ratings, options)
    )
    return _told(texts, groups, tuple(_words(texts, ratings, options)), ())


def _told(
    texts: _Texts, groups: tuple[CommentGroup, ...], words: tuple[Words, ...], digests: tuple[Digest, ...]
) -> Written:
    told = sum(len(group.texts) for group in groups) + sum(len(found.texts) for found in words)
    withheld = sum(map(len, texts.values())) - told
    return Written(comments=groups, words=words, digests=digests, withheld=withheld)


def _of_few(texts: _Texts, ratings: Ratings, digests: Iterable[Digest]) -> Written:
    """What few people wrote: only what may be quoted, never under its theme, and what the reader says of the rest."""
    framework = ratings.framework
    quoted = {
        place: [text for text in found if text.quotable] for place, found in texts.items()
    }  # nothing else goes any further
    groups, words = [], []
    for area in framework.areas:
        places: list[_Place] = [*((None, theme.id) for theme in area.themes), (WordsKind.EVIDENCE, area.id)]
        if pooled := [text for place in places for text in quoted[place]]:
            groups.append(CommentGroup(area=area.id, theme=None, texts=_shuffled(area.id, pooled)))
    for question in framework.open_questions:
        kind, part = WordsKind.OPEN, question.id
        if said := quoted[kind, part]:
            words.append(Words(kind=kind, part=part, texts=_shuffled(f"{kind} {part}", said)))
    by_part = {one.area: one for one in digests if one.text.strip()}
    kept = tuple(by_part[part.id] for part in parts_summed_up(framework) if part.id in by_part)
    return _told(texts, tuple(groups), tuple(words), kept)


def _by_place(comments: Iterable[Comment], ratings: Ratings) -> _Texts:
    framework = ratings.framework
    texts: dict[_Place, list[_Text]] = {(None, theme_id): [] for theme_id in framework.theme_ids}
    texts |= {(WordsKind.EVIDENCE, area.id): [] for area in framework.areas}
    texts |= {(WordsKind.OPEN, question.id): [] for question in framework.open_questions}
    for comment in comments:
        place = comment.kind, comment.part_id
        if place not in texts:
            raise ValueError(f"no {comment.kind or 'theme'} {comment.part_id!r} to comment on")
        if comment.respondent is not None and comment.respondent not in range(ratings.respondents):
            raise ValueError(f"no respondent {comment.respondent} to write a comment")
        if text := comment.text.strip():
            writer = object() if comment.respondent is None else comment.respondent
            texts[place].append(_Text(text, writer, comment.quotable))
    return texts


def _area(area: Area, texts: _Texts, ratings: Ratings, options: Options) -> Iterable[CommentGroup]:
    pool: list[str] = []
    for theme in area.themes:
        found = texts[None, theme.id]
        if _enough(found, asked_about([theme.id], ratings), options):
            yield CommentGroup(area=area.id, theme=theme.id, texts=_shuffled(theme.id, found))
        else:
            pool.append(theme.id)
    pooled = [text for theme_id in pool for text in texts[None, theme_id]]
    commented = [theme_id for theme_id in pool if texts[None, theme_id]]
    if _enough(pooled, asked_about(commented, ratings), options):
        yield CommentGroup(area=area.id, theme=None, texts=_shuffled(area.id, pooled))


def _words(texts: _Texts, ratings: Ratings, options: Options) -> Iterable[Words]:
    framework = ratings.framework
    places = [
        (WordsKind.EVIDENCE, area.id, asked_about([theme.id for theme in area.themes], ratings))
        for area in framework.areas
    ]
    places += [(WordsKind.OPEN, question.id, ratings.respondents) for question in framework.open_questions]
    for kind, part, asked in places:
        if _enough(texts[kind, part], asked, options):
            yield Words(kind=kind, part=part, texts=_shuffled(f"{kind} {part}", texts[kind, part]))


def asked_about(theme_ids: Sequence[str], ratings: Ratings) -> int:
    """How many people were asked about at least one of these themes."""
    columns = [ratings.framework.theme_ids.index(theme_id) for theme_id in theme_ids]
    return int(np.count_nonzero((ratings.values[:, columns] != NoRating.NOT_ASKED).any(axis=1)))


def _enough(texts: Sequence[_Text], asked: int, options: Options) -> bool:
    if options.is_open or not texts:
        return bool(texts)
    writers = len({text.writer for text in texts})
    return writers >= options.thresholds.comments_from_texts and asked >= people_needed(options)


def _shuffled(key: str, texts: Sequence[_Text]) -> tuple[str, ...]:
    return tuple(
        sorted((one.text for one in texts), key=lambda text: sha256(f"{key}\n{text}".encode()).digest())
    )
