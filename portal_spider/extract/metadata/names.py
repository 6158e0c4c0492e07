"""A list of names in any script, taken apart."""

import re
from collections.abc import Iterable

from portal_spider.extract.metadata.byline_words import BY, DONE, LABELS, ROLES

#: 林　一: a name of two characters is set as wide as one of three
SPACED_NAME = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+([\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
#: What a Chinese page has where it names nobody: 网络综合, 本报讯, 佚名
NOBODY = (
    r"(?:来自|转自)?(?:"
    r"网络|互联网|网上|本[站网]|本[报刊台](?=.)|网友|网编|用户|读者|作者|自媒体|综合|编辑部?|小编"
    r"|管理员)"
    r"(?:整理|综合|转载|收集|编辑部?|原创|投稿|来稿|供稿|编译|报道|消息|讯)*|原创(?:文章|稿件)?"
    r"|转载(?:文章|自)?|整理|其[他它]|佚名|匿名|未知|未署名|不[明详]|待定|暂?无|[游访]客|匿名用户"
    r"|来源|null|undefined|none|-+"
)
#: A line that says who is named next
BYLINE = re.compile(rf"(?:{DONE}\s)?(?:{BY})|{LABELS}", re.IGNORECASE)
AUTHOR_LABEL = re.compile(rf"(?:.*\s)?(?:{BYLINE.pattern}|da)\s*:?|.*作者.*", re.IGNORECASE)
# By Ann Lee; Ann Lee - Staff Writer: what stands beside a name and is none. Von Lee, Di Lee and
# von der Au are names.
_BESIDE = re.compile(
    r"^(?:by\s+|(?:von|par|por|di|av|door)\s+(?!de[rnm]\s)(?=\S+\s))(?=[^\W\d_])"
    r"|\s\([^()]{2,30}\)$"
    r"|\s[-–—]\s[^,;]{0,60}\b(?:writers?|editors?|reporters?|correspondents?|redakt\w+)$",
    re.IGNORECASE,
)
_ROLE = re.compile(  # MA is a degree, Ma a name
    r"^(?:M\.?[ABDS]\.?|MBA|MPH|MSN|RDN?|RN|DO|DVM|DDS|J\.?D\.?|Ph\.?D\.?|Esq\.?|CEO"
    r"|(?i:editor-in-chief|(?:[\w&'’.-]+\s){0,5}(?:writer|editor|reporter|correspondent|producer|columnist|contributor)s?|(?:[^\W\d_]+\s){0,2}(?:ROLES)))$".replace(
        "ROLES", ROLES
    )
)


def split_names(text: str) -> tuple[str, ...]:
    """Return the names in a list of names.

    >>> split_names("张三 李四、王小五"), split_names("Ann Lee and Bo Chen")
    (('张三', '李四', '王小五'), ('Ann Lee', 'Bo Chen'))
    """
    text = SPACED_NAME.sub(r"\1\2", text)
    parts = re.split(
        r"[、，,;；/|&]|\s+(?:and|und|et|y|e|och|og|ja|ve|и|і)\s+"
        r"|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])"
        r"|(?<=[\u4e00-\u9fff]{2})和(?=[\u4e00-\u9fff]{2,3}(?:$|[\s、，,]))",
        text,
    )
    names = (part.strip(" .:：·()（）[]【】_-#＃◇◆") for part in parts)
    return tuple(dict.fromkeys(name for name in names if 1 < len(name) <= 40))


def bare_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names without what stands beside them; roles and degrees only where there is nobody else."""
    bare = tuple([_BESIDE.sub("", name) for name in names])
    return tuple([name for name in bare if not _ROLE.match(name)]) or bare
