"""The words of furniture: each rule is found behind the automaton that asks all at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_spider.boilerplate import TEXT_RULES, judge_text
from portal_spider.extract.outline import squeeze

SAID = {
    "font_size": "A+ A-",
    "font_size_words": "【大 中 小】",
    "welcome": "远山门户网站！",
    "icp_line": "苏ICP备2026001号",
    "rights_line": "© 远山网 All Rights Reserved",
    "notice_head": "免责声明：本页由读者提供。",
    "notice_words": "以上内容不代表本网立场",
    "editor_line": "（责任编辑：林一）",
    "credits": "文字：林一 摄影：吴三 编辑：周二",
    "source_line": "来 源：远山日报",
    "share": "分享到微信",
    "print": "打印 关闭窗口",
    "follow": "请关注远山公众号",
    "neighbours": "上一篇：雨停了",
    "related": "Read more: the rain in the hills",
    "related_words": "Most read this week",
    "more_of": "> Tous les articles « Vallée »",
    "views": "The views expressed in this column are the author's own.",
    "rate": "Currently 3.5/5 Stars.",
    "template": "{{ page.title }} - {{ page.day }}",
    "more": "远山网的年终专题，都在这里。【详细】",
    "comments": "3 Comments (2)",
    "contact": "新闻热线：0000-1234567",
    "counts": "阅读量：132",
    "contents": "Table of contents",
    "page_of": "第2/3页",
    "reminder": "◎远山日报提醒您：雨天路滑",
    "advert_label": "ADVERTISEMENT",
    "embed": "Externer Inhalt",
    "player": "Now playing",
    "appeal": "Make a one-time donation today",
    "affiliate": "This page has affiliate links, for which we earn a commission.",
    "official": "Official websites use .gov",
    "also_read": "ALSO READ: Rain and wind in the hills for the whole of this weekend",
    "also_headline": "Les også Regnet har stoppet, og båten går igjen som den skal på elva",
    "time_ago": "14 hours ago",
    "asides": "Like Loading...",
    "unfold": "点击展开全文",
    "pleas": "文明上网 理性发言",
    "reposted": "本文转自：远山发布",
    "run_by": "本网站由远山县融媒体中心主办",
    "contributed": "Ann Lee contributed to this report.",
    "feedback": "Fehler auf dieser Seite entdeckt?",
    "address": "http://news.example/2026/09/23/ferry.html",
    "crumbs": "您现在的位置：远山网 >> 本地 >> 正文",
    "lone_sign": "|",
    "consent": "By signing up you agree to our terms.",
    "filed": "Dieser Beitrag wurde am 3. Mai 2026 um 9:00 Uhr in Wetter veröffentlicht.",
    "categories": "Filed under: Rain",
    "page_tools": "Zurück zur Übersicht",
    "cookies": "Wir verwenden Cookies, um die Seite zu verbessern.",
    "registration": "Hill News, registered in England",
    "comment_rules": "Please keep to our netiquette",
    "tags": "标签：雨",
    "newsletter": "The Valley Newsletter",
    "sign_up": "Our stories, straight to your inbox",
}


@pytest.mark.parametrize("name", SAID)
def test_each_rule_condemns_what_it_is_for(name: str) -> None:
    rule = judge_text(SAID[name])
    assert rule is not None
    assert rule.name == name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("（責任編輯：周二寧）", "editor_line"),
        ("核稿編輯：吳三", "editor_line"),
        ("文字：林一 攝影：吳三 編輯：周二", "editor_line"),
        ("來源：遠山日報", "source_line"),
        ("版權所有，未經授權請勿轉載", "copyright"),
        (
            "本網站之文字、圖片及影音，非經授權，不得轉載、公開播送或公開傳輸及利用。",
            "legal_notice",
        ),
        ("免責聲明：本文僅代表作者立場", "legal_notice"),
        ("字級設定：小 中 大", "font_size"),
        ("分享到", "share"),
        ("加入LINE好友", "advert"),
        ("打开APP阅读全文", "advert"),
        ("追蹤我們的粉絲專頁", "advert"),
        ("訂閱電子報", "advert"),
        ("延伸閱讀：船開了", "related"),
        ("同場加映：船開了", "related"),
        ("請繼續往下閱讀...", "advert"),
        ("★遠山新聞網關心您：飲酒過量，有礙健康！", "other"),
        ("你可能也想看", "related"),
        ("看更多", "related"),
        ("上一篇：雨停了", "pagination"),
        ("發表留言", "other"),
        ("點閱次數：132", "other"),
        ("回首頁", "other"),
        ("友善列印", "other"),
        ("【打印本页】【关闭窗口】", "other"),
        ("關閉視窗", "other"),
        ("收藏 300", "other"),
        ("返回首頁 >", "other"),
        ("评论（3）", "other"),
        ("已有30人参与", "other"),
        ("字体：大 中 小", "font_size"),
        ("加入遠山日報粉絲團", "advert"),
        ("按讚加入遠山日報", "advert"),
        ("廣告", "advert"),
        ("订阅本报电子报", "advert"),
        ("標籤：雨", "related"),
        ("関連記事", "related"),
        ("有料会員限定", "advert"),
        ("分享让更多人看到", "share"),
        ("喜欢此内容的人还喜欢", "related"),
        ("关于我们 | 联系我们 | 网站地图", "other"),
        ("凡本网注明来源的作品，版权均属于远山网。", "legal_notice"),
        ("未經許可，不得使用本網圖片", "legal_notice"),
        ("未经许可，任何单位和个人不得转载、摘编本站内容", "legal_notice"),
        ("未经本网授权禁止使用。", "legal_notice"),
        ("图片来自网络，侵权删", "legal_notice"),
        ("若涉及侵权问题请联系我们", "legal_notice"),
        ("观点不代表远山财经立场", "legal_notice"),
        ("违法和不良信息举报电话：123", "legal_notice"),
    ],
)
def test_words_are_known_in_traditional_characters_and_in_newer_ones(text: str, kind: str) -> None:
    rule = judge_text(text)
    assert rule is not None
    assert rule.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "更多新聞工作者走進山村，記下河堤上的事。",
        "更多文章還在路上，老編輯說。",
        "請繼續往下閱讀這封信，他說。",
        "他留言說，雨停了就回來。",
        "縣府提醒您：明天起渡口停航。",
        "联系我们的是一位船工。",
        "浏览量比去年多了一倍，达到132万次。",
        "看更多的书，走更远的路。",
        "返回首页的人发现书不见了。",
        "收藏家林一昨日回到故乡。",
        "收藏於故宮的青瓷首次展出。",
        "关闭渡口的提案通过。",
        "關閉渡口的提案通過。",
        "打印机卖得不如去年好。",
        "列印費用上漲，學生不滿。",
        "举报人称遭到报复。",
        "评论家林一说，雨已经停了。",
        "評論家の林一氏が語る。",
        "已有30人获救。",
        "字體設計師周二寧的展覽開幕。",
        "總統在臉書粉絲專頁貼文指出，雨已停。",
        "粉丝团在渡口迎接他。",
        "按讚人數破百萬。",
        "追踪我们的孩子去了哪里？",
        "你可能喜欢这座小城，但不一定了解它。",
        "他说，凡注明有机的蔬菜，均为本地农户种植。",
        "非經主管機關許可，不得進入河道。",
        "分享讓生活更美好。",
        "●医生提醒您：高温天气要多喝水。",
        "订阅本报的读者可获赠一本书。",
        "廣告業者表示，雨季生意清淡。",
        "买票的人打开渡口APP，选好班次，再点付款。",
        "未经许可，任何单位和个人不得擅自取水。",
        "未經許可，不得使用水庫的水。",
        "法院判决公司立即停止侵权，删除视频并道歉。",
        "他强调，这番话不代表党派的立场。",
        "网站声明称，数据没有泄露。",
        "版权所有者是他的孙女。",
        "违法和不良信息治理行动今天开始。",
    ],
)
def test_sentences_with_such_words_are_the_articles(text: str) -> None:
    assert judge_text(text) is None


def test_no_rule_is_without_its_words() -> None:
    assert SAID.keys() == {rule.name for rule in TEXT_RULES}


@given(st.lists(st.sampled_from([*SAID.values(), "雨还在下，", "it rained ", "é", "\u3000", "7"])))
def test_the_first_rule_in_order_is_the_judge(words: list[str]) -> None:
    text = squeeze("".join(words))  # as the outline gives it
    expected = next(
        (r for r in TEXT_RULES if len(text) <= r.longest and r.pattern.search(text.lower())), None
    )
    assert judge_text(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "青河县渡口管理办法（全文）",
        "渡口老船工的讲话【全文】",
        "Das Thema könnte sie den Sitz kosten.",
        "Most read the letter twice and said nothing.",
        "Related to this is the mill.",
        "More on the rain came at noon.",
        "Topmeldungen gibt es im Regen keine.",
        "……",
        "——",
        "**",
        "Contributing: the rain and the wind made it late.",
    ],
)
def test_what_a_text_says_of_itself(text: str) -> None:
    assert judge_text(text) is None


@pytest.mark.parametrize(
    "text", ["渡船又开了……【全文】", "渡船又开了。（阅读全文）", "[查看全文]", "渡船又开了（详情）"]
)
def test_what_leads_to_the_rest_of_a_text(text: str) -> None:
    rule = judge_text(text)
    assert rule is not None
    assert rule.name == "more"


@pytest.mark.parametrize(
    "text",
    [
        "The ferry has 400 subscribers, more than last year.",
        "Nobody subscribes to that view in the valley.",
        "A block on the page lets readers subscribe to the valley's news",
        "Lots of Disenchanted Subscribers",
        "Sixty people had to sign up for the first crossing on Sunday.",
        "In a newsletter to the villages and towns along the river, the ferryman wrote that the rope was new.",
        "Who downloads the app sees when the boat leaves.",
        "Share prices of the shipyard fell by a tenth",
        "Share Your Boat",
        "Tweets from the ferry",
        "Partager les eaux du lac n'est pas simple.",
        "End of the line",
        "Sigue abierta la investigación sobre las redes de narcotráfico.",
        "Siguen detenidos tres miembros de las redes de trata.",
        "Подписан закон о блокировке Telegram",
        "This post was published by the minister on Tuesday and deleted hours later.",
        "Dieser Beitrag wurde in der Nacht gelöscht.",
        "Cet article a été publié dans le Journal officiel.",
        "Teilen statt kaufen",
        "Partager la route",
        "Compartir piso: la nueva normalidad",
        "Publicado en Francia un libro inédito",
        "Veröffentlicht in drei Sprachen",
        "To see this post office close after a century hurts, she said.",
        "Keep reading to children every night, teachers say.",
        "Noticias relacionadas con la guerra llenaron las portadas.",
        "You can now listen to the whole concert online, the orchestra said.",
        "By using less butter, the bakery makes cookies that keep longer.",
        "Follow the fire brigade on social media during the storm, the city advised.",
        "Advertisement is dear to the ferryman",
        "This story was first published in 1931, and nobody believed it.",
        "The story was originally published March 3, 1921, but its author had written it at sea, she says.",
        "A version of this story is told in each valley.",
        "Citation: the word comes from Latin, says the teacher.",
    ],
)
def test_what_is_said_of_readers_and_shares_is_the_articles(text: str) -> None:
    assert judge_text(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Subscribe today and read on", "advert"),
        ("This story is for subscribers", "advert"),
        ("Already a subscriber? Log in", "advert"),
        ("Sign up for our briefing", "other"),
        ("Every morning in your inbox", "advert"),
        ("Please follow Valley News on Facebook and Instagram.", "advert"),
        ("Siga o jornal do vale no Instagram", "advert"),
        ("This website uses cookies to find its way across the river.", "advert"),
        ("Share this story", "share"),
        ("– Advertisement –", "advert"),
        ("Follow Valley North on X, the Book of Faces and elsewhere.", "advert"),
        ("This story was originally published September 23, 2026, 5:30 AM.", "other"),
        ("A version of this article appears in print on Page 12 with another headline.", "other"),
        ("Citation: The rain stops (2026, September 23) retrieved 24 September 2026", "other"),
        ("SHARE 79 TWEET 24", "share"),
        ("Teilen Sie diesen Artikel!", "share"),
        ("Facebook Twitter Reddit Email", "share"),
        ("Continua após a publicidade", "advert"),
        ("Baca Juga: Hujan di lembah", "related"),
        ("A lire aussi : la barque est revenue", "related"),
        ("Veja também", "related"),
        ("เรื่องที่เกี่ยวข้อง", "related"),
        ("Continue reading", "related"),
        ("Laisser un commentaire", "other"),
        ("Contributing: Ann Lee, the Valley Press", "other"),
        ("You can now listen to our articles!", "other"),
        ("[+] Enlarge", "other"),
        ("Toggle caption", "other"),
        ("To display this content from a map, you must agree to cookies.", "other"),
        ("<<", "other"),
    ],
)
def test_what_is_said_to_readers_is_not(text: str, kind: str) -> None:
    rule = judge_text(text)
    assert rule is not None
    assert rule.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Das könnte Sie auch interessieren",
        "Das könnte dich interessieren:",
        "Das Thema könnte Sie auch interessieren",
        "Related stories",
        "More on the floods",
        "Most read",
    ],
)
def test_what_else_a_portal_offers(text: str) -> None:
    rule = judge_text(text)
    assert rule is not None
    assert rule.kind == "related"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Zur Merkliste hinzufügen", "other"),
        ("Ajouter à vos sélections", "other"),
        ("Copiar enlace", "other"),
        ("Más información", "related"),
        ("Lue lisää: Kun katto lensi", "related"),
        ("Deel dit artikel:", "share"),
        ("📱 Baixe o app do jornal", "advert"),
        ("Passer la publicité", "advert"),
        ("PUBLICIDADE", "advert"),
        ("Реклама", "advert"),
        ("광고", "advert"),
        ("Empfohlener redaktioneller Inhalt", "other"),
        ("Mit Ihrer Zustimmung wird hier ein externes Video geladen.", "other"),
        ("La reproduction totale ou partielle d'un article, sans l'accord du journal, est interdite.", "copyright"),
        ("© RIPRODUZIONE RISERVATA", "copyright"),
        ("Vous avez repéré une erreur ?", "other"),
        ("Нашли опечатку?", "other"),
        ("Dieses Thema im Programm: Das Radio berichtete am Dienstag um neun Uhr.", "other"),
    ],
)  # fmt: skip
def test_words_of_furniture_elsewhere(text: str, kind: str) -> None:
    rule = judge_text(text)
    assert rule is not None
    assert rule.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Der See steht nicht auf der Merkliste, sagt die Bürgermeisterin.",
        "Passer la publicité au crible, c'est le métier de la députée.",
        "La reproduction des saumons reste interdite aux bateaux.",
        "Publicidade no lago vai custar mais caro.",
        "Реклама на пароме подорожает.",
        "Más información sobre el transbordador llegará el sábado.",
        "Deel de boot met de kinderen van het dorp.",
        "광고를 단 나룻배가 다시 다닌다.",
        "Fehler im Anleger entdeckten die Techniker am Dienstag.",
        "Die Gemeinde hat ihren Kanal am See abonniert, und der Inhalt ist frei.",
    ],
)
def test_sentences_elsewhere_with_such_words_are_the_articles(text: str) -> None:
    assert judge_text(text) is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("El contenido de los comentarios es la opinión de los lectores", "comment_rules"),
        ("No está permitido verter comentarios injuriosos.", "comment_rules"),
        ("El Valle se reserva el derecho de eliminar cualquier comentario.", "comment_rules"),
        ("Os comentários são de inteira responsabilidade dos leitores", "comment_rules"),
        ("Les commentaires sont modérés avant leur publication", "comment_rules"),
        ("Kļūda rakstā?", "feedback"),
        ("Заметили ошибку? Выделите её и нажмите Ctrl+Enter", "feedback"),
        ("Spied Ctrl + Enter, lai nosūtītu teksta fragmentu", "feedback"),
        ("Hittat ett fel i texten?", "feedback"),
        ("Die Post vom Hügel gehört ihren Lesern. Jetzt unterstützen!", "appeal"),
        ("Enjoyed this post? Tell your neighbours, and the ferryman!", "appeal"),
        ("weitere Artikel der Rubrik «Fähren»", "more_of"),
        ("Altri articoli su traghetti e ponti", "more_of"),
        ("Más noticias del valle", "more_of"),
        ("Opinions expressed here are those of the authors.", "views"),
        ("The views of the authors do not necessarily reflect those of Hill Post.", "views"),
        ("Las opiniones de esta sección no reflejan necesariamente las del diario", "views"),
        ("Les propos tenus ici n'engagent que leur auteur.", "views"),
        ("Die Meinung der Verfasser spiegelt nicht unbedingt die der Redaktion wider.", "views"),
        ("Мнение автора может не совпадать с мнением редакции.", "views"),
        ("Actualmente puntuada con 2 estrellas", "rate"),
        ("Rate this article:", "rate"),
        ("{{ article.title }} {{ article.day }}", "template"),
        ("Jede Weiterverbreitung ist honorarpflichtig.", "registration"),
    ],
)
def test_what_is_said_round_a_text_in_other_languages(text: str, rule: str) -> None:
    judged = judge_text(text)
    assert judged is not None
    assert judged.name == rule


@pytest.mark.parametrize(
    "text",
    [
        "The views from the ferry do not reflect how steep the hill behind the village is.",
        "Her opinions do not necessarily reflect what the village thinks of the bridge.",
        "He told the court that the opinions of others are not his own, and never were.",
        "Das Land will die Fähre jetzt unterstützen.",
        "Alle Meldungen aus dem Tal kamen mit der Fähre.",
        "Tous les articles du règlement ont été votés, sauf un.",
        "Press Ctrl+Enter to run the cell, and wait for its result.",
        "Aktuell fahren drei Boote unter dem Sternenhimmel.",
        "Use {{ name }} where the name of the ferry should be.",
        "Más noticias llegaron ayer, y ninguna buena.",
    ],
)
def test_sentences_in_other_languages_are_the_articles(text: str) -> None:
    assert judge_text(text) is None
