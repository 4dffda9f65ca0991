"""The words of one letter, as they are typed."""

from wtforms import Field, Form, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from pet.services.letters import signs
from pet.services.letters.texts import LONGEST_BODY, LONGEST_GREETING, LONGEST_SUBJECT, Texts
from pet.services.texts import many_lines, one_line
from pet.web.lazy import lazy_gettext


def _line(typed: str | None) -> str:
    return one_line(typed or "")


def _lines(typed: str | None) -> str:
    return many_lines(typed or "")


def _no_stray_signs(form: Form, field: Field) -> None:
    """What looks like a sign and is none would arrive as it stands."""
    del form
    field.errors = [*field.errors, *signs.problems(field.data or "", greeting=field.name == "greeting")]


class LetterForm(Form):
    """Subject, greeting and paragraphs."""

    subject = StringField(
        lazy_gettext("Subject"),
        [
            DataRequired(lazy_gettext("Give the letter a subject.")),
            Length(max=LONGEST_SUBJECT, message=lazy_gettext("Shorten the subject to 120 characters.")),
            _no_stray_signs,
        ],
        filters=[_line],
        render_kw={"autocomplete": "off"},
    )
    greeting = StringField(
        lazy_gettext("Greeting"),
        [
            DataRequired(lazy_gettext("Write a greeting, such as “Hello {name},”.")),
            Length(max=LONGEST_GREETING, message=lazy_gettext("Shorten the greeting to 120 characters.")),
            _no_stray_signs,
        ],
        filters=[_line],
        render_kw={"autocomplete": "off"},
    )
    body = TextAreaField(
        lazy_gettext("What you write"),
        [
            DataRequired(lazy_gettext("Write a sentence or two.")),
            Length(max=LONGEST_BODY, message=lazy_gettext("Shorten the letter to 4,000 characters.")),
            _no_stray_signs,
        ],
        filters=[_lines],
        render_kw={"rows": 8},
    )

    def texts(self) -> Texts:
        """What was typed."""
        return Texts(
            subject=self.subject.data or "", greeting=self.greeting.data or "", body=self.body.data or ""
        )
