"""What sorts of partnership there are: each proposes a framework and the words for the organisations in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from babel.support import LazyProxy

from pet.language import lazy_gettext


class Kind(StrEnum):
    """What sort of partnership it is."""

    SCHOOL_CLUSTER = "school_cluster"
    OUTREACH_HUB = "outreach_hub"
    AMBASSADOR_NETWORK = "ambassador_network"
    UNIVERSITY_SCHOOLS = "university_schools"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a kind of partnership and the organisations in it are called.

    Attributes:
        label: of the kind, as it is chosen from a list.
        partner: one organisation, as a label begins.
        partners: several of them, as a heading.
        framework: the key of the framework that is proposed.
    """

    label: LazyProxy
    partner: LazyProxy
    partners: LazyProxy
    framework: str


_WORDS: Mapping[Kind, Words] = {
    Kind.SCHOOL_CLUSTER: Words(
        label=lazy_gettext("Schools that work together"),
        partner=lazy_gettext("School"),
        partners=lazy_gettext("Schools"),
        framework="school-partnerships",
    ),
    Kind.OUTREACH_HUB: Words(
        label=lazy_gettext("Outreach hub with its partners"),
        partner=lazy_gettext("Organisation"),
        partners=lazy_gettext("Organisations"),
        framework="outreach-hubs",
    ),
    Kind.AMBASSADOR_NETWORK: Words(
        label=lazy_gettext("Network of ambassadors or volunteers"),
        partner=lazy_gettext("Hub"),
        partners=lazy_gettext("Hubs"),
        framework="volunteer-networks",
    ),
    Kind.UNIVERSITY_SCHOOLS: Words(
        label=lazy_gettext("University and schools"),
        partner=lazy_gettext("School or university"),
        partners=lazy_gettext("Schools and universities"),
        framework="school-university",
    ),
    Kind.OTHER: Words(
        label=lazy_gettext("Another kind of partnership"),
        partner=lazy_gettext("Partner"),
        partners=lazy_gettext("Partners"),
        framework="school-partnerships",
    ),
}


def words(kind: Kind) -> Words:
    """What this kind and the organisations in it are called."""
    return _WORDS[kind]


def framework_key(kind: Kind) -> str:
    """The key of the built-in framework that suits this kind."""
    return _WORDS[kind].framework
