"""What a framework file looks like (docs/frameworks.md), written down once for the loader and for editors."""

from pet.frameworks.kinds import IDENTIFIER, LANGUAGE_CODE, SLUG, Flag, Number, Word, Words
from pet.frameworks.structures import Field, ListOf, MapOf, Record
from pet.language import lazy_gettext as _

FORMAT = "pet.framework/1"
MOST_COMPONENTS = 20
MOST_THEMES = 500
MOST_THEMES_IN_AREA = 50
MOST_REPLACED = 20

_POINT = Word("[1-7]", _("A point of the scale is expected here: 1 is the lowest."))

SCALE = Record(
    {
        "points": Field(ListOf(Words(40), 3, 7), _("The label of each point, the lowest first.")),
        "dont_know": Field(
            Words(40), _("The label of “Don’t know”, set apart from the points."), required=False
        ),
        "not_applicable": Field(
            Words(40), _("The label of “Doesn’t apply to us”, set apart from the points."), required=False
        ),
    }
)

ROLE = Record(
    {
        "id": Field(IDENTIFIER, _("Names the role in this file and in answers; never reused.")),
        "label": Field(Words(60), _("One person of this role, as chosen from a list.")),
        "plural": Field(
            Words(60),
            _("Several of them, as written inside a sentence; without it the label."),
            required=False,
        ),
        "leads": Field(
            Flag(),
            _("Whether this role counts as leading when leaders are compared with others."),
            required=False,
        ),
    }
)

THEME = Record(
    {
        "id": Field(IDENTIFIER, _("Names the theme in answers and over the years; never reused.")),
        "title": Field(Words(80), _("Two or three words.")),
        "topic": Field(
            Words(120),
            _("A noun phrase that fits into a sentence; without it the title in quotes."),
            required=False,
        ),
        "statement": Field(Words(300), _("What people agree or disagree with.")),
        "asked_of": Field(
            ListOf(IDENTIFIER, 1, 30, repeats=False),
            _("The roles that are asked; without it everybody."),
            required=False,
        ),
        "wordings": Field(
            MapOf(IDENTIFIER, Words(300)), _("A second wording of the statement, by role."), required=False
        ),
        "descriptors": Field(
            MapOf(_POINT, Words(200)), _("What a point of the scale means for this theme."), required=False
        ),
        "importance": Field(
            Flag(), _("Whether people are also asked how important this is now."), required=False
        ),
        "replaces": Field(
            ListOf(IDENTIFIER, 1, MOST_REPLACED, repeats=False),
            _("Themes of earlier versions whose place this one takes."),
            required=False,
        ),
    }
)

AREA = Record(
    {
        "id": Field(IDENTIFIER, _("Names the area; never reused.")),
        "title": Field(Words(80), _("Two or three words.")),
        "question": Field(Words(300), _("The question that opens this page of the questionnaire.")),
        "themes": Field(ListOf(THEME, 1, MOST_THEMES_IN_AREA), _("The smallest things rated.")),
    }
)

COMPONENT = Record(
    {
        "id": Field(IDENTIFIER, _("Names the component; never reused.")),
        "title": Field(Words(80), _("Two or three words; an axis of the radar.")),
        "purpose": Field(Words(500), _("Why this component matters.")),
        "areas": Field(ListOf(AREA, 1, 50), _("The areas of enquiry.")),
    }
)

_FORM = ListOf(IDENTIFIER, 1, MOST_THEMES, repeats=False)

FORMS = Record(
    {
        "core": Field(_FORM, _("The themes of the short form that is proposed.")),
        "pulse": Field(
            _FORM, _("The themes of the shortest form; all of them are in the core form too."), required=False
        ),
    },
)

OPEN_QUESTION = Record(
    {
        "id": Field(IDENTIFIER, _("Names the question; never reused.")),
        "text": Field(Words(300), _("The question, answered in words.")),
    }
)

FRAMEWORK = Record(
    {
        "format": Field(
            Word(
                r"pet\.framework/1",
                _("Write “pet.framework/1” here: the format that this version of PET reads."),
            ),
            _("The format of this file."),
        ),
        "key": Field(SLUG, _("Names the framework in files, addresses and commands.")),
        "version": Field(Number(1), _("Counts the published versions, from 1.")),
        "language": Field(LANGUAGE_CODE, _("The framework’s own language; every text is given in it.")),
        "title": Field(Words(80), _("What the framework is called.")),
        "purpose": Field(Words(1000), _("For whom it is and what it is for, in a sentence or two.")),
        "scale": Field(SCALE, _("The answers to choose from.")),
        "roles": Field(ListOf(ROLE, 1, 30), _("The roles people answer in."), required=False),
        "components": Field(
            ListOf(COMPONENT, 1, MOST_COMPONENTS), _("What is asked: components, areas and themes.")
        ),
        "forms": Field(FORMS, _("The short forms of the questionnaire."), required=False),
        "open_questions": Field(
            ListOf(OPEN_QUESTION, 1, 20), _("Questions at the end, answered in words."), required=False
        ),
    }
)
