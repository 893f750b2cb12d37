"""Names for things: unguessable links for customers, keys that make a repeat harmless."""

import secrets
from hashlib import sha256

# Without 0/O, 1/I/l: a link that somebody types from a receipt should not fail on a look-alike.
LINK_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LINK_LENGTH = 26  # 31^26 ≈ 2^128 possible links
_FAIR = 256 // len(LINK_ALPHABET) * len(LINK_ALPHABET)
_LETTERS = bytes(ord(LINK_ALPHABET[byte % len(LINK_ALPHABET)]) for byte in range(256))
_UNFAIR = bytes(range(_FAIR, 256))


def new_link() -> str:
    """An unguessable token for a customer's tracking page (about 128 bits)."""
    found = ""
    while len(found) < LINK_LENGTH:
        # A byte that would favour the first letters is thrown away: each letter is as likely as any other.
        found += secrets.token_bytes(LINK_LENGTH + 6).translate(_LETTERS, _UNFAIR).decode()
    return found[:LINK_LENGTH]


def new_secret() -> str:
    """A bearer token for the API, shown once; only its digest is stored."""
    return "wg_" + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored instead of a secret. A plain hash suffices: secrets are random, not chosen by people."""
    return sha256(secret.encode()).hexdigest()
