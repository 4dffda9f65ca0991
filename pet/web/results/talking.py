"""The conversation on the page of a result: the themes, and the minutes they get."""

from pet.analysis.result import Result
from pet.analysis.result_conversation import AgendaItem
from pet.charts.spec import Table
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.web.results import themes as theme_pages
from pet.web.results.figures import Wall
from pet.web.results.model import Conversation, Talk
from pet.words import agenda, levels, patterns, sections
from pet.words.phrases import in_words


def conversation(result: Result, framework: Framework, wall: Wall) -> Conversation:
    """The agenda that is proposed, or that somebody chose."""
    items = result.agenda
    return Conversation(
        introduction=agenda.introduction(items),
        patterns=patterns.sayings(result),
        items=tuple(_talk(item, result, framework, wall) for item in items),
        plan=_plan(result, framework),
        note=agenda.plan_note(items),
    )


def _talk(item: AgendaItem, result: Result, framework: Framework, wall: Wall) -> Talk:
    theme = result.theme(item.theme)
    chosen = agenda.chosen_length(result.agenda)
    return Talk(
        title=theme_pages.link(item.theme, framework),
        statement=in_words(framework.theme(item.theme).statement),
        figure=wall.figure(f"bars-{item.theme}"),
        pattern=patterns.of(theme, framework),
        word=levels.sentence(theme.agreement_level) if theme.agreement_level else "",
        section=sections.of(item),
        reason=agenda.reason(item, result, framework),
        minutes=agenda.minutes(item.minutes_in(chosen)) if chosen is not None else "",
    )


def _plan(result: Result, framework: Framework) -> Table:
    plan = agenda.plan(result.agenda, framework)
    return Table(
        header=(_("Part of the meeting"), *plan.lengths),
        rows=(
            (_("To begin"), *plan.opening),
            *((title, *times) for title, times in plan.rows),
            (_("To end"), *plan.closing),
            (_("In all"), *plan.total),
        ),
    )
