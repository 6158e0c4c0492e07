"""Names as the system and a command line give them: bytes that may be no text."""

import os


def valid(text: str) -> bool:
    """Return whether *text* can be written in UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def readable(name: str) -> str:
    """Return the *name* of a file as text, whatever its bytes are."""
    return os.fsencode(name).decode("utf-8", "replace")
