"""Citations of archived articles: BibTeX, RIS, GB/T 7714-2015, with capture time and digest."""

import re
from collections.abc import Callable, Iterable, Iterator

from archive.article import Article

# A brace by its name: in a .bib file each counts, a backslash in front or not, and has to be closed.
_TEX = {c: "\\" + c for c in "&%$#_"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
}  # fmt: skip
#: Languages as babel and polyglossia call them: biblatex knows no codes.
_BABEL = {
    "ar": "arabic", "cs": "czech", "da": "danish", "de": "ngerman", "el": "greek", "en": "english",
    "es": "spanish", "fa": "persian", "fi": "finnish", "fr": "french", "he": "hebrew",
    "hi": "hindi", "hu": "hungarian", "id": "indonesian", "it": "italian", "ja": "japanese",
    "ko": "korean", "nb": "norsk", "nl": "dutch", "no": "norsk", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "th": "thai",
    "tr": "turkish", "uk": "ukrainian", "vi": "vietnamese", "zh": "chinese",
}  # fmt: skip


def blocks(
    articles: Iterable[Article], cite: Callable[[Article], str], end: str = "\n"
) -> Iterator[bytes]:
    """Yield the citations of *articles*, each with *end* behind it."""
    for article in articles:
        yield (cite(article) + end).encode()


def _archived(article: Article) -> tuple[str, str]:
    return article.provenance.captured, article.provenance.payload_digest


def _language(article: Article) -> str:
    """Its code without script and country, "" if it is not known."""
    return (article.content.language or "").partition("-")[0].lower()


def _line(text: str | None) -> str:
    """*text* on one line: a title must not begin a field of its own."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text or "").strip()


def bibtex(article: Article) -> str:
    """Return *article* as an ``@online`` entry (biblatex)."""
    content, (captured, digest) = article.content, _archived(article)
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in content.authors),
        "title": f"{{{_tex(content.title)}}}" if content.title else "", "organization": _tex(content.source),
        "date": (content.published or "")[:10], "url": _line(article.url).translate(_BRACES),
        "urldate": captured[:10], "langid": _BABEL.get(_language(article)),
        "note": f"Archived {captured}, {digest}",
    }  # fmt: skip
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{article.id},", *lines, "}"])


_BRACES = {ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C"}


def _tex(text: str | None) -> str:
    return "".join(_TEX.get(char, char) for char in _line(text))


def ris(article: Article) -> str:
    """Return *article* as a RIS record of type NEWS, whose T2 is the paper: 来源."""
    content, (captured, digest) = article.content, _archived(article)
    lines = [("TY", "NEWS"), *(("AU", _line(name)) for name in content.authors)]
    lines += [("TI", _line(content.title)), ("T2", _line(content.source))]
    day = _ris_day(content.published or "")
    lines += [("PY", day[:4]), ("DA", day), ("LA", _line(content.language))]
    lines += [("KW", _line(word)) for word in content.keywords]
    lines += [("UR", _line(article.url)), ("Y2", _ris_day(captured))]
    lines += [("N1", f"Archived {captured}, {digest}"), ("ID", article.id)]
    return "\r\n".join([*(f"{tag}  - {value}" for tag, value in lines if value), "ER  - ", ""])


def _ris_day(published: str) -> str:
    """``YYYY/MM/DD/``: behind the third slash would stand what else is known of the day."""
    return published[:10].replace("-", "/") + "/" if published else ""


def gbt7714(article: Article) -> str:
    """Return *article* as GB/T 7714-2015 writes an online source, ``[EB/OL]``.

    Three authors are named, then 等, of an article in letters et al (8.1).
    """
    content, (captured, digest) = article.content, _archived(article)
    names = [_line(name) for name in content.authors]
    others = "等" if _language(article) in ("", "zh", "ja") else "et al"
    who = ", ".join([*names[:3], *([others] if len(names) > 3 else [])])
    day = (content.published or "")[:10]
    source = _line(content.source)
    parts = [f"{who}. " if who else "", f"{_line(content.title)}[EB/OL]. "]
    parts += [", ".join(filter(None, (source, f"({day})" if day else ""))), f"[{captured[:10]}]. "]
    parts += [f"{_line(article.url)}. ", f"存档时间 {captured}, 校验值 {digest}."]
    return "".join(parts)
