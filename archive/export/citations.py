"""Citations of archived articles: BibTeX, RIS, GB/T 7714-2015, with capture time and digest."""

import re
from collections.abc import Callable, Iterable, Iterator

from archive.article import Article

_TEX = {c: "\\" + c for c in "&%$#_{}"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def blocks(articles: Iterable[Article], cite: Callable[[Article], str]) -> Iterator[bytes]:
    """Yield the citations of *articles*."""
    for article in articles:
        yield (cite(article) + "\n").encode()


def _archived(article: Article) -> tuple[str, str]:
    return article.provenance.captured, article.provenance.payload_digest


def _line(text: str | None) -> str:
    """*text* on one line: a title must not begin a field of its own."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text or "").strip()


def bibtex(article: Article) -> str:
    """Return *article* as an ``@online`` entry (biblatex)."""
    content, (captured, digest) = article.content, _archived(article)
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in content.authors),
        "title": f"{{{_tex(content.title)}}}", "organization": _tex(content.source),
        "date": (content.published or "")[:10], "url": _line(article.url).translate(_BRACES),
        "urldate": captured[:10], "langid": _tex(content.language),
        "note": f"Archived {captured}, {digest}",
    }  # fmt: skip
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{article.id},", *lines, "}"])


_BRACES = {ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C"}


def _tex(text: str | None) -> str:
    return "".join(_TEX.get(char, char) for char in _line(text))


def ris(article: Article) -> str:
    """Return *article* as a RIS record of type NEWS."""
    content, (captured, digest) = article.content, _archived(article)
    lines = [("TY", "NEWS"), *(("AU", _line(name)) for name in content.authors)]
    lines += [("TI", _line(content.title)), ("PB", _line(content.source))]
    day = (content.published or "")[:10].replace("-", "/")
    lines += [("PY", day[:4]), ("DA", day), ("LA", _line(content.language))]
    lines += [("UR", _line(article.url)), ("Y2", captured[:10].replace("-", "/"))]
    lines += [("N1", f"Archived {captured}, {digest}"), ("ID", article.id)]
    return "\r\n".join([*(f"{tag}  - {value}" for tag, value in lines if value), "ER  - ", ""])


def gbt7714(article: Article) -> str:
    """Return *article* as GB/T 7714-2015 writes an online source, ``[EB/OL]``.

    Three authors are named, then 等 (8.1).
    """
    content, (captured, digest) = article.content, _archived(article)
    names = [_line(name) for name in content.authors]
    who = ", ".join([*names[:3], *(["等"] if len(names) > 3 else [])])
    day = (content.published or "")[:10]
    source = _line(content.source)
    parts = [f"{who}. " if who else "", f"{_line(content.title)}[EB/OL]. "]
    parts += [f"{source}, " if source else "", f"({day})" if day else "", f"[{captured[:10]}]. "]
    parts += [f"{_line(article.url)}. ", f"存档时间 {captured}, 摘要 {digest}."]
    return "".join(parts)
