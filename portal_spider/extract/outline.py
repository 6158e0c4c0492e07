"""A page's outline: its text in reading order, and the boxes it stands in.

One walk over the parsed tree, without recursion; everything that reads a page
(candidates, cuts, metadata, site model) works on these plain values.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from portal_spider.extract.box_names import called, names_of

BLOCK = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset"
    " figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main"
    " menu nav ol optgroup p pre section summary table tbody td tfoot th thead tr ul".split()
)
SKIPPED = frozenset(
    "head script style noscript template svg math iframe object embed select option button"
    " textarea canvas audio video map datalist label".split()
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
STRONG = frozenset(("b", "strong"))
LAZY = ("data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-url", "src")
LINE = 200  # characters of what may be a line about the article
MOST_PIECES = 20_000
MOST_BOXES = 30_000  # no page of a portal has as many; a bomb of nested tags does
MOST_FIELDS = 100  # boxes in which an address is asked for
_UNSEEN = ("\u200b", "\ufeff", "\x00")  # white space that str.split does not know
_HYPHEN = "\u00ad"  # where a word may be parted at a line's end: none of its letters
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_POST = re.compile(
    r"(?:^|\s)(?:instagram-media|twitter-(?:tweet|video)|tiktok-embed|bluesky-embed)"
)
_INLINE = re.compile(r"(?:^|\s)(?:emoji|(?:wp-)?smiley|latex|mwe-math)")
_DOT = frozenset(("0", "1", "0px", "1px"))
_SENTENCE = re.compile(r"[，。！？；：、,.!?;:।॥،؛؟۔።၊။។]")


@dataclass(slots=True)
class Box:
    """A block element with something in it; *parent* is the number of the box around it, or -1."""

    number: int
    parent: int
    depth: int
    tag: str
    id: str  # lower case, as are the classes
    classes: str
    name: str  # its id and classes, and what else calls it
    path: str  # tag, id and first class, digits left out: the same on every page of a template
    itemprop: str
    hidden: bool
    start: int  # its pieces are outline.pieces[start:end]
    end: int = 0
    last: int = 0  # number of the last box inside it


@dataclass(slots=True)
class Piece:
    """A run of text between two block boundaries or line breaks, a table, or a picture."""

    number: int
    box: int
    tag: str  # of the nearest block element
    text: str
    linked: int = 0  # characters inside links
    strong: int = 0  # characters inside <b> or <strong>
    signs: int = 0  # punctuation marks
    letters: int = 0  # characters less spaces
    kind: str = "text"  # "text", "table" or "image"
    url: str | None = None  # of a picture, as written
    alt: str | None = None
    # a line's text with a space wherever markup stands: looks part what letters do not
    parted: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """Boxes in document order, pieces in reading order, and where links lead, as written.

    *fields*: the boxes in which an address for mail is asked for.
    """

    boxes: tuple[Box, ...]
    pieces: tuple[Piece, ...]
    links: tuple[str, ...] = ()
    fields: tuple[int, ...] = ()

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


def is_post(tag: str, classes: str) -> bool:
    """Whether an element is a post of a social network, shown in a page: it has a day of its own."""
    return tag == "blockquote" and _POST.search(classes) is not None


def squeeze(text: str) -> str:
    """Return *text* without soft hyphens, and white space, full-width indents included, as single spaces."""
    if not text.isascii() or "\x00" in text:
        for unseen in _UNSEEN:
            if unseen in text:
                text = text.replace(unseen, " ")
        if _HYPHEN in text:
            text = text.replace(_HYPHEN, "")
    return " ".join(text.split())


class _Walk:
    """The state of one walk."""

    __slots__ = (
        "boxes", "fields", "hrefs", "linked", "links", "made", "opened", "pieces", "run", "strong", "strongs",
    )  # fmt: skip

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.pieces: list[Piece] = []
        self.opened: list[LexborNode] = []  # the block elements around
        self.made: list[Box] = []  # the boxes of the outermost of them
        self.hrefs: list[str] = []
        self.fields: dict[int, None] = {}  # in order
        self.run: list[str] = []
        self.linked = self.strong = 0
        self.links = self.strongs = 0  # how deep inside <a>, <b>

    def box(self) -> Box:
        """The innermost box. It is made once something stands in it: half of a page's never are."""
        made = self.made
        if len(made) < len(self.opened):
            at = len(self.pieces)
            parent, hidden = (made[-1].number, made[-1].hidden) if made else (-1, False)
            for node in self.opened[len(made) :]:
                attributes, number = node.attributes, len(self.boxes)
                ident, classes = attributes.get("id") or "", attributes.get("class") or ""
                more = len(attributes) > bool(ident) + bool(classes)
                tag, ident, classes, name, path, hides = names_of(
                    node.tag or "", ident, classes, called(attributes) if more else ""
                )
                itemprop = attributes.get("itemprop") or ""
                hidden = hidden or hides or _is_hidden(attributes)
                box = Box(
                    number, parent, len(made), tag, ident, classes, name, path, itemprop, hidden, at
                )
                parent = number
                self.boxes.append(box)
                made.append(box)
        return made[-1]

    def flush(self) -> None:
        """End the run of text that is being read."""
        run = self.run
        text = squeeze(run[0] if len(run) == 1 else "".join(run))
        parted = squeeze(" ".join(run)) if len(run) > 1 and len(text) <= LINE else text
        run.clear()
        if text and self.opened:
            box, size = self.box(), len(text)
            self.pieces.append(
                Piece(
                    len(self.pieces), box.number, box.tag, text,
                    self.linked and min(self.linked, size), self.strong and min(self.strong, size),
                    0 if text.isalnum() else len(_SENTENCE.findall(text)),
                    size - text.count(" "),
                    parted=parted,
                )
            )  # fmt: skip
        self.linked = self.strong = 0

    def text(self, text: str) -> None:
        """Read on the run of text."""
        self.run.append(text)
        if self.links or self.strongs:
            size = sum(map(len, text.split()))
            self.linked += size if self.links else 0
            self.strong += size if self.strongs else 0

    def close(self) -> None:
        """End the innermost block element."""
        if self.run:
            self.flush()
        self.opened.pop()
        if len(self.made) > len(self.opened):
            box = self.made.pop()
            box.end, box.last = len(self.pieces), len(self.boxes) - 1

    def image(self, attributes: dict[str, str | None]) -> None:
        """Take in a picture, under the address it is really loaded from.

        One that stands for a sign or a formula is read as what it stands for; a dot counts visits.
        """
        if (classes := attributes.get("class")) and _INLINE.search(classes):
            self.text(attributes.get("alt") or "")
            return
        if attributes.get("width") in _DOT and attributes.get("height") in _DOT:
            return
        source = next((attributes[name] for name in LAZY if attributes.get(name)), None)
        if not source or source.startswith("data:") or not self.opened:
            return
        if self.run:
            self.flush()
        alt = squeeze(attributes.get("alt") or "") or None
        self.pieces.append(
            Piece(len(self.pieces), self.box().number, "img", "", kind="image", url=source, alt=alt)
        )

    def field(self, attributes: dict[str, str | None]) -> None:
        """Take in where an address for mail is asked for; other fields say nothing of a box."""
        asks = (
            attributes.get("type") == "email" or "email" in (attributes.get("name") or "").lower()
        )
        if asks and self.made and attributes.get("type") != "hidden":
            self.fields.setdefault(self.made[-1].number)

    def table(self, node: LexborNode) -> bool:
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
        if self.run:
            self.flush()
        self.opened.append(node)
        box = self.box().number
        self.pieces.append(Piece(len(self.pieces), box, "table", text, kind="table"))
        self.close()
        return True


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN.search(style))


#: What the walk does with an element; the others are inline and walked through.
_ROLES = (
    dict.fromkeys(BLOCK, "box") | dict.fromkeys(SKIPPED, "skip") | dict.fromkeys(STRONG, "strong")
    | {"-text": "text", "-comment": "skip", "br": "br", "img": "img", "a": "link", "table": "table", "input": "input"}
)  # fmt: skip


def outline_of(tree: LexborHTMLParser) -> Outline:
    """Walk *tree* once; bounded by MOST_PIECES, MOST_BOXES and MOST_FIELDS."""
    walk = _Walk()
    node: LexborNode | None = tree.root
    around: list[tuple[LexborNode, str]] = []  # open elements, and what each opened
    roles, pieces, boxes, run, opened = _ROLES, walk.pieces, walk.boxes, walk.run, walk.opened
    while node is not None and len(pieces) < MOST_PIECES and len(boxes) < MOST_BOXES:
        tag = node.tag or ""
        role = roles.get(tag, "")
        if role == "text":
            text = node.text_content or ""
            if run or not text.isspace():
                walk.text(text)
        elif role == "br":
            if run:
                walk.flush()
        elif role == "img":
            walk.image(node.attributes)
        elif role == "input":
            walk.field(node.attributes)
        elif role != "skip" and not (role == "table" and walk.table(node)):
            child = node.first_child
            if role == "box" or role == "table":
                if run:
                    walk.flush()
                if child is not None:
                    opened.append(node)
            elif role == "link":
                href = (node.attributes.get("href") or "").strip()
                if href and href[0] != "#":
                    walk.hrefs.append(href)
                    walk.links += child is not None
                else:
                    role = ""
            elif role == "strong":
                walk.strongs += child is not None
            if child is not None:
                around.append((node, role))
                node = child
                continue
        following = node.next
        while following is None and around:
            node, role = around.pop()
            if role == "box" or role == "table":
                walk.close()
            elif role == "link":
                walk.links -= 1
            elif role == "strong":
                walk.strongs -= 1
            following = node.next
        node = following
    while opened:
        walk.close()
    return Outline(tuple(boxes), tuple(pieces), tuple(walk.hrefs), tuple(walk.fields)[:MOST_FIELDS])
