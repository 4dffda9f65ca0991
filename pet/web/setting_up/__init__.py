"""Setting a round up in four steps, launching it, and what can still be changed afterwards."""

from pet.web.setting_up.blueprint import blueprint

from pet.web.setting_up import (  # isort: skip -- they add their pages to it
    asked,
    beginning,
    extending,
    launching,
    privacy,
    questions,
    timing,
)

__all__ = ["asked", "beginning", "blueprint", "extending", "launching", "privacy", "questions", "timing"]
