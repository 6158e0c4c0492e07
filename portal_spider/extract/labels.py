"""What short lines round an article's text are: labels, bylines, credits, who the author is."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from archive.article import RemovedKind
from archive.simplified import spelled
from portal_spider.extract.metadata.byline_words import ROLES
from portal_spider.extract.outline import HEADINGS, Piece
from portal_spider.extract.scripts import is_wide

ENDS = re.compile(r"[。！？…!?.;；:：」』”\"»)）।॥؟۔።။។]\s*$")
HEAD_LINE = re.compile(
    r"(?:by|von|par|por|di|av|text|written by)\s[^.!?]{3,70}$"
    r"|(?:authors?|autor\w{0,4}|auteurs?|texto|texte|testo|tekst|автор\w?|текст"
    r")\s?:\s[^.!?]{3,90}$"
    r"|\W{0,3}(?:first |last )?(?:published|posted|updated|modified|aktualisiert"
    r"|veröffentlicht|publié|publicado|actualizado|publicerad|uppdaterad|aggiornato|pubblicato)\b[^.!?]{0,90}$"
    r"|(?:authors?|publish(?:ed)? date|date published|(?:medically |expert )?reviewed by|edited by"
    r"|fact[- ]checked by)\s?[:,]?$"
    r"|[^.!?]{0,20}\d+\s?(?:min\w*\sread|minutes? read|min\.?\slesezeit)"
    r"|(?:[^!?]{0,50}lesedauer|reading time|estimated read|tempo de leitura|tiempo de lectura"
    r"|temps de lecture|tempo di lettura|lästid|leestijd|czas czytania|doba čtení"
    r")(?:\W*$|\s?[:：]|[^.!?]{0,14}\d)",
    re.IGNORECASE,
)
# Photo: Ann Lee, Bild von Anna Lee., (Reuters): what ends with a point and has no sign of a credit is a
# sentence that begins with such a word
CREDIT = re.compile(
    r"[(\[]?(?:"
    r"photo|image|picture|foto|fotos|credits?|bild|quelle|getty images|ap photo|reuters|afp)\b"
    r"(?:[^.!?]{0,60}[)\]]?$"
    r"|(?=.{0,24}[:/|©)\]]|\s(?:by|von|di|de|par|por|courtesy of)\s(?-i:[A-ZÀ-Þ])|\W{0,3}$"
    r")[^.!?]{0,60}\.$)",
    re.IGNORECASE,
)
_CAPTIONED = re.compile(
    r"(?:^|[\s_-])(?:(?:wp-?)?captions?|fig(?:ure)?-?(?:caption|credit)|bildunterschrift|legende?"
    r"|(?:image|photo|picture|img)-?(?:text|desc\w*|caption|credit|legend))(?:$|[\s_-])"
)
# ann/dpa, Ann Lee/ats, (afp): what an agency wrote, or a desk after one
SIGNED_OFF = re.compile(
    r"(?:[•·]?\s?(?:e-?mail|mail|twitter|x|kontakt|contact)\s?[:：]?\s)?(?:"
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:www\.)?(?:twitter|x|facebook|instagram)\.com/\w+)"
    r"|(?:[(\[](?:end|ends|enditem)[)\]]|[-—–\s]*end[-—–\s]*"
    r"|[-–—]\s?30\s?[-–—]|#(?:\s?#){2,}|(?-i:SOURCE:? [A-Z][^!?]{2,100})"
    r"|[(\[]?(?:[^\s/\d.!?][^/\d.!?]{1,40}/\s?|(?:mit|with|avec|con|com|med)\s)?(?:"
    r"dpa|afp|apa|sda|ats|ansa|efe|europa press|lusa|anp|belga|ntb|ritzau|stt"
    r"|pap|čtk|mti|agerpres|reuters|ap)(?:[/,-]\s?[\w-]{2,12}){0,4}[)\]]?\.?)$",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"[馆館园園场場厂廠台臺行校局委办辦室院部处處府司校会會心站队隊所组組学學团團厅廳社]$"
)
_DAY = re.compile(
    r"[一二\d][〇○零Ｏ一二三四五六七八九\d]{3}\s?年\s?[十一二三四五六七八九\d]{1,3}\s?月\s?[十一二三四五六七八九\d]{1,3}\s?日"
)
_PAPERS_PAGE = re.compile(r"《[^《》]+》\s*[(（].*版\s*[)）]")
_IS = re.compile(
    r",?\s(?:is|was|has|can be reached|ist|est|es|är|covers|writes|schreibt)\s", re.IGNORECASE
)
# What is told of people who write
_CAREER = re.compile(
    rf"\b(?:{ROLES}|author|novelist|poet|editor|specialist|consultant|analyst|researcher|blogger"
    rf"|freelanc\w+|autor(?:in)?|auteur|autora?|books?|professor\w*|(?:co-?)?found\w+"
    r"|(?:has |is )?(?:written|writes|writing|covers|covering|reports|reporting|teaches|lives|studied|studies|schreibt|berichtet))\b",
    re.IGNORECASE,
)
_ACCOUNT = r"(?:@|\bon (?:twitter|x|facebook|instagram|linkedin|bluesky)\b)"
_REACH = r"(?:(?:to|you can) )?(?:contact|reach|e-?mail|follow)\s(?:the\s)?"
_REACH_NAMED = re.compile(
    rf"{_REACH}(?:(?:author|editor|reporter|writer)\s)?(?P<name>.{{4,40}}?\s).*{_ACCOUNT}",
    re.IGNORECASE,
)
# Contact her at …; To contact the reporter on this story:
_REACH_THEM = re.compile(
    rf"{_REACH}(?:(?:author|editor|reporter|writer)s?\s.{{0,20}}\bthis (?:article|story)\b"
    rf"|(?:me|her|him|them|us)\s.*{_ACCOUNT})",
    re.IGNORECASE,
)
_BYLINE = 80  # characters of one
_BY = re.compile(
    r"(?:(?:written |words )?by|von|par|por|di|av|af|door|autora?|auteur|autor(?:in)?)"
    r"[\s:]\s*(?P<name>[^\W\d_][\w.'’-]+(?: [^\W\d_][\w.'’-]*){1,3}?)(?=\s*(?:$|[|,·•–—(-]|\d|and\b|und\b|et\b|y\b))",
    re.IGNORECASE,
)
_MAIL = re.compile(r"\w@\w")
_SPOKEN = frozenset(("p", "li", "blockquote", "dd", "figcaption", "caption"))
_STOP = re.compile(r"[。.][”’」』\"]?$")
_LONG_LINE = (160, 100)  # characters of a line of dates; in a paragraph
_DATEISH = re.compile(
    r".{0,60}[发發][布佈文](?:日期|时间|時間)\s*[:：]\s*(?:19|20)\d\d"
    r"|[^\d。！？]{0,40}(?:"
    r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}"
    r"|\d{1,2}\.?\s(?:de\s)?[^\W\d_][^\s\d.,;:!?]{2,11}\.?,?\s(?:del?\s)?(?:19|20)\d\d|\w{3,10}\.?\s\d{1,2},?\s(?:19|20)\d\d)"
)
# （2026年9月21日第三次会议通过） begins the text of a law or a list of names.
_ADOPTED = re.compile(r"[（(].*(?:通过|批准|公布|印发|发布|施行|修[订正])[）)]")
# What may stand behind the day on a line of it: an hour, a label, a weekday. Other words are the story's.
_TOLD = re.compile(
    r"日?\s*[,，:：–—-]?\s*(?!"
    r"来\s*源|作\s*者|文[:：/]|编\s*辑|责\s*编|记者|发[布表]|更新|修改|阅读|浏览|点击|评论"
    r"|字[体号]|分享"
    r"|星期|周[一二三四五六日]|[上下]午|凌晨|晚上|at\b|um\b|uhr\b|by\b|von\b|par\b|por\b|di\b|av\b"
    r"|in\b|on\b|last\b|updated|modified"
    r"|published|posted|aktualisiert|modifié|actualizado|comments?\b|min\b|[ap]\.?m\b|kl\b|ore\b|alle\b|leave\b|source|photo)[^\W\d_]{2}",
    re.IGNORECASE,
)
# Who tells of others' codes, friends and apps does not lead a reader to them; Japanese is not told so.
_ADDRESSED = re.compile(
    r"请|欢迎|[您你]|我们|本[报网站台刊号文]|更多|获取|点击|长按|识别|[上下][方图列面]"
    r"|[左右][侧边]|即可|阅读|查看|回复|免费|领取|精彩|第一时间|立即|马上|[:：ぁ-ん]"
    r"|^\W*(?:关注|扫|分享|下载|打开|微信|手机|用)"
)
_SENTENCE = 10  # characters of a short one
_WORDS = 5  # spaces in one of an alphabet
_LED = re.compile(
    r"\b(?:"
    r"our|us|here|your|website|unser\w*|hier|wir|nous|notre|nos|ici|nuestr\w+|aquí|noss\w+|aqui"
    r"|nostr\w+|qui|ons|onze|наш\w*|нас|subscri\w+|sign|join|receive|free|weekly|daily|abon\w+"
    r"|jetzt|kostenlos\w*|inscri\w+|suscr\w+|recib\w+)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)  # the paragraphs of an article stand in few boxes
def is_captions(name: str) -> bool:
    """Whether a box is one of captions by its name."""
    return _CAPTIONED.search(name) is not None


def is_label(piece: Piece, heading: bool = False) -> bool:
    """Whether a piece outside the text is a label rather than a sentence of the article."""
    if piece.tag in HEADINGS and not heading:
        return piece.tag == "h1"
    long = 24 if is_wide(piece.text) else 50
    if len(piece.text) <= long and piece.tag not in _SPOKEN and not ENDS.search(piece.text):
        return True
    return is_dated(piece)


def is_dated(piece: Piece) -> bool:
    """Whether a piece is a line of a date and what belongs to it."""
    most = _LONG_LINE[piece.tag in _SPOKEN]
    short = len(piece.text) < most and piece.signs <= 10 and _STOP.search(piece.text) is None
    return (
        short
        and _DATEISH.match(piece.text) is not None
        and _ADOPTED.fullmatch(spelled(piece.text)) is None
    )


def is_the_texts(piece: Piece, before: Piece) -> bool:
    """Whether a line of a date behind the first paragraph is the text's, not a line about it."""
    return _is_chronicle(piece) or _ends_text(piece, before)


def _ends_text(piece: Piece, before: Piece) -> bool:
    """Whether a text ends with a piece: a paper's day and page, or the day under an office's name."""
    if _DAY.fullmatch(piece.text):
        return _OFFICE.search(before.text) is not None
    return _PAPERS_PAGE.fullmatch(piece.text) is not None


def _is_chronicle(piece: Piece) -> bool:
    """Whether a line of a date goes on with words: 2019年5月3日，大坝建成 is a chronicle's."""
    match = _DATEISH.match(piece.text)
    return match is not None and _TOLD.match(spelled(piece.text), match.end()) is not None


def is_told(text: str) -> bool:
    """Whether a line is a Chinese sentence that addresses no reader: 游客扫码入园，只要三秒。"""
    ends = len(text) >= _SENTENCE and text.endswith(("。", "。”"))
    return ends and _ADDRESSED.search(spelled(text)) is None


def is_told_elsewhere(text: str) -> bool:
    """Whether a line of another script is a sentence that addresses no reader: Te puede interesar el río, pero a mí no."""
    ends = text.endswith(".") and text.count(" ") >= _WORDS and ":" not in text
    return ends and _LED.search(text) is None


def signed(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """Who the lines of a head say a text is by: By Ann Lee | 22 September."""
    found = (_BY.match(p.text) for p in pieces if len(p.text) <= _BYLINE)
    return tuple(match["name"] for match in found if match)


def is_bio(piece: Piece, authors: Sequence[str]) -> bool:
    """Whether a piece at the end says who the author is, or where to reach them."""
    text = piece.text
    if _REACH_THEM.match(text):
        return True
    reach = _REACH_NAMED.match(text)
    begin = reach.start("name") if reach else 0
    return any(
        len(name) > 3
        and text.startswith(name, begin)
        and (
            reach
            or _MAIL.search(text)
            # who is called by a first name may be another of it
            or (_IS.match(text, len(name)) and (name == whole or _CAREER.search(text)))
        )
        for whole in authors
        for name in (whole, whole.split(" ")[0])
    )


_SOURCE_LABEL = re.compile(r"(?:来\s*源|稿\s*源|来源于|转载自)\s*[:：|｜丨/／]?")
_EDITOR_LABEL = re.compile(r"(?:责\s*任\s*编\s*辑|责\s*编|编\s*辑|审\s*核|校\s*对)\s*[:：|｜丨/／]")


def line_kind(text: str) -> RemovedKind:
    """What a line at an article's head or tail is: 2026-11-03 08:00 来源：… is no less a line of source."""
    text = spelled(text)
    if _SOURCE_LABEL.search(text):
        return "source_line"
    return "editor_line" if _EDITOR_LABEL.search(text) else "other"
