"""What a box is called: by its id and classes, by attributes for scripts and tests, by its role."""

import re
from functools import lru_cache

# As whole words only: "hidden-xs" hides on some screens, "md:hidden" not on others.
_HIDING = frozenset(
    "hidden hide d-none sr-only visuallyhidden visually-hidden screen-reader-text".split()
)
_SHOWING = re.compile(r"\b(?:sm|md|lg|xl|xxl|2xl)[:-](?:block|flex|grid|inline|table|contents)")
_DIGITS = re.compile(r"\d+")
# Attributes in which scripts and tests of a page call its boxes by names.
_CALLED = tuple(
    f"data-{name}" for name in "component component-name module module-name testid test-id test qa block widget".split()
)  # fmt: skip
_CALL = re.compile(r"[\w\s:./-]{2,60}")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ROLES_SAID = {
    "complementary": "aside", "contentinfo": "footer", "navigation": "nav", "dialog": "modal",
    "alertdialog": "modal",
}  # fmt: skip


@lru_cache(maxsize=16_384)  # many boxes of a page are made alike, and those of a site's pages
def names_of(
    tag: str, ident: str, classes: str, called: str
) -> tuple[str, str, str, str, str, bool]:
    """Tag, id, classes, name and path of a box with these attributes, and if its classes hide it."""
    ident = ident.strip().lower()[:80]
    classes = classes.strip().lower()[:200]
    path, words = tag, classes.split()
    if ident and (ident.isalpha() or not _DIGITS.search(ident)):
        path += f"#{ident}"
    if words and (first := words[0] if words[0].isalpha() else _DIGITS.sub("", words[0])):
        path += f".{first}"
    name = f"{ident} {classes}" if ident and classes else ident or classes
    if called:
        called = _HUMP.sub("-", called).lower()
        name = f"{name} {called}" if name else called
    hides = not _HIDING.isdisjoint(words) and _SHOWING.search(classes) is None
    return tag, ident, classes, name, path, hides


def called(attributes: dict[str, str | None]) -> str:
    """What else than its id and classes calls a box: names for scripts and tests, its role."""
    found = [
        value for name in _CALLED if (value := attributes.get(name)) and _CALL.fullmatch(value)
    ]
    role = _ROLES_SAID.get(attributes.get("role") or "")
    return " ".join([*found, role] if role else found)
