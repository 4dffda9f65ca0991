"""Method and definitions, for those who want to check."""

from pet.language import gettext as _
from pet.report.flowables import Fine, Note, in_columns
from pet.report.sections.book import Book, Story, chapter, following, height, lesser
from pet.report.text import bold, join, text
from pet.words import method, patterns

Term = tuple[str, str]
"""What is defined, and how."""


def story(book: Book) -> Story:
    """What was computed, how, and how small groups are protected; below the numbers where there is room for all of it."""
    said: Story = [*map(_fine, _terms(book)), *_patterns(book)]
    origin = Note(method.origin(book.result, book.framework))
    written = [*in_columns(said, most=book.room), origin]
    piece = following(_("Method and definitions"), written, running=_("Method"))
    if height(piece) <= book.room:
        return piece
    head = chapter(_("Method and definitions"), running=_("Method"))
    return [*head, *in_columns(said, most=book.room, first=book.room - height(head)), origin]


def _terms(book: Book) -> list[Term]:
    """What is no name of a pattern."""
    names = {_name(term) for term, _said in patterns.sayings(book.result)}
    terms = [term for term in method.definitions(book.result, book.framework) if _name(term[0]) not in names]
    return [*terms, (_("Small groups"), method.privacy(book.result))]


def _patterns(book: Book) -> Story:
    """The names of patterns: what each says, and its rule."""
    rules = {_name(term): rule for term, rule in method.definitions(book.result, book.framework)}
    told = [
        (term, " ".join(filter(None, (said, rules.get(_name(term))))))
        for term, said in patterns.sayings(book.result)
    ]
    return [lesser(2, _("Words beside the themes")), *map(_fine, told)] if told else []


def _name(term: str) -> str:
    """A name without what says that it stands beside another, so that both its explanations are found by it."""
    return term.strip("…, ").casefold()


def _fine(term: Term) -> Fine:
    return Fine(join([bold(_("{term}.", term=term[0])), text(term[1])]))
