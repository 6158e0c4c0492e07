"""A line on standard error that follows what is being done, where a person looks on."""

import sys

from portal_spider.cli.output import Output
from portal_spider.harmless import harmless

_CLEAR = "\r\x1b[K"


class Following:
    """Written over and over on a terminal, nothing elsewhere: there ``-v`` tells it line by line."""

    def __init__(self, out: Output) -> None:
        self._on = out.progress and out.level == 0
        self._out = out

    def show(self, text: str) -> None:
        """Put *text* in the place of what stood there."""
        if not self._on:
            return
        from rich.cells import cell_len, chop_cells
        from rich.console import Console

        text, room = harmless(text), Console(stderr=True).width - 1
        if cell_len(text) > room:
            text = chop_cells(text, room)[0]
        print(_CLEAR + text, end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Take the line away."""
        self.show("")
