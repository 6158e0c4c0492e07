"""The measure: what of an article's text was found, what furniture came with it, which fields are right.

Body: texts as multisets of four tokens in a row (a Chinese, Japanese or Thai character is a
token, else a word), counted by page and normalised, as in the public article-extraction
benchmark. Title: equal after NFKC without white space. Date: the same day. Names: the same set.
Leak (Chinese pages): a line of furniture in the body that the truth lacks.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]"
    r"|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]+"
)
_FURNITURE = re.compile(
    r"责任编辑\s*[:：]|责编\s*[:：]|原标题\s*[:：]|(?:网站|免责|特别|版权)声明|版权所有|ICP[备证]|未经.{0,8}(?:授权|许可)"
    r"|分享[到至]|扫一扫|扫码|朋友圈|A\+|字号|字体[:：]|打印|关闭窗口|举报|纠错|相关(?:新闻|阅读|链接|报道|推荐)|推荐阅读|上一篇|下一篇"
    r"|跟贴|网友评论|发表评论|客户端下载|关注.{0,10}公众号|欢迎您!"
)
FIELDS = ("title", "date", "author", "source", "editor")


def shingles(text: str | None, size: int = 4) -> Counter[tuple[str, ...]]:
    """Return the runs of *size* tokens; a shorter text is one run."""
    tokens = _TOKEN.findall((text or "").lower())
    runs = max(1, len(tokens) - size + 1) if tokens else 0
    return Counter(tuple(tokens[i : i + size]) for i in range(runs))


def overlap(truth: str | None, found: str | None) -> tuple[float, float, float]:
    """Return what was found, what is too much and what is missing, as shares of all three."""
    a, b = shingles(truth), shingles(found)
    hits = sum((a & b).values())
    extra, missing = sum(b.values()) - hits, sum(a.values()) - hits
    whole = hits + extra + missing
    return (hits / whole, extra / whole, missing / whole) if whole else (0.0, 0.0, 0.0)


def flat(text: str | None) -> str:
    """Return *text* for comparison."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))


_ALIKE = str.maketrans("“”‘’—–丨｜", "\"\"''--||")


def names(value: Any) -> set[str]:
    """Return the names in a string or a list of them."""
    text = value if isinstance(value, str) else ", ".join(value or [])
    parts = re.split(
        r"[,;、&/|，；]| and | und | y |(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", text
    )
    return {
        re.sub(r"^(?:by|von|por|记者|作者)[:： ]?", "", p.strip().lower())
        for p in parts
        if p.strip()
    }


def _title(text: str | None) -> str:
    return flat(text).translate(_ALIKE)


def judge(truth: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """Return how one page was read; a field the truth does not give is not judged."""
    body = found.get("body") or ""
    hits, extra, missing = overlap(truth.get("body"), body)
    row: dict[str, Any] = {
        "counts": (hits, extra, missing),
        "lost": hits < missing,
    }
    if truth.get("lang") == "zh":
        own = _FURNITURE.search(truth.get("body") or "")
        row["leak"] = bool(_FURNITURE.search(body)) and not own
    if truth.get("title"):
        row["title"] = _title(found.get("title")) == _title(truth["title"])
    if truth.get("date"):
        row["date"] = (found.get("date") or "")[:10] == truth["date"]
    for name in ("author", "editor"):
        if truth.get(name):
            row[name] = names(found.get(name)) == names(truth[name])
    if truth.get("source"):
        row["source"] = flat(found.get("source")) == re.sub(r"[（(].*$", "", flat(truth["source"]))
    return row


def summary(rows: Iterable[Mapping[str, Any]]) -> dict[str, float | None]:
    """Return the means of many pages."""
    rows = list(rows)
    hits, extra, missing = (sum(row["counts"][i] for row in rows) for i in range(3))
    precision = hits / (hits + extra) if hits + extra else 0.0
    recall = hits / (hits + missing) if hits + missing else 0.0
    both = precision + recall
    result: dict[str, float | None] = {
        "pages": len(rows),
        "f1": 2 * precision * recall / both if both else 0.0,
        "lost": sum(row["lost"] for row in rows) / len(rows),
    }
    for name in ("leak", *FIELDS):
        judged = [row[name] for row in rows if name in row]
        result[name] = sum(judged) / len(judged) if judged else None
    return result
