"""The agency, place and day that open a Chinese report: 远山网1月24日青河讯."""

import re

from archive.article import Dateline
from archive.simplified import spelled

# Not 9月23日电话通知, nor 消息传来
_SENT = r"(?:专|综合外?)?(?:讯(?![息号问])|电(?![话视力影商动子台缆站网压池源路梯车脑波器气机价])|消息(?!传|灵|人士))"
# Who tells what a medium reports: 据青河市公安局9月23日消息
_TELLER = r"(?<![局厅部委院办府会所方学校友门防])(?<!公司|集团|人士|记者)(?<!气象台|天文台)"
# 山海社记者林一川青河23日电: name and place run together; of Chinese names most have three characters
WIRED = re.compile(
    r"^[（(【\[〔]\s*(?P<agency>[\u4e00-\u9fff]{1,6}社)记者(?P<v>[\u4e00-\u9fff]{3}|[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3})+?)"
    r"(?P<place>[\u4e00-\u9fff]{2,5})\d{1,2}日\s?" + _SENT
)
_AGENCY_FIRST = re.compile(
    r"^[（(【\[]?\s*据?(?P<agency>(?!据?(?:了解|报道|介绍|悉))[\u4e00-\u9fffA-Za-z]{2,14}?)"
    + _TELLER
    + r"\s*(?P<m>\d{1,2})月(?P<d>\d{1,2})日\s*(?P<place>[\u4e00-\u9fff]{0,8}?)\s*"
    + _SENT
)
_PLACE_FIRST = re.compile(
    r"^[（(【\[]?\s*(?P<agency>[\u4e00-\u9fff]{1,8}?[社网报台]|本报|本网)\s*(?P<place>[\u4e00-\u9fff]{2,8}?)\s*(?P<m>\d{1,2})月(?P<d>\d{1,2})日\s*"
    + _SENT
)
_PLACE_DAY = re.compile(
    r"^[（(【\[]\s*(?P<agency>[\u4e00-\u9fff]{1,8}?社)\s*(?P<place>[\u4e00-\u9fff]{2,8}?)\s*\d{1,2}日\s*"
    + _SENT
)
_PLAIN = re.compile(
    r"^[（(【\[]?\s*(?P<agency>[\u4e00-\u9fff]{1,10}?[社网报台]|本报|本网|本台)\s*(?P<place>[\u4e00-\u9fff]{0,6}?)讯[\s　】\]）)（(]"
)
_OWN = ("本报", "本网", "本台", "本站")


def find_dateline(text: str) -> Dateline | None:
    """Return the agency, place and day that open a report.

    >>> find_dateline("远山网1月24日青河讯 去年春天，")
    Dateline(agency='远山网', place='青河', date='01-24')
    """
    head = spelled(text[:60])
    for pattern in (WIRED, _PLACE_FIRST, _AGENCY_FIRST, _PLACE_DAY, _PLAIN):
        if match := pattern.match(head):
            parts = {name: text[slice(*match.span(name))] for name in match.re.groupindex}
            month, day = int(parts.get("m") or 0), int(parts.get("d") or 0)
            dated = 1 <= month <= 12 and 1 <= day <= 31
            if month and not dated:
                return None
            return Dateline(
                agency=parts["agency"],
                place=parts["place"] or None,
                date=f"{month:02}-{day:02}" if dated else None,
            )
    return None


def is_own(agency: str) -> bool:
    """Return whether an agency is the paper's word for itself (本报): it names nobody."""
    return spelled(agency).startswith(_OWN)
