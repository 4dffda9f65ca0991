"""What a letter needs to know of the site, and of the person it goes to."""

from dataclasses import dataclass, field

from pet.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What the site knows about sending letters.

    Attributes:
        secret: the site's secret key; what letters keep to themselves is sealed with a key made from it.
        base_url: the address of the site, with which every link begins.
        can_send: whether the site sends letters at all.
        earlier: secret keys of before; what was sealed with them can still be opened.
    """

    secret: str = field(repr=False)
    base_url: str
    can_send: bool
    earlier: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class To:
    """Whom a letter goes to.

    Attributes:
        address: as it was given; looked at once more when the letter is made.
        name: what they are called, or empty.
    """

    address: str
    name: str = ""


def post_of(settings: Settings) -> Post:
    """What the settings say about sending letters."""
    return Post(
        secret=settings.secret_key,
        base_url=settings.base_url,
        can_send=bool(settings.mail),
        earlier=settings.secret_key_fallbacks,
    )
