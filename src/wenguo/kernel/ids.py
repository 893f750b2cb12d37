"""Names for things: unguessable links for customers, keys that make a repeat harmless."""

import secrets
from hashlib import sha256

# Without 0/O, 1/I/l: a link that somebody types from a receipt should not fail on a look-alike.
LINK_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LINK_LENGTH = 26  # 31^26 ≈ 2^128 possible links


def new_link() -> str:
    """An unguessable token for a customer's tracking page (about 128 bits)."""
    return "".join(secrets.choice(LINK_ALPHABET) for _ in range(LINK_LENGTH))


def new_secret() -> str:
    """A bearer token for the API, shown once; only its digest is stored."""
    return "wg_" + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored instead of a secret. A plain hash suffices: secrets are random, not chosen by people."""
    return sha256(secret.encode()).hexdigest()
