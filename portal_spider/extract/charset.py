"""Which characters the bytes of a page mean: BOM, header, ``<meta>``, then the bytes themselves.

Labels lie: a page that says GB2312 and holds UTF-8 is UTF-8, and every GB label
means GB18030. What the bytes contradict is not believed.
"""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GB = {"gb2312", "gbk", "gb18030", "gb-2312", "gb2312-80", "gb-2312-80", "x-gbk", "cp936", "ms936",
       "euc-cn", "x-euc-cn", "hz-gb-2312", "chinese", "csgb2312", "windows-936"}  # fmt: skip
_MEANT = {
    "utf8": "utf-8", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "unicode": "utf-8",
    "iso-8859-1": "windows-1252", "latin1": "windows-1252", "latin-1": "windows-1252",
    "ascii": "windows-1252", "us-ascii": "windows-1252", "iso8859-1": "windows-1252",
    "iso-8859-9": "windows-1254", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "windows-31j": "cp932", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs",
    "euc-kr": "cp949", "ks-c-5601-1987": "cp949", "ksc5601": "cp949", "windows-949": "cp949",
}  # fmt: skip
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_META_WITHIN = 16_384  # bytes: portals print scripts before it; the standard's 1,024 are too few
_GUESSES = ("gb18030", "big5hkscs", "cp932", "cp949", "windows-1252")
_ACCENTED = re.compile(r"(?<![^\x00-\x7f])[\xc0-\xff](?![^\x00-\x7f])")
_CONTROLS = bytes(range(0x80, 0xA0))
_PRIVATE = bytes(range(0xE0, 0xF9))  # the upper bytes of U+E000 to U+F8FF
_HIGH = bytes(range(0x80, 0x100))
_RUNS = re.compile(rb"[\x80-\xff](?:[\x40-\x7e]?[\x80-\xff]){5,}")
_SAMPLE = 200_000
# The commonest characters of Chinese (both scripts) and Korean: noise decoded as either has few
# of them, while nearly any GB byte pair is *some* syllable in EUC-KR.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产"
    "种面而方后多定行学法所民得经月日新这個為國時來們對會發動產種後學經開報場長問實現關點應機電話張"
    "이다의는에을를가고한지기로서도사인하은어들자리해그，。、"
)


def find_charset(body: bytes, content_type: str | None) -> tuple[str, str]:
    """Return the codec for *body* and what told it: ``bom``, ``header``, ``meta`` or ``content``.

    Where a label was not believed, it stands behind a semicolon.

    >>> find_charset("新闻".encode("gbk"), "text/html; charset=gb2312")
    ('gb18030', 'header')
    >>> find_charset("徐州泉山的新闻".encode(), "text/html; charset=gb2312")
    ('utf-8', 'content; header says gb2312')
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return name, "bom"
    labels = _labels(body, content_type)
    told = "; ".join(f"{where} says {label}" for where, label, _ in labels)
    sample = body[:_SAMPLE]
    if sample.isascii():
        if labels and body[_SAMPLE:].isascii():
            return labels[0][2], labels[0][0]
        sample = body
    if _is_utf8(sample):
        agreed = [where for where, _, codec in labels if codec == "utf-8"]
        if agreed:
            return "utf-8", agreed[0]
        return ("utf-8", f"content; {told}" if told else "content")
    for where, _, codec in labels:
        if _damage(sample, codec) < 0.02 and not (codec == "cp1252" and _in_runs(sample)):
            return codec, where
    names = dict.fromkeys((*(codec for _, _, codec in labels), *_GUESSES))
    best = min(names, key=lambda name: _damage(sample, name) - _plausible(sample, name))
    return (best, f"content; {told}" if told else "content")


def decode(body: bytes, charset: str) -> str:
    """Return *body* as text; what cannot be decoded becomes U+FFFD."""
    return body.decode(charset, "replace").removeprefix("\ufeff")


def _labels(body: bytes, content_type: str | None) -> list[tuple[str, str, str]]:
    found = []
    if match := _HEADER.search(content_type or ""):
        found.append(("header", match[1]))
    if meta := _META.search(body[:_META_WITHIN]):
        found.append(("meta", meta[1].decode("ascii", "replace")))
    return [(where, label, codec) for where, label in found if (codec := _codec(label, where))]


def _codec(label: str, where: str) -> str | None:
    name = label.strip().lower().replace("_", "-")
    if name in _GB:
        return "gb18030"
    if name.startswith("utf-16") and where == "header":
        return "utf-16"
    name = _MEANT.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # codecs such as "hex" turn bytes to bytes; an HTML page is never one
    return info.name if getattr(info, "_is_text_encoding", True) else None


def _is_utf8(sample: bytes) -> bool:
    """True where *sample* is UTF-8 throughout, a character cut off by its end excepted."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _in_runs(sample: bytes) -> bool:
    """Whether most bytes beyond ASCII stand in long runs: servers call that Latin-1, nobody writes so."""
    beyond = _count(sample, _HIGH)
    return sum(map(len, _RUNS.findall(sample))) > 0.5 * beyond


def _damage(sample: bytes, codec: str) -> float:
    """The share of characters beyond ASCII that *codec* cannot make or nobody writes."""
    try:
        text = sample.decode(codec, "replace")
    except (LookupError, ValueError):
        return 1.0
    # Counted by what codecs and tables leave out: several times as fast as by patterns.
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    if not beyond:
        return 0.0
    latin = text.encode("latin-1", "ignore")
    upper = text.encode("utf-16-le", "surrogatepass")[1::2]
    bad = text.count("\ufffd") + _count(latin, _CONTROLS) + _count(upper, _PRIVATE)
    return bad / beyond


def _count(sample: bytes, wanted: bytes) -> int:
    return len(sample) - len(sample.translate(None, wanted))


def _plausible(sample: bytes, codec: str) -> float:
    """The share of characters beyond ASCII that are common where the codec is at home."""
    text = sample.decode(codec, "replace")
    beyond = [char for char in text if char > "\x7f"]
    # full-width kana only: the half-width ones are where Shift_JIS puts stray single bytes
    kana = sum("\u3040" <= char <= "\u30ff" for char in beyond)
    # an accented letter stands among ASCII ones; two-byte characters come in runs
    isolated = len(_ACCENTED.findall(text)) if codec == "windows-1252" else 0
    common = sum(char in _COMMON for char in beyond)
    return (kana + common + isolated) / len(beyond) if beyond else 0.0
