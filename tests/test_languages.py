"""The language of an article: what its words say, and what its page claims."""

import pytest

from tests.reading import content_of

TEXTS = {
    "cs": "Trajekt, který stál v přístavu od neděle, se vrátil na řeku a jezdí jako dřív. Déšť ustal, ale voda je ještě vysoká a pro auta to není bezpečné.",
    "de": "Die Fähre, die seit Sonntag im Hafen lag, fährt wieder auf dem Fluss. Der Regen hat aufgehört, aber das Wasser ist noch hoch und für Autos nicht sicher.",
    "en": "The ferry, which had been in the harbour since Sunday, is on the river again. It has stopped raining, but the water is still high and not safe for cars.",
    "es": "El barco, que estaba en el puerto desde el domingo, vuelve a cruzar el río. La lluvia ha parado, pero el agua sigue alta y no es segura para los coches.",
    "fi": "Lautta on taas joella, kun se oli ollut satamassa sunnuntaista. Sade on lakannut, mutta vesi on vielä korkealla, ja se ei ole turvallista, kuten myös kunta sanoo.",
    "fr": "Le bac, qui était dans le port depuis dimanche, est de retour sur la rivière. La pluie a cessé, mais les eaux sont encore hautes et ce n'est pas sûr pour les voitures.",
    "hu": "A komp, amely vasárnap óta a kikötőben volt, már ismét jár a folyón. Az eső elállt, de a víz még magas, és a falu szerint ez nem biztonságos az autóknak, csak a gyalogosoknak.",
    "id": "Kapal yang berada di pelabuhan sejak hari Minggu itu kembali ke sungai dan berlayar untuk warga. Hujan telah reda, tetapi air dari hulu tidak turun dan itu tidak aman.",
    "it": "Il traghetto, che era nel porto da domenica, è di nuovo sul fiume. La pioggia è finita, ma le acque sono ancora alte e non è sicuro per le auto, come si dice in paese.",
    "nl": "De pont, die sinds zondag in de haven lag, vaart weer op de rivier. Het is niet meer aan het regenen, maar het water is nog hoog en niet veilig voor auto's.",
    "pl": "Prom, który stał w porcie od niedzieli, jest znów na rzece. Deszcz ustał, ale woda jest wysoka i nie jest to bezpieczne dla samochodów, jak się mówi we wsi.",
    "pt": "O barco, que estava no porto desde domingo, voltou ao rio. A chuva parou, mas as águas não baixaram e não é seguro para os carros, como se diz na vila.",
    "ro": "Bacul care era în port de duminică este din nou pe râu. Ploaia a încetat, dar apa nu a scăzut și nu este sigur pentru mașini, din ce au spus la primărie.",
    "ru": "Паром, который с воскресенья стоял в порту, снова на реке. Дождь прошёл, но вода ещё не спала, и для машин это не так безопасно, как было до дождя.",
    "sv": "Färjan som har legat i hamnen är på floden och går som den ska. Det har slutat att regna, men vattnet är högt och det är inte säkert för bilar, har man sagt till oss.",
    "tr": "Pazar gününden beri limanda olan ve bir hafta bekleyen vapur yine nehirde. Yağmur dindi, ancak su daha çok yüksek ve bu geçiş otomobiller için güvenli değil.",
    "uk": "Пором, який з неділі стояв у порту, знову на річці. Дощ минув, але вода ще не спала, і для машин це не так безпечно, як було до дощу, та й на те є причина.",
    "vi": "Con phà của làng đã trở lại sông và chở người từ sáng. Mưa đã tạnh, cho đến nay nước không xuống được, và đây là một nơi không an toàn với các xe.",
}  # fmt: skip


def language(text: str, attributes: str = "") -> tuple[str | None, str | None]:
    html = f"<html {attributes}><body><h1>7</h1><p>{text}</p><p>{text}</p></body></html>"
    content = content_of(html, "http://hillpost.example/7", article_url=True)
    return content.language, content.evidence.get("language")


@pytest.mark.parametrize("code", TEXTS)
def test_words_tell_the_language(code: str) -> None:
    assert language(TEXTS[code]) == (code, "words")


@pytest.mark.parametrize(("claimed", "code"), [("en-US", "de"), ("de", "en"), ("fr", "it")])
def test_a_template_in_another_language_is_not_believed(claimed: str, code: str) -> None:
    assert language(TEXTS[code], f"lang={claimed}") == (code, "words")


@pytest.mark.parametrize(("claimed", "code"), [("gl", "pt"), ("no", "sv"), ("da", "sv")])
def test_a_claim_of_a_language_that_is_near_is_believed(claimed: str, code: str) -> None:
    assert language(TEXTS[code], f"lang={claimed}") == (claimed, "html")


def test_a_few_words_tell_nothing() -> None:
    assert language("Ferries: 7. Boats, rafts and barges: 12. " * 4) == (None, None)
