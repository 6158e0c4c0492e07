"""Who wrote, as lines in other languages than Chinese say: By …, Автор: …, … 기자, …, Staff Writer."""

import re
from collections.abc import Sequence

from portal_spider.extract.metadata.byline_words import BY, DONE, LABELS, OF, OTHERS, ROLES
from portal_spider.extract.metadata.names import split_names
from portal_spider.extract.metadata.persons import PARTICLES, is_given, is_person

_LONGEST = 120  # characters of a line that names an author
_CLAUSE = 3  # words behind a comma, of a sentence
_AND = r"\b(?:and|und|et|y|e)\b"
_IN_WORD = r"[\w\u0300-\u036f\u0900-\u0dff\u0e31-\u0e4e\u200c.'’-]"
_WORDS = rf"[^\W\d_]{_IN_WORD}+(?:\s+(?!{_AND}\s)[^\W\d_]{_IN_WORD}*){{0,4}}"
_BY = re.compile(
    rf"^[-–—*•|\s]{{0,4}}(?:\W{{0,3}}(?:{DONE})\s)?(?:[^|]{{0,60}}?\|\s*)?"
    rf"(?P<by>{BY}|autor(?:a|es|(?:[/*:_]?in(?:nen)?))?|(?:the\s)?authors?|auteurs?|autore"
    rf")\s*:?\s+(?:by\s+)?"
    rf"(?P<v>{_WORDS}(?:\s*(?:,\s*{_AND}\s|,|{_AND}|&)\s*{_WORDS})*)",
    re.IGNORECASE,
)
# Submitted by hillboy on 23 September 2026 - 18:55: a name of one word, in small letters too
_POSTED = re.compile(
    rf"^\W{{0,3}}(?:{DONE})\s(?:{BY})\s(?P<v>[^\W\d_][\w.-]{{1,29}})\s(?:"
    rf"(?:on|am|le|el|il|op|em|den|dnia|dne)\s|[-–,]\s)?[^.!?]{{0,24}}\d.{{0,24}}$",
    re.IGNORECASE,
)
_NAME = rf"[^\W\d_]{_IN_WORD}*(?:\s+[^\W\d_]{_IN_WORD}*){{1,4}}"
_NAMES = rf"(?P<v>{_NAME}(?:\s*(?:,|and|und|et|y|e|och|og|ja|i|и|و|&)\s+{_NAME}){{0,4}})"
_REST = r"\s*(?:[|·•–—/(（-].*|(?-i:,\s+[a-zà-öø-ÿа-яёіїєґα-ω]).*)?$"
# Автор: …, Tekst: …: the sign behind it tells a label from a word
_LABELLED = re.compile(rf"^\W{{0,3}}(?:{LABELS})\s?[:：]\s?{_NAMES}{_REST}", re.IGNORECASE)
# בקלם …: what tells of nothing else needs no sign
_SPACED = re.compile(
    rf"^\W{{0,3}}(?i:كتبت?|piše|пише|píše|بقلم|מאת|γράφει(?:\s[οη])?|γράφτηκε από(?:\sτον/την)?"
    rf"|(?:propos )?recueillis? par|dal(?:la)? nostr[oa] (?:inviat[oa]|corrispondente)"
    rf"|de notre (?:envoyée? spéciale?|correspondante?)"
    rf"|von unsere[mr] (?:korrespondent(?:in|en)?|redakteur(?:in)?)"
    rf"|(?:de )?nuestr[oa] (?:enviad[oa] especial|corresponsal))\s(?:[-–]\s)?{_NAMES}{_REST}"
)
_OF = re.compile(rf"^(?:{OF})\s(?P<v>{_NAME})$", re.IGNORECASE)
# Ann Lee, Staff Writer
_WITH_ROLE = re.compile(
    rf"^(?P<v>{_NAME})\s*(?:[,|–—]|\s-)\s*(?:[^\W\d_]+\s){{0,2}}(?i:{ROLES})"
    r"(?:\s(?:at|for|of|with|beim?|der|des|de|du|del|da|di)\s[^.!?,]{2,28})?$"
)
_NOMINATIVES = (
    (r"(?<=[αάηή])ς\b", ""),
    (r"[οό][υύ]\b", "ος"),
    (r"(?<=[αάηή])\b", "ς"),
    (r"$", ""),
)
_ROLE = re.compile(rf"(?:[^\W\d_]+\s){{0,3}}(?:{ROLES})\b[^.!?]{{0,40}}$", re.IGNORECASE)
_UNSURE = frozenset("von par por di av af door oleh".split())  # they begin other lines, too
_AGENCIES = frozenset(
    "reuters belga xinhua bloomberg ritzau europapress agencias agence agenzia agerpres tanjug tass".split()
)
_WEAK = re.compile(
    r"\W{0,3}(?:text|words|story|haber|tekst|текст|testo|reporta|κείμενο)", re.IGNORECASE
)
_IN, _IN_SECTION = frozenset(("id", "ms")), re.compile(r"di\s", re.IGNORECASE)  # in
# Text: Ann Lee Foto: Bo Chen
_OTHER_LABEL = re.compile(rf"(?<=\w)[.,|/]?\s+(?:{OTHERS})\s?:", re.IGNORECASE)
_MAIL = re.compile(r"[\s,;|]*[^\s,;|]+@\S+")
_SIGN = re.compile("[,|–—:：]| - ")  # most lines have none of what both ask for
# What begins a line like a name and is none: The Hill, Senior Reporter
_NO_FIRST = frozenset(
    "the our your a an dear former this what how why when el los las les der die un una il lo".split()
)
# 홍길동·김철수 기자, 홍길동 도쿄 특파원; a name has its family's first
_HANGUL_NAME = r"(?:(?:남궁|황보|제갈|선우|독고|사공|서문)[가-힣]{1,2}|[가-힣]{2,3}?)"
_KOREAN = re.compile(
    rf"(?<!사진 )(?<![가-힣])(?P<v>{_HANGUL_NAME}(?:\s?[·ㆍ,]\s?{_HANGUL_NAME}){{0,4}})"
    r"(?:"
    r"\s?(?:(?:선임|수석|인턴|수습|전문|객원)\s?)?(?:기자|논설위원)|(?:\s[가-힣]{2,4})?\s?특파원"
    r")(?![가-힣])"
)
_FAMILIES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구민진지엄채원천방공"
    "현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
# words that begin as a family does: the reporter on the spot, a former one, the one in Tokyo
_NO_KOREAN = re.compile(
    r"(?:현장|현지|현직|전직|전문|전담|전체|여성|여자|남성|남자|방송|신문|시민|주재|주간|선임|선배"
    r"|성명|정치|정식|지역|지방|지난|유명"
    r"|이런|이번|오늘|한국|한때|중국|영국|국제|국내|국회|문화|경제|경찰|과학|의학|인턴|인기|인터넷"
    r"|연예|환경|노동|소속|우리|모든|모두|어느|어떤|일부"
    r"|도쿄|서울|하노이|방콕|홍콩|제네바|제주|남원|전주|안산|안동|천안|인천|원주|여수|양산|진주|용인|성남|공주)(?:부|팀)?|[가-힣]{1,2}[부팀]"
)
# What follows a name on the same line, sometimes with only markup between: "Young" + "November 3"
_AFTER_NAME = re.compile(
    r"\s+(?:"
    r"(?:The\s)?Associated Press|Reuters|Bloomberg|(?:The\s)?Canadian Press|Press Association"
    r"|PA Media|AFP|AAP|UPI)$"
    r"|"
    r"\s+(?:Suivre|Follow|Folgen|Seguir|Segui|Volgen|Följ|le|el|il|am|den|em|op|vom|dne)$|"
    r"\s+(?i:(?:edited|written|reviewed|published)\s+by)\b.*$"
    r"|\s+(?i:updated|published|posted)\b.*$"
    r"|\s+(?:le|el|il|am|den|op|em|dnia|dne)\s+(?:"
    r"(?:Lun|Mar|Mié|Jue|Vie|Sáb|Dom)\b|[a-zà-žа-я]{2,10}\.?,?$).*$"
    r"|"
    r"\s+(?i:(?:with|mit|avec|con|com|med|met)\s+(?:l['’])?(?:"
    r"agenc|agent|afp|apa?\b|reuters|dpa|belga|ats\b|sda\b|ansa\b|efe\b|lusa\b|anp\b|ntb\b|tt\b"
    r"|ritzau)).*$"
    r"|\s+(?i:"
    r"envoyée?s?\s+spécia|enviad[oa]s?\s+especial|inviat[oaie]\b|correspondant|corresponsal"
    r"|corrispondent).*$"
    r"|\s+(?i:(?:contributing|staff|senior|special|associate|chief"
    r")\s+(?:writer|reporter|correspondent|editor|columnist)s?)$"
    r"|\.\s+(?i:(?:(?:fact|medically|clinically)[\s-]*)?(?:reviewed|checked|edited|updated))\b.*$"
    r"|\.?\s+(?:on|in|at|for|bis|am|vom|is|reviewed|updated|published|posted|last|IN|ON)\b.*$"
    r"|(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|August|Sept(?:ember)?|October"
    r"|Nov(?:ember)?|Dec(?:ember)?)$"
    r"|\s+(?i:follow)(?:\s+(?:@\w+|him|her|them|on)\b.*)?$"
    r"|,\s*(?:in|on|at|for)\s.*$|\d.*$"
)
# Ann Lee, Berlin
_PLACE = re.compile(r"^(\S+\s.*\S)\s*,\s+[A-ZÄÖÜÉ][\w-]*[^\W\d_A-Z]$")


def find_signed(text: str, language: str | None = None) -> tuple[str, ...]:
    """Return the authors that a line names.

    >>> find_signed("By Ann Lee and Bo Chen"), find_signed("Text: the ferry and the rain")
    (('Ann Lee', 'Bo Chen'), ())
    """
    if len(text) >= _LONGEST:
        return ()
    if found := _koreans(text):
        return found
    text = _OTHER_LABEL.split(text, maxsplit=1)[0] if text.count(":") > 1 else text
    if "@" in text:
        text = _MAIL.sub("", text)
    if (match := _BY.match(text)) and not (language in _IN and _IN_SECTION.match(text)):
        names = split_names(_PLACE.sub(r"\1", _AFTER_NAME.sub("", match["v"])))
        if _is_told(text, names):
            return ()
        sure = match["by"].lower() not in _UNSURE
        return tuple(n for n in names if _is_signature(n, sure or _tells(n, language)))
    if (match := _OF.match(text)) and _is_person_of(match["v"]):
        return (match["v"],)
    match = _SPACED.match(text)
    if match is None and _SIGN.search(text) is not None:
        match = _LABELLED.match(text) or _WITH_ROLE.match(text)
    names = split_names(match["v"]) if match else ()
    if _WEAK.match(text) and not any(map(is_person, names)):
        return ()  # Text: Big Letters
    return names if all(is_name(name) for name in names) else ()


def _is_told(text: str, names: Sequence[str]) -> bool:
    """Whether a line is a sentence: Par Anne Petit, la mairie a fait savoir que le pont fermerait."""
    behind = [name for name in names[1:] if name[0].islower() and name.count(" ") >= _CLAUSE - 1]
    return text.endswith((".", "!", "?")) and any(not _ROLE.match(name) for name in behind)


def _is_signature(text: str, sure: bool) -> bool:
    """Whether what stands behind a word for by may be who wrote."""
    words = text.split()
    if not words or len(words) > 5 or not _has_capitals(text):
        return False
    return sure and (len(words) > 2 or not words[0][0].islower())


def _tells(name: str, language: str | None) -> bool:
    """Whether a name behind a word that is not only for by may be one: Par Amour, Por Dios."""
    if " " in name:
        return language != "en" or is_person(name)
    return name.isupper() or is_given(name) or name.casefold() in _AGENCIES


def find_posted(text: str) -> tuple[str, ...]:
    """Return the pen name in a line that says who posted, and when.

    >>> find_posted("Submitted by hillboy on 23 September 2026"), find_posted("Posted by the river on Sunday")
    (('hillboy',), ())
    """
    match = _POSTED.match(text) if len(text) < _LONGEST else None
    return (match["v"],) if match else ()


def _is_person_of(text: str) -> bool:
    """Whether a text is a person's name, which Greek writes otherwise behind its word for by: Της Άννας Λι."""
    return any(is_person(re.sub(end, told, text, count=1)) for end, told in _NOMINATIVES)


def is_role(text: str) -> bool:
    """Whether a line says what a person does who writes: Valley correspondent.

    >>> is_role("redacteur Binnenland"), is_role("The ferry is running")
    (True, False)
    """
    return len(text) < _LONGEST and _ROLE.match(text) is not None


def without_agency(text: str) -> str:
    """A name without the agency, the office or the post that stands behind it.

    >>> without_agency("Anne Petit avec AFP")
    'Anne Petit'
    """
    return _AFTER_NAME.sub("", text)


def _koreans(text: str) -> tuple[str, ...]:
    """The Korean names before what their bearers are, 홍길동 기자."""
    if text.isascii() or not ("기자" in text or "특파원" in text or "논설위원" in text):
        return ()
    names = (
        name
        for match in _KOREAN.finditer(text)
        for name in split_names(match["v"].replace("ㆍ", ",").replace("·", ","))
    )
    return tuple(
        dict.fromkeys(
            name for name in names if name[0] in _FAMILIES and not _NO_KOREAN.fullmatch(name)
        )
    )


def is_name(text: str) -> bool:
    """Whether words may be a name: each begins with a capital, or its script has none."""
    words = text.split()
    if words and words[0].lower() in _NO_FIRST:
        return False
    return 2 <= len(words) <= 5 and _has_capitals(text) and any(len(word) > 1 for word in words)


def _has_capitals(text: str) -> bool:
    """Whether all words but such as *de* and *von* begin with a capital, or in a script without."""
    return all(w[0].isalpha() and (not w[0].islower() or w in PARTICLES) for w in text.split())
