"""A new letter in an anonymous round: nobody can know whether the lost one was used, so whoever begins says so."""

from wtforms import BooleanField, Form
from wtforms.validators import DataRequired

from pet.web.lazy import lazy_gettext


class NotSentForm(Form):
    """That somebody has not answered yet."""

    not_sent = BooleanField(
        lazy_gettext("I have not sent my answers in this round yet"),
        [
            DataRequired(
                lazy_gettext("Tick the box if that is so. If you have sent your answers, you are done.")
            )
        ],
    )
