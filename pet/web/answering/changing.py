"""Two tabs or two devices said different things: both are shown, and the person decides."""

from pet.language import current
from pet.language import gettext as _
from pet.services.answers.held import Answer, Conflict, Held, Key, Kind
from pet.services.answers.sheet import Sheet
from pet.services.texts import many_lines
from pet.web.answering.recording import Recorded
from pet.web.answering.sheet_pages import ConflictPage, Dispute
from pet.web.forms.marks import mark
from pet.web.forms.sheet import BOTH, MINE, STORED, Posted, name_of, points_of, quotable_name


def conflict_page(done: Recorded, posted: Posted, action: str) -> ConflictPage:
    """The page that asks which to keep."""
    return ConflictPage(
        title=_("This was changed somewhere else"),
        partnership=done.sheet.round.partnership,
        action=action,
        choices=(
            (MINE, _("Keep mine")),
            (STORED, _("Keep the stored one")),
            (BOTH, _("Keep both, one after the other")),
        ),
        disputes=tuple(_dispute(done.sheet, conflict) for conflict in done.conflicts),
        hidden=tuple((name, many_lines(posted.get(name, ""))) for name in ("area", "via", "go")),
        saved=done.saved > 0,
    )


def _dispute(sheet: Sheet, conflict: Conflict) -> Dispute:
    key, mine = conflict.key, conflict.yours
    is_rating = isinstance(mine, Answer)
    return Dispute(
        name=name_of(key),
        about=about(sheet, key),
        base=mark(conflict.stored),
        mine=("" if mine.value is None else str(mine.value)) if isinstance(mine, Answer) else mine.text,
        mine_words=in_words(sheet, mine),
        stored_words=in_words(sheet, conflict.stored),
        is_text=not is_rating,
        quotable="" if is_rating else quotable_name(key),
        mine_quotable=not isinstance(mine, Answer) and mine.quotable,
    )


def about(sheet: Sheet, key: Key) -> str:
    """The statement or question that stood at a place."""
    framework = sheet.framework
    if key.kind is Kind.OPEN:
        return next(q.text.to(current()) for q in framework.open_questions if q.id == key.part_id)
    if key.kind is Kind.EVIDENCE:
        area = next(page.area for page in sheet.areas if page.area.id == key.part_id)
        return _("{area}: how do we know?", area=area.title.to(current()))
    statement = framework.theme(key.part_id).wording_for(sheet.role_id).to(current())
    return statement if key.kind is Kind.RATING else _("Your comment on “{statement}”", statement=statement)


def in_words(sheet: Sheet, held: Held) -> str:
    """What is held, as people read it."""
    if isinstance(held, Answer):
        labels = dict(points_of(sheet.framework.scale))
        return labels.get(str(held.value), _("No answer"))
    return held.text or _("Nothing")
