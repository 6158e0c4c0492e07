"""What a check finds."""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

Checked = Counter[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as it should be. *file* is relative to the collection.

    *offset* counts bytes in a WARC, and lines from 1 in a file of lines.
    """

    kind: str
    file: str
    offset: int | None = None
    url: str | None = None
    expected: str | None = None
    computed: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as the contract's JSON has them."""
        return asdict(self)

    def __str__(self) -> str:
        """One line: what, where, and what was expected."""
        where = self.file if self.offset is None else f"{self.file} at {self.offset}"
        url = f" ({self.url})" if self.url else ""
        told = ""
        if self.expected or self.computed:
            told = f": expected {self.expected or 'nothing'}, found {self.computed or 'nothing'}"
        return f"{self.kind.replace('_', ' ')}: {where}{url}{told}"
