"""Who wrote and who edited, as the lines of a Chinese page say: 作者 记者 责任编辑."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from archive.simplified import spelled
from portal_spider.extract.metadata.datelines import WIRED
from portal_spider.extract.metadata.families import is_full_name, is_pen_name, may_be_name
from portal_spider.extract.metadata.names import SPACED_NAME, split_names
from portal_spider.extract.metadata.signed import find_signed
from portal_spider.extract.metadata.values import NAMES_STOP, STOP, bare, said, value_of

_EMPTY = r"责\s*任\s*编|责\s*编|编\s*[辑审]|来\s*源|时\s*间|日\s*期|点击|浏览|阅读"  # the next label, and no value
# one name: 林一, 古丽·买买提
_ONE = r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})?"
_BAR = r"\s*(?:[:：|｜/／丨│∣▏┃＝]|(?<=[者员文稿写访辑编])[】\]])\s*"
_SIGN = re.compile(r"[:：|｜/／丨│∣▏┃＝】\]]")  # one of a bar's
_NO_PICTURES = r"(?<!摄影)(?<!视频)(?<!图片)(?<!图片[/／])"
_AUTHOR = re.compile(
    r"(?:(?<!书)作\s*者|(?:撰\s*[文稿]|执\s*笔|采\s*[写访]|供\s*稿)\s*人?"
    r"|(?<![\u4e00-\u9fff])(?:文\s*字|图\s*[/／、·]?\s*文|文\s*[/／、·]?\s*图|文(?=\s*[:：]))"
    r"|文(?=\s*[/／丨│∣▏┃|｜＝])|取材・文|专栏作家|(?:特约)?撰述|[著着]者|ライター|筆\s*者|文\s*責"
    rf"|{_NO_PICTURES}记\s*者|通\s*讯\s*员)"
    + _BAR
    + rf"(?!\s*(?:{_EMPTY}))(?:[\[【（(〔][\u4e00-\u9fff]{{1,3}}[\]】）)〕]\s*)?(?P<v>[^:：|｜]{{1,60}}?)(?:(?=\s*[（(])|"
    + NAMES_STOP
    + ")"
)
# 作者 林一 周二: without a sign between, only where there is nothing but names behind it
_AUTHOR_SPACED = re.compile(
    rf"^[（(【\[]?(?:《[^》]{{2,12}}》)?(?:(?:文|图文)\s*[/／|｜丨│∣▏┃]\s*)?(?:"
    rf"[\u4e00-\u9fff]{{0,8}}(?:专栏|特约|签约)"
    rf")?(?:作者|撰文|撰稿|采写|执笔)\s+(?P<v>{_ONE}(?:[\s、，,]+{_ONE})*)\s*[）)】\]]?$"
)
# 3 条评论 | 作者林一: markup stood between
_AUTHOR_JOINED = re.compile(rf"[|｜]\s*作者\s*(?P<v>{_ONE})\s*(?:[|｜]|$)")
# 2026-09-23 作者林一, 责编周二: a label without a sign behind it, a name, and nothing run into that
_GLUED = rf"\s?(?P<v>{_ONE})(?=\s|$|[|｜）)】\]])"
_AUTHOR_GLUED = re.compile(rf"(?:^|[\s（(【\[])作者{_GLUED}")
# 由 林一 提交于 09/23/2026
_AUTHOR_POSTED = re.compile(rf"^由\s*(?P<v>{_ONE})\s*(?:提交|发[表布])于")
_WITHOUT_SIGN = (_AUTHOR_SPACED, _AUTHOR_JOINED, _AUTHOR_POSTED)
_MAY_LACK_SIGN = re.compile(r"作者|撰[文稿]|采写|执笔|^由")  # what one of them begins with
# （作者林一系远山大学教授）, （林一，作者系…）
_PERSON = r"(?P<v>[\u4e00-\u9fff]{2,3}(?:·[\u4e00-\u9fff]{1,6})?)"
_AUTHOR_IS = tuple(
    re.compile(rf"^[（(【\[]\s*{form}")
    for form in (
        rf"(?:本文)?作者\s*{_PERSON}\s*[系为是，,]",
        rf"{_PERSON}\s*[，,]\s*(?:本文)?作者[系为是]",
    )
)
_SENTENCE = re.compile(r"[\u4e00-\u9fff]{9,}|.*[？！?!。].*|[您你]好")
_TITLES = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}?(?:[报网台社刊端]|媒体|见习|特约|实习|首席|高级))?"
    r"(?:记者|通讯员|评论员|撰稿人?|研究员|实习生|见习生)\s*[:：]?"
)
_PICTURED = re.compile(rf"{_ONE}\s*[/／]\s*(?:[图摄]|供图|摄影|视频)(?![\u4e00-\u9fff])")
_REPORTED = re.compile(
    r"(?:(?<=[\u4e00-\u9fff])\s+[\u4e00-\u9fff]{2,4})?(?:摄影)?报[道导導]\s*$"
    r"|\s*(?:采写|撰写|等)\s*$"
)
_TOOK_PICTURE = ("摄", "攝")  # （记者林一摄）
_RESPONSIBLE = r"(?:责\s*任\s*编\s*辑|责\s*编)"
_EDITOR_LABEL = rf"(?:{_RESPONSIBLE}|(?<!图片)(?<!视频)(?<!美术)编\s*辑)"
_EDITORS = tuple(
    re.compile(
        label
        + _BAR
        + (
            r"(?:[\u4e00-\u9fff]{2,3}编辑\s*[:：]?\s*)?(?P<v>[^:：|｜]{1,40}?)(?:"
            r"(?=\s*(?:[_\d]|[(（][A-Za-z]{1,4}\d))|"
        )
        + STOP
        + ")"
    )
    for label in (_RESPONSIBLE, _EDITOR_LABEL)
)
# 编辑 周二: without a sign between, only where there is nothing but names behind it
_EDITOR_SPACED = re.compile(
    r"(?:^|[（(【\[\s○◎●])"
    + rf"(?:本期|[\u4e00-\u9fff]{{0,3}}媒体)?{_EDITOR_LABEL}"
    + (
        rf"\s+(?P<v>{_ONE}(?:[\s、，,]+{_ONE}){{0,7}}?)\s*(?:"
        rf"[）)】\]|｜]|$|(?<=\s)(?:20\d\d[-/.年]|校\s*对|[编签]审|审\s*[核校]|监\s*制))"
    )
)
# 林一 PN, 林一_N001: a desk's code is no name
_CODE = re.compile(r"(?<=[\u4e00-\u9fff])[\s_]+(?:[A-Z]{1,4}\d*\b|\S+@\S+)")
# 周二(实习生)、吴三: what one is
_EDITOR_GLUED = re.compile(rf"(?:^|[\s（(【\[])(?:责任编辑|责编|编辑){_GLUED}")
_ROLE = re.compile(r"(?<=[\u4e00-\u9fff])[（(][\u4e00-\u9fff]{2,5}[）)]")
_NAMES = rf"{_ONE}(?:[\s、，,和]+(?!通讯员|报[道导]|摄影){_ONE})*?"
_REPORTER = re.compile(
    rf"(?:{_NO_PICTURES}记者|^\W?通讯员|(?<=讯)\s通讯员)\s*[:：]?\s*"
    rf"(?P<v>{_NAMES}(?:[\s、，,]*(?:特约)?通讯员\s*[:：]?\s*{_NAMES})?)"
    r"(?="
    r"[\s、，]*(?:[）)】\]。]|通讯员|发自|(?:综合|专题)?报[道导]|[／/][\u4e00-\u9fff]{0,6}报[道导]"
    r"|摄影(?=\s*[\u4e00-\u9fff:：/／|｜丨│∣▏┃])|文(?=\s)|[文图](?=\s*[/／|｜丨│∣▏┃、图文）)])"
    r"|[○●]|责\s*[任编]|编\s*辑|来\s*源|(?<!文)/(?!\s*[摄图])|《|(?:19|20)\d\d\s?[-年/.]|$))"
)
# What stands before a label of names alone: a bracket, a medium, （河东晚报全媒体
_OPENS = re.compile(
    r"(?:.*[（(【\[〔])?\W*(?:"
    r"[\u4e00-\u9fff·]{0,10}(?:[报网台社刊端体融]|见习|特约|实习|首席|高级))?\W*"
)
# 林一/文 周二/图
_WRITER_FIRST = re.compile(
    rf"^[（(]?(?P<v>{_NAMES})\s*[／/|｜]\s*(?:图文|文图|撰文|文)(?![\u4e00-\u9fff])"
)
# 社会中心／林一报道
_OF_DESK = re.compile(
    rf"^[〔【（(]?[\u4e00-\u9fff]{{2,4}}(?:中心|[组部])\s*[／/]\s*(?P<v>{_NAMES})(?=\s*(?:[／/][\u4e00-\u9fff]{{2,4}})?报[道导])"
)
# 林一 周二 / 青河报道, 林一报道
_WITH_PLACE = re.compile(
    rf"^\W?(?:编译|特派员)?\s*(?P<v>{_NAMES})\s*(?:[／/]\s*[\u4e00-\u9fff]{{2,4}}|综合|专题"
    rf")?报[道导]\W?$"
)
# 【记者林一川青河报道】: name and place run together
_IN_PLACE = re.compile(
    r"^[（(【\[〔][\u4e00-\u9fff]{0,6}记者(?P<v>[\u4e00-\u9fff]{3}(?:、[\u4e00-\u9fff]{3})*)[\u4e00-\u9fff]{2,4}报[道导][）)】\]〕]"
)
# □ 林一: newspapers set a sign before who wrote
_SIGNED = re.compile(rf"^[□■◎●○◆▌]\s*(?P<v>{_ONE}(?:[\s、，,]+{_ONE}){{0,2}})\s*$")
_SIGNATURE = re.compile(
    r"[（(]\s*(?P<label>(?:本报|本网|本台)?(?:记者|通讯员|作者|文)\s*[:：/]?)?\s*"
    r"(?:[\u4e00-\u9fff]{3,14}(?:[局委办院部处校学会报网台]|中心)\s+)?"
    rf"(?P<v>{_ONE}(?:[\s、，,]+(?![\u4e00-\u9fff]{{2,4}}报道){_ONE}){{0,4}})"
    r"(?:\s+[\u4e00-\u9fff]{2,4}报道)?\s*[）)]\s*$"
)
_NO_NAME = re.compile(
    r"[图完据摄]$|摄影|新闻|联播"
    r"|^(?:完|资料|图片|以上|如图|下同|未完|待续|略|编译|综合|节选|转载|原题|注)"
    r"|[网报社台部局厅院会司市县区省]$|^来源"
)
_ENDS_SENTENCE = re.compile(r"[。！？!?…][”’」』]?\s*\Z")
_LONGEST_WORD = 3  # characters of one that is no medium's name
_CREDITED = re.compile(r"^.{2,30}?(?:讯|电|消息)\s*[（(](?P<v>[^（()）]{2,40})[）)]")


def _untitled(names: str) -> str:
    """Names without what their bearers are and do: 特约记者, 通讯员, 青河报道."""
    for pattern in (_TITLES, _PICTURED):
        for match in reversed(list(pattern.finditer(spelled(names)))):
            names = f"{names[: match.start()]} {names[match.end() :]}"
    return _REPORTED.sub("", names)


def find_authors(text: str, language: str | None = None) -> tuple[str, ...]:
    """Return the authors a visible line names (作者：…, 文/…, 记者：…, By …).

    >>> find_authors("文丨远山亮特约评论员 林一"), find_authors("By Ann Lee and Bo Chen")
    (('林一',), ('Ann Lee', 'Bo Chen'))
    """
    if text.isascii():
        return find_signed(text, language)
    read = spelled(text)
    without = _WITHOUT_SIGN if _MAY_LACK_SIGN.search(read) else ()
    if value := next(filter(None, (value_of(p, text, read) for p in without)), None):
        return tuple(takewhile(may_be_name, split_names(value)))
    for pattern in (*_AUTHOR_IS, _AUTHOR_GLUED) if "作者" in read else ():
        if (value := value_of(pattern, text, read)) and is_full_name(value):
            return (value,)
    matches = tuple(_AUTHOR.finditer(read)) if _SIGN.search(read) else ()
    if values := [said(match, text) for match in matches]:
        names = split_names(_untitled("、".join(values)))
        return () if _is_told(names, read[matches[-1].end() :]) else names
    return find_signed(text, language)


def _is_told(names: Sequence[str], rest: str) -> bool:
    """Whether what stands behind a label is told, not names: 记者：您好，… in an interview."""
    if rest.startswith("。"):
        return not all(is_full_name(name, introduced=True) for name in names)
    return any(_SENTENCE.fullmatch(name) for name in names)


def find_credited(text: str) -> tuple[str, ...]:
    """Return the names in brackets behind a dateline.

    >>> find_credited("远山社青河5月19日电（林一、周二）"), find_credited("远山日报讯（记者 林一）雨停了")
    (('林一', '周二'), ('林一',))
    """
    value = value_of(_CREDITED, text[:90])
    untitled = _untitled(value) if value else ""
    if value is None or _NO_NAME.search(spelled(untitled)):
        return ()
    names = split_names(untitled)
    full = tuple(filter(is_full_name, names))
    if untitled != value:  # （总台远山记者林一）
        names = full or names
    return names if (full or untitled != value) and all(map(may_be_name, names)) else ()


def find_reporters(text: str) -> tuple[str, ...]:
    """Return the reporters a paragraph names at its start or end: (记者 张三)."""
    text = SPACED_NAME.sub(r"\1\2", text)
    if text.isascii():
        return ()
    read = spelled(text)
    for pattern, part in (
        (WIRED, slice(60)), (_REPORTER, slice(80)), (_REPORTER, slice(-60, None)),
        (_SIGNED, slice(None)), (_WRITER_FIRST, slice(60)), (_OF_DESK, slice(60)), (_WITH_PLACE, slice(60)), (_IN_PLACE, slice(60)),
    ):  # fmt: skip
        match = pattern.search(read[part])
        if match is None or not (value := bare(match, text[part])):
            continue
        names = split_names(_untitled(value))
        told = match.string[match.end() :].startswith("。")  # …记者提问时，林一说。
        labelled = pattern in (WIRED, _REPORTER, _WRITER_FIRST, _IN_PLACE)
        alone = labelled and not told and bool(_OPENS.fullmatch(match.string, 0, match.start()))
        full = partial(is_full_name, introduced=labelled)
        named = [n for n in names if full(n) or (alone and may_be_name(n))]
        if named[:1] != list(names[:1]) or (told and len(named) < len(names)):
            return ()
        return tuple(n for n in named if not n.endswith(_TOOK_PICTURE))
    return ()


def find_signature(text: str) -> tuple[str, ...]:
    """Return the names in brackets that end a text.

    >>> find_signature("雨还在下。(林一 周二)"), find_signature("见下图（资料图）")
    (('林一', '周二'), ())
    >>> find_signature("雨还在下。（河宣）"), find_signature("（河宣）")
    (('河宣',), ())
    """
    if text.isascii():
        return ()
    text = SPACED_NAME.sub(r"\1\2", text)
    match = _SIGNATURE.search(spelled(text))
    if match is None or _NO_NAME.search(match["v"]):
        return ()
    names = split_names(said(match, text))
    # （远山财经 林一）, but not （化名 林一）
    desk = len(names) > 1 and len(names[0]) > _LONGEST_WORD
    is_one = may_be_name if match["label"] else is_full_name
    if len(names) == 1 and _ENDS_SENTENCE.search(text, 0, match.start()):
        is_one = is_pen_name
    return names if any(map(is_one, names[desk : desk + 1])) else ()


def find_editors(text: str) -> tuple[str, ...]:
    """Return the editors a line names.

    >>> find_editors("（责任编辑：林一_N001）")
    ('林一',)

    Who is responsible goes before who else edited.
    """
    if text.isascii():
        return ()
    if "编" not in spelled(text):
        return ()
    text = _ROLE.sub("", text)
    read = spelled(text)
    for pattern in (*_EDITORS, _EDITOR_SPACED):
        if (match := pattern.search(read)) and (value := bare(match, text)):
            names = split_names(_CODE.sub("", value))
            if _is_told(names, read[match.end() :]):
                return ()
            # 编辑：林一 出品 周二: what is no name begins the next label
            return tuple(takewhile(may_be_name, names))
    glued = value_of(_EDITOR_GLUED, text, read)
    return (glued,) if glued and is_full_name(glued) else ()


def names_responsible(text: str) -> bool:
    """Whether a line names who is responsible for an article: 责任编辑, 责编."""
    return re.search(_RESPONSIBLE, spelled(text)) is not None
