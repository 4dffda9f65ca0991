"""When two texts from outside are the same to the people who wrote them."""

from unicodedata import normalize

# Every kind of apostrophe, quotation mark and dash that keyboards and word processors produce.
_APOSTROPHES = "`\u00b4\u02bc\u2018\u2019\u201a\u201b\u2032"
_QUOTES = "\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
# Characters without width: soft hyphens, joiners, marks of direction and of byte order.
_UNSEEN = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)

_SAME = str.maketrans(
    {
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(_QUOTES, '"'),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_UNSEEN),
    }
)


def plain(text: str) -> str:
    """The text as it is compared: letter case, kinds of quotes and dashes, and widths do not count.

    Whatever is told apart by a name (roles, partners, labels of a scale, columns) is told apart by this form,
    where it is written down and where it is read.
    """
    # Twice: full-width forms become the signs above, and some of those would fall apart before.
    folded = normalize("NFKC", text.translate(_SAME)).casefold().translate(_SAME)
    return " ".join(folded.split())
