"""Letters to people who sign in: links that they asked for, offers, and notices about their account."""

from collections.abc import Callable, Mapping

from pet.access.actor import Role
from pet.language import gettext as _
from pet.mail import sanitised
from pet.services.letters.kinds import LetterKind
from pet.services.letters.sealing import Contents
from pet.services.letters.words import Link, Words, site_name

SENDER = "PET"


def of(kind: LetterKind, contents: Contents, *, name: str, base_url: str) -> Words:
    """What a letter about an account says.

    Args:
        kind: what it is about.
        contents: its token and what else it needs: of an appointment `role`, `inviter`, `partnership` and perhaps
            `partner`; of a notice the `notice`.
        name: what the person is called, or empty.
        base_url: of the site.
    """
    return _WORDS[kind](contents, _hello(name), base_url)


def _hello(name: str) -> str:
    calm = sanitised.name(name)
    return _("Hello {name},", name=calm) if calm else _("Hello,")


def _sign_in(contents: Contents, greeting: str, base_url: str) -> Words:
    site = site_name(base_url)
    return Words(
        sender=SENDER,
        subject=_("Your link to sign in to {site}", site=site),
        greeting=greeting,
        paragraphs=(_("You asked for a link to sign in. It works once, and for ten minutes."),),
        link=_link(_("Sign in"), f"{base_url}/sign-in/link/{contents.token}"),
        facts=(_("Nobody from PET will ever ask you for this link."),),
        why=_ignore(site),
    )


def _reset(contents: Contents, greeting: str, base_url: str) -> Words:
    site = site_name(base_url)
    return Words(
        sender=SENDER,
        subject=_("Choose a new password for {site}", site=site),
        greeting=greeting,
        paragraphs=(_("You asked to choose a new password. The link works once, and for ten minutes."),),
        link=_link(_("Choose a new password"), f"{base_url}/reset/{contents.token}"),
        facts=(
            _(
                "Until you use it, your password stays as it is. Nobody from PET will ever ask you for this link."
            ),
        ),
        why=_ignore(site),
    )


def _appointment(contents: Contents, greeting: str, base_url: str) -> Words:
    facts = contents.facts
    partnership, inviter = facts.get("partnership", ""), sanitised.name(facts.get("inviter", ""))
    return Words(
        sender=partnership or SENDER,
        subject=_subject(facts, inviter, partnership),
        greeting=greeting,
        paragraphs=(
            _asks(facts, inviter, partnership),
            _("You can look at the offer first. Nothing happens until you accept it."),
        ),
        link=_link(_("See the offer"), f"{base_url}/appointments/{contents.token}"),
        facts=(_("The link works for two weeks and is for you alone."),),
        why=_(
            "You get this letter because {name} has typed your address at {site}. If you do not know them, you can ignore it.",
            name=inviter,
            site=site_name(base_url),
        ),
    )


def _subject(facts: Mapping[str, str], name: str, partnership: str) -> str:
    about = {"name": name, "partnership": partnership}
    role, is_beside = facts.get("role", ""), "beside" in facts
    if role == Role.LEAD.value and not is_beside:
        return _("{name} asks you to lead {partnership}", **about)
    if role == Role.LEAD.value:
        return _("{name} asks you to help lead {partnership}", **about)
    if role == Role.FACILITATOR.value:
        return _("{name} asks you to facilitate {partnership}", **about)
    return _("{name} asks you to help with {partnership}", **about)


def _asks(facts: Mapping[str, str], name: str, partnership: str) -> str:
    """What somebody is asked to be."""
    partner = facts.get("partner", "")
    said = {
        Role.LEAD.value: _(
            "{name} asks you to lead {partnership} together with them.", name=name, partnership=partnership
        )
        if "beside" in facts
        else _(
            "{name} asks you to lead {partnership}. You would be the first to set it up: PET shows you how, step by step.",
            name=name,
            partnership=partnership,
        ),
        Role.FACILITATOR.value: _(
            "{name} asks you to facilitate {partnership}.", name=name, partnership=partnership
        ),
        Role.PARTNER_LEAD.value: _(
            "{name} asks you to lead {partner} in {partnership}.",
            name=name,
            partner=partner,
            partnership=partnership,
        ),
    }
    usual = _("{name} asks you to be a member of {partnership}.", name=name, partnership=partnership)
    return said.get(facts.get("role", ""), usual)


def _notice(contents: Contents, greeting: str, base_url: str) -> Words:
    site = site_name(base_url)
    told = _NOTICES[contents.facts["notice"]]
    subject, paragraph = told(site)
    return Words(
        sender=SENDER,
        subject=subject,
        greeting=greeting,
        paragraphs=(paragraph,),
        link=_link(_("Go to {site}", site=site), f"{base_url}/sign-in"),
        facts=(),
        why=_("You get this letter because you have an account at {site}.", site=site),
    )


def _password_changed(site: str) -> tuple[str, str]:
    return (
        _("Your password for {site} was changed", site=site),
        _(
            "The password of your account was just changed, and everybody else who used your account was signed out. If it "
            "was not you, choose a new password now: “Forgotten your password?” on the page where one signs in."
        ),
    )


def _ignore(site: str) -> str:
    return _(
        "Somebody typed your address at {site}. If it was not you, you can ignore this letter: without the link nothing "
        "happens.",
        site=site,
    )


def _link(label: str, url: str) -> Link:
    return Link(label=label, url=url)


_NOTICES: Mapping[str, Callable[[str], tuple[str, str]]] = {"password_changed": _password_changed}
_WORDS: Mapping[LetterKind, Callable[[Contents, str, str], Words]] = {
    LetterKind.SIGN_IN: _sign_in,
    LetterKind.RESET: _reset,
    LetterKind.APPOINTMENT: _appointment,
    LetterKind.NOTICE: _notice,
}
