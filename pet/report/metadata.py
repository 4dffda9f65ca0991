"""What a document says about itself: title, language, and that it keeps PDF/UA-1."""

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from pet.report import text

PRODUCER = "PET"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <pdfuaid:part>1</pdfuaid:part>
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
   <pdf:Producer>{producer}</pdf:Producer>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """The document's own data.

    Attributes:
        title: of the document, as in the window's title bar.
        language: the code of the language it is written in, such as `en`.
        subject: one sentence on what it is.
        author: who made it; empty for the title of the program.
        running: at the left of every page's head; the title if empty.
        footer: at the left of every page's foot, such as the promise of privacy.
        code: at the right of every page's head in place of its section, with the number of the page.
    """

    title: str
    language: str
    subject: str = ""
    author: str = ""
    running: str = ""
    footer: str = ""
    code: str = ""


def write(canvas: Any, meta: Meta) -> None:
    """Put the data into the document that the canvas writes."""
    title, subject = text.clean(meta.title, longest=300), text.clean(meta.subject, longest=600)
    author = text.clean(meta.author, longest=300) or PRODUCER
    canvas.setTitle(title)
    canvas.setSubject(subject)
    canvas.setAuthor(author)
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)
    said = {
        "title": title,
        "subject": subject,
        "author": author,
        "language": meta.language,
        "producer": PRODUCER,
    }
    packet = _XMP.format(**{name: escape(value) for name, value in said.items()})
    # Unfiltered, so that a program that knows no PDF finds it.
    entries = pdfdoc.PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"})
    catalogue = canvas._doc.Catalog  # noqa: SLF001 -- reportlab offers no other way to it
    catalogue.Metadata = pdfdoc.PDFStream(entries, packet.encode())
    catalogue.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
    canvas.setViewerPreference("DisplayDocTitle", "true")
