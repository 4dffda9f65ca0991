"""Where few answered: keeping what their reader sums up, as long as more than one person wrote on it."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from pet.analysis.comments import parts_summed_up
from pet.errors import PetError, Problem
from pet.language import gettext as _
from pet.services import digests, rounds_reading
from pet.services.comments_read import closed, finished_before, refuse_hidden, to_read
from pet.services.texts import many_lines


class WrittenMeanwhileError(PetError):
    """Somebody wrote other digests, perhaps the same reader in another window, after this page was opened."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody saved other summaries while this page was open, perhaps you in another window. What is saved "
                "stands beside yours. Yours is not saved yet: save again to replace what is saved, or leave this page."
            )
        )


def keep_digests(
    session: Session, *, round_id: int, texts: Mapping[str, str], edition: str
) -> Mapping[str, Problem]:
    """Keep what the reader of a small round wrote in place of comments, by area or open question.

    An empty text takes a digest away, whatever has become of what it is of. Once they have finished, only what says the
    same again is taken. `edition` is that of the digests which the reader saw when they wrote (`Reading.edition`).

    Returns:
        What is wrong, by area or open question; all others are kept.

    Raises:
        PetError: the round has not been closed, shows comments themselves or nothing, or the reader has finished.
        WrittenMeanwhileError: other digests are kept than the reader saw; the same texts again are no quarrel.
    """
    about = closed(session, round_id)
    refuse_hidden(about)
    if not digests.is_needed(rounds_reading.facts(session, round_id)):
        raise PetError(_("Enough people answered: their comments are shown, and nobody sums them up."))
    reading = to_read(session, round_id)
    parts = {part.id for part in parts_summed_up(reading.framework)}
    sent = {part: many_lines(text).strip() for part, text in texts.items() if part in parts}
    new = {part: text for part, text in sent.items() if text != reading.digests.get(part, "")}
    if about.comments_read_at is not None:
        _refuse_changes(new)
        return {}
    if new and reading.edition != edition:
        raise WrittenMeanwhileError
    outlived = {part for part, text in sent.items() if text and part not in reading.summed_up}
    kept = {part: text for part, text in new.items() if part not in outlived}
    return {**digests.keep(session, round_id, kept), **dict.fromkeys(outlived, _outlived())}


def drop_outlived(session: Session, round_id: int) -> None:
    """Drop what tells of texts that are not there any more: only one person who wrote is left, or nobody.

    Nobody may withdraw until the end of this transaction.
    """
    digests.keep_only(session, round_id, to_read(session, round_id).summed_up)


def _refuse_changes(new: Mapping[str, str]) -> None:
    if new:
        raise PetError(finished_before())


def _outlived() -> Problem:
    return Problem(
        "",
        _(
            "Fewer than two people’s texts are left here: a summary would point at whoever wrote. So yours is not shown."
        ),
    )
