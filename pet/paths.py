"""Where templates, migrations and definitions are, in a checkout or in a wheel."""

import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = PACKAGE.parent


def _beside_or_inside(name: str) -> Path:
    """The folder at the top of a checkout, else its copy inside the wheel.

    The checkout comes first: an editable install must not read stale copies.
    """
    beside = _CHECKOUT / name
    return beside if (_CHECKOUT / "pyproject.toml").is_file() and beside.is_dir() else PACKAGE / f"_{name}"


TEMPLATES = _beside_or_inside("templates")
MIGRATIONS = _beside_or_inside("migrations")
EXAMPLES = _beside_or_inside("examples")
DEFINITIONS = PACKAGE / "frameworks" / "definitions"
FONTS = PACKAGE / "static" / "fonts"
STATIC = PACKAGE / "static"
# Where PET keeps what it produces unless PET_INSTANCE says otherwise.
INSTANCE = (
    _CHECKOUT / "instance"
    if (_CHECKOUT / "pyproject.toml").is_file()
    else Path(sys.prefix) / "var" / "pet-instance"
)
