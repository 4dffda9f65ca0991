"""The one way in for files and texts that came from outside: YAML, JSON, CSV and zip with limits on everything.

Every parser takes bytes and a `Problems`. What stops the reading (a limit, a syntax error) raises
`InvalidInputError` at once; everything else is collected, so that the caller can add what it finds itself and
then call `problems.raise_any()` once.
"""

from pet.untrusted.comparing import plain
from pet.untrusted.files import exists, file_name, read, shown
from pet.untrusted.json_document import parse_json
from pet.untrusted.limits import Limits, TableLimits
from pet.untrusted.problems import Problems
from pet.untrusted.table import Table, cell, letter, parse_csv
from pet.untrusted.yaml_document import Entries, Items, Node, Scalar, parse_yaml
from pet.untrusted.zip_file import ZipLimits, parse_zip

__all__ = [
    "Entries",
    "Items",
    "Limits",
    "Node",
    "Problems",
    "Scalar",
    "Table",
    "TableLimits",
    "ZipLimits",
    "cell",
    "exists",
    "file_name",
    "letter",
    "parse_csv",
    "parse_json",
    "parse_yaml",
    "parse_zip",
    "plain",
    "read",
    "shown",
]
