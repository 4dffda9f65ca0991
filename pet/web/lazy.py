"""Texts of form classes, which find their language when they are shown.

WTForms takes anything that turns into a text; its types ask for `str`.
"""

from collections.abc import Callable
from typing import cast

from pet.language import lazy_gettext as _lazy_gettext

lazy_gettext = cast("Callable[[str], str]", _lazy_gettext)
