"""What commands print: tables and lines for people, JSON for machines; archived text made harmless."""

import json
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from archive.search import Marked

#: Control characters, C1 and bidi overrides: a page's title must not move the cursor.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    r"""Return *text* without what a terminal would act on.

    >>> harmless("a\x1b[31mb\nc")
    'a\ufffd[31mb\nc'
    """
    return _CONTROL.sub("\ufffd", text)


def plain_error(sentence: str) -> None:
    """Print one sentence on standard error."""
    print(f"portal: {harmless(sentence)}", file=sys.stderr)


def size(count: float) -> str:
    """Return a number of bytes for people.

    >>> size(1536), size(10)
    ('1.5 KB', '10 bytes')
    """
    if count < 1024:
        return f"{count:.0f} bytes"
    units = iter(("KB", "MB", "GB", "TB"))
    unit = ""
    while count >= 1024 and (following := next(units, None)):
        count, unit = count / 1024, following
    return f"{count:.1f} {unit}"


@dataclass(slots=True)
class Output:
    """Where a command's results go."""

    json: bool = False
    level: int = 0  # -1 quiet, 1 verbose

    @property
    def console(self) -> Console:
        """A console that knows the width of Chinese characters; no markup from data."""
        return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)

    def line(self, text: str = "", style: str | None = None) -> None:
        """Print a line for people."""
        if not self.json and self.level >= 0:
            self.console.print(harmless(text), style=style)

    def marked(self, text: "Marked", style: str | None = None, indent: str = "") -> None:
        """Print a line in which words stand out."""
        if self.json or self.level < 0:
            return
        line = Text(indent)
        for piece, strong in text.pieces():
            line.append(harmless(piece), style="bold red" if strong else style)
        self.console.print(line)

    def text(self, text: Text) -> None:
        """Print styled text, harmless already, for people."""
        if not self.json and self.level >= 0:
            self.console.print(text)

    def whole(self, value: Any) -> None:
        """Print *value* as JSON, if JSON is wanted."""
        if self.json:
            print(json.dumps(value, ensure_ascii=False, indent=2), flush=True)
