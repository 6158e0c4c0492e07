"""A page's outline: its text in reading order, and the boxes it stands in.

One walk over the parsed tree, without recursion; everything that reads a page
(candidates, cuts, metadata, site model) works on these plain values.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

BLOCK = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset"
    " figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main"
    " menu nav ol optgroup p pre section summary table tbody td tfoot th thead tr ul".split()
)
SKIPPED = frozenset(
    "head script style noscript template svg math iframe object embed select option button"
    " textarea input canvas audio video map datalist label".split()
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
STRONG = frozenset(("b", "strong"))
LAZY = ("data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-url", "src")
MOST_PIECES = 20_000
MOST_BOXES = 30_000  # no page of a portal has as many; a bomb of nested tags does
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0\u3000\u200b\ufeff\x00]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# As whole words only: "hidden-xs" hides on some screens, "md:hidden" not on others.
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:hidden|hide|d-none|sr-only|visually-?hidden|screen-reader-text)(?:$|\s)"
)
_DIGITS = re.compile(r"\d+")
_SENTENCE = re.compile(r"[，。！？；：、,.!?;:]")


@dataclass(slots=True)
class Box:
    """A block element; *parent* is the number of the box around it, -1 for the outermost."""

    number: int
    parent: int
    tag: str
    id: str  # lower case, as are the classes
    classes: str
    depth: int
    itemprop: str = ""
    hidden: bool = False
    last: int = 0  # number of the last box inside it
    start: int = 0  # its pieces are outline.pieces[start:end]
    end: int = 0

    @property
    def name(self) -> str:
        """Its id and classes."""
        return f"{self.id} {self.classes}".strip()

    @property
    def path(self) -> str:
        """Tag, id and first class, digits left out: the same on every page of a template."""
        return _path(self.tag, self.id, self.classes)


@dataclass(slots=True)
class Piece:
    """A run of text between two block boundaries or line breaks, a table, or a picture."""

    number: int
    box: int
    tag: str  # of the nearest block element
    text: str
    linked: int = 0  # characters inside links
    strong: int = 0  # characters inside <b> or <strong>
    kind: str = "text"  # "text", "table" or "image"
    url: str | None = None
    alt: str | None = None
    signs: int = field(default=0)  # punctuation marks


@dataclass(frozen=True, slots=True)
class Outline:
    """Boxes in document order and pieces in reading order."""

    boxes: tuple[Box, ...]
    pieces: tuple[Piece, ...]

    def within(self, box: int) -> tuple[Piece, ...]:
        """The pieces in the box *box* and those inside it."""
        return self.pieces[self.boxes[box].start : self.boxes[box].end]

    def around(self, number: int) -> list[Box]:
        """The box *number* and those around it, innermost first."""
        found = []
        while number >= 0:
            found.append(self.boxes[number])
            number = self.boxes[number].parent
        return found


@lru_cache(maxsize=4096)
def _path(tag: str, ident: str, classes: str) -> str:
    ident = "" if _DIGITS.search(ident) else ident
    first = _DIGITS.sub("", classes.split(None, 1)[0]) if classes else ""
    return tag + (f"#{ident}" if ident else "") + (f".{first}" if first else "")


def squeeze(text: str) -> str:
    """Return *text* with white space, full-width indents included, as single spaces."""
    return _SPACE.sub(" ", text).strip()


class _Walk:
    """The state of one walk."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.boxes: list[Box] = []
        self.pieces: list[Piece] = []
        self.stack: list[int] = []  # open boxes
        self.run: list[str] = []
        self.linked = self.strong = 0
        self.links = self.strongs = 0  # how deep inside <a>, <b>
        self.anchors: list[bool] = []  # which open <a> lead somewhere

    def flush(self) -> None:
        """End the run of text that is being read."""
        if not self.run:
            return
        text = squeeze("".join(self.run))
        self.run = []
        if text and self.stack:
            box = self.stack[-1]
            self.pieces.append(
                Piece(
                    len(self.pieces), box, self.boxes[box].tag, text,
                    min(self.linked, len(text)), min(self.strong, len(text)),
                    signs=len(_SENTENCE.findall(text)),
                )
            )  # fmt: skip
        self.linked = self.strong = 0

    def text(self, text: str) -> None:
        """Read on the run of text."""
        self.run.append(text)
        if self.links or self.strongs:
            size = len(_SPACE.sub("", text))
            self.linked += size if self.links else 0
            self.strong += size if self.strongs else 0

    def open(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Begin a box."""
        self.flush()
        parent = self.stack[-1] if self.stack else -1
        number, at = len(self.boxes), len(self.pieces)
        hidden = parent >= 0 and self.boxes[parent].hidden
        depth = self.boxes[parent].depth + 1 if parent >= 0 else 0
        ident = classes = itemprop = ""
        if attributes:
            ident = (attributes.get("id") or "").strip().lower()[:80]
            classes = (attributes.get("class") or "").strip().lower()[:200]
            itemprop = attributes.get("itemprop") or ""
            hidden = (
                hidden
                or "hidden" in attributes
                or bool(_HIDDEN.search(attributes.get("style") or ""))
                or bool(_HIDDEN_CLASS.search(classes))
            )
        self.boxes.append(
            Box(number, parent, tag, ident, classes, depth, itemprop, hidden, number, at, at)
        )
        self.stack.append(number)

    def close(self) -> None:
        """End the innermost box."""
        self.flush()
        number = self.stack.pop()
        self.boxes[number].last = len(self.boxes) - 1
        self.boxes[number].end = len(self.pieces)

    def image(self, attributes: dict[str, str | None]) -> None:
        """Take in a picture, under the address it is really loaded from."""
        source = next((attributes[name] for name in LAZY if attributes.get(name)), None)
        if not source or source.startswith("data:") or not self.stack:
            return
        try:
            url = urljoin(self.base_url, source.strip())
        except ValueError:
            return
        self.flush()
        alt = squeeze(attributes.get("alt") or "") or None
        self.pieces.append(
            Piece(len(self.pieces), self.stack[-1], "img", "", kind="image", url=url, alt=alt)
        )

    def table(self, node: LexborNode, attributes: dict[str, str | None]) -> bool:
        """Take in a table of data whole; a table that lays out the page is walked like any box."""
        rows = node.css("tr")
        if len(rows) < 2 or node.css_first("table table, img, ul, h1, h2, script") is not None:
            return False
        cells = [[squeeze(cell.text(separator=" ")) for cell in row.css("td, th")] for row in rows]
        sizes = [len(cell) for row in cells for cell in row]
        if max((len(row) for row in cells), default=0) < 2 or sum(sizes) > 80 * len(sizes):
            return False
        text = "\n".join("\t".join(row) for row in cells if any(row))
        if not text:
            return False
        self.open("table", attributes)
        self.pieces.append(Piece(len(self.pieces), self.stack[-1], "table", text, kind="table"))
        self.close()
        return True


def outline_of(tree: LexborHTMLParser, base_url: str) -> Outline:
    """Walk *tree* once; bounded by MOST_PIECES and MOST_BOXES."""
    walk = _Walk(base_url)
    node = tree.root
    if node is None:
        return Outline((), ())
    closing: list[LexborNode] = []  # elements that are open, to be left again
    current: LexborNode | None = node
    while current is not None and len(walk.pieces) < MOST_PIECES and len(walk.boxes) < MOST_BOXES:
        if _enter(walk, current) and current.first_child is not None:
            closing.append(current)
            current = current.first_child
            continue
        if current.is_element_node:
            _leave(walk, current)
        while current is not None and current.next is None:
            current = closing.pop() if closing else None
            if current is not None:
                _leave(walk, current)
        current = current.next if current is not None else None
    while walk.stack:
        walk.close()
    return Outline(tuple(walk.boxes), tuple(walk.pieces))


def _enter(walk: _Walk, node: LexborNode) -> bool:
    """Take in *node*; return whether what is inside is to be walked."""
    if node.is_text_node:
        walk.text(node.text_content or "")
        return False
    if not node.is_element_node:
        return False
    tag = node.tag or ""
    if tag == "br":
        walk.flush()
        return False
    if tag in SKIPPED:
        return False
    if tag == "img":
        walk.image(node.attributes)
        return False
    if tag == "table" and walk.table(node, node.attributes):
        return False
    if tag in BLOCK:
        walk.open(tag, node.attributes)
    elif tag == "a":
        leads = not (node.attributes.get("href") or "#").startswith("#")
        walk.anchors.append(leads)
        walk.links += leads
    elif tag in STRONG:
        walk.strongs += 1
    return True


def _leave(walk: _Walk, node: LexborNode) -> None:
    """Close what ``_enter`` opened for *node*."""
    tag = node.tag or ""
    if tag in SKIPPED or tag in ("br", "img"):
        return
    if tag in BLOCK:
        if tag != "table" or walk.boxes[walk.stack[-1]].tag == "table":
            walk.close()
    elif tag == "a":
        walk.links -= walk.anchors.pop()
    elif tag in STRONG:
        walk.strongs -= 1
