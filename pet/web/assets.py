"""Static files: read once at the start, named by their content, compressed in memory.

An address such as `/static/css/pet.css?v=1f2e3d` never changes what it gives, so browsers keep it for a year.
What a stylesheet or a module refers to gets its hash as well, so one changed file changes all that lead to it.
"""

import gzip
import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from flask import Flask, Response, abort, current_app, request

_TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
_COMPRESSED = (".css", ".js", ".svg", ".txt")  # the others are compressed already
_REFERENCES = {
    ".css": re.compile(rb"""(?P<before>url\(\s*["']?)(?P<to>[\w./-]+)(?P<after>["']?\s*\))"""),
    ".js": re.compile(
        rb"""(?P<before>\b(?:from|import)\s*\(?\s*["'])(?P<to>\.{1,2}/[\w./-]+)(?P<after>["'])"""
    ),
}
_EXTENSION = "pet.assets"
_FOR_A_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file.

    Attributes:
        type: its media type.
        body: its bytes.
        small: the same compressed, or `None` where that saves nothing.
        hash: of the bytes; part of its address.
    """

    type: str
    body: bytes
    small: bytes | None
    hash: str


class _Reader:
    """Reads a folder; what a file refers to comes first, for its hash is written into the file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.found: dict[str, Asset] = {}
        self._being_read: list[str] = []

    def read(self, name: str) -> Asset:
        if name not in self.found:
            if name in self._being_read:
                raise RuntimeError(f"static files lead to each other in a circle: {self._being_read}")
            self._being_read.append(name)
            self.found[name] = self._read(name)
            self._being_read.pop()
        return self.found[name]

    def _read(self, name: str) -> Asset:
        suffix = posixpath.splitext(name)[1]
        body = (self._folder / name).read_bytes()
        if suffix in _REFERENCES:
            body = _REFERENCES[suffix].sub(lambda match: self._with_hash(name, match), body)
        small = gzip.compress(body, 9, mtime=0) if suffix in _COMPRESSED else None
        return Asset(_TYPES[suffix], body, small, hashlib.sha256(body).hexdigest()[:16])

    def _with_hash(self, name: str, match: re.Match[bytes]) -> bytes:
        to = posixpath.normpath(posixpath.join(posixpath.dirname(name), match["to"].decode()))
        if not (self._folder / to).is_file():
            raise RuntimeError(f"the static file {name} refers to {to}, which does not exist")
        version = f"?v={self.read(to).hash}".encode()
        return match["before"] + match["to"] + version + match["after"]


def read(folder: Path) -> Mapping[str, Asset]:
    """All static files of a folder that browsers may have, by their path in it."""
    reader = _Reader(folder)
    for file in sorted(folder.rglob("*")):
        if file.suffix in _TYPES and file.is_file():
            reader.read(file.relative_to(folder).as_posix())
    return MappingProxyType(reader.found)


def init_app(app: Flask, folder: Path) -> None:
    """Read the files and let templates ask for their addresses with `asset("css/pet.css")`."""
    app.extensions[_EXTENSION] = read(folder)
    app.jinja_env.globals["asset"] = address


def _all() -> Mapping[str, Asset]:
    found: Mapping[str, Asset] = current_app.extensions[_EXTENSION]
    return found


def address(name: str) -> str:
    """The address of a static file, with its hash.

    Raises:
        KeyError: there is no such file; a template that names it is wrong.
    """
    return f"/static/{name}?v={_all()[name].hash}"


def respond(name: str) -> Response:
    """The static file; kept for a year under its hash, asked for again under any other address."""
    asset = _all().get(name)
    if asset is None:
        abort(404)
    squeezed = asset.small is not None and request.accept_encodings.quality("gzip") > 0
    response = Response(asset.small if squeezed else asset.body, content_type=asset.type)
    if squeezed:
        response.headers["Content-Encoding"] = "gzip"
    if asset.small is not None:
        response.headers["Vary"] = "Accept-Encoding"
    is_by_hash = request.args.get("v") == asset.hash
    response.headers["Cache-Control"] = _FOR_A_YEAR if is_by_hash else "no-cache"
    response.set_etag(f"{asset.hash}-gzip" if squeezed else asset.hash)
    response.make_conditional(request)
    return response
