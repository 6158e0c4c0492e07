"""The digest of this collection for ever: what WARC fields carry and lookups match."""

import hashlib
from base64 import b32encode


def digest(block: bytes) -> str:
    """Return the labelled digest of *block* as WARC fields carry it.

    >>> digest(b"")
    'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'
    """
    return "sha1:" + b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
