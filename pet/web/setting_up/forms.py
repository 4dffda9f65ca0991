"""The forms of a framework by name, as a lead chooses one."""

from pet.frameworks.model import CORE, FULL, PULSE
from pet.language import lazy_gettext

LONG = {
    CORE: lazy_gettext("Core: the shorter form, which suits most (proposed)"),
    FULL: lazy_gettext("Full: every statement"),
    PULSE: lazy_gettext("Pulse: very short, to look in between two rounds"),
}
NAMES = {CORE: lazy_gettext("Core"), FULL: lazy_gettext("Full"), PULSE: lazy_gettext("Pulse")}
