"""A canvas that writes tagged PDF (PDF/UA-1): structure elements, marked content, artifacts, links, bookmarks.

ReportLab writes no structure, but lets everything through. What a flowable draws stands between `BDC` and `EMC`
with a number (MCID); the structure tree says, element by element and in the order of reading, which numbers on
which page belong to it. Decoration stands in artifacts. Nothing may be drawn outside both.

Elements are made with the flowables and join the tree when they are first drawn, under the element that is open
then: the order of the story is the order of reading, and both parts of a split paragraph feed one element.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from pet.report import fonts, metadata, structure, styles
from pet.report.metadata import Meta
from pet.report.structure import Annotation, Element, Mark


class TaggedCanvas(Canvas):  # type: ignore[misc]  # -- reportlab has no types
    """ReportLab's canvas, with a structure tree.

    Args:
        file: where `save` writes the PDF.
        pagesize: width and height in points.
        meta: title, language and what else the document says about itself.
    """

    def __init__(self, file: IO[bytes], *, pagesize: tuple[float, float], meta: Meta) -> None:
        fonts.register()
        super().__init__(
            file,
            pagesize=pagesize,
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 7),
            initialFontName=fonts.REGULAR,
            lang=meta.language,
        )
        self.root = Element("Document")
        self._running: list[str] = []  # what started on this page
        self._meta = meta
        self._open: list[Element] = [self.root]
        self._sections: list[Element] = []
        self._level = 0
        self._marks: list[list[Element]] = [[]]  # per page, the elements by MCID
        self._links: list[tuple[pdfdoc.PDFDictionary, Element]] = []
        self._targets: dict[str, int] = {}  # key: page, from 0
        self._wanted: set[str] = set()
        self._later: list[Callable[[], None]] = []
        self._inside_artifact = False
        self._link_elements: dict[str, Element] = {}
        self._link_labels: Mapping[str, str] = {}
        self._paragraph = self.root

    # Structure

    def attach(self, element: Element) -> None:
        """Put the element under the one that is open, if it has no place yet."""
        if element.parent is None and not self._inside_artifact:
            element.parent = self._open[-1]
            element.parent.kids.append(element)

    @contextmanager
    def inside(self, element: Element) -> Iterator[None]:
        """What is drawn in the block belongs under the element."""
        self.attach(element)
        self._open.append(element)
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is drawn in the block is the content of the element. In an artifact it stays part of that."""
        if self._inside_artifact:
            yield
            return
        self.attach(element)
        self._code.append(self._begin(element))
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self, subtype: str = "") -> Iterator[None]:
        """What is drawn in the block is decoration.

        Args:
            subtype: `Header` or `Footer` for what repeats on every page.
        """
        if self._inside_artifact:
            yield
            return
        kind = f"<</Type /Pagination /Subtype /{subtype}>>" if subtype else "<</Type /Layout>>"
        self._code.append(f"/Artifact {kind} BDC")
        self._inside_artifact = True
        yield
        self._inside_artifact = False
        self._code.append("EMC")

    def _begin(self, element: Element) -> str:
        marks = self._marks[-1]
        marks.append(element)
        element.kids.append(Mark(len(self._marks) - 1, len(marks) - 1))
        return f"/{element.role} <</MCID {len(marks) - 1}>> BDC"

    def open_section(self, level: int) -> int:
        """Close the sections that a heading of this level ends, and open its own.

        Inside a table, a list or another element, headings open no section.

        Returns:
            The level to tag the heading with: no level is left out.
        """
        level = self._level = min(level, self._level + 1)
        if self._open[-1] is (self._sections[-1] if self._sections else self.root):
            while len(self._sections) >= level:
                self._sections.pop()
                self._open.pop()
            section = Element("Sect")
            self.attach(section)
            self._sections.append(section)
            self._open.append(section)
        return level

    # Links and bookmarks

    def add_target(self, key: str, y: float) -> None:
        """Something to link to, at the height `y` of what is being drawn."""
        if key not in self._targets:
            self._targets[key] = len(self._marks) - 1
            self.bookmarkHorizontal(key, 0, y + 12)

    def add_bookmark(self, title: str, key: str, level: int, y: float) -> None:
        """A target that stands in the document's bookmarks too."""
        self.add_target(key, y)
        outline = self._doc.outline
        outline.addOutlineEntry(key, min(level - 1, outline.currentlevel + 1), title)

    def page_of(self, key: str) -> int | None:
        """The page on which the target is, from 1, or `None`; complete only when all is drawn."""
        page = self._targets.get(key)
        return None if page is None else page + 1

    def add_link(
        self, element: Element, target: str, label: str, box: tuple[float, float, float, float]
    ) -> None:
        """A link annotation.

        Args:
            element: its structure element, with the role `Link`.
            target: an address, or `#key`.
            label: what it leads to, in words.
            box: left, bottom, right, top in the coordinates of what is being drawn.
        """
        annotation = pdfdoc.PDFDictionary({"Type": "/Annot", "Subtype": "/Link", "Border": "[0 0 0]", "F": 4})
        annotation["Rect"] = pdfdoc.PDFArray(self._absRect(box, 1))
        annotation["Contents"] = pdfdoc.PDFString(label)
        if target.startswith("#"):
            annotation["Dest"] = self._bookmarkReference(target[1:])
            self._wanted.add(target[1:])
        else:
            action = {"S": "/URI", "URI": pdfdoc.PDFString(target)}
            annotation["A"] = pdfdoc.PDFDictionary(action)
        self.attach(element)
        element.kids.append(Annotation(len(self._marks) - 1, annotation))
        self._links.append((annotation, element))
        self._addAnnotation(annotation)

    # Links inside paragraphs: ReportLab tells a text object where a link starts and ends on a line, and afterwards
    # asks the canvas for the annotation.

    def begin_linked_text(self, x: float, y: float, paragraph: Element, labels: Mapping[str, str]) -> Any:
        """A text object that puts the words of links into `Link` elements below the paragraph's element.

        Args:
            x: of its first baseline.
            y: of its first baseline.
            paragraph: the element of the other words.
            labels: the words of each link, by its target.
        """
        made = self.beginText(x, y)
        made._textOut = _with_spaces_between_lines(made._textOut)  # noqa: SLF001 -- there is no public way
        self._paragraph, self._link_elements, self._link_labels = paragraph, {}, labels
        if not self._inside_artifact:
            made._linkRecord = lambda link, event: self._record_link(made, link[1], event)  # noqa: SLF001 -- its hook
        return made

    def _record_link(self, made: Any, target: str, event: str) -> None:
        if event == "end":
            made._code.append(f"EMC {self._begin(self._paragraph)}")  # noqa: SLF001 -- there is no public way
            return
        element = self._link_element(target)
        made._code.insert(-1, f"EMC {self._begin(element)}")  # noqa: SLF001 -- the words are already in it

    def _link_element(self, target: str) -> Element:
        if target not in self._link_elements:
            self._link_elements[target] = Element("Link")
            with self.inside(self._paragraph):
                self.attach(self._link_elements[target])
        return self._link_elements[target]

    def linkURL(self, url: str, rect: Any, *_: Any, **__: Any) -> None:  # noqa: N802 -- reportlab's name
        """A link out of a paragraph; see ReportLab."""
        if not self._inside_artifact:
            self.add_link(self._link_element(url), url, self._link_labels.get(url, url), rect)

    def linkRect(self, _: str, key: str, rect: Any, *__: Any, **___: Any) -> None:  # noqa: N802 -- reportlab's name
        """A link within the document; see ReportLab."""
        if not self._inside_artifact:
            target = f"#{key}"
            self.add_link(self._link_element(target), target, self._link_labels.get(target, key), rect)

    # Drawing

    def rule(self, x: float, y: float, width: float, *, colour: Color, thickness: float) -> None:
        """A horizontal line."""
        self.setStrokeColor(colour)
        self.setLineWidth(thickness)
        self.line(x, y, x + width, y)

    def draw_text(
        self, x: float, y: float, text: str, font: tuple[str, float], *, align: styles.Align = "left"
    ) -> None:
        """One line of plain text in the fill colour; characters that the face lacks come from the fallback.

        Args:
            x: where it starts, ends, or has its middle.
            y: the baseline.
            text: without control characters.
            font: the name of one of our faces, and the size.
            align: what `x` means.
        """
        face, size = font
        if align != "left":
            x -= fonts.width(text, face, size) * (1.0 if align == "right" else 0.5)
        for name, piece in fonts.runs(text, face):
            self.setFont(name, size)
            self.drawString(x, y, piece)
            x += self.stringWidth(piece, name, size)

    def add_operators(self, operators: str) -> None:
        """PDF operators as they are."""
        self._code.append(operators)

    def later(self, draw: Callable[[], None]) -> None:
        """Draw here when all pages are known, with the state of now."""
        self._code.append(_slot(len(self._later)))
        self._later.append(draw)

    # Pages and the document

    def start_running(self, running: str) -> None:
        """From here on the running head says this."""
        self._running.append(running)

    def turn_running(self, before: str) -> tuple[str, str]:
        """What the running head says after this page, and on it.

        Args:
            before: what it said at the end of the page before.
        """
        started, self._running = self._running, []
        return (started[-1], started[0]) if started else (before, before)

    def showPage(self) -> None:  # noqa: N802 -- reportlab's name
        """Finish the page; see ReportLab."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        structure.tag_page(page, len(self._marks) - 1)
        self._marks.append([])

    def save(self) -> None:
        """Write the structure and the file; see ReportLab.

        Raises:
            ValueError: a link leads nowhere in this document.
        """
        if self._code:
            self.showPage()
        missing = sorted(self._wanted - self._targets.keys())
        if missing:
            raise ValueError(f"Links lead to headings that are not there: {', '.join(missing)}")
        self._draw_later()
        structure.write(self._doc, self.root, self._marks[:-1], self._links)
        metadata.write(self, self._meta)
        super().save()

    def _draw_later(self) -> None:
        for page in self._doc.Pages.pages:
            for number, draw in enumerate(self._later):
                if _slot(number) in page.stream:
                    self._code: list[str] = []
                    draw()
                    page.stream = page.stream.replace(_slot(number), "\n".join(self._code))
        self._code = []


def _slot(number: int) -> str:
    """What keeps room; no words from outside can say it, for a control character never stands in them as it is."""
    return f"%\x01 room for number {number}."


def _with_spaces_between_lines(text_out: Callable[..., None]) -> Callable[..., None]:
    """Lines that end in a space, so that what is read aloud does not run two words together (ISO 32000-1, 14.8.2.5)."""

    def ending_in_a_space(words: str, new_line: int = 0) -> None:
        text_out(f"{words} " if new_line and not words.endswith(" ") else words, new_line)

    return ending_in_a_space
