"""What was archived, fit for a terminal: a page's title must not move the cursor."""

import re

#: Control characters, C1 and bidi overrides; tabs and line ends may stay.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    r"""Return *text* without what a terminal would act on.

    >>> harmless("a\x1b[31mb\nc")
    'a\ufffd[31mb\nc'
    """
    return _CONTROL.sub("\ufffd", text)
