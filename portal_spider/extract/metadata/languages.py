"""The language of a text by its commonest words, in scripts that several languages share."""

from collections.abc import Sequence

_COMMONEST = {
    "en": "the of and to in is that it for was on are as with be by at from have this not but they or an",
    "de": "der die und den das von zu mit sich des auf für ist im dem nicht ein eine auch es werden sind",
    "fr": "le la les et des du en un une est que qui dans pour pas sur au par plus ce il avec sont cette",
    "es": "el la los las de en y que del un una por con no se su para es al lo como más pero este sus",
    "pt": "o os da do das dos em e que um uma não no na com por para é ao se mais como foi mas pelo",
    "it": "il la di che e del della in un una per non con è sono le gli al dei si da alla più nel come",
    "nl": "de het een van en in is dat te op niet zijn voor met die aan er om ook maar bij als door wordt",
    "sv": "och att det som en på är av för med den till inte har de om ett han var från men så vi kan",
    "da": "og at det som en på er af for med den til ikke har de om et han var fra men så blev kan i",
    "nb": "og å det som en på er av for med den til ikke har de om et han var fra men så ble kan i",
    "pl": "i w na z się nie do to że jest o jak po za od przez dla ale są tym był ze co może tylko",
    "cs": "a v na se je že s z to do o k ve jako za pro ale by po jsem jsou který od jeho byl které",
    "ro": "și în de la a cu pe nu este care un o din să mai că pentru fi ca au sunt al prin după",
    "hu": "a az és hogy nem is egy meg ez de csak már van volt el mint azt ki még ha vagy lesz szerint",
    "fi": "ja on ei että se oli hän mutta ovat myös kun niin kuin mukaan sen joka ole jos vain tai",
    "tr": "ve bir bu için de da ile olarak çok olan gibi daha ne o kadar sonra en ancak ise var değil",
    "id": "yang dan di dengan ini untuk dari dalam tidak pada itu akan juga ke ada oleh karena para",
    "vi": "và của là có được cho không với các trong đã những một người này để khi từ đến về ông",
    "ru": "и в не на что с по как это он из за от к о его для мы но же так все то бы был",
    "uk": "і в не на що з як це до та за від його для але про він ми так був які й у також",
}
_LANGUAGES = {code: frozenset(words.split()) for code, words in _COMMONEST.items()}
_READ = 1200  # characters of a text
_ENOUGH = 8  # of the commonest words in it, to tell its language
_SHARE = 0.15  # of all words
_CLEARLY = 1.5  # times as many words of one language as of any other
_CONTRADICTED = 4.0  # times as many as of the one that the page claims


def language_of(text: str, claimed: str | None) -> str | None:
    """Return the language that *text* is in, where its words say it; *claimed* is not doubted lightly.

    >>> language_of("Der Regen hat aufgehört, und die Fähre ist auf dem Weg in das Tal. " * 3, "en")
    'de'
    >>> language_of("Der Regen", None)
    """
    words = text[:_READ].casefold().split()
    said = _of(claimed, words) if claimed else 0
    if claimed and (claimed not in _LANGUAGES or said >= _SHARE * len(words)):
        return None
    scores = {code: _of(code, words) for code in _LANGUAGES}
    first, second, *_ = sorted(scores, key=lambda code: -scores[code])
    best = scores[first]
    least = max(_ENOUGH, _SHARE * len(words), _CLEARLY * scores[second], _CONTRADICTED * said)
    return first if best >= least else None


def _of(language: str, words: Sequence[str]) -> int:
    commonest = _LANGUAGES.get(language, frozenset())
    return sum(map(commonest.__contains__, words))
