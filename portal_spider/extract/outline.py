"""A page's outline: its text in reading order, and the boxes it stands in.

One walk over the parsed tree, without recursion; everything that reads a page
(candidates, cuts, metadata, site model) works on these plain values.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

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
_UNSEEN = ("\u200b", "\ufeff", "\x00")  # white space that str.split does not know
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
    url: str | None = None  # of a picture, as written
    alt: str | None = None
    signs: int = 0  # punctuation marks
    letters: int = 0  # characters less spaces


@dataclass(frozen=True, slots=True)
class Outline:
    """Boxes in document order, pieces in reading order, and where links lead, as written."""

    boxes: tuple[Box, ...]
    pieces: tuple[Piece, ...]
    links: tuple[str, ...] = ()

    def within(self, box: int) -> tuple[Piece, ...]:
        """The pieces in the box *box* and those inside it."""
        return self.pieces[self.boxes[box].start : self.boxes[box].end]

    def path(self, number: int, levels: int = 3) -> str:
        """Where the box *number* stands, by the paths of the innermost *levels* boxes."""
        return " > ".join(box.path for box in reversed(self.around(number)[:levels]))

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
    for unseen in _UNSEEN:
        if unseen in text:
            text = text.replace(unseen, " ")
    return " ".join(text.split())


class _Walk:
    """The state of one walk."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.pieces: list[Piece] = []
        self.stack: list[int] = []  # open boxes
        self.hrefs: list[str] = []
        self.run: list[str] = []
        self.linked = self.strong = 0
        self.links = self.strongs = 0  # how deep inside <a>, <b>

    def flush(self) -> None:
        """End the run of text that is being read."""
        if not self.run:
            return
        text = squeeze("".join(self.run))
        self.run = []
        if text and self.stack:
            box, size = self.stack[-1], len(text)
            self.pieces.append(
                Piece(
                    len(self.pieces), box, self.boxes[box].tag, text,
                    min(self.linked, size), min(self.strong, size),
                    signs=len(_SENTENCE.findall(text)), letters=size - text.count(" "),
                )
            )  # fmt: skip
        self.linked = self.strong = 0

    def text(self, text: str) -> None:
        """Read on the run of text."""
        if not self.run and text.isspace():
            return
        self.run.append(text)
        if self.links or self.strongs:
            size = len("".join(text.split()))
            self.linked += size if self.links else 0
            self.strong += size if self.strongs else 0

    def open(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Begin a box."""
        if self.run:
            self.flush()
        number, at = len(self.boxes), len(self.pieces)
        if self.stack:
            around = self.boxes[self.stack[-1]]
            parent, depth, hidden = around.number, around.depth + 1, around.hidden
        else:
            parent, depth, hidden = -1, 0, False
        ident = classes = itemprop = ""
        if attributes:
            ident = (attributes.get("id") or "").strip().lower()[:80]
            classes = (attributes.get("class") or "").strip().lower()[:200]
            itemprop = attributes.get("itemprop") or ""
            hidden = hidden or _is_hidden(attributes, classes)
        self.boxes.append(
            Box(number, parent, tag, ident, classes, depth, itemprop, hidden, number, at, at)
        )
        self.stack.append(number)

    def close(self) -> None:
        """End the innermost box."""
        if self.run:
            self.flush()
        box = self.boxes[self.stack.pop()]
        box.end = len(self.pieces)
        if box.end == box.start and self.boxes[-1] is box and self.stack:
            self.boxes.pop()  # nothing stands in it: half of a page's boxes are so
        else:
            box.last = len(self.boxes) - 1

    def image(self, attributes: dict[str, str | None]) -> None:
        """Take in a picture, under the address it is really loaded from."""
        source = next((attributes[name] for name in LAZY if attributes.get(name)), None)
        if not source or source.startswith("data:") or not self.stack:
            return
        self.flush()
        alt = squeeze(attributes.get("alt") or "") or None
        self.pieces.append(
            Piece(len(self.pieces), self.stack[-1], "img", "", kind="image", url=source, alt=alt)
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

    def leave(self, opened: str) -> None:
        """Close what an element opened."""
        if opened == "box":
            self.close()
        elif opened == "link":
            self.links -= 1
        elif opened == "strong":
            self.strongs -= 1


def _is_hidden(attributes: dict[str, str | None], classes: str) -> bool:
    if "hidden" in attributes or (classes and _HIDDEN_CLASS.search(classes)):
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN.search(style))


#: What the walk does with an element; the others are inline and walked through.
_ROLES = (
    dict.fromkeys(BLOCK, "box") | dict.fromkeys(SKIPPED, "skip") | dict.fromkeys(STRONG, "strong")
    | {"-text": "text", "-comment": "skip", "br": "br", "img": "img", "a": "link", "table": "table"}
)  # fmt: skip


def outline_of(tree: LexborHTMLParser) -> Outline:
    """Walk *tree* once; bounded by MOST_PIECES and MOST_BOXES."""
    walk = _Walk()
    node: LexborNode | None = tree.root
    around: list[tuple[LexborNode, str]] = []  # open elements, and what each opened
    roles, pieces, boxes = _ROLES, walk.pieces, walk.boxes
    while node is not None and len(pieces) < MOST_PIECES and len(boxes) < MOST_BOXES:
        tag = node.tag or ""
        role = roles.get(tag, "")
        if role == "text":
            walk.text(node.text_content or "")
        elif role == "br":
            walk.flush()
        elif role == "img":
            walk.image(node.attributes)
        elif role != "skip" and not (role == "table" and walk.table(node, node.attributes)):
            opened = role
            if role == "box" or role == "table":
                walk.open(tag, node.attributes)
                opened = "box"
            elif role == "strong":
                walk.strongs += 1
            elif role == "link":
                href = (node.attributes.get("href") or "").strip()
                opened = ""
                if href and href[0] != "#":
                    walk.hrefs.append(href)
                    walk.links += 1
                    opened = "link"
            child = node.first_child
            if child is not None:
                around.append((node, opened))
                node = child
                continue
            walk.leave(opened)
        following = node.next
        while following is None and around:
            node, opened = around.pop()
            walk.leave(opened)
            following = node.next
        node = following
    while walk.stack:
        walk.close()
    return Outline(tuple(boxes), tuple(pieces), tuple(walk.hrefs))
