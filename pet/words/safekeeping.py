"""How answers are kept safe: the whole promise, on a page of its own."""

from dataclasses import dataclass

from pet.analysis.options import Mode, Options
from pet.language import gettext as _
from pet.words import by_letter, first_reader, who_sees, withdrawing
from pet.words.by_letter import BY_LINK, ComingIn
from pet.words.phrases import spelled


@dataclass(frozen=True, slots=True)
class Section:
    """A few sentences under a heading."""

    title: str
    sentences: tuple[str, ...]


def kept_safe(
    options: Options, reader: str, earlier: str = "", coming: ComingIn = BY_LINK
) -> tuple[Section, ...]:
    """The sections of that page; with the arguments of `who_sees.who_can_see`."""
    return (
        Section(_("Who sees your answers"), _seen(options, coming)),
        Section(_("What is shown of them"), _shown(options, earlier)),
        Section(_("What you write"), _written(options, reader)),
        Section(
            _("Who sees how many have answered"),
            (who_sees.while_it_runs(options, coming), who_sees.sent_only(options)),
        ),
        Section(_("What this site keeps"), _kept(options, coming)),
        Section(
            _("Your letter") if coming.by_letter else _("Your link"),
            by_letter.lasts(options) if coming.by_letter else link_lasts(),
        ),
    )


def link_lasts() -> tuple[str, ...]:
    """How long the personal link works, and who can use it."""
    return (
        _("Your own link opens your answers on any device, until the round closes."),
        _("For a year after that it lets you read them, and the results once they are released."),
        _("Whoever has the link can do the same, so keep it to yourself."),
    )


def _seen(options: Options, coming: ComingIn) -> tuple[str, ...]:
    if options.is_open:
        return who_sees.signed()
    if coming.by_letter:
        return (
            who_sees.nobody(options, coming),
            by_letter.reads(options),
            *by_letter.as_whom(options, coming),
            _on_paper(),
        )
    return (
        who_sees.nobody(options, coming),
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


def _shown(options: Options, earlier: str) -> tuple[str, ...]:
    if options.is_open:
        nothing = _("Nothing is hidden: every sheet is signed, from two sheets on.")
        return (nothing, *who_sees.beside_earlier(options, earlier))
    return (
        who_sees.groups(options),
        _(
            "How many people chose which answer is shown only where {number} or more of a group answered. Of fewer "
            "you see the typical answer and a word.",
            number=spelled(options.distribution_size),
        ),
        *who_sees.weaker_than_usual(options),
        *who_sees.beside_earlier(options, earlier),
        _("This cannot be changed once somebody has answered."),
    )


def _written(options: Options, reader: str) -> tuple[str, ...]:
    quoting = _(
        "If you tick “You may quote me word for word”, your own words may be shown. Without the tick they are put into "
        "other words, or left out."
    )
    return (first_reader.comments(options, reader), quoting)


def _kept(options: Options, coming: ComingIn) -> tuple[str, ...]:
    return (
        *(by_letter.kept(options, coming) if coming.by_letter else _kept_by_link(options, coming)),
        _("No time of day and no address of your device is kept with your answers."),
        _(
            "One cookie lets this browser show you your answers. It ends after an hour without use, and a day after it "
            "began at the latest."
        ),
        _cookie(options),
        withdrawing.at_any_time(options),
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
