"""What somebody typed, kept on a page that stands between it and the place where it will be saved.

A form that was refused only because a session had ended or its token was old goes through two pages at most:
the one that lets the person back in carries the fields along under another name, then “Send again” sends them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from pet.web import origin, sizes

PREFIX = "kept-"
PATH = "kept_path"  # where the form was going
_TOKEN = "csrf_token"  # noqa: S105 -- the name of a field
_SECRET = "password"  # noqa: S105 -- the name of a field
_SECRETS = (_TOKEN, _SECRET, "password_again")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The fields of a form that has not been accepted yet.

    Attributes:
        path: where it was going, with its query; a page of this site.
        fields: names and values in their order; no token and no password.
        had_password: whether the form asked for a password, which is typed again.
    """

    path: str
    fields: tuple[tuple[str, str], ...]
    had_password: bool = False

    def hidden(self) -> Iterator[tuple[str, str]]:
        """Names and values for the hidden fields of the page that lets the person back in."""
        yield PATH, self.path
        for name, value in self.fields:
            yield PREFIX + name, value


def of_request() -> Kept | None:
    """What the refused form holds; `None` for what was no form, is too large to be one of ours, or came from elsewhere."""
    if request.method != "POST" or "json" in request.mimetype or not origin.is_own():
        return None
    try:
        form = request.form
    except RequestEntityTooLarge:
        return None
    fields = tuple((name, value) for name, value in form.items(multi=True) if name not in _SECRETS)
    if sum(len(name) + len(value) for name, value in fields) > sizes.MOST_CHARACTERS:
        return None
    return Kept(path=request.full_path.rstrip("?"), fields=fields, had_password=_SECRET in form)


def carried(form: MultiDict[str, str], own_path: str) -> Kept | None:
    """What the page before carried along in its hidden fields, or `None`; `own_path` is its checked path."""
    fields = tuple(
        (name.removeprefix(PREFIX), value)
        for name, value in form.items(multi=True)
        if name.startswith(PREFIX)
    )
    return Kept(path=own_path, fields=fields) if PATH in form else None
