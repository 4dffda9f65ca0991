"""Passwords and links of the invented people: made from the secret key of this site.

So they are the same each time they are printed, are kept nowhere, and cannot be guessed from another site.
"""

import base64
import hashlib
import hmac

_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aeio"
_SYLLABLES, _PER_WORD = 9, 3


def password(secret: str, key: str) -> str:
    """A password of 20 letters that can be read out: 54 random bits."""
    digest = _digest(secret, f"password {key}")
    syllables = [
        _CONSONANTS[byte % len(_CONSONANTS)] + _VOWELS[byte // len(_CONSONANTS) % len(_VOWELS)]
        for byte in digest[:_SYLLABLES]
    ]
    words = ["".join(syllables[at : at + _PER_WORD]) for at in range(0, _SYLLABLES, _PER_WORD)]
    return "-".join(words)


def return_token(secret: str, key: str) -> str:
    """The token of a personal link: 256 bits, as `pet.services.sessions.new_token` makes them."""
    return base64.urlsafe_b64encode(_digest(secret, f"return link {key}")).rstrip(b"=").decode()


def _digest(secret: str, purpose: str) -> bytes:
    return hmac.digest(secret.encode(), f"pet demo: {purpose}".encode(), hashlib.sha256)
