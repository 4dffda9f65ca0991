"""What comes next once everybody sees the results: the conversation, what was agreed in it, and the next round."""

from pet.language import gettext as _
from pet.language import ngettext
from pet.services.rounds import REPORT, RoundFacts
from pet.words.phrases import spelled


def next_step(facts: RoundFacts, *, leads: bool, follows: bool) -> str:
    """The next sensible step after a release, for somebody who leads, follows the round or is a member."""
    if facts.followed_by:
        return _of_the_next(facts, follows=follows)
    if facts.is_hidden:
        return _too_few(leads=leads)
    if facts.agreed:
        return _agreed(facts, leads=leads, follows=follows)
    return _to_talk(facts, follows=follows)


def _of_the_next(facts: RoundFacts, *, follows: bool) -> str:
    there = _("The next round is there: “{title}”.", title=facts.followed_by)
    if not follows or not facts.still_open:
        return there
    return f"{there} {_('Keep up to date what was agreed after this one.')}"


def _too_few(*, leads: bool) -> str:
    if not leads:
        return _("Too few answered to show a result.")
    return _("Too few answered to show a result. Ask more people in the next round.")


def _agreed(facts: RoundFacts, *, leads: bool, follows: bool) -> str:
    number, said = facts.agreed, spelled(facts.agreed)
    if not facts.still_open:
        ended = ngettext(
            "Agreed: one action, which has ended.",
            "Agreed: {count} actions, which have all ended.",
            number,
            count=said,
        )
        again = _("When the time comes, ask again: the next round shows what has changed.")
        return f"{ended} {again}" if leads else ended
    if follows:
        return ngettext(
            "Agreed: one action. Keep it up to date, and send the improvement report to the board.",
            "Agreed: {count} actions. Keep them up to date, and send the improvement report to the board.",
            number,
            count=said,
        )
    return ngettext(
        "Agreed: one action. See how it goes.",
        "Agreed: {count} actions. See how they go.",
        number,
        count=said,
    )


def _to_talk(facts: RoundFacts, *, follows: bool) -> str:
    if facts.is_agenda_chosen and follows:
        return _(
            "Talk about the results: the conversation is chosen. Get the booklet for everybody at the table, and write "
            "down what is agreed."
        )
    if facts.is_agenda_chosen:
        return _("Talk about the results: what to talk about is chosen.")
    if follows or facts.shows_members(REPORT):
        return _("Talk about the results: the booklet for the conversation has a proposal.")
    return _("Talk about the results: they have a proposal for the conversation.")
