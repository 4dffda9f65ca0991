"""What comes next in a sheet."""

from flask import redirect, url_for
from werkzeug.wrappers import Response as Answer

from pet.services import actions
from pet.services.answers.asked import AskedArea
from pet.services.answers.held import Kind
from pet.services.answers.sheet import Sheet
from pet.services.rounds_facts import Phase
from pet.web.site import database, now

STOP = "stop"


def go_on_url(sheet: Sheet) -> str:
    """Where somebody goes on who comes back: the first gap, then what was not written, then the check."""
    if not sheet.round.accepts(now()):
        return check_url(sheet)
    if not sheet.identified:
        return who_url(sheet)
    page = sheet.area_to_go_on
    if page is not None:
        return gap_url(sheet, page)
    if sheet.submitted:
        return url_for("answering.sent", response_id=sheet.public_id)
    if sheet.framework.open_questions and not _has_open_words(sheet):
        return words_url(sheet)
    return check_url(sheet)


def gap_url(sheet: Sheet, page: AskedArea) -> str:
    """The first gap, on its page; where that begins with it, the page from its heading on."""
    gap = sheet.gaps[0]
    return area_url(sheet, page.number, gap.id if gap != page.themes[0] else "")


def after(sheet: Sheet, number: int) -> str:
    """The page behind area `number`; behind the last come the open questions."""
    if number < len(sheet.areas):
        return area_url(sheet, number + 1)
    return words_url(sheet) if sheet.framework.open_questions else check_url(sheet)


def before(sheet: Sheet, number: int) -> str:
    """The page in front of area `number`; in front of the first is who one answers as, if there is a choice."""
    if number > 1:
        return area_url(sheet, number - 1)
    return who_url(sheet) if may_choose(sheet) else check_url(sheet)


def may_choose(sheet: Sheet) -> bool:
    """Whether there may be something to choose about as whom one answers (`pet.services.responses.choices`)."""
    facts = sheet.round
    if not facts.by_letter:
        return True
    if facts.is_anonymous:
        return False
    return sheet.partner_id is None or (bool(sheet.framework.roles) and not facts.is_signed)


def area_url(sheet: Sheet, number: int, theme_id: str = "", *, came_from: str | None = None) -> str:
    """The page of an area, or a theme on it."""
    anchor = f"theme-{theme_id}" if theme_id else None
    return url_for(
        "answering.area", response_id=sheet.public_id, number=number, _anchor=anchor, via=came_from
    )


def words_url(sheet: Sheet, *, came_from: str | None = None) -> str:
    """The open questions."""
    return url_for("answering.words", response_id=sheet.public_id, via=came_from)


def check_url(sheet: Sheet) -> str:
    """All answers on one page."""
    return url_for("answering.check", response_id=sheet.public_id)


def who_url(sheet: Sheet) -> str:
    """As whom one answers."""
    return url_for("answering.who", response_id=sheet.public_id)


def to_answer(sheet: Sheet) -> Answer | None:
    """Elsewhere, if this sheet cannot be filled in now; `None` if it can."""
    if not sheet.round.accepts(now()):
        return redirect(check_url(sheet), 303)
    return None if sheet.identified else redirect(who_url(sheet), 303)


def _has_open_words(sheet: Sheet) -> bool:
    return any(key.kind is Kind.OPEN and words.is_given for key, words in sheet.words.items())


def close_url(public_id: str) -> str:
    """Where a sheet is closed in this browser."""
    return url_for("answering.close_here", response_id=public_id)


def way_back_url(sheet: Sheet) -> str:
    """The link to come back by."""
    return url_for("answering.way_back", response_id=sheet.public_id)


def stop_url(sheet: Sheet) -> str:
    """The same, for somebody who stops for now."""
    return url_for("answering.way_back", response_id=sheet.public_id, via=STOP)


def are_results_out(sheet: Sheet) -> bool:
    """Whether there are results for the person of this sheet."""
    return sheet.submitted and sheet.round.phase(now()) is Phase.RELEASED


def results_url(sheet: Sheet) -> str:
    """The results of its round."""
    return url_for("results.show", round_id=sheet.round.public_id)


def results_or_answers_url(sheet: Sheet) -> str:
    """The results once they are out; until then one's own answers."""
    return results_url(sheet) if are_results_out(sheet) else go_on_url(sheet)


def became_url(sheet: Sheet) -> str:
    """What was agreed after its round, for somebody who sees the results; empty while nothing is written down."""
    if not are_results_out(sheet):
        return ""
    with database().reading() as db:
        is_agreed = actions.are_there(db, sheet.round.id)
    return url_for("actions.became", round_id=sheet.round.public_id) if is_agreed else ""
