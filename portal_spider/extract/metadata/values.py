"""A value behind a label on a line for readers: where it ends, and how it is written."""

import re

from archive.simplified import spelled

# What ends a value: the label of the next one, a date, or something to press.
_NEXT = (
    r"作\s*者|供稿|(?:活动|发稿|上传|添加|创建)时间|责\s*任|责\s*编|编\s*[辑审]|来\s*源"
    r"|时\s*间(?=\s*[:：])|(?<=\s)时\s*间|日\s*期(?=\s*[:：])"
    r"|发布(?=\s*(?:时间|日期|者|人(?!气)|单位|机构|于|[:：]))"
    r"|发表(?=\s*(?:时间|日期|于|评论|[:：]))|浏览|点击|访问(?=[量次:：\s])|查看|录入"
    r"|阅读(?=\s*[:：]|\s*[(（]?\d{1,8}(?![\d年/.-])|[次人]?数|量|原文)|(?<=\s)阅读(?=\s*$)"
    r"|字[号体数]|[大小]字号"
    r"|评论(?=\s*[:：(（]|\s*\d{1,6}(?![\d年/.-])|数|区)|(?<=\s)评论|参与|网友|举报|分享|听新闻"
    r"|手机[看版]|复制"
    r"|审\s*[核校]|[一二三初复终]审|[校监]\s*[对制审]|值班|主\s*编|美\s*编|统\s*筹|策\s*划|文案"
    r"|剪辑|流程|通讯员(?=\s*[:：])|摄影"
    r"|核\s*稿|出版(?=\s*[:：时日])|返回|关闭|排版|图片|[题头]图|图(?=\s*[:：/／丨│∣▏┃|｜])|原标题"
    r"|我[要来]|打印|收藏|关注度?(?=\s*[:：\d])|人气(?=\s*[:：\d])|更新|跟贴|点赞|语音[播朗]"
    r"|扫[一码]|关键[词字](?=\s*[:：])|IP属|第\s?[A-Z]?\d+\s?版"
    r"|\d[\d.]*[万w]?\+?\s*(?:次?阅读|浏览)|T\||\d{4}[-年/]|\d+月\d+日"
    r"|(?<=\s)[\u4e00-\u9fff]{1,6}\s?[:：]|[|｜丨│∣▏┃【\[）)】\]。]|A\s?\+|$"
)
STOP = rf"(?=\s*(?:记\s*者|{_NEXT}))"
NAMES_STOP = rf"(?=\s*(?:记\s*者\s*[:：]|{_NEXT}))"


def value_of(pattern: re.Pattern[str], text: str, read: str | None = None) -> str | None:
    """The value in *text*, of which *read* is the simplified spelling, where that is known."""
    if text.isascii():
        return None  # every label is Chinese
    match = pattern.search(spelled(text) if read is None else read)
    return (bare(match, text) or None) if match else None


def bare(match: re.Match[str], text: str) -> str:
    """The value in a match, without signs about it."""
    return said(match, text).strip(" 　:：|｜-—_,，。")


def said(match: re.Match[str], text: str) -> str:
    """The value in a match of *text*'s simplified spelling, as it is written."""
    return text[match.start("v") : match.end("v")]
