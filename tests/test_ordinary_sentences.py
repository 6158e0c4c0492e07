"""Ordinary sentences that begin or end like furniture and bylines: each stays, and nobody is named by one."""

import pytest

from archive.article import Content
from tests.ordinary import SENTENCES
from tests.reading import content_of

TITLES = {
    "zh": "停了三个月的渡船又开了",
    "en": "The ferry runs again after three months",
    "de": "Die Fähre fährt nach drei Monaten wieder",
    "fr": "Le bac reprend son service après trois mois",
    "es": "El transbordador vuelve después de tres meses",
    "ru": "Паром снова ходит после трёх месяцев",
    "ja": "三か月ぶりに渡し船が動き出した",
    "ko": "석 달 만에 나룻배가 다시 다닌다",
}
PARAGRAPHS = {
    "zh": (
        "渡船昨天早上又开了，河两岸的人都来看，码头上站满了人。",
        "船公司说，雨季过去以后水位降了两米，船可以照常靠岸。",
        "住在东岸的人要去西岸买菜，这几个月只能绕远路走大桥。",
        "学校也改了上课的时间，孩子们从此不用天不亮就起来。",
        "镇上的面馆把桌子摆到了河边，老板说生意比去年好。",
        "水务部门提醒大家，河中间的流速仍然很快，不要下水游泳。",
    ),
    "en": (
        "The ferry began to run again yesterday morning, and people on both banks came to watch it leave the pier.",
        "The company said the water had fallen by two metres since the rainy season, so boats could land as usual.",
        "People on the eastern bank had to drive across the big bridge for months to buy what they needed.",
        "The school has changed its hours too, and children no longer have to get up before the sun does.",
    ),
    "de": (
        "Die Fähre fährt seit gestern Morgen wieder, und an beiden Ufern standen die Leute, um ihr zuzusehen.",
        "Das Wasser ist seit der Regenzeit um zwei Meter gefallen, so dass die Boote wie üblich anlegen können.",
        "Wer am Ostufer wohnt, musste monatelang über die große Brücke fahren, um einzukaufen.",
        "Auch die Schule hat ihre Zeiten geändert, und die Kinder müssen nicht mehr im Dunkeln aufstehen.",
    ),
    "fr": (
        "Le bac a repris son service hier matin, et les habitants des deux rives sont venus le voir partir.",
        "L'eau a baissé de deux mètres depuis la saison des pluies, si bien que les bateaux accostent comme avant.",
        "Les gens de la rive est devaient passer par le grand pont depuis des mois pour faire leurs courses.",
        "L'école a aussi changé ses horaires, et les enfants ne se lèvent plus avant le soleil.",
    ),
    "es": (
        "El transbordador volvió a salir ayer por la mañana, y la gente de las dos orillas fue a verlo partir.",
        "El agua ha bajado dos metros desde la época de lluvias, así que los barcos atracan como siempre.",
        "Los vecinos de la orilla este tuvieron que cruzar el puente grande durante meses para comprar.",
        "La escuela también ha cambiado su horario, y los niños ya no se levantan antes que el sol.",
    ),
    "ru": (
        "Паром снова пошёл вчера утром, и люди на обоих берегах пришли посмотреть, как он уходит от причала.",
        "Вода после дождей опустилась на два метра, и лодки могут приставать к берегу как обычно.",
        "Жители восточного берега несколько месяцев ездили за покупками через большой мост.",
        "Школа тоже изменила расписание, и детям больше не нужно вставать до рассвета.",
    ),
    "ja": (
        "渡し船は昨日の朝からまた動き始め、両岸の人たちが桟橋に集まって出発を見守った。",
        "会社によると、雨の季節のあと水位は二メートル下がり、船はいつもどおり着けるという。",
        "東側に住む人たちは、買い物のために何か月も大きな橋を回らなければならなかった。",
        "学校も時間を変え、子どもたちは夜明け前に起きなくてもよくなった。",
        "食堂は川べりに机を並べ、主人は去年より客が多いと話した。",
        "水の役所は、真ん中の流れはまだ速いので泳がないようにと呼びかけている。",
    ),
    "ko": (
        "나룻배가 어제 아침부터 다시 다니기 시작했고 양쪽 강가의 사람들이 나와 배를 지켜봤다.",
        "회사는 장마가 끝난 뒤 수위가 이 미터 내려가 배가 예전처럼 닿을 수 있다고 했다.",
        "동쪽에 사는 사람들은 몇 달 동안 장을 보러 큰 다리를 돌아가야 했다.",
        "학교도 시간을 바꿔 아이들이 해 뜨기 전에 일어나지 않아도 된다.",
        "식당은 강가에 상을 내놓았고 주인은 지난해보다 장사가 낫다고 말했다.",
        "수자원 당국은 가운데 물살이 아직 빠르니 헤엄치지 말라고 당부했다.",
    ),
}
EACH = [(lang, line) for lang, text in SENTENCES.items() for line in text.strip().splitlines()]
SAID = ("title", "subtitle", "authors", "editors", "source", "published", "modified", "section")


def read(lang: str, *paragraphs: str) -> Content:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = (
        f"<html lang={lang}><head><title>{TITLES[lang]}</title></head><body><h1>{TITLES[lang]}</h1>"
        f"<div class=content>{body}</div></body></html>"
    )
    return content_of(html, "https://hillpost.example/a/ferry.html")


@pytest.mark.parametrize(("lang", "sentence"), EACH)
def test_an_ordinary_sentence_stays_and_says_nothing_of_its_article(
    lang: str, sentence: str
) -> None:
    paragraphs = PARAGRAPHS[lang]
    without = read(lang, *paragraphs)
    for at in (0, 3, len(paragraphs)):
        content = read(lang, *paragraphs[:at], sentence, *paragraphs[at:])
        assert sentence in content.text
        for field in SAID:
            assert getattr(content, field) == getattr(without, field)
