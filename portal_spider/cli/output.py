"""What commands print: lines and tables for people, tabs for pipes, JSON for machines.

Whatever was archived is made harmless first: a page's title must not move the cursor.
"""

import io
import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portal_spider.harmless import harmless

if TYPE_CHECKING:  # rich is loaded where a terminal is written to: in a pipe nothing needs it
    from rich.console import Console
    from rich.text import Text

    from archive.search import Marked


def plain_error(sentence: str) -> None:
    """Print one sentence on standard error."""
    print(f"portal: {harmless(' '.join(sentence.splitlines()))}", file=sys.stderr)


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


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "article"), counted(0, "article"), counted(2, "body", "bodies")
    ('1 article', '0 articles', '2 bodies')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return *rows* as lines whose columns begin under each other, wide characters counted twice.

    >>> aligned([["地点", "时间"], ["A", "8:00"]])
    ['地点  时间', 'A     8:00']
    """
    from rich.cells import cell_len

    widths: list[int] = []
    for row in rows:
        widths += [0] * (len(row) - len(widths))
        for column, cell in enumerate(row[:-1]):
            widths[column] = max(widths[column], cell_len(cell))
    return [
        "".join(c + " " * (w - cell_len(c) + 2) for c, w in zip(row, widths, strict=False)).rstrip()
        for row in rows
    ]


def shortened(text: str, room: int) -> str:
    """Return *text* in *room* columns of a terminal, on one line.

    >>> shortened("看得见的澜湾", 9)
    '看得见的…'
    """
    from rich.cells import cell_len, chop_cells

    text = " ".join(text.split())
    return text if cell_len(text) <= room else chop_cells(text, room - 1)[0] + "…"


@dataclass(slots=True)
class Output:
    """Where a command's results go.

    Results are printed whatever the level is, hints and progress from 0 on, and
    from 1 on (``-v``), on standard error, what is read and decided.
    """

    json: bool = False
    level: int = 0  # -1 quiet, 1 verbose

    @property
    def console(self) -> "Console":
        """A console that knows the width of Chinese characters; no markup from data."""
        from rich.console import Console

        return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)

    @property
    def terminal(self) -> bool:
        """Whether a person reads along, and not a pipe or a file."""
        forced = os.environ.get("FORCE_COLOR") or os.environ.get("TTY_COMPATIBLE")
        return bool(forced or sys.stdout.isatty()) and self.console.is_terminal

    @property
    def progress(self) -> bool:
        """Whether a line on standard error may follow what is being done."""
        return sys.stderr.isatty() and not self.json and self.level >= 0

    def line(self, text: str = "", style: str | None = None) -> None:
        """Print a line of the result; in a pipe as it is, tabs and all."""
        if self.json:
            return
        if self.terminal:
            self.console.print(harmless(text), style=style)
        else:
            print(harmless(text))

    def items(self, items: Iterable[str], before: str = "") -> None:
        """Print *items* behind *before*, on a terminal broken between them."""
        if not self.terminal:
            self.line(before + ", ".join(items))
            return
        from rich.cells import cell_len

        line = before
        hanging = " " * (len(before) - len(before.lstrip(" ")) + 2)
        room = self.console.width
        for number, item in enumerate(items):
            joined = line + (", " if number else "") + item
            if number and cell_len(joined) + 1 > room:
                self.line(line + ",")
                joined = hanging + item
            line = joined
        self.line(line)

    def note(self, text: str, style: str | None = None) -> None:
        """Print what only helps: the next step, where to look."""
        if self.level >= 0:
            self.line(text, style)

    def debug(self, text: str) -> None:
        """Say what is read or decided, with ``-v``."""
        if self.level > 0:
            print(f"· {harmless(text)}", file=sys.stderr, flush=True)

    def marked(self, text: "Marked", style: str | None = None, indent: str = "") -> None:
        """Print a line in which words stand out."""
        if self.json:
            return
        from rich.text import Text

        line = Text(indent)
        for piece, strong in text.pieces():
            plain = harmless(re.sub(r"\s", " ", piece))
            line.append(plain, style="bold red" if strong else style)
        self.console.print(line)

    def text(self, text: "Text") -> None:
        """Print styled text, harmless already."""
        if not self.json:
            self.console.print(text)

    def rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Print rows under a row of headings: aligned on a terminal, tab-separated in a pipe."""
        plain = [[" ".join(harmless(cell).split()) for cell in row] for row in rows]
        if self.terminal:
            lines = aligned(plain)
            self.line(lines[0], style="bold")
            for line in lines[1:]:
                self.line(line)
        else:
            for row in plain:
                self.line("\t".join(row))

    def whole(self, value: Any) -> None:
        """Print *value* as JSON, if JSON is wanted."""
        if self.json:
            print(as_json(value, indent=2), flush=True)


def as_json(value: Any, indent: int | None = None) -> str:
    """Return *value* as JSON that standard output can write as it is."""
    plain = (sys.stdout.encoding or "").lower() != "utf-8"
    return json.dumps(value, ensure_ascii=plain, indent=indent)


def stand_any_encoding() -> None:
    """Let what standard output's encoding has no character for be spelled out, not be an error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
