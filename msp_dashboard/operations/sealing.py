"""Sealing of restricted text: AES-GCM, bound to the record that it belongs to."""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from msp_dashboard.operations.keys import KeyRefused

NONCE = 12


def seal(key: bytes, text: str, owner: str) -> bytes:
    """Return the nonce and the sealed text; `owner` (source, kind and token) must be given to open it."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), owner.encode())


def unseal(key: bytes, sealed: bytes, owner: str) -> str:
    """Return the text; raises KeyRefused where the key or the owner is another one, or a byte changed."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], owner.encode()).decode()
    except InvalidTag as error:
        raise KeyRefused(
            "A restricted text cannot be opened: its key is another one, or it was changed."
        ) from error


def keyed_digest(key: bytes, domain: str, text: str) -> str:
    """Return 128 bits of HMAC-SHA256 in hex; each domain has digests of its own."""
    return hmac.digest(key, f"{domain}\x1f{text}".encode(), hashlib.sha256).hex()[:32]


def owner_of(source: str, kind: str, record_token: str) -> str:
    """Return the name of the record that a text is bound to."""
    return f"{source}:{kind}:{record_token}"
