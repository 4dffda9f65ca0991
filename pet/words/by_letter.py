"""What people are told who come in by a letter of their own, or by one link for everybody: what that changes."""

from dataclasses import dataclass

from pet.analysis.options import Mode, Options
from pet.language import gettext as _
from pet.words.numbers import whole
from pet.words.phrases import spelled

MONTHS_OF_ADDRESSES = 24


@dataclass(frozen=True, slots=True)
class ComingIn:
    """How people come to a round.

    Attributes:
        by_letter: whether each has a letter with a link of their own; else there is one link for everybody.
        asks: as whom they answer: `both`, `partner`, `role` or `nobody`. Only an anonymous round leaves any out.
    """

    by_letter: bool = False
    asks: str = "both"


BY_LINK = ComingIn()


def while_it_runs(options: Options) -> str:
    """What those who lead and facilitate see of people with letters, where it is not anonymous."""
    if options.is_open:
        return _(
            "While the round is open, the partnership’s leads and facilitators see, beside the name of each person who "
            "is asked, whether their partner has started and sent its sheet. They still see which partners did, after it has closed. "
            "Whoever leads a partner sees this of that partner."
        )
    return _(
        "While the round is open, the partnership’s leads and facilitators see who has started and who has sent "
        "answers, by name, and never what anybody answered. They still see how many did, without names, after it has closed. "
        "Whoever leads a partner sees how many of its people did, but not who."
    )


def seen_by_name(options: Options) -> str:
    """The same in a line."""
    if options.is_open:
        return _("Those who lead or facilitate the round see which partners have sent their sheet.")
    return _("Those who lead or facilitate the round see who has answered, by name, and never what.")


def lasts(options: Options) -> tuple[str, ...]:
    """How long the link in the letter works, who can use it, and what to do without it."""
    opens = (
        _("The link in your letter opens your partner’s sheet on any device, until the round closes.")
        if options.is_open
        else _("The link in your letter opens your answers on any device, until the round closes.")
    )
    return (
        opens,
        _("For a year after that it lets you read them, and the results once they are released."),
        _("Whoever has the letter can do the same, so keep it to yourself."),
        *_lost(options),
    )


def _lost(options: Options) -> tuple[str, ...]:
    if options.mode is Mode.ANONYMOUS:
        return (
            _("Keep the letter: nothing else leads to your answers, and nobody can find out which they are."),
            _("If you lose it before you have sent your answers, ask for a new letter, and begin afresh."),
            _("Reminders go to everybody who was asked, for nobody knows who has answered."),
        )
    return (
        _(
            "If you lose the letter, ask those who lead the round for a new one. Earlier links then stop working."
        ),
        _("Reminders go only to people of whom nothing has been sent yet. Each carries such a link, too."),
    )


def reads(options: Options) -> str:
    """Who can open the answers."""
    if options.mode is Mode.ANONYMOUS:
        return _(
            "Only you, by the link in your letter, can read your answers. Nothing in the database or in a backup leads "
            "from your name to them."
        )
    return _(
        "Only you can read your answers: by the link in your letter, or by an account with the address that it went to. "
        "Those who run the server could look into its database; nothing in PET helps them to, and what it holds of you "
        "is listed below."
    )


def nobody() -> str:
    """What an anonymous round is, in a sentence."""
    return _(
        "Nothing that this site keeps leads from you to your answers. So nobody finds out what you answered, neither those "
        "who lead the round nor anybody who looks into the database."
    )


def as_whom(options: Options, coming: ComingIn) -> tuple[str, ...]:
    """In an anonymous round: what of partner and role is kept with the answers, and why not more."""
    if options.mode is not Mode.ANONYMOUS or not coming.by_letter:
        return ()
    number = spelled(options.smallest_group)
    if coming.asks == "both":
        return (
            _(
                "Your partner and your role are kept with your answers: at least {number} people are asked with the "
                "same partner and role.",
                number=number,
            ),
        )
    if coming.asks == "nobody":
        return (
            _(
                "Neither your partner nor your role is kept with your answers, for fewer than {number} people share some "
                "of them.",
                number=number,
            ),
        )
    only = (
        _("Of you, only your partner is kept with your answers, not your role.")
        if coming.asks == "partner"
        else _("Of you, only your role is kept with your answers, not your partner.")
    )
    return (
        only,
        _("With both, some people would be among fewer than {number} who are alike.", number=number),
    )


def kept(options: Options, coming: ComingIn) -> tuple[str, ...]:
    """What this site keeps of answers and of the person who gave them, and for how long."""
    return (with_answers(options, coming), _leading_to_them(options), *_of_the_list())


def with_answers(options: Options, coming: ComingIn) -> str:
    """What is kept of somebody who answers."""
    if options.is_open:
        return _(
            "The answers, the partner whose they are, the days on which they were started and sent, and how long it took."
        )
    if options.mode is Mode.ANONYMOUS:
        return _of_nobody(coming)
    return _(
        "Your answers, the partner and the role in which you give them, the days on which you started and sent them, "
        "and how long you took."
    )


def _of_nobody(coming: ComingIn) -> str:
    """In an anonymous round not even how long somebody took: it is a mark of their own."""
    return {
        "both": _(
            "Your answers, the partner and the role in which you give them, and the days on which you started and sent "
            "them."
        ),
        "partner": _(
            "Your answers, the partner for which you give them, and the days on which you started and sent them."
        ),
        "role": _(
            "Your answers, the role in which you give them, and the days on which you started and sent them."
        ),
        "nobody": _("Your answers, and the days on which you started and sent them."),
    }[coming.asks]


def _leading_to_them(options: Options) -> str:
    if options.mode is Mode.ANONYMOUS:
        return _(
            "Of the link in your letter two fingerprints: one leads to your invitation, the other to your answers. Neither "
            "leads to the other; only the letter itself has both."
        )
    if options.is_open:
        return _("Which letters belong to your partner’s sheet, and a fingerprint of the link in each.")
    return _(
        "Which letter your answers belong to, so that you can come back, change them, and be set beside yourself in a "
        "later round. No page shows that to anybody. Of the link in the letter only a fingerprint is kept."
    )


def _of_the_list() -> tuple[str, ...]:
    return (
        _(
            "Apart from the answers, your name and your e-mail address are on the partnership’s list of people. The "
            "address is deleted {months} months after anything was last done in the partnership, at the latest. Those who "
            "lead see both, and whether a letter arrived.",
            months=whole(MONTHS_OF_ADDRESSES),
        ),
    )


def withdrawn() -> str:
    """What the letter is still good for, once somebody has taken back their answers while the round is open."""
    return _("With the link in your letter you can begin again while the round is open.")
