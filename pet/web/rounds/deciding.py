"""Closing and releasing a round: first a page that says what will happen, then it happens once."""

from dataclasses import dataclass
from datetime import datetime

from flask import redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, Form, TextAreaField
from wtforms.validators import Length

from pet.access.actor import State
from pet.access.policy import Permission
from pet.language import gettext as _
from pet.services import overview, rounds
from pet.services.overview import Overview
from pet.services.rounds import Phase, Progress, RoundFacts
from pet.web.guard import requires
from pet.web.identity import by
from pet.web.lazy import lazy_gettext
from pet.web.render import render
from pet.web.rounds import about, elsewhere, just_done, words
from pet.web.rounds.blueprint import blueprint
from pet.web.site import database, now, site
from pet.words import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePage:
    """What closing will do.

    Attributes:
        title: in a few words.
        round, round_id: its title and its public id.
        back: the page of the round.
        can: whether it can be closed; else `state` says why not.
        state: where it stands.
        early: that its closing date has not come, or empty.
        sent, left_out: how many count and how many do not, or empty.
        shown: what the results will show.
        comments: who reads the comments, or empty.
    """

    title: str
    round: str
    round_id: str
    back: str
    can: bool
    state: str
    early: str
    sent: str
    left_out: str
    shown: str
    comments: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePage:
    """What releasing will do.

    Attributes:
        title: in a few words.
        round, round_id: its title and its public id.
        back: the page of the round.
        results: the page of its results.
        can: whether it can be released; else `state` says why not.
        state: where it stands.
        intro: who sees it then.
        who: how many see it by their link and who else does, a sentence or more each.
        shown: what they will see.
        comments: what becomes of the comments.
        waits: whether comments have not been read yet.
        own: that each sees their own answers besides, or empty where they are not here.
        form: what goes with the results.
    """

    title: str
    round: str
    round_id: str
    back: str
    results: str
    can: bool
    state: str
    intro: str
    who: tuple[str, ...]
    shown: str
    comments: str
    waits: bool
    own: str
    form: "ReleaseForm"


class ReleaseForm(Form):
    """What goes with the results."""

    note = TextAreaField(
        lazy_gettext("A few words with the results, if you like"),
        [
            Length(
                max=rounds.LONGEST_NOTE,
                message=lazy_gettext("This note is too long: 4,000 characters at most."),
            )
        ],
        render_kw={"maxlength": rounds.LONGEST_NOTE},
    )
    report = BooleanField(lazy_gettext("The report as a PDF"), default=True)
    comments = BooleanField(lazy_gettext("What people wrote, as its reader lets it through"), default=True)

    def parts(self) -> tuple[str, ...]:
        """The parts that everybody may see."""
        chosen = ((rounds.REPORT, self.report.data), (rounds.COMMENTS, self.comments.data))
        return tuple(part for part, is_chosen in chosen if is_chosen)


def _told(facts: RoundFacts) -> str:
    if facts.by_letter and site().post.can_send:
        if facts.is_anonymous:
            return _("A letter tells everybody who was asked, with the note below.")
        if facts.is_signed:
            return _("A letter tells everybody whose partner sent its sheet, with the note below.")
        return _("A letter tells everybody who answered, with the note below.")
    return _("Nobody is written to: tell them.")


@blueprint.get("/rounds/<round_id>/close")
@requires(Permission.CLOSE_ROUND)
def close(round_id: str) -> str:
    """What closing will do."""
    del round_id
    with database().reading() as session:
        about_it = overview.of_round(session, about.round_id())
        progress = rounds.progress(session, about.round_id())
    return render("rounds/close.html", _close_page(about_it, progress, now()))


@blueprint.post("/rounds/<round_id>/close")
@requires(Permission.CLOSE_ROUND)
def close_now(round_id: str) -> Response:
    """Close the round; one that is closed stays as it is."""
    with database().writing() as session:
        rounds.close(session, round_id=about.round_id(), now=now(), by=by())
    return redirect(url_for("rounds.status", round_id=round_id, done=just_done.CLOSED), 303)


def _close_page(about_it: Overview, progress: Progress, at: datetime) -> ClosePage:
    facts = about_it.facts
    phase = facts.phase(at)
    return ClosePage(
        title=_("Close the round"),
        round=facts.title,
        round_id=facts.public_id,
        back=url_for("rounds.status", round_id=facts.public_id),
        can=phase in (Phase.EARLY, Phase.ACCEPTING, Phase.OVER),
        state=words.dated(facts, at),
        early=_("People were told that they have until {moment}.", moment=dates.moment(facts.closes_at))
        if phase is Phase.ACCEPTING
        else "",
        sent=words.sent(facts, progress.submitted),
        left_out=words.left_out(facts, progress.started),
        shown=words.will_be_shown(facts, progress.submitted),
        comments=words.read_first(facts)
        if about_it.comments and progress.submitted >= words.options(facts).smallest_group
        else "",
    )


@blueprint.get("/rounds/<round_id>/release")
@requires(Permission.RELEASE_ROUND)
def release(round_id: str) -> str:
    """What releasing will do."""
    del round_id
    with database().reading() as session:
        about_it = overview.of_round(session, about.round_id())
    return render("rounds/release.html", _release_page(about_it, ReleaseForm(), now()))


@blueprint.post("/rounds/<round_id>/release")
@requires(Permission.RELEASE_ROUND)
def release_now(round_id: str) -> Response | tuple[str, int]:
    """Release the round, and tell everybody who came by letter; one that is released stays as it is."""
    form = ReleaseForm(request.form if "note" in request.form else None)  # without its fields: everything
    if not form.validate():
        with database().reading() as session:
            about_it = overview.of_round(session, about.round_id())
        return render("rounds/release.html", _release_page(about_it, form, now())), 422
    with database().writing() as session:
        rounds.release(
            session,
            round_id=about.round_id(),
            now=now(),
            by=by(),
            note=form.note.data or "",
            parts=form.parts(),
            post=site().post,
        )
    return redirect(url_for("rounds.status", round_id=round_id, done=just_done.RELEASED), 303)


def _release_page(about_it: Overview, form: ReleaseForm, at: datetime) -> ReleasePage:
    facts = about_it.facts
    if facts.is_imported:
        form.comments.label.text = elsewhere.words_to_show()
    return ReleasePage(
        title=_("Release the results"),
        round=facts.title,
        round_id=facts.public_id,
        back=url_for("rounds.status", round_id=facts.public_id),
        results=url_for("results.show", round_id=facts.public_id),
        can=facts.state is State.CLOSED,
        state=words.dated(facts, at),
        intro=elsewhere.sees_it()
        if facts.is_imported
        else _("Then everybody who answered sees what you see."),
        who=elsewhere.who_sees(about_it.sent, is_signed=facts.is_signed)
        if facts.is_imported
        else _who(about_it),
        shown=words.is_shown(facts, about_it.sent),
        comments=words.comments_then(about_it, reads=about.reads(facts)),
        waits=words.waits_for_reader(about_it),
        own=""
        if facts.is_imported
        else _("Beside everybody’s view, each sees their own: that is visible to them alone."),
        form=form,
    )


def _who(about_it: Overview) -> tuple[str, ...]:
    """Who sees it and how they learn of it."""
    by_link = _("They find the results by the link with which they came back to their answers.")
    sent = words.sent(about_it.facts, about_it.sent)
    return (
        f"{sent} {by_link} {_told(about_it.facts)}",
        _("Members of the partnership who sign in see them too."),
    )
