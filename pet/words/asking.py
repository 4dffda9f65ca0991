"""What a person is told before and while they answer: who can see what, how long it takes, how long a link lasts.

Made from the same `Options` with which the round is evaluated, so that the words and the code cannot differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pet.access.actor import Role
from pet.analysis.comments import people_needed
from pet.analysis.options import Mode, Options
from pet.language import gettext as _
from pet.language import ngettext
from pet.words import by_letter
from pet.words.by_letter import BY_LINK, ComingIn
from pet.words.numbers import whole
from pet.words.phrases import spelled

USUAL_SMALLEST_GROUP = 5


@dataclass(frozen=True, slots=True)
class Section:
    """A few sentences under a heading."""

    title: str
    sentences: tuple[str, ...]


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
        said = (*_signed(), *_compared(options, earlier), comments(options, reader))
        return (*said, *runs, sent_only(options))
    return (
        _nobody(options, coming),
        *by_letter.as_whom(options, coming),
        groups(options),
        *_small(options),
        *_compared(options, earlier),
        comments(options, reader),
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
        return (*_signed(), *runs)
    return (_nobody(options, coming), groups(options), *_small(options), *runs)


def kept_safe(
    options: Options, reader: str, earlier: str = "", coming: ComingIn = BY_LINK
) -> tuple[Section, ...]:
    """The whole of it, on a page of its own."""
    return (
        Section(_("Who sees your answers"), _seen(options, coming)),
        Section(_("What is shown of them"), _shown(options, earlier)),
        Section(_("What you write"), _written(options, reader)),
        Section(_("Who sees how many have answered"), (while_it_runs(options, coming), sent_only(options))),
        Section(_("What this site keeps"), _kept(options, coming)),
        Section(
            _("Your letter") if coming.by_letter else _("Your link"),
            by_letter.lasts(options) if coming.by_letter else link_lasts(),
        ),
    )


def reader_name(name: str, role: Role | None) -> str:
    """Who reads comments first, with what they are in the partnership."""
    if role is Role.FACILITATOR:
        return _("{name} (facilitator)", name=name)
    if role is Role.LEAD:
        return _("{name} (lead of the partnership)", name=name)
    return name


def any_lead() -> str:
    """Who reads comments where nobody is named any more."""
    return _("A lead of the partnership")


def reads_first(options: Options, reader: str) -> str:
    """Beside every text box: who reads it before anybody else."""
    who = reader or any_lead()
    if options.is_open:
        return _(
            "{reader} reads this first and takes out what points at a person.",
            reader=who,
        )
    return _(
        "{reader} reads this first, without your name, and takes out what points at a person.", reader=who
    )


def foot(options: Options) -> str:
    """The promise in one line, at the foot of every page."""
    if options.is_open:
        return _("This sheet is signed by your partner.")
    return _("Results are shown only for groups of {number} or more.", number=spelled(options.smallest_group))


def groups(options: Options) -> str:
    """From how many people on something is shown."""
    return _(
        "Results are shown only for groups of {number} or more, and never so that somebody could work out "
        "the answers of fewer.",
        number=spelled(options.smallest_group),
    )


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


def comments(options: Options, reader: str) -> str:
    """What becomes of what people write."""
    who = reader or any_lead()
    if options.is_open:
        return _(
            "{reader} reads comments before they are shown, and takes out what points at a person.",
            reader=who,
        )
    shown = _(
        "{reader} reads comments first, without names, and takes out what points at a person. Then they are shown "
        "without school or role, and only where at least {people} of those who sent answers were asked about it and "
        "{texts} wrote.",
        reader=who,
        people=spelled(people_needed(options)),
        texts=spelled(options.thresholds.comments_from_texts),
    )
    return shown if options.smallest_group >= people_needed(options) else f"{shown} {_of_few(options)}"


def _of_few(options: Options) -> str:
    """What becomes of them where few answer; where a result shows nothing of so few, it is not said."""
    return _(
        "Where fewer than {few} send answers, they are summed up in other words instead. Then nothing appears word for "
        "word unless its writer ticked that it may.",
        few=spelled(people_needed(options)),
    )


def comments_shown_from(options: Options) -> str:
    """From how many people on a comment that was let through is shown; empty where all of them are."""
    if options.is_open:
        return ""
    return _(
        "The results show comments only where at least {people} of those who sent answers were asked about it and "
        "{texts} wrote. So some that are let through may not be shown.",
        people=spelled(people_needed(options)),
        texts=spelled(options.thresholds.comments_from_texts),
    )


def summed_up(options: Options) -> str:
    """What the reader of a round of few is told of it."""
    return _(
        "Fewer than {few} people answered. So comments are not shown one by one: you sum up each area and each open "
        "question in your own words. Word for word the results show only what its writer ticked and you keep, all of "
        "an area together.",
        few=spelled(people_needed(options)),
    )


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


def link_lasts() -> tuple[str, ...]:
    """How long the personal link works, and who can use it."""
    return (
        _("Your own link opens your answers on any device, until the round closes."),
        _("For a year after that it lets you read them, and the results once they are released."),
        _("Whoever has the link can do the same, so keep it to yourself."),
    )


def minutes(least: int, most: int) -> str:
    """How long it takes, honestly: one number, or two where it depends on the role."""
    if least >= most:
        return ngettext("about one minute", "about {number} minutes", most)
    return _("{least} to {most} minutes", least=whole(least), most=whole(most))


def statements(counts: Sequence[int]) -> str:
    """How many statements there are, for each role."""
    least, most = min(counts), max(counts)
    if least == most:
        return ngettext("one statement", "{number} statements", most)
    return _("{least} to {most} statements", least=whole(least), most=whole(most))


def open_questions(count: int) -> str:
    """How many questions there are at the end."""
    return ngettext(
        "one question in your own words", "{count} questions in your own words", count, count=spelled(count)
    )


def _nobody(options: Options, coming: ComingIn) -> str:
    if coming.by_letter and options.mode is Mode.ANONYMOUS:
        return by_letter.nobody()
    if options.mode is Mode.ANONYMOUS:
        return _("Nobody sees what you answered, and this site keeps no name with it.")
    return _(
        "Nobody sees what you answered: neither those who lead the round nor anybody in your organisation."
    )


def _small(options: Options) -> tuple[str, ...]:
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


def _signed() -> tuple[str, ...]:
    return (
        _("This round is open: each partner gives one answer sheet, together, and signs it with its name."),
        _("Everybody who sees the results sees what each partner answered."),
    )


def _seen(options: Options, coming: ComingIn) -> tuple[str, ...]:
    if options.is_open:
        return _signed()
    if coming.by_letter:
        return (
            _nobody(options, coming),
            by_letter.reads(options),
            *by_letter.as_whom(options, coming),
            _on_paper(),
        )
    return (
        _nobody(options, coming),
        _(
            "Only you, by your own link, can read your answers. Those who run the server could look into its database; "
            "nothing in PET helps them to, and what it holds of you is listed below."
        ),
        _on_paper(),
    )


def _on_paper() -> str:
    """The one way in which somebody else sees answers: they were given on paper (pet.services.paper)."""
    return _(
        "Who answers on paper instead hands the sheet to a lead, a facilitator or the lead of their partner. They type "
        "it in, and so they read it."
    )


def on_paper(options: Options, reader: str, coming: ComingIn = BY_LINK) -> tuple[str, ...]:
    """At the top of a sheet of paper: what is true of it as well, though somebody reads it to type it in."""
    hidden = (
        _signed()
        if options.is_open
        else (*by_letter.as_whom(options, coming), groups(options), *_small(options))
    )
    return (
        _(
            "Hand this sheet to a lead, a facilitator or the lead of your partner. They type it in, and so they read it. "
            "Do not write your name on it."
        ),
        *hidden,
        comments(options, reader),
    )


def _compared(options: Options, earlier: str) -> tuple[str, ...]:
    return (compared(options, earlier),) if earlier else ()


def _shown(options: Options, earlier: str) -> tuple[str, ...]:
    if options.is_open:
        nothing = _("Nothing is hidden: every sheet is signed, from two sheets on.")
        return (nothing, *_compared(options, earlier))
    return (
        groups(options),
        _(
            "How many people chose which answer is shown only where {number} or more of a group answered. Of fewer "
            "you see the typical answer and a word.",
            number=spelled(options.distribution_size),
        ),
        *_small(options),
        *_compared(options, earlier),
        _("This cannot be changed once somebody has answered."),
    )


def _written(options: Options, reader: str) -> tuple[str, ...]:
    quoting = _(
        "If you tick “You may quote me word for word”, your own words may be shown. Without the tick they are put into "
        "other words, or left out."
    )
    return (comments(options, reader), quoting)


def _kept(options: Options, coming: ComingIn) -> tuple[str, ...]:
    return (
        *(by_letter.kept(options, coming) if coming.by_letter else _kept_by_link(options, coming)),
        _("No time of day and no address of your device is kept with your answers."),
        _(
            "One cookie lets this browser show you your answers. It ends after an hour without use, and a day after it "
            "began at the latest."
        ),
        _cookie(options),
        withdrawing(options),
    )


def _cookie(options: Options) -> str:
    """What is kept on this site of a browser that has answers open (`pet.services.sessions`)."""
    if options.mode is Mode.ANONYMOUS:
        return _(
            "Of when the cookie began this site keeps the day alone; the rest is in the cookie itself. From two days "
            "after it began, that is deleted as soon as somebody comes to answer or signs in."
        )
    return _(
        "As long as it lasts, this site keeps when the cookie began and was last used, to within five minutes. Once "
        "it has ended, that is deleted as soon as somebody comes to answer or signs in."
    )


def _kept_by_link(options: Options, coming: ComingIn) -> tuple[str, ...]:
    nobody = _("No name and no e-mail address is kept with them.")
    if options.is_open:
        nobody = _("No name of a person is kept with them.")
    answers = _(
        "Your answers, the partner and the role that you choose, the days on which you started and sent them, and "
        "how long you took."
    )
    return (
        by_letter.with_answers(options, coming) if options.mode is Mode.ANONYMOUS else answers,
        nobody,
        _("Of your own link only a fingerprint is kept: nobody can read the link out of it."),
    )


def withdrawing(options: Options) -> str:
    """What becomes of answers that are taken back, at any time."""
    if options.is_open:
        return _(
            "You can withdraw your sheet: all of it is deleted. After the round has closed its result stays as it is, "
            "with the answers of your partner and with comments that were let through."
        )
    return _(
        "You can withdraw your answers: all of them are deleted. After the round has closed its numbers stay as they "
        "are, and so do comments that were let through; nothing in them points to you."
    )


def withdrawn_now(
    options: Options, *, is_closed: bool, are_comments_read: bool, coming: ComingIn = BY_LINK
) -> tuple[str, ...]:
    """What happens when somebody takes their answers back now, before they do.

    Args:
        options: how the round is evaluated.
        is_closed: whether the result was made already.
        are_comments_read: whether the comments that were let through are in it.
        coming: how people come to the round.
    """
    gone = _gone(options, coming)
    if not is_closed:
        again = (by_letter.withdrawn(),) if coming.by_letter else ()
        return (gone, _("It cannot be brought back."), *again)
    if options.is_open:
        numbers = _(
            "The result of this round has been made already. It stays as it is, with your partner’s sheet in it."
        )
    else:
        numbers = _(
            "The result of this round has been made already. Its numbers stay as they are; nothing in them points to you."
        )
    if are_comments_read:
        texts = _(
            "Comments that were let through stay in it too, without anything that says who wrote them. All others are "
            "deleted."
        )
    else:
        texts = _(
            "Comments have not been let through yet: yours are deleted, and the result will not show them."
        )
    return (gone, numbers, texts)


def _gone(options: Options, coming: ComingIn) -> str:
    if not coming.by_letter:
        return _("Everything you answered and wrote here is deleted at once, and your link stops working.")
    if options.is_open:
        return _(
            "Everything in this sheet is deleted at once, also what others of your partner answered and wrote in it."
        )
    return _("Everything you answered and wrote here is deleted at once.")


def how_far(answered: int, asked: int) -> str:
    """How many statements have an answer."""
    return _("{answered} of {asked} answered", answered=whole(answered), asked=whole(asked))
