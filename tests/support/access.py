"""Who gets which page: every address of the site, asked for by everybody there is.

The views themselves are put aside, so that what is seen is the answer of the guard alone.
"""

import re
from http import HTTPStatus

from pet.paths import PACKAGE
from pet.web import guard
from pet.web.guard import PUBLIC
from pet.web.targets import RESPONSE

DOCUMENT = PACKAGE.parent / "docs" / "access.md"
ACTORS = {
    "stranger": ("AN", "somebody without an account or a link"),
    "respondent": ("IR", "opened one response of the round by their link, and has sent it"),
    "respondent of another": ("IR there", "opened a response of another partnership"),
    "member": ("ME", "a member of the partnership, of one partner"),
    "partner lead": ("OL", "leads one partner of it"),
    "lead": ("PL", "leads the partnership"),
    "facilitator": ("FA", "facilitates it, and reads the comments of the round first"),
    "lead of another": ("lead there", "leads another partnership only"),
    "administrator": ("SA", "looks after the site"),
}
_WORDS = {
    HTTPStatus.NO_CONTENT: "yes",
    HTTPStatus.SEE_OTHER: "sign in",
    HTTPStatus.UNAUTHORIZED: "sign in",
    HTTPStatus.FORBIDDEN: "no",
    HTTPStatus.NOT_FOUND: "not there",
}


def without_views(app):
    """Every view answers “yes” at once; what it asks for stays."""
    app.config["WTF_CSRF_METHODS"] = set()
    for endpoint, view in app.view_functions.items():
        access = guard.access_of(view)
        mark = guard.public if access == PUBLIC else guard.requires(access)
        app.view_functions[endpoint] = mark(_instead_of(view))


def _instead_of(view):
    """A view that does nothing, with all the marks of this one."""

    def answer(**_arguments):
        return "", HTTPStatus.NO_CONTENT

    vars(answer).update(vars(view))
    return answer


def addresses(app):
    """Method and rule of every address, in the order of the document."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule.count("<"), rule.rule))
    for rule in rules:
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield method, rule


def address(rule, ids):
    """An address of this rule: with these ids, and with anything where something else is wanted."""

    def value(part):
        kind, _colon, name = part[1].rpartition(":")
        if kind.startswith("any("):
            return kind.removeprefix("any(").partition(",")[0].strip(" )'\"")
        return ids.get(name) or ("1" if kind == "int" else "x")

    return re.sub(r"<([^>]+)>", value, rule)


def document(world, matrix):
    """The whole of docs/access.md: what the data file says, and what the site answers."""
    parts = [_HEAD, *(f"- **{name}**: {what}" for name, (_role, what) in ACTORS.items())]
    parts += ["", "## The matrix", "", _MATRIX, *_matrix(matrix)]
    rules = list(addresses(world.app))
    nothing, something = (
        [one for one in rules if bool(_ids_in(one[1])) is wanted] for wanted in (False, True)
    )
    scoped = [
        one for one in something if one[1].arguments & matrix.SCOPED and "partnership_id" in one[1].arguments
    ]
    running = {**world.own, RESPONSE: world.responses["IR", "open"][0]}
    released = {"round_id": world.rounds["released"], RESPONSE: world.responses["IR", "released"][0]}
    parts += ["", "## Pages about no partnership", "", *_table(world, nothing, {})]
    parts += ["", "## While the round is open or closed", "", *_table(world, something, running)]
    after = [
        one for one in something if one[1].arguments & set(released) and not one[1].arguments & matrix.SCOPED
    ]
    parts += ["", "## After its release", "", *_table(world, after, {**running, **released})]
    parts += ["", "## What is another partner's", "", *_table(world, scoped, world.others)]
    parts += ["", "## What does not exist", "", *_table(world, something, dict.fromkeys(running, "A" * 22))]
    return "\n".join(parts) + "\n"


def _ids_in(rule):
    return {name for name in rule.arguments if name.endswith("_id")}


def _matrix(matrix):
    yield "| # | action | " + " | ".join(matrix.ROLES) + " | by |"
    yield "|---" * (len(matrix.ROLES) + 3) + "|"
    for action in (*matrix.actions(), *matrix.beside()):
        cells = " | ".join(action.cells[role] for role in matrix.ROLES)
        yield f"| {action.number or ''} | {action.name} | {cells} | {_by(action)} |"


def _by(action):
    """What carries it out, and what is missing."""
    found = [f"`{one}`" for one in dict.fromkeys(action.endpoints)]
    if action.inside:
        found.append(f"inside pages: `{action.inside}`")
    found += [f"`pet {one}`" for one in action.command.split(", ") if one]
    found += [part for part in (action.nothing, action.note) if part]
    found += [
        f"**not built**{'' if role == 'all' else f' for {role}'}: {what}"
        for role, what in action.not_built.items()
    ]
    return "<br>".join(found)


def _table(world, rows, ids):
    """A row for all pages on which everybody is told the same."""
    told = {}
    for method, rule in rows:
        cells = tuple(_cell(world, role, rule, ids) for role, _what in ACTORS.values())
        told.setdefault(cells, []).append(f"{method} `{rule.rule}`")
    yield "| pages | " + " | ".join(ACTORS) + " |"
    yield "|---" * (len(ACTORS) + 1) + "|"
    for cells, pages in told.items():
        yield "| " + "<br>".join(pages) + " | " + " | ".join(cells) + " |"


def _cell(world, role, rule, ids):
    said = [_WORDS[HTTPStatus(world.status((role, fresh), rule.endpoint, ids))] for fresh in (True, False)]
    return "once more" if said == ["yes", "sign in"] else said[0]


_HEAD = """\
# Who may see and do what

Made by `tools/make_access.py` from `pet/access/matrix.yaml` and from the running site; a test holds it against both.
The rules themselves are in `pet/access/policy.py`, one table.

- *yes*: the page answers. What it then shows may depend on more: results exist only after a round was closed, the
  comments in them only after the round's reader has gone through them, and the lead of one partner sees and changes
  what is of that partner only.
- *once more*: yes, once the person has shown within the last ten minutes that it is them.
- *sign in*: asked to sign in, or on the pages of a response for the return link; what was typed is kept.
- *no*: refused, in one's own partnership or for who looks after the site (403).
- *not there*: the same answer as for what does not exist (404). A partnership that is to be deleted does not exist,
  but for the page that undoes it.

Who asks:
"""
_MATRIX = """\
AN a stranger, IR who was invited and came by their own link, ME a member with an account, OL the lead of one partner,
PL a lead of the partnership, FA a facilitator, PC a coordinator of a programme (not built), SA an administrator of
the site. *y* yes; *o* their own person or partner only; *Σ* figures in which nobody can be made out; *s* once they
have shown again that it is them; *set* where `PET_ANYONE_CREATES` allows it; *-* no. Each cell has its test
(`tests/architecture/test_access_matrix.py`).
"""
