"""The deck: from a record to the bytes of a presentation, in the order of a good meeting."""

from io import BytesIO

from pet.exports import zipped
from pet.exports.slides import agreed, changes, findings, opening, template, themes
from pet.exports.slides.making import Making, name
from pet.record.model import Record
from pet.words import promise


def build(record: Record) -> bytes:
    """The slides as a PPTX file, in the language in use; the same record gives the same bytes.

    Args:
        record: what to tell; nothing that its result withholds can be in a slide, a note or a chart’s sheet.
    """
    titles = (record.partnership, name(record))
    making = Making(
        record=record,
        deck=template.empty(
            title=" · ".join(dict.fromkeys(part for part in titles if part)),
            subject=promise.answered(record.computed),
            on=record.as_of or record.closed_on,
        ),
    )
    _slides(making)
    made = BytesIO()
    making.deck.save(made)
    return zipped.repack(made.getvalue())


def _slides(making: Making) -> None:
    opening.title(making)
    if making.result.withheld is not None:
        opening.too_few(making)
        return
    opening.reading(making)
    opening.who(making)
    findings.at_a_glance(making)
    findings.meeting(making)
    themes.conversation(making)
    changes.since_last_round(making)
    agreed.became(making)
    agreed.talk(making)
    agreed.priorities(making)
    agreed.next_steps(making)
