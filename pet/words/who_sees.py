"""Who sees what of a round, as people are told before they answer: all of it, in short, and on a sheet of paper.

Made from the same `Options` with which the round is evaluated, so that the words and the code cannot differ.
"""

from pet.analysis.options import Mode, Options
from pet.language import gettext as _
from pet.words import by_letter, first_reader
from pet.words.by_letter import BY_LINK, ComingIn
from pet.words.phrases import spelled

USUAL_SMALLEST_GROUP = 5


def who_can_see(
    options: Options, reader: str, earlier: str = "", coming: ComingIn = BY_LINK
) -> tuple[str, ...]:
    """The box on the first page: a sentence for each thing that is seen, and by whom.

    Args:
        options: how the round will be evaluated.
        reader: name and role of who reads comments first, or empty.
        earlier: title of the round that it follows, or empty.
        coming: how people come to the round.
    """
    if options.is_open:
        runs = (while_it_runs(options, coming),) if coming.by_letter else ()
        said = (*signed(), *beside_earlier(options, earlier), first_reader.comments(options, reader))
        return (*said, *runs, sent_only(options))
    return (
        nobody(options, coming),
        *by_letter.as_whom(options, coming),
        groups(options),
        *weaker_than_usual(options),
        *beside_earlier(options, earlier),
        first_reader.comments(options, reader),
        while_it_runs(options, coming),
        sent_only(options),
    )


def in_short(options: Options, coming: ComingIn = BY_LINK, lead: str = "") -> tuple[str, ...]:
    """Of that box what everybody reads before they start; the rest of it is one touch away on the same page.

    Whatever weakens the usual promise is in it, and that somebody sees by name who has answered: that in fewer words.
    So is the name of the lead who reads comments, where no facilitator does.
    """
    by_name = coming.by_letter and options.mode is not Mode.ANONYMOUS
    runs = (by_letter.seen_by_name(options),) if by_name else ()
    if lead:
        runs = (_("No facilitator reads the comments, but {reader}.", reader=lead), *runs)
    if options.is_open:
        return (*signed(), *runs)
    return (nobody(options, coming), groups(options), *weaker_than_usual(options), *runs)


def on_paper(options: Options, reader: str, coming: ComingIn = BY_LINK) -> tuple[str, ...]:
    """At the top of a sheet of paper: what is true of it as well, though somebody reads it to type it in."""
    hidden = (
        signed()
        if options.is_open
        else (*by_letter.as_whom(options, coming), groups(options), *weaker_than_usual(options))
    )
    return (
        _(
            "Hand this sheet to a lead, a facilitator or the lead of your partner. They type it in, and so they read it. "
            "Do not write your name on it."
        ),
        *hidden,
        first_reader.comments(options, reader),
    )


def foot(options: Options) -> str:
    """The promise in one line, at the foot of every page."""
    if options.is_open:
        return _("This sheet is signed by your partner.")
    return _("Results are shown only for groups of {number} or more.", number=spelled(options.smallest_group))


def nobody(options: Options, coming: ComingIn) -> str:
    """What nobody sees, or finds out, of what one person answered; not for an open round."""
    if coming.by_letter and options.mode is Mode.ANONYMOUS:
        return by_letter.nobody()
    if options.mode is Mode.ANONYMOUS:
        return _("Nobody sees what you answered, and this site keeps no name with it.")
    return _(
        "Nobody sees what you answered: neither those who lead the round nor anybody in your organisation."
    )


def signed() -> tuple[str, ...]:
    """What an open round is: nothing in it is hidden."""
    return (
        _("This round is open: each partner gives one answer sheet, together, and signs it with its name."),
        _("Everybody who sees the results sees what each partner answered."),
    )


def groups(options: Options) -> str:
    """From how many people on something is shown."""
    return _(
        "Results are shown only for groups of {number} or more, and never so that somebody could work out "
        "the answers of fewer.",
        number=spelled(options.smallest_group),
    )


def weaker_than_usual(options: Options) -> tuple[str, ...]:
    """What was announced because it weakens the usual promise."""
    said = []
    if options.smallest_group < USUAL_SMALLEST_GROUP:
        said.append(
            _(
                "Usually groups under {usual} are hidden. This round shows groups from {number} on: somebody who knows "
                "its people well may guess more.",
                usual=spelled(USUAL_SMALLEST_GROUP),
                number=spelled(options.smallest_group),
            )
        )
    if options.small_partnership:
        said.append(
            _(
                "This is a small partnership: from {least} answers on, it is shown how many are low, in the middle and high.",
                least=spelled(options.smallest_group),
            )
        )
    return tuple(said)


def compared(options: Options, earlier: str) -> str:
    """That answers are set beside those of an earlier round: of whom, and what is shown of it.

    Few are known to be the same person in both rounds (`pet.services.responses.start`); nobody else is paired.
    """
    if options.is_open:
        return _(
            "If your partner also sent a sheet in “{round}”, its two sheets are set side by side.",
            round=earlier,
        )
    if options.mode is Mode.ANONYMOUS:
        return _(
            "The results are set beside those of “{round}”: everybody then, and everybody now.", round=earlier
        )
    return _(
        "If you also answered “{round}” and PET can tell, it sets your two answers side by side to see what has "
        "changed. It shows only how the answers of many people have moved, never those of one.",
        round=earlier,
    )


def beside_earlier(options: Options, earlier: str) -> tuple[str, ...]:
    """The same for a round that may follow none; then nothing is said."""
    return (compared(options, earlier),) if earlier else ()


def while_it_runs(options: Options, coming: ComingIn = BY_LINK) -> str:
    """What those who lead and facilitate the round see of it before it closes, and still see afterwards."""
    if coming.by_letter and options.mode is not Mode.ANONYMOUS:
        return by_letter.while_it_runs(options)
    if options.mode is Mode.ANONYMOUS:
        return _(
            "While the round is open, the partnership’s leads and facilitators see only how many people have started "
            "and sent answers. They still see these numbers after it has closed."
        )
    if options.is_open:
        return _(
            "While the round is open, the partnership’s leads and facilitators see which partners have started and "
            "sent their sheet. They still see this after it has closed."
        )
    return _(
        "While the round is open, the partnership’s leads and facilitators see how many people have started and sent "
        "answers, also by partner, and never what anybody answered. They still see these numbers after it has closed."
    )


def sent_only(options: Options) -> str:
    """Only what was sent counts."""
    if options.is_open:
        return _("Only a sheet that you send counts. Until then it is saved on this site and in no result.")
    return _("Only answers that you send count. Until then they are saved on this site and in no result.")
