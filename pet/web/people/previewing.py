"""A list before it is taken over: what it would do, row by row; then that it was, and how to take it back."""

from flask import abort, make_response, redirect, request
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.errors import PetError
from pet.services import kinds, partnerships, roles
from pet.services.importing import applying, batches, deciding
from pet.services.importing.applying import Seen
from pet.services.importing.deciding import Decision, Mended
from pet.web import guard, identity
from pet.web.guard import requires
from pet.web.people.blueprint import blueprint
from pet.web.people.done_page import done_page
from pet.web.people.places import here
from pet.web.people.preview_page import Kept, preview_page
from pet.web.render import render
from pet.web.site import database, now

_LONGEST_NUMBERS = 40_000  # characters: five thousand numbers of rows


@blueprint.get("/partnerships/<partnership_id>/import/<import_id>")
@requires(Permission.IMPORT_PEOPLE)
def preview(partnership_id: str, import_id: str) -> str:
    """What it would do, or what it did."""
    del partnership_id, import_id
    return _show(Kept(show=request.args.get("show", "")))


@blueprint.post("/partnerships/<partnership_id>/import/<import_id>", endpoint="decide")
@requires(Permission.IMPORT_PEOPLE)
def decide(partnership_id: str, import_id: str) -> Response:
    """Keep what was decided; take the list over where the person said yes to what they saw."""
    del partnership_id
    try:
        with database().writing() as session:
            refused = deciding.decide(
                session,
                batch_id=guard.id_of("import_id"),
                decision=_decision(),
                own_partner_id=guard.own_partner_id(),
                by=identity.by(),
                now=now(),
            )
    except PetError as error:
        typed = Kept(refused=str(error), mended=request.form.get("mended"), without="without" in request.form)
        return make_response(_show(typed), 422)
    if refused:
        return make_response(_show(Kept(refused=refused, without="without" in request.form)), 409)
    return redirect(here("preview", import_id=import_id), 303)


@blueprint.post("/partnerships/<partnership_id>/import/<import_id>/undo")
@requires(Permission.IMPORT_PEOPLE)
def undo(partnership_id: str, import_id: str) -> Response:
    """Take the list back."""
    del partnership_id
    with database().writing() as session:
        applying.undo(
            session,
            batch_id=guard.id_of("import_id"),
            own_partner_id=guard.own_partner_id(),
            by=identity.by(),
            now=now(),
        )
    return redirect(here("preview", import_id=import_id), 303)


def _decision() -> Decision:
    form = request.form
    do = form.get("do", "")
    if do not in ("look", "confirm"):
        abort(400)
    return Decision(
        mended=Mended(numbers=_numbers(form.get("wrong", "")), text=form.get("mended", "")),
        same_partner=_named("partner"),
        same_role=_named("role"),
        asked=frozenset(_numbers(form.get("asked", ""))),
        left_out=frozenset(number for one in form.getlist("out") for number in _numbers(one)),
        seen=Seen(sha256=form.get("seen", ""), without_wrong="without" in form) if do == "confirm" else None,
    )


def _numbers(text: str) -> list[int]:
    return [int(one) for one in text[:_LONGEST_NUMBERS].split(",") if one.isdecimal() and len(one) < 9]


def _named(prefix: str) -> dict[str, str]:
    """What was chosen: the words stand in a field of their own beside each choice."""
    form = request.form
    words = {
        name.removeprefix(prefix + "-of-"): key
        for name, key in form.items()
        if name.startswith(prefix + "-of-")
    }
    return {key: form.get(f"{prefix}-{number}", "") for number, key in words.items()}


def _show(kept: Kept) -> str:
    with database().reading() as session:
        facts = partnerships.facts(session, guard.partnership_id())
        kept_row = batches.find(session, guard.id_of("import_id"))
        batch = batches.read(kept_row)
        if batch.state != "preview":
            return render("people/done.html", done_page(batch))
        own = batches.bounds(kept_row, guard.own_partner_id())
        plan = batches.plan(session, facts.id, batch, own_partner_id=own)
        known = roles.of_partnership(session, facts.id)
    return render(
        "people/preview.html", preview_page(batch, plan, known, kept, str(kinds.words(facts.kind).partner))
    )
