"""Who wrote, as lines in other languages than Chinese say: By …, Автор: …, … 기자, …, Staff Writer."""

import re

from portal_spider.extract.metadata.names import split_names

_LONGEST = 120  # characters of a line that names an author
_AND = r"\b(?:and|und|et|y|e)\b"
_WORDS = rf"[^\W\d_][\w.'’-]+(?:\s+(?!{_AND}\s)[^\W\d_][\w.'’-]*){{0,4}}"
_BY = re.compile(
    r"^[-–—*•|\s]{0,4}(?:\W{0,3}(?:posted|published|written|reported|contributed|reviewed|updated|publicado|escrito|publié|rédigé|story|words|text"
    r"|geschrieben|verfasst|ein beitrag|skrevet|skriven|geschreven|a cura)\s)?"
    r"(?:[^|]{0,60}?\|\s*)?(?:by|von|par|por|di|av|af|door|autor(?:a|es|(?:[/*:_]?in(?:nen)?))?|(?:the\s)?authors?|auteurs?|autore)\s*:?\s+"
    rf"(?P<v>{_WORDS}(?:\s*(?:,\s*{_AND}\s|,|{_AND}|&)\s*{_WORDS})*)",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,4}"
# Автор: …, Tekst: …: the sign behind it tells a label from a word
_LABELLED = re.compile(
    r"^\W{0,3}(?:(?:story|words|text|written|reported) by|author|writer|reporter|words|text|autor(?:[/*:_]?in|a|ka|ica|i|s|ius|iai|es)?|auteur|autrice"
    r"|skribent|författare|forfatter|kirjoittaja|toimittaja|teksti?|opracowała?|napsala?|szerző|írta|yazar|haber|muhabir|συντάκτ\w+"
    r"|κείμενο|автор|текст|корреспондент|tác giả|bài viết|penulis|oleh|pewarta|piše|texto|redacción|redação|reportagem|texte|testo"
    r"|a cura di|كتبت?|بقلم|الكاتب|מאת|نویسنده|خبرنگار)\s?[:：]\s?"
    rf"(?P<v>{_NAME}(?:\s*(?:,|and|und|et|y|e|och|og|ja|i|и|و|&)\s+{_NAME}){{0,4}})\s*(?:[|·•–—-].*|[(（][^()（）]{{2,80}}[)）])?$",
    re.IGNORECASE,
)
# Ann Lee, Staff Writer
_WITH_ROLE = re.compile(
    rf"^(?P<v>{_NAME})\s*[,|–—]\s*(?:[^\W\d_]+\s){{0,2}}(?i:writer|reporter|correspondent|journalist(?:in|e)?|columnist|contributor"
    r"|redakteur(?:in)?|periodista|jornalista|giornalista|корреспондент|журналист\w{0,3})(?:\s(?:at|for|of|with|beim?|der|des|de|du|del|da|di)\s[^.!?,]{2,28})?$"
)
_SIGN = re.compile("[,|–—:：]")  # most lines have none of what both ask for
_PARTICLES = frozenset("al bin da de del della der di dos du el la le ten ter van von y zu".split())
# What begins a line like a name and is none: The Hill, Senior Reporter
_NO_FIRST = frozenset(
    "the our your a an dear former this what how why when el los las les der die un una il lo".split()
)
# 홍길동·김철수 기자, 홍길동 도쿄 특파원; a name has its family's first
_HANGUL_NAME = r"(?:(?:남궁|황보|제갈|선우|독고|사공|서문)[가-힣]{1,2}|[가-힣]{2,3}?)"
_KOREAN = re.compile(
    rf"(?<!사진 )(?<![가-힣])(?P<v>{_HANGUL_NAME}(?:\s?[·ㆍ,]\s?{_HANGUL_NAME}){{0,4}})"
    r"(?:\s?(?:(?:선임|수석|인턴|수습|전문|객원)\s?)?(?:기자|논설위원)|(?:\s[가-힣]{2,4})?\s?특파원)(?![가-힣])"
)
_FAMILIES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구민진지엄채원천방공"
    "현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
# words that begin as a family does: the reporter on the spot, a former one, the one in Tokyo
_NO_KOREAN = re.compile(
    r"(?:현장|현지|현직|전직|전문|전담|전체|여성|여자|남성|남자|방송|신문|시민|주재|주간|선임|선배|성명|정치|정식|지역|지방|지난|유명"
    r"|이런|이번|오늘|한국|한때|중국|영국|국제|국내|국회|문화|경제|경찰|과학|의학|인턴|인기|인터넷|연예|환경|노동|소속|우리|모든|모두|어느|어떤|일부"
    r"|도쿄|서울|하노이|방콕|홍콩|제네바|제주|남원|전주|안산|안동|천안|인천|원주|여수|양산|진주|용인|성남|공주)(?:부|팀)?|[가-힣]{1,2}[부팀]"
)
# What follows a name on the same line, sometimes with only markup between: "Young" + "November 3"
_AFTER_NAME = re.compile(
    r"\s+(?i:(?:with|mit|avec|con|com|med|met)\s+(?:l['’])?(?:agenc|agent|afp|apa?\b|reuters|dpa|belga|ats\b|sda\b|ansa\b|efe\b|lusa\b|anp\b|ntb\b|tt\b|ritzau)).*$"
    r"|\s+(?i:envoyée?s?\s+spécia|enviad[oa]s?\s+especial|inviat[oaie]\b|correspondant|corresponsal|corrispondent).*$"
    r"|\s+(?i:(?:contributing|staff|senior|special|associate|chief)\s+(?:writer|reporter|correspondent|editor|columnist)s?)$"
    r"|\.\s+(?i:(?:(?:fact|medically|clinically)[\s-]*)?(?:reviewed|checked|edited|updated))\b.*$"
    r"|\.?\s+(?:on|in|at|for|bis|am|vom|is|reviewed|updated|published|posted|last)\b.*$"
    r"|(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|August|Sept(?:ember)?|October|Nov(?:ember)?|Dec(?:ember)?)$"
    r"|\s+(?i:follow)(?:\s+(?:@\w+|him|her|them|on)\b.*)?$"
    r"|,\s*(?:in|on|at|for)\s.*$|\d.*$"
)
# Ann Lee, Berlin
_PLACE = re.compile(r"^(\S+\s.*\S)\s*,\s+[A-ZÄÖÜÉ][\w-]*[^\W\d_A-Z]$")


def find_signed(text: str) -> tuple[str, ...]:
    """Return the authors that a line names.

    >>> find_signed("By Ann Lee and Bo Chen"), find_signed("Text: the ferry and the rain")
    (('Ann Lee', 'Bo Chen'), ())
    """
    if len(text) >= _LONGEST:
        return ()
    if found := _koreans(text):
        return found
    if match := _BY.match(text):
        names = split_names(_PLACE.sub(r"\1", _AFTER_NAME.sub("", match["v"])))
        return tuple(n for n in names if n[0].isupper() and len(n.split()) <= 5)
    if _SIGN.search(text) is None:
        return ()
    match = _LABELLED.match(text) or _WITH_ROLE.match(text)
    names = split_names(match["v"]) if match else ()
    return names if all(is_name(name) for name in names) else ()


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
    return 2 <= len(words) <= 5 and not any(w[0].islower() and w not in _PARTICLES for w in words)
