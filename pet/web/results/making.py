"""From a stored result to what its page shows; nothing is computed here."""

from dataclasses import replace

from pet.language import gettext as _
from pet.services.results import Stored
from pet.web.results import change as change_pages
from pet.web.results import groups as group_pages
from pet.web.results import mapping, talking
from pet.web.results import themes as theme_pages
from pet.web.results.figures import Wall
from pet.web.results.model import Body
from pet.web.results.shown import Link
from pet.words import comfort, glance, method, promise, reading


def body(stored: Stored, wall: Wall) -> Body:
    """The whole page, but for what depends on who reads it."""
    result, framework = stored.result, stored.framework
    found = glance.of(result, framework)
    radar, strip = wall.figure("radar"), wall.figure("strip")
    page = Body(
        headline=found.headline,
        caution=promise.caution(result) or "",
        sentences=found.sentences,
        changed=found.changed,
        missing=found.missing,
        overview=radar or strip,
        strip=strip if radar else None,
        legend=wall.figure("bars-legend"),
        talk=talking.conversation(result, framework, wall),
        map=mapping.themes_map(result, framework, wall),
        components=theme_pages.components(result, framework, wall),
        groups=group_pages.groups(result, framework, wall),
        change=change_pages.change(result, framework, wall),
        comfort=comfort.of(result, framework),
        words=theme_pages.words(result, framework),
        people=group_pages.people(result, framework),
        reading=reading.points(result, framework),
        method=method.definitions(result, framework),
        privacy=method.privacy(result),
        origin=method.origin(result, framework),
        contents=(),
    )
    return replace(page, contents=_contents(page))


def _contents(page: Body) -> tuple[Link, ...]:
    components = (
        Link(anchor=component.anchor, label=_numbered_title(component.number, component.title))
        for component in page.components
    )
    found = (
        Link(anchor="glance", label=_("At a glance")),
        Link(anchor="parts", label=_("Typical answers, one line each")) if page.strip else None,
        Link(anchor="talk", label=_("Talk about these first")) if page.talk.items else None,
        Link(anchor="map", label=_("The map of all themes")) if page.map else None,
        *components,
        Link(anchor="groups", label=page.groups.title) if _compares(page) else None,
        Link(anchor="change", label=page.change.title) if page.change else None,
        Link(anchor="comfort", label=page.comfort.title) if page.comfort else None,
        Link(anchor="words", label=page.words.title) if page.words else None,
        Link(anchor="people", label=_("Who took part, and what is not shown")),
        Link(anchor="method", label=_("How to read this, and how it was worked out")),
    )
    return tuple(link for link in found if link is not None)


def _compares(page: Body) -> bool:
    """Whether groups are compared, or it is said why they are not."""
    return bool(page.people.not_compared) or not page.groups.is_empty


def _numbered_title(number: str, called: str) -> str:
    return _("{number} {title}", number=number, title=called)
