"""What a chart says, as plain comparable values: tests look here, people look at the pixels.

Every spec carries its text twin: the finding as title, a description for those who do not see it, and a table
with the same numbers. Numbers in `str` fields are already in the reader's language. What all charts have stands here;
each kind has a module of the same name here, in `build` and in `draw`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The same numbers as a table; the first cell of each row is its heading.

    Attributes:
        header: one cell per column.
        rows: each as long as the header.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """What all charts have.

    Attributes:
        name: a slug, unique among the charts of one result.
        finding: one sentence, the title.
        description: the finding and the numbers in sentences, for those who do not see the chart.
        reading: how to read it, to stand beside or below it.
        table: the text twin.
    """

    name: str
    finding: str
    description: str
    reading: str
    table: Table
