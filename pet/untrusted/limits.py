"""How much is read at most."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest YAML or JSON document that is read.

    Attributes:
        size: bytes.
        depth: containers inside each other.
        nodes: values altogether, containers included.
        text: characters of one text.
        key: characters of one key.
    """

    size: int = 2 * 1024 * 1024
    depth: int = 16
    nodes: int = 100_000
    text: int = 10_000
    key: int = 100


@dataclass(frozen=True, slots=True)
class TableLimits:
    """The largest CSV file that is read.

    Attributes:
        size: bytes.
        rows: rows below the header.
        columns: cells of one row.
        cell: characters of one cell; the default is what a spreadsheet can hold.
    """

    size: int = 64 * 1024 * 1024
    rows: int = 100_000
    columns: int = 2_000
    cell: int = 32_767


DOCUMENT = Limits()
TABLE = TableLimits()
