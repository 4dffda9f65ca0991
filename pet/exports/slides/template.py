"""The empty deck: wide slides, the house's colours, a typeface that every machine has, two layouts."""

from datetime import UTC, date, datetime, time
from typing import Any, Final

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from pet.charts import style
from pet.language import locale
from pet.report.text import clean

TYPEFACE: Final = "Arial"
"""Our own typeface is on hardly any machine that opens a deck, and a deck does not bring it."""
WIDTH, HEIGHT = 960.0, 540.0
MARGIN: Final = 48.0
TITLE_TOP, TITLE_HEIGHT = 44.0, 88.0
FOOT_TOP, FOOT_HEIGHT = 508.0, 20.0
TITLE_SLIDE, TITLE_ONLY = 0, 5
"""The layouts of the default template that are kept, by their place in it."""

_NOWHEN: Final = date(1980, 1, 1)
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDE: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_COLOURS: Final = {
    "dk1": style.INK,
    "lt1": style.WHITE,
    "dk2": style.ACCENT,
    "lt2": style.SHADE,
    "accent1": style.ACCENT,
    "accent2": style.SECOND,
    "accent3": "#2166ac",
    "accent4": "#8c510a",
    "accent5": "#92c5de",
    "accent6": "#dfc27d",
    "hlink": style.ACCENT,
    "folHlink": style.MUTED,
}
_APP: Final = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>PET</Application></Properties>"
)
_BAND: Final = (
    '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<p:nvSpPr><p:cNvPr id="90" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
    '<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="177800" cy="6858000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
    "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
)
_NOT_NEEDED: Final = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.PRINTER_SETTINGS)


def empty(*, title: str, subject: str, on: date | None) -> Any:
    """A deck without slides.

    Args:
        title: of the document.
        subject: what it is about, in a sentence.
        on: the day that its properties name; `None` where there is none.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    _drop(deck)
    _dress(deck)
    _letters(deck.slide_master)
    _band(deck.slide_master)
    for layout in (deck.slide_master, *deck.slide_layouts):
        _place(layout)
    _say(deck.core_properties, title=title, subject=subject, on=on or _NOWHEN)
    return deck


def language() -> str:
    """The language of the deck's words, as files name it; English is British here."""
    code = str(locale()).replace("_", "-")
    return "en-GB" if code == "en" else code


def _drop(deck: Any) -> None:
    """What comes with the template and says nothing: other layouts, a small picture, settings of a printer."""
    kept = {deck.slide_layouts[TITLE_SLIDE].name, deck.slide_layouts[TITLE_ONLY].name}
    for layout in list(deck.slide_layouts):
        if layout.name not in kept:
            deck.slide_layouts.remove(layout)
    for rels in (deck.part.package._rels, deck.part.rels):  # noqa: SLF001 -- a package has no other way to its relations
        for key in [key for key, rel in rels.items() if rel.reltype in _NOT_NEEDED]:
            rels.pop(key)


def _dress(deck: Any) -> None:
    """Typeface and colours of the theme, so that whoever edits the deck is offered the same."""
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = parse_xml(part.blob)
    for scheme in ("major", "minor"):
        for font in theme.iter(f"{_DRAWING}{scheme}Font"):
            font.find(f"{_DRAWING}latin").set("typeface", TYPEFACE)
    for name, colour in _COLOURS.items():
        for slot in theme.iter(f"{_DRAWING}{name}"):
            for child in list(slot):
                slot.remove(child)
            shade = OxmlElement("a:srgbClr")
            shade.set("val", colour[1:])
            slot.append(shade)
    part.blob = serialize_part_xml(theme)
    package = deck.part.package
    package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES).blob = _APP


def _place(layout: Any) -> None:
    """Title, foot and number where wide slides have them; the layouts' dates go."""
    for shape in list(layout.placeholders):
        kind = shape._element.ph.get("type", "obj")  # noqa: SLF001 -- a layout says the kind nowhere else
        if kind == "dt":
            shape._element.getparent().remove(shape._element)  # noqa: SLF001 -- nor is there another way to take one out
        elif kind in _PLACES:
            shape.left, shape.top, shape.width, shape.height = map(Pt, _PLACES[kind])


def _letters(master: Any) -> None:
    """How titles look, so that a slide that somebody adds looks like ours."""
    body = master._element.find(f".//{_SLIDE}titleStyle/{_DRAWING}lvl1pPr")  # noqa: SLF001 -- a master tells its styles nowhere else
    body.set("algn", "l")
    letters = body.find(f"{_DRAWING}defRPr")
    letters.set("sz", "3000")
    letters.set("b", "1")


def _band(master: Any) -> None:
    """A band of the house’s colour at the edge of every slide; it says nothing, so it stands behind everything."""
    tree = master._element.find(f".//{_SLIDE}spTree")  # noqa: SLF001 -- a master takes new shapes in no other way
    tree.insert(2, parse_xml(_BAND))


_WIDE = WIDTH - 2 * MARGIN
_PLACES: Final = {
    "title": (MARGIN, TITLE_TOP, _WIDE, TITLE_HEIGHT),
    "ctrTitle": (MARGIN, 110.0, _WIDE, 130.0),
    "subTitle": (MARGIN, 262.0, _WIDE, 220.0),
    "body": (MARGIN, 136.0, _WIDE, 360.0),
    "ftr": (MARGIN, FOOT_TOP, _WIDE - 80.0, FOOT_HEIGHT),
    "sldNum": (WIDTH - MARGIN - 70.0, FOOT_TOP, 70.0, FOOT_HEIGHT),
}


def _say(properties: Any, *, title: str, subject: str, on: date) -> None:
    """The properties of the document: no clock, no name of a machine or of a person."""
    moment = datetime.combine(on, time(), UTC).replace(tzinfo=None)
    properties.title, properties.subject = clean(title, longest=250), clean(subject, longest=250)
    properties.author = properties.last_modified_by = "PET"
    properties.created = properties.modified = moment
    properties.language, properties.revision = language(), 1
    properties.keywords = properties.comments = properties.category = ""
