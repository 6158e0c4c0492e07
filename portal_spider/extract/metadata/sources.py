"""Who published first, as the lines of a Chinese page say: 来源：…, （据…）, a name beside the date."""

import re

from archive.simplified import spelled
from portal_spider.extract.metadata.families import is_full_name
from portal_spider.extract.metadata.names import NOBODY
from portal_spider.extract.metadata.values import STOP, said, value_of

# What the label of an article's source may begin with: 资金来源：…, 图表来源：… are of other things.
_OF = (
    r"(?:"
    r"(?<![\u4e00-\u9fff])|(?<=文章|信息|稿件|新闻|资讯|本文|内容|消息|转载|原文|报道|文字|文稿)"
    r"|(?<=稿)"
    r"|(?<=[者辑编][:：]..)|(?<=[者辑编][:：]...))"  # 作者：林一来源：…
)
_SOURCE = re.compile(
    rf"(?=[来稿出原摘发媒|｜]){_OF}"
    r"(?:(?:(?:来\s*[源自]|稿\s*源|出\s*处|原\s*创|摘\s*自|发布(?:单位|机构)|媒\s*体"
    r")\s*[于自]?\s*[:：|｜丨│∣▏┃/／]"
    r"|来源[于自】])"
    r"|(?:来\s*源|发布(?:单位|机构))(?=\s)|[|｜]\s*来源(?=[\u4e00-\u9fffA-Z]))\s*[【\[]?(?P<v>[^:：|｜丨│∣▏┃]{1,40}?)"
    rf"(?:{STOP}|(?=\s*[（(][^（()）]{{1,12}}[:：]))"
)
_FROM = re.compile(
    r"^[（(【\[]?\s*(?:(?:本文)?(?:[转摘](?:载)?自|原载于?)\s*[:：]?\s*《?"
    r"|本文来自(?:微信)?(?:公众|订阅|视频)号\s*[:：]?\s*[“\"「]?|(?:综合)?据《"
    r")(?P<v>[\u4e00-\u9fffA-Za-z·]{2,16})》?"
)
# （据河东晚报）: in brackets, and nothing else in them
_AFTER = re.compile(
    r"^[（(【\[]\s*(?:综合)?据(?P<v>[\u4e00-\u9fff、]{1,14}[报网社台刊])\s*[）)】\]]$"
)
# 《河东晚报》（2026年9月23日 第3版）: where it was printed
_PAGE = re.compile(
    r"^《\s*(?P<v>[\u4e00-\u9fff·]{2,16})\s*》\s*[（(]\s*20\d\d\s*年[^（()）]{2,30}版\s*[)）]$"
)
_MEDIUM = re.compile(
    r"(?:[社报网台刊号局厅办部署]|新闻|在线|客户端|传媒|发布|媒体?|中心)[”\"」》]?$"
)
_OFFICE = re.compile(
    r"供\s*稿(?:单\s*位)?\s*[:：]\s*(?P<v>"
    r"[\u4e00-\u9fff]{2,20}(?:局|委|办|室|院|部|处|府|司|学|校|会|中心|站|队|所)"
    r")(?=[^\u4e00-\u9fff]|供稿|审核|发布|$)"
)


# What else stands beside a day, or in an element called source: something to press, a label, a section
_NO_MEDIUM = re.compile(
    rf"(?:{NOBODY})$|大(?:\s中\s小)?$|(?:本地|国[内际]|社会|时政|热点)(?:新闻|要闻|资讯)?$"
    r"|.*[:：@]|.*(?:https?:|www\.)"
    r"|(?:"
    r"听(?:全文|新闻|本文)|已(?:编辑|更新|发布)|[请未]登录|阅读|查看|点击|打开|展开|收起|播放|更多"
    r"|打印|收藏|分享|关注|评论|举报|登录|责编|责任编辑|编辑|作者|时间|日期|更新"
    r"|发表|发布[时于人者]|来自|首页|正文|原文|转载|资源|数据中心)"
)


def is_medium(text: str) -> bool:
    """Whether a text that no label introduces may name a medium or an account.

    >>> [is_medium(text) for text in ("远山音乐", "金河报", "听全文", "林一川", "更新时间")]
    [True, True, False, False, False]
    """
    read = spelled(text)
    named = _MEDIUM.search(read) is not None or not is_full_name(text)
    return named and _NO_MEDIUM.match(read) is None


def find_source(text: str) -> str | None:
    """Return who published first, as a visible line says.

    >>> find_source("2024-01-25 09:12 来源：远山日报 作者：林一")
    '远山日报'
    """
    if text.isascii():
        return None
    read = spelled(text)
    values = (value_of(pattern, text, read) for pattern in (_SOURCE, _FROM, _AFTER, _PAGE))
    value = next(filter(None, values), None)
    if value is None:
        return None
    if (
        read.endswith("。")
        and not re.search("[:：|｜丨│∣▏┃/／]", read)
        and not _MEDIUM.search(spelled(value))
    ):
        return None  # 来源于青河的水，… is a sentence
    value = re.sub(r"\s*[（(][^（()）]{0,12}[)）]?$", "", value).strip("【】[] ")
    # Names of Chinese media have no spaces: what follows one is the next thing on the line.
    value = re.split(r"(?<=[\u4e00-\u9fff》])\s+|\s{2,}", value)[0].strip()
    if value.startswith("《") and value.endswith("》"):
        value = value[1:-1]
    return value if re.search(r"\w", value) else None


def find_office(text: str) -> str | None:
    """Return the office that sent a text in, as offices' pages say.

    >>> find_office("供稿：青河市教育局 2024-01-25"), find_office("供稿：林一")
    ('青河市教育局', None)
    """
    match = _OFFICE.search(spelled(text))
    return said(match, text) if match else None


_NAME_BESIDE = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9]{2,14}|[A-Z][A-Za-z]{3,19}")
_DATE_AND_TIME = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
    r"|(?:\d{1,2}\s?[-/月]\s?\d{1,2}日?|[昨今前][天日])\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?"
    r"|\d{1,2}\s?(?:分钟|小时|天)前"
)

# what stands behind a name: who edited, how often it was read, something to press
_TOOLS = re.compile(
    r"(?:责任编辑|责编|编辑|校对|审核)\s*[:：].*$"
    r"|[(（\[]?(?:点击|浏览|阅读|访问)(?:次?数|量)?\s*[:：].*$|打开\s?[Aa][Pp][Pp]$"
)


def find_beside_date(text: str) -> str | None:
    """Return the one name that stands beside a date on a line of nothing else.

    >>> find_beside_date("2026年9月23日11:30 远山音乐"), find_beside_date("远山 2026-09-23 阅读 12")
    ('远山音乐', None)
    """
    match = _DATE_AND_TIME.search(text)
    if match is None:
        return None
    rest = re.sub(
        r"^\s*原创(?=\s)|(?:星期|周)[一二三四五六日天](?![\u4e00-\u9fff])|\[[^\]]*\]$"
        r"|发布时间\s*[:：]?"
        r"|(?:我要|参与)?(?:评论|分享|打印|收藏|跟贴|字号|字体)(?!员).*$"
        r"|(?:https?://)?(?:[A-Za-z\d-]+\.)+[a-z]{2,8}\b|\s\d{1,6}$",
        " ",
        text[: match.start()] + " " + text[match.end() :],
    )
    rest = _TOOLS.sub("", rest)
    rest = re.sub(r"\[[^\]]*\]$|官方账号$", "", rest.strip(" |｜·-—　"))
    if rest.startswith(("发布于", "来自")) or rest.endswith(
        ("作者", "认证")
    ):  # a platform's word for where its author sits
        return None
    rest = re.sub(r"^[来來]源", "", rest)
    return rest if _NAME_BESIDE.fullmatch(rest) and is_medium(rest) else None
