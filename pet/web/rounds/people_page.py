"""What the pages of those who are asked in a round hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from babel.support import LazyProxy
from flask import url_for
from wtforms import Form

from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.services.invitees import Answered, Invitee, InviteePage, Only, Search, Sees
from pet.services.rounds import Phase, RoundFacts
from pet.web.link import Link
from pet.web.rounds import elsewhere

DELIVERY: Mapping[str, LazyProxy] = {
    "none": lazy_gettext("No letter"),
    "queued": lazy_gettext("On its way"),
    "sent": lazy_gettext("Sent"),
    "bounced": lazy_gettext("Came back"),
    "failed": lazy_gettext("Given up"),
}
ANSWERED: Mapping[Answered, LazyProxy] = {
    Answered.NOT_STARTED: lazy_gettext("Not started"),
    Answered.STARTED: lazy_gettext("Started, not sent"),
    Answered.SENT: lazy_gettext("Sent"),
}
_FILTERS: Mapping[Only, LazyProxy] = {
    Only.NOT_SENT: lazy_gettext("Have not sent"),
    Only.UNDELIVERED: lazy_gettext("Letter did not arrive"),
    Only.REVOKED: lazy_gettext("Taken back"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person in the list.

    Attributes:
        url: the page on which something is done about them, or empty.
        about: partner and role.
        email: empty where it may not be seen or there is none.
        letter: how the last letter fared, or empty.
        answers: how far they are, or empty where nobody may see it.
    """

    name: str
    url: str
    about: str
    email: str
    letter: str
    answers: str
    wrong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """Who is asked in a round.

    Attributes:
        title: in a few words.
        round: its title, with its address in `back`.
        said: what is to be known of the list.
        listed: whether there is a list at all.
        here: the address of the list.
        words, only: what is looked for now.
        filters: pairs of a value and a name, to choose from.
        found: how many there are, as a sentence.
        letters, answers: whether these columns are shown.
        before, after: the pages beside this one, or `None`.
        add: to ask more people, or `None`.
    """

    title: str
    round: str
    back: str
    said: tuple[str, ...]
    listed: bool
    here: str
    words: str
    only: str
    filters: tuple[tuple[str, str], ...]
    found: str
    rows: tuple[Row, ...]
    letters: bool
    answers: bool
    before: Link | None
    after: Link | None
    add: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a list of people is made from: the round, its page, what was looked for, and names of roles."""

    facts: RoundFacts
    found: InviteePage
    search: Search
    sees: Sees
    roles: Mapping[str, str]
    endpoint: str
    can_add: bool


def people_page(listing: Listing) -> PeoplePage:
    """The list, for somebody who sees so much."""
    facts, found, sees = listing.facts, listing.found, listing.sees
    answers = sees.answered and not facts.is_anonymous and facts.closed_at is None
    return PeoplePage(
        title=list_title(facts),
        round=facts.title,
        back=url_for("rounds.status", round_id=facts.public_id),
        said=_said(facts, sees),
        listed=not facts.is_imported,
        here=url_for(listing.endpoint, round_id=facts.public_id),
        words=listing.search.words,
        only=listing.search.only or "",
        filters=_filters(sees, answers=answers),
        found=_found(found, facts),
        rows=tuple(_row(one, listing) for one in found.people),
        letters=sees.addresses,
        answers=answers,
        before=_beside(listing, -1),
        after=_beside(listing, 1),
        add=Link(label=_("Ask more people"), url=url_for("rounds.more_people", round_id=facts.public_id))
        if listing.can_add
        else None,
    )


def list_title(facts: RoundFacts) -> str:
    """What the list is called, before the close and after."""
    return _("Who is asked") if facts.closed_at is None else _("Who was asked")


def _said(facts: RoundFacts, sees: Sees) -> tuple[str, ...]:
    if facts.is_imported:
        return (elsewhere.people(),)
    if facts.is_anonymous:
        return (_("This round is anonymous: nobody can see who has answered, PET neither."),)
    if facts.closed_at is not None:
        return (_("The round is closed: from here on nobody is shown who has answered."),)
    if not sees.answered:
        return (_("Only leads and facilitators of the partnership see who has answered."),)
    if facts.is_signed:
        return (_("Each partner gives one sheet: whoever is asked there is told as sent once it is."),)
    return (_("You see whether people have answered, never what. They were told so before they started."),)


def _filters(sees: Sees, *, answers: bool) -> tuple[tuple[str, str], ...]:
    shown = {Only.NOT_SENT: answers, Only.UNDELIVERED: sees.addresses, Only.REVOKED: True}
    return (("", _("Everybody")), *((one.value, str(_FILTERS[one])) for one in Only if shown[one]))


def _found(found: InviteePage, facts: RoundFacts) -> str:
    if found.found == found.everybody and facts.closed_at is not None:
        return ngettext("{number} person was asked.", "{number} people were asked.", found.everybody)
    if found.found == found.everybody:
        return ngettext("{number} person is asked.", "{number} people are asked.", found.everybody)
    return ngettext(
        "{number} of {all} people is shown.",
        "{number} of {all} people are shown.",
        found.found,
        all=found.everybody,
    )


def _beside(listing: Listing, step: int) -> Link | None:
    number = listing.found.number + step
    if not 1 <= number <= listing.found.pages:
        return None
    search = listing.search
    url = url_for(
        listing.endpoint,
        round_id=listing.facts.public_id,
        page=number,
        find=search.words or None,
        only=search.only or None,
    )
    return Link(label=_("Page {number}", number=number), url=url)


def _row(one: Invitee, listing: Listing) -> Row:
    url = url_for("rounds.person", round_id=listing.facts.public_id, invitation_id=one.public_id)
    return Row(
        name=name_of(one),
        url=url if listing.sees.addresses else "",
        about=about_of(one, listing.roles),
        email=one.email,
        letter=letter_of(one),
        answers=str(ANSWERED[one.answered]) if one.answered else "",
        wrong=one.delivery in ("bounced", "failed") and not one.is_revoked,
    )


def name_of(one: Invitee) -> str:
    """What somebody is called here."""
    if one.person_id is None:
        return _("Somebody who was erased")
    return one.name or one.email or _("Somebody without a name")


def about_of(one: Invitee, roles: Mapping[str, str]) -> str:
    """For whom and as what somebody answers."""
    return ", ".join(part for part in (one.partner, roles.get(one.role_id or "", "")) if part)


def letter_of(one: Invitee) -> str:
    """How somebody's last letter fared; empty where that may not be seen."""
    if one.is_revoked:
        return _("Taken back")
    return str(DELIVERY[one.delivery]) if one.delivery else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """One person who is asked, and what can be done.

    Attributes:
        title: their name or address.
        round, back, listed: the title of the round, and the list with its title.
        facts: pairs of a word and what it is here.
        said: what was just done, or empty.
        refused: why something was not done, or empty.
        explained: what became of the letter, and what to do, or empty.
        revoked: whether their invitation is taken back.
        can_send: whether a new link can be sent now.
        new_link: what a new link does.
        lost: the tick that goes with it in an anonymous round, or `None`.
        address: the form for another address.
        new_link_url, address_url, revoke_url, restore_url: where the forms go.
    """

    title: str
    round: str
    back: str
    listed: str
    facts: tuple[tuple[str, str], ...]
    said: str
    refused: str
    explained: str
    revoked: bool
    can_send: bool
    new_link: str
    lost: Form | None
    address: Form
    new_link_url: str
    address_url: str
    revoke_url: str
    restore_url: str


def person_facts(one: Invitee, roles: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What is known of somebody, as pairs of a word and what it is here."""
    pairs = (
        (_("Partner"), one.partner),
        (_("Role"), roles.get(one.role_id or "", "")),
        (_("E-mail address"), one.email or _("none")),
        (_("Letter"), letter_of(one)),
        (_("Answers"), str(ANSWERED[one.answered]) if one.answered else ""),
    )
    return tuple((word, value) for word, value in pairs if value)


def explained(one: Invitee, phase: Phase) -> str:
    """What became of somebody's letter, and what to do; empty where nothing is to be done."""
    if one.is_revoked:
        return _(
            "Their invitation is taken back: their links open nothing. What they have answered stays as it is."
        )
    return _to_do(one) if takes_people(phase) else _too_late(one)


def _to_do(one: Invitee) -> str:
    """What became of somebody's letter, and what to do while links can be sent."""
    if one.delivery == "bounced":
        return _("The mail server refused this address for good. Correct it, and PET sends a new link.")
    if one.delivery == "failed":
        return _(
            "The letter could not be sent, though PET tried for some hours. Send it again, or correct the address."
        )
    if one.moved_to:
        return _(
            "In the list of people they have another address by now. A new link goes to that one: {address}",
            address=one.moved_to,
        )
    if not one.email:
        return _("They have no address. Give one, or hand them a paper sheet.")
    return ""


def _too_late(one: Invitee) -> str:
    """What became of somebody's letter, where nothing can be sent any more."""
    if one.delivery == "bounced":
        return _(
            "The mail server refused this address for good. The round takes no more answers, so no new link goes out."
        )
    if one.delivery == "failed":
        return _(
            "The letter could not be sent, though PET tried for some hours. The round takes no more answers, so no new "
            "link goes out."
        )
    return ""


def new_link_words(facts: RoundFacts) -> str:
    """What a new link does."""
    if facts.is_anonymous:
        return _(
            "A new letter with a new link goes out, and the link in their first letter begins no new sheet any more. Use "
            "it only if they have not sent their answers: PET cannot know. What they had begun is lost to them, "
            "unless they kept their own link."
        )
    return _(
        "A new letter with a new link goes out. It leads to what they have answered so far; earlier links stop working."
    )


def takes_people(phase: Phase) -> bool:
    """Whether somebody can be asked and links be sent at this point of a round."""
    return phase in (Phase.EARLY, Phase.ACCEPTING)
