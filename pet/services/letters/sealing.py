"""What only one letter may say is sealed until it is sent: AES-256-GCM, with a key made from the site's secret.

A sealed record is `1 | id of the key (8 bytes) | nonce (12 bytes) | ciphertext`, bound to the public id of its letter,
so that it cannot be put into another. The id of the key tells which of several secrets opens it.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pet.errors import PetError
from pet.language import gettext as _
from pet.services.letters.post import Post

_FORMAT = b"\x01"
_ID, _NONCE = 8, 12


class SealedError(PetError):
    """A sealed record that none of the site's keys opens."""

    def __init__(self) -> None:
        super().__init__(_("This letter was sealed with a secret key that the site no longer has."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What only this letter says.

    Attributes:
        token: of its link, or `None`.
        facts: whatever else its words need.
    """

    token: str | None = field(default=None, repr=False)
    facts: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class _Key:
    """A key and the id that stands in what it sealed."""

    id: bytes
    key: bytes = field(repr=False)


def seal(post: Post, contents: Contents, *, public_id: str) -> bytes:
    """Seal what the letter with this public id says."""
    key = _key(post.secret)
    nonce = secrets.token_bytes(_NONCE)
    plain = json.dumps({"token": contents.token, "facts": dict(contents.facts)}).encode()
    return _FORMAT + key.id + nonce + AESGCM(key.key).encrypt(nonce, plain, public_id.encode())


def open_(post: Post, sealed: bytes, *, public_id: str) -> Contents:
    """What the letter with this public id says.

    Raises:
        SealedError: none of the site's keys opens it, or it belongs to another letter.
    """
    start = len(_FORMAT)
    key_id, nonce = sealed[start : start + _ID], sealed[start + _ID : start + _ID + _NONCE]
    key = next((k for k in map(_key, (post.secret, *post.earlier)) if k.id == key_id), None)
    if sealed[:start] != _FORMAT or key is None:
        raise SealedError
    try:
        plain = AESGCM(key.key).decrypt(nonce, sealed[start + _ID + _NONCE :], public_id.encode())
    except InvalidTag:
        raise SealedError from None
    kept = json.loads(plain)
    return Contents(token=kept["token"], facts=kept["facts"])


@lru_cache(maxsize=8)
def _key(secret: str) -> _Key:
    return _Key(
        _derived(secret, b"pet letters: id of the key", _ID), _derived(secret, b"pet letters: key", 32)
    )


def _derived(secret: str, purpose: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=purpose).derive(secret.encode())
