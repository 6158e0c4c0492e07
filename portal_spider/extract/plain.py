"""Texts for comparison."""

import unicodedata


def plain(text: str) -> str:
    """Return *text* for comparison: no space, full width as half, case folded."""
    if text.isascii():
        return "".join(text.split()).lower()
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
