"""What somebody is in a partnership, and what each of these may do, in words."""

from pet.access.actor import Role
from pet.language import gettext as _


def name(role: Role, partner: str = "") -> str:
    """What somebody is, such as “Lead of Ash School”."""
    if role is Role.PARTNER_LEAD and partner:
        return _("Leads {partner}", partner=partner)
    words = {
        Role.LEAD: _("Lead"),
        Role.FACILITATOR: _("Facilitator"),
        Role.PARTNER_LEAD: _("Lead of a partner"),
        Role.MEMBER: _("Member"),
    }
    return _("{role}, {partner}", role=words[role], partner=partner) if partner else words[role]


def explained(role: Role) -> str:
    """What somebody in this role can do."""
    return {
        Role.LEAD: _("sets up rounds, invites people, closes rounds and releases results."),
        Role.FACILITATOR: _("follows rounds, reads comments first where named, and leads the conversation."),
        Role.PARTNER_LEAD: _("looks after the people of their own partner."),
        Role.MEMBER: _("answers, and sees results once they are released."),
    }[role]
