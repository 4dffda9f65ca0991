"""How large a form may be: as large as the longest page of a questionnaire, and no larger.

The longest page is an area with as many themes as a framework allows. Each has a rating and a comment, and one text
more says how we know; beside each of them stands what the page saw, and beside each text whether it may be quoted.
A sheet that is typed in from paper is longer: all of it stands on one page. So is a page of comments, each with boxes
by which places are taken out of it.
Nobody who fills all of them may be told that it was too much.
"""

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from pet.frameworks.rules import MOST_THEMES, MOST_THEMES_IN_AREA
from pet.services.answers.asked import LONGEST_TEXT
from pet.services.readings import MOST_BOXES, PAGE_COMMENTS

_TEXTS = MOST_THEMES_IN_AREA + 1
_BESIDES = 40  # token, buttons, link and the like
MOST_FIELDS = 2 * MOST_THEMES_IN_AREA + 3 * _TEXTS + _BESIDES
_NAME_AND_REST = 400  # of a field: its name, and a short value
MOST_CHARACTERS = _TEXTS * LONGEST_TEXT + MOST_FIELDS * _NAME_AND_REST
_BYTES_A_CHARACTER = 12  # four bytes in UTF-8, each sent as %F0
LARGEST_FORM = MOST_CHARACTERS * _BYTES_A_CHARACTER
MOST_FIELDS_OF_A_SHEET = (
    MOST_THEMES + 2 * 2 * MOST_THEMES + _BESIDES
)  # at worst each theme is an area of its own
MOST_FIELDS_OF_COMMENTS = PAGE_COMMENTS * (MOST_BOXES + 4) + _BESIDES
_MOST = {
    "paper.send": MOST_FIELDS_OF_A_SHEET,  # pages on which a whole questionnaire is typed in at once
    "paper.quick_read": MOST_FIELDS_OF_A_SHEET,
    "rounds.comments_decided": MOST_FIELDS_OF_COMMENTS,
}
LARGEST_JSON = 64 * 1024


def check() -> None:
    """Refuse (413) a form with more fields than any page has, before it is taken apart.

    Many tiny fields cost far more than their bytes, here and on the page that would give them back.
    """
    is_form = request.mimetype == "application/x-www-form-urlencoded"
    most = _MOST.get(request.endpoint or "", MOST_FIELDS)
    if is_form and request.get_data().count(b"&") >= most:
        raise RequestEntityTooLarge
