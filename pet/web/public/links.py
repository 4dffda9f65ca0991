"""“I have a link”: for people whose mail program broke it, or who have it on paper."""

from dataclasses import dataclass

from flask import make_response, redirect, request
from werkzeug.wrappers import Response
from wtforms import Form, StringField
from wtforms.validators import DataRequired, Length

from pet.language import gettext as _
from pet.services import links
from pet.services.links import Opens
from pet.web import link_misses, pasted
from pet.web.guard import public
from pet.web.lazy import lazy_gettext
from pet.web.public.blueprint import blueprint
from pet.web.render import render
from pet.web.site import database

_PATHS = {Opens.ROUND: "/o/", Opens.RESPONSE: "/r/"}


class LinkForm(Form):
    """A link or the code in it."""

    link = StringField(
        lazy_gettext("Your link or code"),
        [DataRequired(lazy_gettext("Paste your link or type your code.")), Length(max=1000)],
        filters=[lambda typed: "".join((typed or "").split())],  # mail programs break lines inside links
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPage:
    """Where to paste a link."""

    title: str
    form: LinkForm


@blueprint.get("/link")
@public
def link() -> str:
    """Where to paste a link."""
    return _page(LinkForm())


@blueprint.post("/link", endpoint="open_link")
@public
def open_link() -> Response:
    """On to what the link opens; nothing is used up by it."""
    form = LinkForm(request.form)
    if not form.validate():
        return make_response(_page(form), 422)
    typed = form.link.data or ""
    with database().reading() as db:
        found = links.find(db, typed, pasted.code_in(typed))
    if found is not None:
        return redirect(_PATHS[found.what] + found.code, 303)
    return _unknown(form, link_misses.count())


def _unknown(form: LinkForm, wait: int) -> Response:
    said = _("We do not know this link. Check that you have all of it, up to the last character.")
    form.link.errors = [link_misses.wait_words(wait) if wait else said]
    response = make_response(_page(form), 429 if wait else 422)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _page(form: LinkForm) -> str:
    return render("public/link.html", LinkPage(title=_("Open your link"), form=form))
