"""The days that lines for readers print, each with how much its line is one of publication."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from archive.simplified import spelled
from portal_spider.extract.metadata.changes import CHANGED_THEN, UPDATED
from portal_spider.extract.metadata.dates import Manner, Moment, find_moments, may_tell
from portal_spider.extract.metadata.lines import Lines
from portal_spider.extract.plain import plain

_LABEL = re.compile(
    r"发[布表佈]|时间|日期|来源|出版|publish|posted|veröffentlicht|publié|publicado", re.IGNORECASE
)
# 会议时间：, 截止日期：: the day of something else, unless one of the two characters before it is of
# what publishers do, or ends their names
_PUBLISHERS = "发稿刊登写编载传录布表更改创建公文章闻息帖贴架京出版"
_OF_ELSE = re.compile(
    rf"(?:(?!添加|提交|采集|上线|推送|资讯|首播|审核|入库|整理)"
    rf"[\u4e00-\u9fff](?<![{_PUBLISHERS}])[\u4e00-\u9fff](?<![{_PUBLISHERS}报网社台者辑])(?:时间|日期)[为是]?"
    rf"|[至到])\s*[:：]?\s*\Z"
)
# When a document was written: it may be published on another day.
_WRITTEN = re.compile(r"(?:成文|发文|生成|印发|签发|制发)(?:时间|日期)?\s*[:：]?\s*\Z")
# 山海社青河2026年9月19日电, but not 2026年9月19日 电影频道
_DATELINE = re.compile(r"\s?[讯电](?=[\s（(：:，—]|$)")
_WEATHER = r"多云|℃|[晴阴雨雪](?:\s|转|到|$)|[小中大][雨雪]"
_BANNER = re.compile(
    rf"星期.*(?:欢迎|农历|设为首页|加入收藏|收藏本站|注册|{_WEATHER})|(?:欢迎|农历|设为首页).*星期"
)
_POSTED = re.compile(r"\bposted\b", re.IGNORECASE)  # as what readers say of an article is
_TODAY = re.compile(r"今天是|今日是|现在是|当前时间|\btoday is\b", re.IGNORECASE)
_BESIDE = 2  # lines between a title and what is said of it
_SENTENCE = 60  # characters of a line that may be one
_NEXT_MONTHS = timedelta(days=300)  # after those a day without a year is rather one to come
_WORDS, _FEW = 5, 3  # beside a day, of a sentence; behind one that it begins with
LONGEST_LINE = 160  # characters of a line that tells when it was published
_FIRST = date(1994, 1, 1)


@dataclass(frozen=True, slots=True)
class Seen:
    """A date in a line for readers; *like*: how much the line is one of publication."""

    moment: Moment
    updated: bool  # the line says that it is of a change
    like: float


def seen_in(
    lines: Lines,
    title: str,
    known: date | None,
    changes: Collection[date],
    today: date,
    manner: Manner,
) -> Iterator[Seen]:
    """The dates in the lines round the body, each with how much its line is one of publication.

    Where the day is *known* from the URL, only a line beside the title or with a word for it
    may tell another. *changes* are days that are marked as those of a change.
    """
    above, named = lines.above[-40:], plain(title)
    likely = (i for i, line in enumerate(above) if 2 * len(line) >= len(named))
    at = max((i for i in likely if plain(above[i]) == named), default=None)
    ranked = [
        (line, 3.0 - (len(above) - i) * 0.05, at is not None and 0 < abs(i - at) <= _BESIDE)
        for i, line in enumerate(above)
    ]
    ranked += [(line, 1.5, False) for line in lines.head]
    ranked += [
        (line, 0.0, False)
        for line in (*lines.cut, *lines.below[:10])
        if len(line) < LONGEST_LINE
        and may_tell(line)
        and (
            (_LABEL.search(read := spelled(line)) and not _POSTED.search(line))
            or UPDATED.search(read)
        )
    ]
    for line, worth, beside in ranked:
        moments = find_moments(line, today=today, manner=manner)
        if not moments or len(line) >= LONGEST_LINE:
            continue
        read = spelled(line)
        labelled, told = _LABEL.search(read) is not None, 0
        if _TODAY.search(read) or (not labelled and _BANNER.search(read)):
            continue
        if not labelled and read.endswith("。"):
            continue  # a sentence of the text
        for moment in moments:
            before = read[told : moment.start]
            updated = UPDATED.search(before) is not None or moment.day in changes
            updated = updated or CHANGED_THEN.match(line, moment.end) is not None
            written = _WRITTEN.search(before) is not None
            told = moment.end
            if _OF_ELSE.search(before) or _DATELINE.match(read, moment.end):
                continue
            if not is_likely(moment.day, today):
                continue
            if moment.guessed_year and not (labelled or _may_lack_year(moment, line, today)):
                continue
            if not (labelled or updated or beside) and (
                is_another(moment.day, known) or is_told(line, moment)
            ):
                continue
            like = worth + 2.0 * (moment.time is not None) + 2.0 * labelled
            like += 1.0 * (len(line) < 40) - 2.5 * updated - 2.5 * ("T" in moment.raw)
            like -= 4.0 * written
            like -= (4.0 - 3.0 * labelled) * (line in lines.aside)
            # … of May 3, 2019: a day that words lead to is the story's
            like += beside and not before.rstrip()[-1:].isalnum()
            yield Seen(moment, updated, like)


def _may_lack_year(moment: Moment, line: str, today: date) -> bool:
    """Whether a day without a year may be a page's: it has a time, and is neither to come nor told in a sentence."""
    is_past = today - moment.day < _NEXT_MONTHS
    return moment.time is not None and is_past and len(line) < _SENTENCE


def is_told(line: str, moment: Moment) -> bool:
    """Whether a day stands in a sentence of the story's: As of 3 May 2019, the company has two ferries.

    One that begins with its day goes on in small letters: who wrote has a name.
    """
    before, behind = line[: moment.start].split(), line[moment.end :].split()
    if not line.endswith("."):
        return False
    if not before:
        return len(behind) >= _FEW and not any(word[0].isupper() for word in behind)
    return len(before) + len(behind) >= _WORDS


def is_likely(day: date, today: date) -> bool:
    """Whether an article may be of *day*: not from before there were pages, nor of days to come."""
    return _FIRST <= day <= today + timedelta(days=1)


def is_another(day: date, known: date | None) -> bool:
    """Whether *day* is by no clock the one that is *known*."""
    return known is not None and abs(day - known) > timedelta(days=1)
