"""Names of charts."""

from collections.abc import Sequence
from zlib import crc32


def slug(kind: str, ids: Sequence[str]) -> str:
    """A name made of the ids that a chart shows; a checksum stands for more than one."""
    if len(ids) == 1:
        return f"{kind}-{ids[0]}"
    return f"{kind}-{crc32(' '.join(ids).encode()):08x}"
