"""Who wrote, where no label says so: a person's name alone beside the day, or at an end of the text.

A section, a place or a medium may stand there as well: only what begins as persons' names do is
one, and nobody of whom the article tells.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from portal_spider.extract.metadata.byline_words import OTHERS
from portal_spider.extract.metadata.dates import Manner, find_moments, may_tell
from portal_spider.extract.metadata.lines import Lines
from portal_spider.extract.metadata.names import split_names
from portal_spider.extract.metadata.persons import folded, is_person
from portal_spider.extract.metadata.relative import find_relative
from portal_spider.extract.metadata.signed import is_role, without_agency
from portal_spider.extract.plain import plain
from portal_spider.extract.scripts import wide

_LONGEST = 70  # characters of a line that holds names
_NEAR = 12  # lines above the text that are looked at
_BESIDE = 2  # lines between a name and the day
_OFFICE = 2  # words behind a name that say for whom or where its bearer writes
_BEFORE = 3  # lines between a name and the title behind it
_MAIL = re.compile(r"\S+@\S+\.\S+$")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{1,30}[)\]]\s*$")
# 【水野真理】, ［水野真理，谷新聞］
_BRACKETED = re.compile(
    r"[【［\[](?P<v>[^【】［］\[\]，、・]{3,6})(?:[，、・][^【】［］\[\]]{1,20})?[】］\]]"
)
_OTHER = re.compile(rf"(?:.{{0,20}}\s)?(?:{OTHERS})\s*:?", re.IGNORECASE)
_BEHIND = re.compile(r"\s[/|–—-]\s")
_EDGES = " \t|·•,;:/–—-⋅"


def find_unsigned(lines: Lines, title: str, today: date, language: str | None) -> tuple[str, ...]:
    """Return who is named beside the day, else before or behind the text."""
    near = [*lines.above[-_NEAR:], *lines.head]
    found = [_names(line, language) for line in _alone(near, title, today, language)]
    ends = [line for line in (*lines.body[:2], *lines.body[-2:]) if not _is_told(line)]
    behind = [_names(line, language) for line in ends]
    if not any(found) and not any(behind):
        return ()
    told = folded(" ".join((title, *lines.body)))
    own = [folded(name.split()[-1]) for names in behind for name in names]

    def writes(names: tuple[str, ...]) -> bool:
        """Whether the text tells of nobody of *names* but where it is signed."""
        lasts = [folded(name.split()[-1]) for name in names]
        said = (_times(last, told) for last in lasts)
        return all(times <= (last in own) for last, times in zip(lasts, said, strict=True))

    groups = list(_groups([names if writes(names) else () for names in found]))
    if len(groups) == 1:
        return groups[0]
    return () if groups else next((names for names in behind if names and writes(names)), ())


def _times(name: str, told: str) -> int:
    """How often a name stands in a text; Japanese has no spaces between words."""
    return told.count(name) if wide(name) else len(re.findall(rf"\b{re.escape(name)}\b", told))


def parts_beside_days(line: str, today: date) -> list[str]:
    """Return what stands on a line of a day before, between and behind its days.

    >>> parts_beside_days("22.09.2026 08:15 von Ann Lee | 3 comments", date(2026, 9, 24))
    ['von Ann Lee | 3 comments']
    """
    if not may_tell(line) or len(line) > 2 * _LONGEST:
        return []
    parts, at = [], 0
    for moment in find_moments(line, today=today):
        parts.append(line[at : moment.start])
        at = moment.end
    parts = [part.strip(_EDGES) for part in (*parts, line[at:])] if at else []
    return [part for part in parts if part]


def _alone(near: Sequence[str], title: str, today: date, language: str | None) -> Iterator[str]:
    """The lines round the title that stand beside a day, a role or an address, without the day."""
    named = plain(title)
    at = max((i for i, line in enumerate(near) if plain(line) == named), default=None)
    first = max(0, at - _BEFORE) if at is not None else len(near) // 2
    days = {
        i
        for i, line in enumerate(near)
        if len(line) < 2 * _LONGEST and _is_dated(line, today, language)
    }
    for i in range(first, len(near)):
        line = near[i]
        after = near[i + 1] if i + 1 < len(near) else ""
        beside = (
            any(abs(i - day) <= _BESIDE for day in days)
            or is_role(after)
            or _MAIL.match(after) is not None
            or _without_role(line, language) != line
        )
        labelled = i > 0 and _OTHER.fullmatch(near[i - 1]) is not None
        if len(line) < _LONGEST and beside and not labelled:
            yield (parts_beside_days(line, today) or [line])[0] if i in days else line
        else:
            yield ""


def _is_dated(line: str, today: date, language: str | None) -> bool:
    manner = Manner(language=language)
    now = datetime.combine(today, time())
    return may_tell(line) and bool(
        find_moments(line, today=today, manner=manner) or find_relative(line, now=now)
    )


def _groups(found: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The names of lines that follow each other, together; each group once."""
    seen: set[tuple[str, ...]] = set()
    group: tuple[str, ...] = ()
    for names in (*found, ()):
        if names:
            group = tuple(dict.fromkeys((*group, *names)))
        elif group:
            if group not in seen:
                yield group
            seen.add(group)
            group = ()


def _names(line: str, language: str | None) -> tuple[str, ...]:
    """The persons that a line names and says nothing else of."""
    if language == "ja" and (match := _BRACKETED.fullmatch(line)):
        line = match["v"]
    line = without_agency(_BRACKETS.sub("", line).rstrip(_EDGES + "."))
    names = split_names(_without_role(line, language))
    persons = names and all(is_person(name, language) for name in names)
    return names if persons and all(" " in name or language == "ja" for name in names) else ()


def _is_told(line: str) -> bool:
    """Whether a line is too long for a name, or a sentence: Ann Lee is a teacher on the eastern bank."""
    behind = line.removeprefix(without_agency(line)).split()
    return len(line) >= _LONGEST or (line.endswith((".", "!", "?")) and len(behind) > _OFFICE)


def _without_role(line: str, language: str | None) -> str:
    """A person's name without what stands behind it where the page had only markup between."""
    first, *behind = _BEHIND.split(line)
    if len(behind) == 1 and is_person(first, language) and not is_person(behind[0], language):
        return first  # Ann Lee / Hill Post
    words = line.split()
    for end in (2, 3):
        name, rest = " ".join(words[:end]), " ".join(words[end:])
        if rest and is_person(name, language) and is_role(rest):
            return name
    return line
