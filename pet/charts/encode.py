"""From a figure to bytes: the same figure gives the same bytes."""

import re
from io import BytesIO
from xml.sax.saxutils import escape

from matplotlib.figure import Figure

from pet.charts.spec import Spec

_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_START = re.compile(rb"<svg\b")
_BODY = re.compile(rb">")
# matplotlib repeats every text as a comment; the description says it better.
_COMMENT = re.compile(rb"\s*<!--.*?-->", re.DOTALL)


def svg(figure: Figure, spec: Spec) -> bytes:
    """The figure as SVG, letters as outlines, named and described for those who do not see it."""
    buffer = BytesIO()
    figure.savefig(buffer, format="svg", metadata=_NO_METADATA)
    drawn = _COMMENT.sub(b"", buffer.getvalue())
    start = _START.search(drawn)
    body = _BODY.search(drawn, start.end()) if start else None
    if start is None or body is None:
        raise ValueError("matplotlib wrote no svg element")
    inside, rest = drawn[start.end() : body.start()], drawn[body.end() :]
    named = f' role="img" aria-labelledby="{spec.name}-title {spec.name}-desc">\n'
    texts = _element("title", f"{spec.name}-title", spec.finding) + _element(
        "desc", f"{spec.name}-desc", spec.description
    )
    return b"<svg" + inside + named.encode() + texts.encode() + rest.lstrip(b"\n")


def png(figure: Figure, *, scale: float = 2.0, background: str | None = None) -> bytes:
    """The figure as PNG.

    Args:
        figure: what to draw.
        scale: pixels per point.
        background: a colour, or `None` for transparent.
    """
    buffer = BytesIO()
    figure.patch.set_visible(background is not None)
    try:
        figure.savefig(
            buffer,
            format="png",
            dpi=72 * scale,
            facecolor=background or "none",
            metadata={"Software": None},
        )
    finally:
        figure.patch.set_visible(False)
    return buffer.getvalue()


def _element(name: str, identifier: str, text: str) -> str:
    return f' <{name} id="{identifier}">{escape(_for_xml(text))}</{name}>\n'


def _for_xml(text: str) -> str:
    """The text without what XML does not allow."""
    return "".join(char if _is_allowed(ord(char)) else "\ufffd" for char in text)


def _is_allowed(code: int) -> bool:
    return code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
