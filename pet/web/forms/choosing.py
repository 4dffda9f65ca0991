"""Fields in which one of several things is chosen: the typed edge to WTForms' choices."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # -- the stubs end before 3.3

from pet.language import gettext as _

Pairs = Iterable[tuple[str, str]]


class Pick(RadioField):
    """One of several choices, or none; none leaves what was there."""

    def pre_validate(self, form: Any) -> None:
        """Accept no choice; refuse what is not among them."""
        del form
        if self.data and self.data not in _values(self):
            raise ValidationError(_("Choose one of the answers of “{name}”.", name=str(self.label.text)))


class Choose(SelectField):
    """One of a list."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not in the list, in words of ours."""
        del form
        if not self.data or self.data not in _values(self):
            raise ValidationError(_("Choose one from the list “{name}”.", name=str(self.label.text)))


class Tick(BooleanField):
    """Yes or no; what was sent for yes is never shown again."""

    def _value(self) -> str:
        return "y"


def _values(field: SelectField) -> set[str]:
    listed: Any = field.choices
    return {choice.value for choice in listed or ()}


def choices(pairs: Pairs) -> list[Any]:
    """Pairs of value and label as WTForms wants them."""
    return [SelectChoice(value=value, label=label) for value, label in pairs]
