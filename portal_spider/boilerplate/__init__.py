"""Boilerplate: what a portal prints around an article, known by its words or its place.

Rules only remove, and each has a name, so an Article can say what was taken
from it. They judge whole pieces of text: a notice that is quoted inside a
paragraph of the body is the body's.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import re2

from archive.simplified import spelled
from portal_spider.boilerplate.between import BETWEEN
from portal_spider.boilerplate.boxes import BOX_RULES
from portal_spider.boilerplate.credits import CREDITS
from portal_spider.boilerplate.ends import ENDS
from portal_spider.boilerplate.notices import NOTICES
from portal_spider.boilerplate.page import PAGE
from portal_spider.boilerplate.related import RELATED
from portal_spider.boilerplate.rule import BoxRule, TextRule, words_of
from portal_spider.boilerplate.tools import TOOLS

__all__ = ["BOX_RULES", "TEXT_RULES", "BoxRule", "TextRule", "judge_box", "judge_text", "legible"]

#: In order: the first that fits gives the kind.
TEXT_RULES = (*NOTICES, *CREDITS, *TOOLS, *RELATED, *PAGE, *BETWEEN, *ENDS)

_LONGEST = max(rule.longest for rule in TEXT_RULES)


def _any_of(patterns: re2.Set, sought: Iterable[str]) -> re2.Set:
    """All that is *sought* as one automaton, which passes over a text once: most texts fit none."""
    for pattern in filter(None, sought):
        patterns.Add(pattern)
    patterns.Compile()
    return patterns


def _options() -> re2.Options:
    options = re2.Options()
    options.never_capture = True
    options.max_mem = 1 << 26  # with the usual quarter it forgets its states and makes them anew
    return options


# Apart: as one they have so many states, each made when a text first asks for it, that there is
# no room for them, and all are made again and again. In two halves, what may be found anywhere
# has half the states: every "you … make a donation" is multiplied by every "our … newsletter".
_BEGINNINGS = _any_of(re2.Set.MatchSet(_options()), (rule.begins for rule in TEXT_RULES))
_HELD = [rule.holds for rule in TEXT_RULES if rule.holds]
_ANYWHERE, _ANYWHERE_TOO = (
    _any_of(re2.Set.SearchSet(_options()), half) for half in (_HELD[::2], _HELD[1::2])
)


def legible(text: str) -> str:
    """Return *text* in the letters and characters that patterns of text rules are written in."""
    return spelled(text.lower())


@lru_cache(maxsize=2048)  # a portal's pages say the same things, and each is asked about twice
def judge_text(text: str) -> TextRule | None:
    """Return the rule that condemns a piece of text, or None.

    >>> judge_text("责任编辑：王小明").kind, judge_text("A+ A-").kind
    ('editor_line', 'font_size')
    >>> judge_text("他说，网站的声明已经发出，雨还在下。") is None
    True
    """
    size = len(text)
    if size > _LONGEST:
        return None
    low = legible(text)
    sought = low.encode()
    if not (_BEGINNINGS.Match(sought) or _ANYWHERE.Match(sought) or _ANYWHERE_TOO.Match(sought)):
        return None
    for rule in TEXT_RULES:
        if size <= rule.longest and rule.pattern.search(low):
            return rule
    return None


# A name in ASCII asks the rules only that it may fit: their words without what must stand around them.
_AROUND = re.compile(r"\(\?<?[=!][^()]*\)")
_BOXES = _any_of(
    re2.Set.SearchSet(_options()),
    (words_of(_AROUND.sub("", rule.words)).pattern for rule in BOX_RULES),
)


@lru_cache(maxsize=2048)
def judge_box(name: str) -> BoxRule | None:
    """Return the rule that condemns a box by its id and classes, or None."""
    if not name:
        return None
    rules: Sequence[BoxRule] = BOX_RULES
    name = f" {name}"
    # What white space and the end of a line are, re2 and re agree on in ASCII without signs of control.
    if name.isascii() and name.isprintable():
        rules = [BOX_RULES[number] for number in sorted(_BOXES.Match(name) or ())]
    for rule in rules:
        if rule.pattern.search(name):
            return rule
    return None
