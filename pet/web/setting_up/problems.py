"""What a service refuses, put on the form that was sent."""

from collections.abc import Mapping

from wtforms.form import BaseForm

from pet.errors import InvalidInputError, PetError


def put(form: BaseForm, refused: PetError, fields: Mapping[str, str]) -> None:
    """Note why it was refused: at the field of that place, or above the form.

    Args:
        form: what was sent.
        refused: what the service said.
        fields: the name of the field, by the place that the service names.
    """
    if not isinstance(refused, InvalidInputError):
        form.form_errors = [*form.form_errors, str(refused)]
        return
    for problem in refused.problems:
        name = fields.get(problem.where, "")
        if name in form:
            field = form[name]
            field.errors = [*field.errors, problem.message]
        else:
            form.form_errors = [*form.form_errors, str(problem)]
