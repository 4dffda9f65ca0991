"""A file that somebody asks for by its name: what it would be made from now, and how far it is."""

from dataclasses import dataclass

from flask import abort, request, url_for

from pet.exports import catalogue
from pet.exports.catalogue import File
from pet.services import productions, results, rounds
from pet.services.productions import Ground, Standing, State, Wish
from pet.services.rounds import RoundFacts
from pet.web.results import about
from pet.web.site import database, now

PAPERS = ("a4", "letter")


def _listed(*, for_everybody: bool) -> str:
    return ", ".join(f'"{file.name}"' for file in catalogue.ALL if file.for_everybody is for_everybody)


REPORTS = _listed(for_everybody=True)
"""The names of what everybody may have who sees the results, as an address wants them."""
EXPORTS = _listed(for_everybody=False)
"""The names of all other files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A file that somebody asks for.

    Attributes:
        facts: of the round.
        file: what kind of file it is.
        wish: which one, as whoever asks may have it.
        ground: what it is made from.
        standing: how far it is, if somebody asked for it before.
    """

    facts: RoundFacts
    file: File
    wish: Wish
    ground: Ground
    standing: Standing | None

    @property
    def is_being_made(self) -> bool:
        """Whether whoever waits for it will have it without doing anything."""
        return self.standing is not None and self.standing.state in (State.QUEUED, State.MAKING)


def sought(name: str) -> Sought:
    """What this request asks for.

    Raises:
        NotFound: there is no result yet, no such file of it, no such paper, or the reports were held back on release.
    """
    file, page = catalogue.of(name), request.args.get("page", PAPERS[0])
    if file is None or page not in PAPERS:
        abort(404)
    with database().reading() as session:
        facts = rounds.facts(session, about.round_id())
        stored = results.stored(session, facts.id)
        if stored is None or not about.shows_report(facts):
            abort(404)
        seen = about.shown(stored, facts)
        wish = Wish(round_id=facts.id, file=name, page=page, wordless=seen is not stored)
        ground = productions.ground_of(session, wish, seen, now=now())
        if ground is None:
            abort(404)
        standing = productions.state(session, round_id=facts.id, edition=ground.copy.edition, file=name)
    return Sought(facts=facts, file=file, wish=wish, ground=ground, standing=standing)


def address(what: str, round_id: str, sought: Sought, *, as_json: bool = False) -> str:
    """Where a file is: its bytes (`file`), the asking for it (`ask`), or how far it is (`making`)."""
    endpoint = {
        "file": ("file", "export"),
        "ask": ("ask_file", "ask_export"),
        "making": ("making", "making_export"),
    }[what][not sought.file.for_everybody]
    page = sought.wish.page if sought.file.papers else None
    return url_for(
        f"results.{endpoint}",
        round_id=round_id,
        name=sought.file.name,
        page=page,
        seen_by=about.seen_by(),
        format="json" if as_json else None,
    )
