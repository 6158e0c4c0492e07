"""Whether words are a person's name: known by how such names begin."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from portal_spider.extract.metadata.given_names import ELSEWHERE, GIVEN, JAPANESE, VIETNAMESE

_SPOKEN = re.compile(r"[^\W\d_][\w\u0300-\u036f\u0900-\u0dff\u200c'’.-]*")
_INITIAL = re.compile(r"[^\W\d_]\.(?:-?[^\W\d_]\.)*")
# 石川県知事 has a family's name for its place
_HAN = re.compile(
    r"(?!.*[県市区町村都府省庁署警党社会部長課編集新聞局版面駅線港館校院所戦記])[\u3005\u3040-\u30ff\u4e00-\u9fff]{3,6}"
)
_LETTERS = {ord("ł"): "l", ord("ø"): "o", ord("đ"): "d", ord("ð"): "d", ord("æ"): "ae"}
# What makes a name that of a medium, a place or an office: Charlotte Post, Virginia Beach
_THINGS = frozenset(
    "news post times today radio media press online daily tv journal herald tribune gazette magazine review report live sport"
    " sports observer express chronicle mail telegraph guardian independent sun star mirror standard globe bulletin courier"
    " dispatch examiner inquirer sentinel echo argus corriere giornale diario jornal correio folha kurier bote anzeiger rundschau"
    " zeitung allgemeine tageblatt nachrichten tidende dagblad courant haber gazetesi haberleri noticias notizie газета новости"
    " desk staff team editor editors newsroom studio studios group agency wire company power union gmbh ag ltd inc llc co corp"
    " fc bank foundation institute show шоу museum theatre theater festival cup bowl collection kollektion lifestyle writer"
    " reporter redaktion redacción founder ceo author page sayfa calendar discussion matters beach city county falls island"
    " valley hills harbour harbor station garden gardens resort road river lake mountain bridge square hole university college"
    " school street park church hospital court house center centre town village region district romagna gasteiz роща".split()
)
_OWNS = ("'s", "’s")
_MOST = 4  # words of a name
_LONG_NAMES = frozenset(("es", "pt", "vi", "id", "ar"))  # in which as many are common
#: Words of names that are written small
PARTICLES = frozenset(
    "al bin da das de del della der di do dos du el la las le ten ter van von y zu".split()
)


def is_person(text: str, language: str | None = None) -> bool:
    """Whether a text is a person's name and nothing else.

    >>> is_person("Ann Lee"), is_person("JOSÉ Á. Roca"), is_person("Local News"), is_person("鈴木一")
    (True, True, False, False)
    """
    if language == "ja":
        name = text.replace(" ", "")
        return _HAN.fullmatch(name) is not None and name.startswith(_families())
    words = text.split()
    if not 2 <= len(words) <= _MOST or not all(map(_SPOKEN.fullmatch, words)):
        return False
    if any(word[0].islower() and word not in PARTICLES for word in words):
        return False
    if any(word.casefold() in _THINGS or word.endswith(_OWNS) for word in words):
        return False
    if len(words) == _MOST and language not in _LONG_NAMES and not _is_joined(words):
        return False
    told = [folded(word) for word in words if not _INITIAL.fullmatch(word)]
    if not told:  # U. S. A.
        return False
    if len(told) < 2 and len(words) < 3:
        return words[0] != words[-1] and told[0] in _given()
    first = told[-1] if language == "hu" else told[0]
    return first in _given() or first.split("-")[0] in _given()


def is_given(word: str) -> bool:
    """Whether a word is a given name."""
    return folded(word) in _given()


def _is_joined(words: Sequence[str]) -> bool:
    """Whether there is a particle, or the letter of a name, among words."""
    return any(word in PARTICLES or _INITIAL.fullmatch(word) for word in words)


@cache
def _given() -> frozenset[str]:
    return frozenset(folded(name) for name in (GIVEN + ELSEWHERE + VIETNAMESE).split())


@cache
def _families() -> tuple[str, ...]:
    return tuple(JAPANESE.split())


def folded(name: str) -> str:
    """A name in small letters without accents, as capitals are often written."""
    told = name.replace("İ", "i").casefold().replace("ı", "i")
    if told.isascii():
        return told
    signs = unicodedata.normalize("NFKD", told)
    return "".join(sign for sign in signs if not unicodedata.combining(sign)).translate(_LETTERS)
