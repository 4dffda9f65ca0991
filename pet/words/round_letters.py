"""What the letters of a round are called."""

from collections.abc import Mapping
from types import MappingProxyType

from babel.support import LazyProxy

from pet.language import lazy_gettext

_TITLES: Mapping[str, LazyProxy] = MappingProxyType(
    {
        "invitation": lazy_gettext("Invitation"),
        "reminder": lazy_gettext("Reminder"),
        "closing": lazy_gettext("Last call"),
        "results": lazy_gettext("Results"),
    }
)


def title(kind: str) -> str:
    """What a letter of this kind (`pet.services.letters.LetterKind`) is called."""
    return str(_TITLES[kind])
