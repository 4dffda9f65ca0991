"""The format of a framework file as JSON Schema, for editors that complete and check while one writes."""

from typing import Any

from pet.frameworks.rules import FRAMEWORK
from pet.language import gettext as _


def schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a framework file, with descriptions in the language in use.

    It knows the form of the file. What must hold between its parts (ids given twice, roles and themes that do
    not exist) only the loader knows.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _("A framework for PET"),
        **FRAMEWORK.schema(),
    }
