"""The form of one page of the questionnaire, made from what this person is asked there.

A field is called after its part and kind, as in `trust.candour:rating`; ids hold no colon, so no two names meet.
Beside each stands what the page saw (`….base`, see marks.py), and on the page about a conflict what to keep
(`….keep`). What a post does not hold was not on its page, and stays as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, TextAreaField, ValidationError
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta

from pet.frameworks.model import OpenQuestion, Scale
from pet.language import current
from pet.language import gettext as _
from pet.services.answers.asked import LONGEST_TEXT, AskedArea
from pet.services.answers.held import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Answer,
    Change,
    Held,
    Key,
    Kind,
    Words,
    nothing_at,
)
from pet.services.texts import many_lines
from pet.web.forms.choosing import Pick, Tick, choices
from pet.web.forms.marks import is_unchanged, mark, version_of

BASE, KEEP = ".base", ".keep"
TAKE_BACK = "take_back"  # a button beside a theme, with its id
MINE, STORED, BOTH = "mine", "stored", "both"
NEVER_SEEN = "0-0000000000000000"  # stands for a mark that is none: whatever is stored is asked about
Posted = MultiDict[str, str]
HeldBy = Mapping[Key, Held]


def name_of(key: Key) -> str:
    """What the field of a place is called."""
    return f"{key.part_id}:{key.kind}"


def quotable_name(key: Key) -> str:
    """What the tick beside its text is called."""
    return f"{key.part_id}:quotable"


class SheetForm(BaseForm):
    """The fields of one page.

    Attributes:
        keys: the places on this page, in order.
    """

    def __init__(
        self, fields: "Mapping[Key, UnboundField[Any]]", held: HeldBy, posted: Posted | None
    ) -> None:
        self.keys = tuple(fields)
        every: dict[str, UnboundField[Any]] = {}
        for key, field in fields.items():
            every[name_of(key)] = field
            every[name_of(key) + BASE] = UnboundField(HiddenField, filters=[_mark_or_none])
            if key.kind is not Kind.RATING:
                every[quotable_name(key)] = UnboundField(Tick, _("You may quote me word for word"))
        super().__init__(every, meta=DefaultMeta())
        self._posted = posted
        self.process(formdata=posted, data=prefill({key: held.get(key) or nothing_at(key) for key in fields}))

    def field(self, key: Key) -> Field:
        """The field of a place."""
        return self[name_of(key)]

    def quotable(self, key: Key) -> Field:
        """The tick beside a text."""
        return self[quotable_name(key)]

    def base(self, key: Key) -> str:
        """What the page saw of a place."""
        return str(self[name_of(key) + BASE].data)

    def is_posted(self, key: Key) -> bool:
        """Whether the page that was sent showed this place."""
        return self._posted is not None and name_of(key) + BASE in self._posted

    def said(self, key: Key) -> Held:
        """What the form says about a place, at the version that the page saw."""
        version = version_of(self.base(key)) or 0
        data = self.field(key).data
        if key.kind is Kind.RATING:
            taken_back = self._posted is not None and self._posted.get(TAKE_BACK) == key.part_id
            value = None if taken_back else data or None
            return Answer(int(value) if value and value.isdecimal() else value, version)
        return Words(data or "", bool(self.quotable(key).data and data), version)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Whether all of it can be understood; what cannot is said at its field or in `form_errors`."""
        super().validate(extra_validators)
        shown = [key for key in self.keys if self.is_posted(key)]
        if not shown or any(self.base(key) == NEVER_SEEN for key in shown):
            self.form_errors.append(
                _(
                    "Some of what was sent could not be understood. Look at what stands here and send it again."
                )
            )
        if strays(self, self._posted):
            self.form_errors.append(_("Some of what was sent is not asked on this page. It is kept below."))
        return not self.errors


def area_form(
    page: AskedArea, scale: Scale, role_id: str | None, held: HeldBy, posted: Posted | None = None
) -> SheetForm:
    """The form of an area: a rating and a comment for each theme, and how we know."""
    return SheetForm(_area_fields(page, scale, role_id), held, posted)


def words_form(questions: Iterable[OpenQuestion], held: HeldBy, posted: Posted | None = None) -> SheetForm:
    """The form of the open questions."""
    return SheetForm(_words_fields(questions), held, posted)


def whole_form(
    pages: Iterable[AskedArea],
    questions: Iterable[OpenQuestion],
    scale: Scale,
    role_id: str | None,
    posted: Posted | None = None,
) -> SheetForm:
    """Everything that is asked in one form, with nothing in it yet: for what stands on paper.

    Nobody else writes in it, so it carries no marks of what its page saw: that was nothing.
    """
    fields: dict[Key, UnboundField[Any]] = {}
    for page in pages:
        fields |= _area_fields(page, scale, role_id)
    fields |= _words_fields(questions)
    if posted is not None:
        posted = MultiDict(posted)
        for key in fields:
            posted[name_of(key) + BASE] = mark(nothing_at(key))
    return SheetForm(fields, {}, posted)


def _area_fields(page: AskedArea, scale: Scale, role_id: str | None) -> "dict[Key, UnboundField[Any]]":
    fields: dict[Key, UnboundField[Any]] = {}
    for theme in page.themes:
        statement = theme.wording_for(role_id).to(current())
        fields[Key(Kind.RATING, theme.id)] = UnboundField(
            Pick, statement, choices=choices(points_of(scale)), validators=[]
        )
        fields[Key(Kind.COMMENT, theme.id)] = _text(_("Your comment"))
    fields[Key(Kind.EVIDENCE, page.area.id)] = _text(
        _("What tells you so? An example, a figure, something you saw")
    )
    return fields


def _words_fields(questions: Iterable[OpenQuestion]) -> "dict[Key, UnboundField[Any]]":
    return {Key(Kind.OPEN, question.id): _text(question.text.to(current())) for question in questions}


def points_of(scale: Scale) -> tuple[tuple[str, str], ...]:
    """Values and labels of all choices; those that are no number are set apart."""
    points = tuple((str(n), point.to(current())) for n, point in enumerate(scale.points, start=1))
    apart = (
        (DONT_KNOW, scale.dont_know.to(current())),
        (NOT_APPLICABLE, scale.not_applicable.to(current())),
    )
    return points + apart


def prefill(held: HeldBy) -> dict[str, Any]:
    """What is held as the data of the fields."""
    data: dict[str, Any] = {}
    for key, one in held.items():
        data[name_of(key) + BASE] = mark(one)
        if isinstance(one, Answer):
            data[name_of(key)] = None if one.value is None else str(one.value)
        else:
            data[name_of(key)], data[quotable_name(key)] = one.text, one.quotable
    return data


def read_answers(form: SheetForm) -> dict[Key, Held]:
    """Everything the form says about the places that its page showed."""
    return {key: form.said(key) for key in form.keys if form.is_posted(key)}


def read_changes(form: SheetForm, held: HeldBy) -> tuple[Change, ...]:
    """What the person changed; `held` is what is stored now, for those who keep both of two texts."""
    decided = ((key, _decided(form, key, said, held)) for key, said in read_answers(form).items())
    return tuple(
        _change(key, said)
        for key, said in decided
        if said is not None and not is_unchanged(said, form.base(key))
    )


def strays(form: SheetForm, posted: Posted | None) -> tuple[str, ...]:
    """What was sent under names of questions that are not on this page, as typed."""
    kinds = tuple(f":{kind}" for kind in Kind)
    found = (
        many_lines(value)
        for name, value in (posted or MultiDict()).items(multi=True)
        if name.endswith(kinds) and name not in form
    )
    return tuple(text for text in found if text)


def _decided(form: SheetForm, key: Key, said: Held, held: HeldBy) -> Held | None:
    """What is to be kept of a place about which the person was asked; without a question, what the form says."""
    kept = form._posted.get(name_of(key) + KEEP) if form._posted is not None else None  # noqa: SLF001 -- one module
    stored = held.get(key)
    if kept == STORED:
        return None
    if kept == BOTH and isinstance(said, Words) and isinstance(stored, Words):
        return Words(f"{stored.text}\n\n{said.text}", said.quotable and stored.quotable, said.version)
    return said


def _change(key: Key, said: Held) -> Change:
    if isinstance(said, Answer):
        return Change(kind=key.kind, part_id=key.part_id, value=said.value, base_version=said.version)
    return Change(
        kind=key.kind,
        part_id=key.part_id,
        value=said.text,
        quotable=said.quotable,
        base_version=said.version,
    )


def _mark_or_none(given: str | None) -> str:
    return given if given is not None and version_of(given) is not None else NEVER_SEEN


def _text(label: str) -> "UnboundField[Any]":
    return UnboundField(
        TextAreaField,
        label,
        filters=[lambda given: many_lines(given or "")],
        validators=[_not_too_long],
        render_kw={"rows": 4},  # no maxlength: a browser would cut what is pasted without a word
    )


def _not_too_long(form: Any, field: Field) -> None:
    del form
    if len(field.data) > LONGEST_TEXT:
        raise ValidationError(
            _(
                "“{name}” is too long: it has {number} characters, {most} at most can be kept.",
                name=str(field.label.text),
                number=len(field.data),
                most=LONGEST_TEXT,
            )
        )
