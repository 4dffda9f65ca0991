"""The structure of a tagged PDF: its elements, and how they are written.

An element has kids in the order of reading: other elements, pieces of marked content (MCIDs) and annotations. The
parent tree leads back: from a page and an MCID, or from an annotation, to the element.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfdoc


@dataclass(frozen=True, slots=True)
class Mark:
    """One piece of marked content: the page, from 0, and its number on it."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link annotation as a kid of its element."""

    page: int
    dictionary: pdfdoc.PDFDictionary


class Element:
    """A structure element.

    Args:
        role: a standard structure type such as `P`.
        alt: what it says, for those who do not see it.
        attributes: one attribute object in PDF syntax, such as `{"O": "/Table", "Scope": "/Row"}`.
    """

    __slots__ = ("alt", "attributes", "kids", "parent", "role")

    def __init__(self, role: str, *, alt: str = "", attributes: Mapping[str, str] | None = None) -> None:
        self.role = role
        self.alt = alt
        self.attributes = attributes or {}
        self.kids: list[Element | Mark | Annotation] = []
        self.parent: Element | None = None


def tag_page(page: pdfdoc.PDFPage, number: int) -> None:
    """Tell a finished page where it stands in the parent tree; the tab key follows the structure."""
    page.__class__ = _TaggedPage
    page.StructParents = number
    page.Tabs = "/S"


def write(
    document: pdfdoc.PDFDocument,
    root: Element,
    pages: Sequence[Sequence[Element]],
    links: Sequence[tuple[pdfdoc.PDFDictionary, Element]],
) -> None:
    """Write the structure tree and its parent tree into the document.

    Args:
        document: what ReportLab is about to save.
        root: the element of the whole document.
        pages: per page, the elements by MCID.
        links: the annotations, each with its element.

    Raises:
        ValueError: an element belongs to another document, because its story was drawn before.
    """
    writer = _TreeWriter(document)
    tree = pdfdoc.PDFDictionary({"Type": "/StructTreeRoot"})
    reference = document.Reference(tree)
    tree["K"] = writer.write(root, reference)
    if any(id(element) not in writer.references for page in pages for element in page):
        raise ValueError("this story was drawn before: its elements belong to another document")
    parents = [pdfdoc.PDFArray([writer.references[id(element)] for element in page]) for page in pages]
    for number, (annotation, element) in enumerate(links, len(pages)):
        annotation["StructParent"] = number
        parents.append(writer.references[id(element)])
    numbered = [item for pair in enumerate(parents) for item in pair]
    tree["ParentTree"] = document.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbered)}))
    tree["ParentTreeNextKey"] = len(parents)
    document.Catalog.StructTreeRoot = tree


class _TaggedPage(pdfdoc.PDFPage):  # type: ignore[misc]  # -- reportlab has no types
    """A page dictionary that may say which structure it has."""

    __NoDefault__ = (*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs")


class _TreeWriter:
    """Turns elements into PDF objects."""

    def __init__(self, document: pdfdoc.PDFDocument) -> None:
        self.references: dict[int, pdfdoc.PDFObjectReference] = {}
        self._document = document

    def write(self, element: Element, parent: pdfdoc.PDFObjectReference) -> pdfdoc.PDFObjectReference:
        """Register the element and all below it."""
        made = pdfdoc.PDFDictionary({"S": f"/{element.role}", "P": parent})
        reference = self.references[id(element)] = self._document.Reference(made)
        if element.alt:
            made["Alt"] = pdfdoc.PDFString(element.alt)
        if element.attributes:
            made["A"] = pdfdoc.PDFDictionary(dict(element.attributes))
        pages = [kid.page for kid in element.kids if not isinstance(kid, Element)]
        if pages:
            made["Pg"] = self._page(pages[0])
        made["K"] = pdfdoc.PDFArray([self._kid(kid, reference, pages) for kid in element.kids])
        return reference

    def _kid(
        self, kid: Element | Mark | Annotation, parent: pdfdoc.PDFObjectReference, pages: list[int]
    ) -> Any:
        if isinstance(kid, Element):
            return self.write(kid, parent)
        if isinstance(kid, Annotation):
            entries = {
                "Type": "/OBJR",
                "Pg": self._page(kid.page),
                "Obj": self._document.Reference(kid.dictionary),
            }
            return pdfdoc.PDFDictionary(entries)
        if kid.page == pages[0]:
            return kid.number
        return pdfdoc.PDFDictionary({"Type": "/MCR", "Pg": self._page(kid.page), "MCID": kid.number})

    def _page(self, number: int) -> pdfdoc.PDFObjectReference:
        return pdfdoc.PDFObjectReference(f"Page{number + 1}")
