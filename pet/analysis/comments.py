"""What people wrote: shown only where many answered and several wrote, in an order that says nothing (R9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pet.analysis.options import Options
from pet.analysis.ratings import Comment, NoRating, Ratings
from pet.analysis.result import CommentGroup
from pet.frameworks.model import Area


@dataclass(frozen=True, slots=True)
class _Written:
    """A text and who wrote it: a row, or something of its own for somebody who wrote nothing else."""

    text: str
    writer: object


Texts = Mapping[str, Sequence[_Written]]


def grouped(
    comments: Iterable[Comment], ratings: Ratings, options: Options
) -> tuple[tuple[CommentGroup, ...], int]:
    """The comments that may be shown, in the order of the framework, and how many texts may not.

    A theme's comments are shown where at least `comments_from_people` people were asked about it and at least
    `comments_from_texts` different people wrote. What is left of an area is pooled under the same two
    conditions, counting the people asked about any theme in the pool, and each who wrote in it once. In open mode
    everything is shown under its theme. Nothing but the text is kept of a comment; within a theme the order is
    that of a hash of theme and text, so that neither the order of the answers nor one hand across themes can be
    followed.

    Raises:
        ValueError: a comment is about a theme that the framework does not have, or from a row that is not there.
    """
    texts = _by_theme(comments, ratings)
    shown = tuple(group for area in ratings.framework.areas for group in _area(area, texts, ratings, options))
    written = sum(map(len, texts.values()))
    return shown, written - sum(len(group.texts) for group in shown)


def _by_theme(comments: Iterable[Comment], ratings: Ratings) -> Texts:
    texts: dict[str, list[_Written]] = {theme_id: [] for theme_id in ratings.framework.theme_ids}
    for comment in comments:
        if comment.theme_id not in texts:
            raise ValueError(f"no theme {comment.theme_id!r} to comment on")
        if comment.respondent is not None and comment.respondent not in range(ratings.respondents):
            raise ValueError(f"no respondent {comment.respondent} to write a comment")
        if text := comment.text.strip():
            writer = object() if comment.respondent is None else comment.respondent
            texts[comment.theme_id].append(_Written(text, writer))
    return texts


def _area(area: Area, texts: Texts, ratings: Ratings, options: Options) -> Iterable[CommentGroup]:
    pool: list[str] = []
    for theme in area.themes:
        if _enough([theme.id], texts, ratings, options):
            yield CommentGroup(area=area.id, theme=theme.id, texts=_shuffled(theme.id, texts[theme.id]))
        else:
            pool.append(theme.id)
    if _enough(pool, texts, ratings, options):
        pooled = [text for theme_id in pool for text in texts[theme_id]]
        yield CommentGroup(area=area.id, theme=None, texts=_shuffled(area.id, pooled))


def _enough(theme_ids: Sequence[str], texts: Texts, ratings: Ratings, options: Options) -> bool:
    written = [theme_id for theme_id in theme_ids if texts[theme_id]]
    if options.is_open or not written:
        return bool(written)
    writers = {text.writer for theme_id in written for text in texts[theme_id]}
    if len(writers) < options.thresholds.comments_from_texts:
        return False
    columns = [ratings.framework.theme_ids.index(theme_id) for theme_id in written]
    asked = (ratings.values[:, columns] != NoRating.NOT_ASKED).any(axis=1).sum()
    return bool(asked >= max(options.thresholds.comments_from_people, options.smallest_group))


def _shuffled(key: str, texts: Sequence[_Written]) -> tuple[str, ...]:
    return tuple(
        sorted((one.text for one in texts), key=lambda text: sha256(f"{key}\n{text}".encode()).digest())
    )
