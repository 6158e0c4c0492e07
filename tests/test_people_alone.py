"""Who wrote, where a name stands alone or behind words of many languages; and what is nobody."""

import pytest

from archive.article import Content
from portal_spider.extract.metadata.persons import is_person
from tests.reading import content_of

SENTENCES = {
    "en": "The rain has stopped in part {} of the valley, and the ferry, tied up for a week, is running again.",
    "de": "Der Regen hat in Teil {} des Tals aufgehört, und die Fähre, die eine Woche lag, fährt wieder.",
    "fr": "La pluie a cessé dans la partie {} de la vallée, et le bac, qui attendait, circule de nouveau.",
    "es": "La lluvia ha parado en la parte {} del valle, y el barco, que esperaba, vuelve a navegar por el río.",
    "it": "La pioggia è cessata nella parte {} della valle, e il traghetto, che era fermo, è tornato a navigare.",
    "pt": "A chuva parou na parte {} do vale, e a balsa, que ficou parada uma semana, voltou a funcionar hoje.",
    "nl": "De regen is opgehouden in deel {} van het dal, en het veer, dat een week stil lag, vaart weer.",
    "pl": "Deszcz ustał w części {} doliny, a prom, który przez tydzień stał przy brzegu, znowu pływa przez rzekę.",
    "ru": "Дождь в части {} долины прекратился, и паром, который стоял неделю, снова ходит через реку.",
    "el": "Η βροχή σταμάτησε στο τμήμα {} της κοιλάδας και το πορθμείο, που έμεινε δεμένο, κινείται ξανά.",
    "tr": "Vadinin {}. bölümünde yağmur durdu ve bir haftadır kıyıda bekleyen feribot yeniden sefer yapıyor.",
    "id": "Hujan telah berhenti di bagian {} lembah itu, dan feri yang bersandar seminggu kembali beroperasi.",
    "ar": "توقف المطر في الجزء {} من الوادي، وعادت العبارة التي ظلت راسية أسبوعا كاملا إلى العمل منذ الصباح.",
    "he": "הגשם פסק בחלק {} של העמק, והמעבורת, שעמדה שבוע שלם ליד הגדה, חזרה לפעול מהבוקר.",
    "hi": "घाटी के भाग {} में बारिश रुक गई है और एक सप्ताह से किनारे खड़ी नाव आज सुबह से फिर से चल रही है।",
    "vi": "Mưa đã ngừng ở phần {} của thung lũng, và chiếc phà nằm bờ suốt một tuần đã chạy lại từ sáng nay.",
    "ja": "谷の第{}区では雨がやみ、一週間岸につながれていた渡し船が、けさから再び川を渡り始めた。",
}  # fmt: skip
DAY = "<div>2026-09-22 08:15</div>"


def read(info: str, *, lang: str = "en", end: str = "", head: str = "") -> Content:
    body = "".join(f"<p>{SENTENCES[lang].format(n)}</p>" for n in range(1, 5))
    html = (
        f"<html lang={lang}><head><title>The ferry runs again</title>{head}</head><body>"
        f"<h1>The ferry runs again</h1>{info}<article>{body}{end}</article></body></html>"
    )
    return content_of(html, "http://news.example/ferry")


@pytest.mark.parametrize(
    ("lang", "info", "author"),
    [
        ("en", f"<div>Anna Lee</div>{DAY}", "Anna Lee"),
        ("en", f"{DAY}<div>Anna J. Lee</div>", "Anna J. Lee"),
        ("en", f"<div>ANNA LEE</div><div>Dale Valley</div>{DAY}", "ANNA LEE"),
        ("en", "<div>Anna Lee <span>Valley correspondent</span></div>", "Anna Lee"),
        ("nl", "<div>Anna Dekker <span>redacteur Binnenland</span></div>", "Anna Dekker"),
        ("en", "<div>Anna Lee</div><div>Reporter</div>", "Anna Lee"),
        ("en", "<div>Anna Lee</div><div>anna@news.example</div>", "Anna Lee"),
        ("fr", f"<p>Anne Petit avec AFP</p>{DAY}", "Anne Petit"),
        ("tr", "<span>Elif Korkut |22.09.2026 - Güncelleme : 23.09.2026</span>", "Elif Korkut"),
        ("vi", f"{DAY}<div>TRẦN MAI</div>", "TRẦN MAI"),
        ("ru", f"{DAY}<div>Мария Зимина</div>", "Мария Зимина"),
        ("el", f"<div>Μαρία Λίμνη</div>{DAY}", "Μαρία Λίμνη"),
        ("ar", f"<div>سامي الحداد</div>{DAY}", "سامي الحداد"),
        ("he", "<div>דנה לוין | 22.09.26 | 08:15</div>", "דנה לוין"),
        ("pl", "<div>Agnieszka Bielska</div><div>2 dni temu</div>", "Agnieszka Bielska"),
        ("ru", f"<div>Елена Мельникова / Долина</div>{DAY}", "Елена Мельникова"),
        ("ja", f"<span>山田真理</span>{DAY}", "山田真理"),
        ("ja", f"{DAY}<p>［山田真理，谷新聞］</p>", "山田真理"),
    ],
)
def test_a_name_alone_beside_the_day(lang: str, info: str, author: str) -> None:
    assert read(info, lang=lang).authors == (author,)


def test_names_on_lines_one_behind_the_other() -> None:
    assert read(f"<div>Anna Lee,</div><div>Peter Holm</div>{DAY}").authors == (
        "Anna Lee",
        "Peter Holm",
    )


@pytest.mark.parametrize(
    ("lang", "end", "author"),
    [
        ("pl", "<p>Marta Zielska (PAP)</p>", "Marta Zielska"),
        ("vi", "<p><b>Trần Mai</b></p>", "Trần Mai"),
        ("ja", "<p>【山田真理】</p>", "山田真理"),
    ],
)
def test_a_name_alone_behind_the_text(lang: str, end: str, author: str) -> None:
    assert read("", lang=lang, end=end).authors == (author,)


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Local News"),
        ("en", "Charlotte Observer"),
        ("en", "Victoria Falls"),
        ("en", "Anna’s Guest List"),
        ("en", "Dawn Chorus"),
        ("en", "U. S. A."),
        ("fr", "Saint Denis"),
        ("es", "Santa Cruz"),
        ("es", "Santiago del Estero"),
        ("tr", "Ana Sayfa"),
        ("ru", "Нижний Новгород"),
        ("ja", "石川県知事"),
        ("ja", "関連記事"),
        ("vi", "Thái Nguyên"),
    ],
)
def test_what_stands_beside_the_day_may_be_nobody(lang: str, line: str) -> None:
    assert read(f"<div>{line}</div>{DAY}", lang=lang).authors == ()


@pytest.mark.parametrize(
    ("info", "end"),
    [
        # of whom the article tells, or who did something else
        (f"<div>Anna Lee</div>{DAY}", "<p>Captain Lee, who has sailed for years, said that it rained.</p>"),
        (f"{DAY}<div>Editor</div><div>Anna Lee</div>", ""),
        (f"{DAY}<div>Photo:</div><div>Anna Lee</div>", ""),
        # a sentence that begins with a name
        ("", "<p>Anna Lee is a teacher on the eastern bank.</p>"),
        ("", "<p>Anna Lee on Tuesday crossed it first.</p>"),
        # one of two is another article's
        (f"<div>Anna Lee</div>{DAY}<div>The bridge is closed</div><div>Peter Holm</div>", ""),
    ],
)  # fmt: skip
def test_a_person_may_be_another(info: str, end: str) -> None:
    assert read(info, end=end).authors == ()


def test_a_person_of_whom_a_text_without_spaces_tells_is_another() -> None:
    end = "<p>船長の山田真理さんは、三十年この川を渡ってきたと話した。</p>"
    assert read(f"<div>山田真理</div>{DAY}", lang="ja", end=end).authors == ()


@pytest.mark.parametrize(
    ("lang", "line", "author"),
    [
        ("de", "22. September 2026 von Anna Lee", "Anna Lee"),
        ("de", "22.09.2026 08:15 von Anna Lee (Kommentare: 0)", "Anna Lee"),
        ("de", "Gespeichert von Anna Lee am Di., 22.09.2026 - 08:15", "Anna Lee"),
        ("de", "Text/Foto: Anna Lee", "Anna Lee"),
        ("en", "Submitted by Anna Lee on Tue, 09/22/2026 - 08:15", "Anna Lee"),
        ("en", "By Anna Lee alee@news.example", "Anna Lee"),
        ("en", "By Anna Lee Edited By: Peter Holm", "Anna Lee"),
        ("fr", "Soumis par Anne Petit le mar, 22/09/2026 - 08:15", "Anne Petit"),
        ("es", "Enviado por Ana Roca el Mar, 22/09/2026 - 08:15", "Ana Roca"),
        ("es", "Ana Roca, corresponsal", "Ana Roca"),
        ("fr", "Par Anne Petit le 22/09/2026 à 08h15", "Anne Petit"),
        ("fr", "Texte par : Anne Petit Suivre", "Anne Petit"),
        ("ru", "Автор: Елена Мельникова, журналистка", "Елена Мельникова"),
        ("en", "Authored by Anna Lee | Hill Post | Updated: 23 Sep 2026", "Anna Lee"),
        ("pt", "Ana Lima - Repórter da Agência Vale", "Ana Lima"),
        ("tr", "Haber: Elif Korkut / Kamera: Emre Demir", "Elif Korkut"),
        ("id", "Oleh Rina Wulandari - 22 September 2026", "Rina Wulandari"),
        ("ru", "Мария Зимина, корреспондент", "Мария Зимина"),
        ("el", "Της Μαρίας Λίμνη", "Μαρίας Λίμνη"),
        ("el", "Γράφτηκε από τον/την Μαρία Λίμνη", "Μαρία Λίμνη"),
        ("ar", "كتب - سامي الحداد", "سامي الحداد"),
        ("ar", "بقلم سامي الحداد", "سامي الحداد"),
        ("he", "מאת דנה לוין | פורסם ב-22/09/2026", "דנה לוין"),
        ("hi", "लेखक: आशा मेनन", "आशा मेनन"),
        ("ja", "ライター：水野真理", "水野真理"),
    ],
)
def test_words_for_who_wrote(lang: str, line: str, author: str) -> None:
    assert read(f"<p>{line}</p>", lang=lang).authors == (author,)


@pytest.mark.parametrize(
    ("lang", "info", "authors"),
    [
        ("fr", "<span>Article rédigé par</span><div>Anne Petit</div>", ("Anne Petit",)),
        ("id", "<p>Reporter</p><p>Rina Wulandari</p><p>Editor</p><p>Joko Halim</p>", ("Rina Wulandari",)),
        ("ru", "<dt>Автор публикации</dt><dd>Мария Зимина</dd>", ("Мария Зимина",)),
        ("en", "<div>Author</div><div>XL</div><div>Xin Lu</div><div>Engineer</div><div>YW</div><div>Yi Wen</div>",
         ("Xin Lu", "Yi Wen")),
    ],
)  # fmt: skip
def test_a_label_in_a_box_of_its_own(lang: str, info: str, authors: tuple[str, ...]) -> None:
    assert read(info, lang=lang).authors == authors


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("de", "Von Berlin nach Hamburg"),
        ("de", "Text: Große Schrift"),
        ("es", "Por Madrid pasa el río"),
        ("es", "Por Dios"),
        ("fr", "Par Amour"),
        ("it", "Di Roma e dintorni"),
        ("nl", "Door de Week"),
        ("id", "Di Jakarta Selatan"),
        ("ru", "От Москвы до Владивостока"),
        ("el", "Της Ευρωπαϊκής Ένωσης"),
        ("tr", "Haber: Son Dakika"),
        ("en", "Von Miller Signs"),
        ("en", "Door County Ferry"),
    ],
)
def test_words_that_are_not_only_for_who_wrote(lang: str, line: str) -> None:
    assert read(f"<p>{line}</p>", lang=lang).authors == ()


@pytest.mark.parametrize(
    ("label", "beside"), [("Yazan:", "2 dakika"), ("Napsal(a)", "2 minuty"), ("執筆者", "2分")]
)
def test_wordpress_names_the_author_in_its_own_language(label: str, beside: str) -> None:
    head = (
        f'<meta name="twitter:label1" content="{label}"><meta name="twitter:data1" content="Anna Lee">'
        f'<meta name="twitter:label2" content="x"><meta name="twitter:data2" content="{beside}">'
    )
    assert read("", head=head).authors == ("Anna Lee",)
    assert read("", head=head.replace("Anna Lee", "12 €").replace(label, "Price")).authors == ()


def test_a_time_in_a_byline_is_nobody() -> None:
    assert read("<div class=byline><time>22 September 2026, 8.15 Uhr</time></div>").authors == ()


@pytest.mark.parametrize(
    "name", ["Łukasz Wójcik", "JOSÉ Á. Roca", "Anna-Lena von Berg", "İrem Şahin", "Zoë van der Lee"]
)
def test_names_are_known_without_accents(name: str) -> None:
    assert is_person(name)


def test_who_comments_is_not_who_wrote() -> None:
    comments = "<div id=comments><b>Jon Heller</b><i>1 day ago</i><p>It is good.</p></div>"
    assert read(DAY, end=comments).authors == ()
